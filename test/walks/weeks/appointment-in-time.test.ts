import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { absence, appointment, ownHours } from "../../../src/db/schema/index.ts";
import { encodeAction } from "../../../src/telegram/callback-data.ts";
import { amsterdam, startWalk, type Walk, type Walker } from "../../support/walk.ts";
import { buttonsOf, forgeAction } from "../look.ts";

let walk: Walk;
afterEach(() => walk.end());
const t = () => walk.app.texts("nl");
const db = () => walk.database.db;
const rowOf = async ({ id }: { id: string }) => {
  const [row] = await db().select().from(appointment).where(eq(appointment.alumnusId, id));
  if (!row) throw new Error("No appointment");
  return row;
};
const times = ({ phone }: Walker): string[] =>
  (
    phone.messages().findLast(({ buttons }) => buttons?.flat().some(({ data }) => data?.startsWith("j2:")))
      ?.buttons ?? []
  )
    .flat()
    .filter(({ data }) => data?.startsWith("j2:"))
    .map(({ text }) => text);

/** Fatima is busy until Monday 30 November at half past eight; Amina comes to school then, at her first time. */
async function onMonday(more: { linked?: boolean } = {}) {
  walk = await startWalk({ at: "2026-11-25T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, more);
  await db()
    .insert(ownHours)
    .values({
      ...{ id: randomUUID(), caseWorkerId: fatima.id, kind: "busy", createdAt: walk.clock.now() },
      ...{ fromAt: amsterdam("2026-11-25T00:00"), untilAt: amsterdam("2026-11-30T08:30") },
    });
  // Without Telegram the yes is noted, and only the case worker can choose.
  const note = { do: "noteOffer", alumnus: amina.id, how: "phone", answer: "yes" } as const;
  if (more.linked === false) await forgeAction(fatima, note);
  await fatima.say("/oudleerlingen amina");
  await fatima.press("appointment:button.arrange");
  await fatima.press("appointment:button.physical");
  if (more.linked !== false) await fatima.tap("Ik kies een tijd");
  await fatima.tap(times(fatima)[0] ?? "no time");
  const { startsAt } = await rowOf(amina);
  expect(startsAt && startsAt < amsterdam("2026-11-30T09:50")).toBe(true);
  return { fatima, amina };
}

test("who moves an appointment an hour before it is heard before it, also where messages come later in the day", async () => {
  const { fatima, amina } = await onMonday();
  const before = await rowOf(amina);
  await walk.pass({ days: 4 });
  await walk.until("08:10");
  expect(before.startsAt?.getTime()).toBeGreaterThan(walk.clock.now().getTime());
  await fatima.say("/afspraken");
  await fatima.press("appointment:button.otherTime");
  await fatima.tap(times(fatima).at(-1) ?? "none later");
  await walk.settle();
  expect(amina.read()).toContain("Fatima heeft de afspraak verzet.");
});

test("a reminder is planned also for whom nobody can write to when it is agreed on: they may take part by then", async () => {
  const { amina } = await onMonday({ linked: false });
  expect((await rowOf(amina)).remindAt).not.toBeNull();
});

test("a call two hours before a visit is not that visit: it is asked how it went", async () => {
  const { fatima, amina } = await onMonday();
  await walk.pass({ days: 4 });
  await walk.until("08:05");
  const call = { do: "contactMinutes", contact: randomUUID(), alumnus: amina.id } as const;
  await fatima.tapOld(encodeAction({ ...call, channel: "phone", minutes: "5" }), 1);
  await walk.pass({ hours: 2 });
  expect(await rowOf(amina)).toMatchObject({ state: "booked", askedTimes: 1 });
  expect(buttonsOf(fatima)).toContain(t()("appointment:button.missed.physical"));
});

test("a case worker is reminded on the last day on which they work, also when they noted afterwards that they are away", async () => {
  const { fatima, amina } = await onMonday();
  // The last working day before that Monday is Friday: from Thursday on she is away.
  await db()
    .insert(absence)
    .values({
      ...{ id: randomUUID(), caseWorkerId: fatima.id, fromDay: "2026-11-26", untilDay: "2026-11-29" },
      ...{ createdAt: walk.clock.now(), madeBy: fatima.id },
    });
  await walk.pass({ days: 2, hours: 6 });
  expect(fatima.read()).not.toContain(t()("appointment:remind.staff"));
  const at = (await rowOf(amina)).remindWorkerAt;
  expect(at === null || at >= amsterdam("2026-11-30T00:00")).toBe(true);
});
