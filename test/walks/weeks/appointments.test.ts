import { eq } from "drizzle-orm";
import ICAL from "ical.js";
import { afterEach, expect, test } from "vitest";
import { appointment, contactMoment, contactRecord, standing, task } from "../../../src/db/schema/index.ts";
import { findOrganisation } from "../../../src/people/store.ts";
import { addCohort } from "../../../src/programme/add-cohort.ts";
import type { Programme } from "../../../src/programme/programme.ts";
import { findTemplate } from "../../../src/programme/templates.ts";
import { encodeAction } from "../../../src/telegram/callback-data.ts";
import { amsterdam, startWalk, type Walk, type Walker } from "../../support/walk.ts";
import { toast } from "../look.ts";

let walk: Walk;
afterEach(() => walk.end());

const db = () => walk.database.db;
const appointmentOf = async ({ id }: Walker) =>
  (
    await db().select().from(appointment).where(eq(appointment.alumnusId, id)).orderBy(appointment.createdAt)
  ).at(-1);
const momentOf = async ({ id }: Walker) =>
  (
    await db()
      .select()
      .from(contactMoment)
      .where(eq(contactMoment.alumnusId, id))
      .orderBy(contactMoment.fromDay)
  )[0];
const standingOf = async ({ id }: Walker) =>
  (await db().select().from(standing).where(eq(standing.alumnusId, id)))[0];
const openTasks = async ({ id }: Walker) =>
  (await db().select().from(task).where(eq(task.alumnusId, id))).flatMap(({ kind, doneAt }) =>
    doneAt ? [] : [kind],
  );
const times = ({ phone }: Walker) =>
  phone
    .messages()
    .flatMap(({ buttons }) => buttons?.flat() ?? [])
    .filter(({ data }) => data?.startsWith("j2:"))
    .map(({ text }) => text);

/** De Klas van '26 has a call in September; Amina's check-in before it came, and she said that all is well. */
async function afterTheCheckIn() {
  walk = await startWalk({ at: "2026-08-24T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  const programme = findTemplate("pro_three_moments") as Programme;
  const school = await findOrganisation(db(), walk.organisationId);
  const days = { exitsFrom: "2026-01-01", exitsUntil: "2026-12-31" };
  await addCohort({ db: db(), now: walk.clock.now() }, school, {
    ...{ name: "Klas van '26", ...days },
    programmes: [{ programme }],
  });
  await walk.pass({ minutes: 2 });
  const first = await momentOf(amina);
  if (!first) throw new Error("Nothing is planned");
  const askAt = new Date(walk.clock.now().getTime() + 26 * 3_600_000);
  await db().update(contactMoment).set({ askAt }).where(eq(contactMoment.id, first.id));
  await db().update(standing).set({ lookAt: walk.clock.now() }).where(eq(standing.alumnusId, amina.id));
  await walk.pass({ hours: 27 });
  await amina.press("checkin:flow.openAnswer.yes");
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "good");
  const canSkip = () =>
    amina.phone
      .lastBotMessage()
      ?.buttons?.flat()
      .some(({ text }) => text === "Overslaan");
  while (canSkip()) await amina.extra("skip");
  expect(times(amina)).toEqual([]);
  await walk.pass({ days: 3 });
  return { fatima, amina };
}

test("a planned call: times come two days after the check-in, the call is nobody's task, and the talk fulfils it", async () => {
  const { fatima, amina } = await afterTheCheckIn();
  expect(times(amina)).toHaveLength(6);
  const [, , time] = times(amina);
  await amina.tap(time ?? "");
  const row = await appointmentOf(amina);
  expect(row).toMatchObject({ state: "booked", momentId: (await momentOf(amina))?.id, form: "phone" });
  await walk.pass({ minutes: 1 });
  expect(await standingOf(amina)).toMatchObject({
    next: "appointment",
    nextBy: "human",
    nextAt: row?.startsAt,
  });
  await walk.pass({ hours: Math.ceil((Number(row?.startsAt) - walk.clock.now().getTime()) / 3_600_000) + 1 });
  await fatima.tap("15 min");
  await walk.pass({ minutes: 1 });
  expect(await momentOf(amina)).toMatchObject({ state: "done" });
  expect(await openTasks(amina)).toEqual([]);
  // Offered once: nobody is asked again.
  expect(times(amina)).toHaveLength(6);
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/appointment-planned.chat.txt");
});

test("who does not come to a planned talk is out of sight until somebody reaches them", async () => {
  const { fatima, amina } = await afterTheCheckIn();
  await amina.tap(times(amina)[0] ?? "");
  const { startsAt } = (await appointmentOf(amina)) ?? {};
  await walk.pass({ hours: Math.ceil((Number(startsAt) - walk.clock.now().getTime()) / 3_600_000) + 1 });
  await fatima.press("appointment:button.missed.phone");
  await walk.pass({ minutes: 1 });
  expect(await momentOf(amina)).toMatchObject({ state: "missed" });
  expect(await standingOf(amina)).toMatchObject({ state: "outOfSight", nextBy: "human" });
  expect(await openTasks(amina)).toEqual(["outOfSight"]);
  await walk.pass({ minutes: 5 });
  await amina.say("sorry, vergeten!");
  await walk.pass({ hours: 20 });
  expect(await standingOf(amina)).toMatchObject({ state: "inTouch" });
});

test("who chooses no time is not asked again, and the call is the case worker's", async () => {
  const { fatima, amina } = await afterTheCheckIn();
  await amina.press("appointment:button.decline");
  expect(fatima.read()).toContain("Amina kiest nu geen tijd.");
  await walk.pass({ days: 10 });
  expect(times(amina)).toHaveLength(6);
  expect(await openTasks(amina)).toEqual(["moment"]);
});

test("times that lapsed and are shown anew lapse once more, and keep no later offer away", async () => {
  const { amina } = await afterTheCheckIn();
  const [first] = times(amina);
  await walk.pass({ days: 9 });
  expect(await appointmentOf(amina)).toMatchObject({ state: "lapsed" });
  await amina.tap(first ?? "");
  expect(await appointmentOf(amina)).toMatchObject({ state: "offered" });
  await walk.pass({ days: 8 });
  expect(await appointmentOf(amina)).toMatchObject({ state: "lapsed" });
});

test("who does not come is written down as missed, and what was called off in another way is not", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  const contacts = () => db().select().from(contactRecord);
  const again = async () => {
    await fatima.press("appointment:button.physical");
    await fatima.press("appointment:button.pick");
    await fatima.tap(times(fatima).at(-6) ?? "");
    await walk.pass({ hours: 2 });
  };
  await fatima.say("/oudleerlingen Amina");
  await fatima.press("appointment:button.arrange");
  await again();
  expect(amina.read()).toContain("Fatima heeft een afspraak met je gemaakt.");
  const outcome = (what: "missed" | "off", id = "") =>
    fatima.tapOld(
      encodeAction({ do: "appointment", appointment: id, what }),
      fatima.phone.lastBotMessage()?.id ?? 1,
    );
  const first = await appointmentOf(amina);
  await outcome("missed", first?.id);
  expect(toast(fatima)).toBe("De afspraak moet nog komen.");
  await walk.pass({ days: 2 });
  // Asked after it, and again on the next morning.
  expect(fatima.read().split("Heb je Amina gezien?")).toHaveLength(3);
  await fatima.press("appointment:button.missed.physical");
  expect(await appointmentOf(amina)).toMatchObject({ state: "missed" });
  expect(await contacts()).toMatchObject([{ result: "notReached", channel: "visit" }]);
  await fatima.press("appointment:button.newTimeStaff");
  await again();
  await walk.pass({ days: 2 });
  await outcome("off", (await appointmentOf(amina))?.id);
  expect(await appointmentOf(amina)).toMatchObject({ state: "cancelled" });
  expect(await contacts()).toHaveLength(1);
});

test("over the night in which the clock goes back, an appointment keeps its local time, in both calendars and for the reminder", async () => {
  walk = await startWalk({ at: "2026-10-22T15:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("/afspraak");
  await amina.press("appointment:button.want.physical");
  const monday = times(amina).find((time) => time.startsWith("ma 26 okt"));
  await amina.tap(monday ?? "");
  const row = await appointmentOf(amina);
  const local = amsterdam(`2026-10-26T${monday?.slice(-5)}`);
  expect(row?.startsAt).toEqual(local);
  const document = amina.phone.messages().find((message) => message.document)?.document;
  const text = Buffer.from(amina.phone.download(document?.fileId ?? "")?.bytes ?? []).toString();
  const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent");
  expect(String(event?.getFirstPropertyValue("dtstart"))).toBe(local.toISOString().replace(".000", ""));
  // The day before is a Sunday: the reminder comes on Friday.
  expect(row?.remindAt).toEqual(amsterdam("2026-10-23T10:00"));
  await walk.pass({ hours: 20 });
  expect(amina.last()).toContain(`maandag 26 oktober, ${monday?.slice(-5)}`);
  await walk.pass({ days: 3, hours: 6 });
  expect(fatima.read()).toContain("Heb je Amina gezien?");
});

test("a reminder whose time fell in an outage comes at an hour at which messages may go, not in the night in which all runs again", async () => {
  walk = await startWalk({ at: "2026-10-22T15:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("/afspraak");
  await amina.press("appointment:button.want.physical");
  await amina.tap(times(amina).findLast((time) => time.startsWith("ma 26 okt")) ?? "");
  // As it stands when nothing ran between Friday morning and the night of Sunday.
  await db().update(appointment).set({ remindAt: null });
  await walk.pass({ days: 3, hours: 7 });
  await db()
    .update(appointment)
    .set({ remindAt: amsterdam("2026-10-23T10:00") });
  const before = amina.phone.messages().length;
  await walk.pass({ hours: 10 });
  expect(amina.phone.messages()).toHaveLength(before);
  await walk.until("10:05");
  expect(walk.clock.now()).toEqual(amsterdam("2026-10-26T10:05"));
  expect(amina.phone.messages()).toHaveLength(before + 1);
  expect(amina.last()).toContain("Fatima");
  expect((await appointmentOf(amina))?.remindAt).toBeNull();
});
