import { eq } from "drizzle-orm";
import type { Update } from "grammy/types";
import { afterEach, expect, test } from "vitest";
import { inbox } from "../../src/db/schema/index.ts";
import { inboxBackoff } from "../../src/delivery/work-inbox.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { alertOf, answersOf, escalationOf, rings, signalsOf, startCheckIn } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = () => walk.app.texts("nl");

/** A text that is no text: whatever looks at it throws. Its words must be nowhere but in the stored update. */
function poison({ phone, name }: Walker): void {
  const seconds = Math.floor(walk.clock.now().getTime() / 1_000);
  const user = { id: phone.chatId, is_bot: false, first_name: name };
  const message = {
    message_id: 9_999,
    from: user,
    chat: { id: phone.chatId, type: "private", first_name: name },
    date: seconds,
    text: { geheim: "kanarie" },
  };
  walk.simulator.inject({ message } as unknown as Omit<Update, "update_id">);
}
const parked = () => walk.database.db.select().from(inbox).where(eq(inbox.state, "parked"));

async function poisoned() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  walk.note("an update comes in that cannot be handled, and right after it a tap");
  poison(amina);
  await amina.answer("G1", "good");
  return { fatima, amina };
}

test("an update that cannot be handled is parked after its tries, a human hears of it, and the next answer counts", async () => {
  const { fatima, amina } = await poisoned();
  const [row, ...more] = await parked();
  expect(more).toEqual([]);
  expect(row?.tries).toBe(inboxBackoff.length + 1);
  expect(row?.errorCode).toMatch(/^[A-Za-z0-9_]{1,40}$/);
  const reference = `U${row?.seq}`;
  expect(amina.read()).toContain(t()("delivery:parked", { reference }));
  expect(await signalsOf(walk, amina)).toContainEqual(
    expect.objectContaining({ rule: "parked", severity: "urgent" }),
  );
  expect(await escalationOf(walk, amina)).toMatchObject({ severity: "urgent", state: "notified" });
  expect(rings(walk, fatima)).toBe(1);
  expect(alertOf(fatima)?.text).toMatch(/^🟠/u);
  expect(await answersOf(walk, amina)).toEqual({ G1: ["good"] });
  expect(amina.last()).toContain(
    t()("checkin:question.G2.prompt", { situation: t()("checkin:situation.work_regular") }),
  );
  await expect(walk.transcript()).toMatchFileSnapshot("chats/poison.chat.txt");
});

test("what is reported about it are codes and numbers, and nothing that was said", async () => {
  await poisoned();
  const events = walk.reports.map(({ event }) => event);
  expect(events.filter((event) => event === "inbox.tryFailed")).toHaveLength(inboxBackoff.length + 1);
  expect(events.filter((event) => event === "inbox.parked")).toHaveLength(1);
  for (const { facts } of walk.reports)
    for (const value of Object.values(facts))
      if (typeof value === "string")
        expect(value).toMatch(/^([A-Za-z0-9_]{1,40}|[\w-]+\/[\w-]+\.ts:\d+|[a-z]+:[\w.]+)$/);
  expect(JSON.stringify(walk.reports)).not.toMatch(/kanarie|Amina|Fatima|normalize/);
});

test("one person's poison holds up nobody else", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  const samir = await walk.alumnus("Samir", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, samir);
  poison(amina);
  const before = walk.clock.now();
  await samir.answer("G1", "good");
  expect(samir.last()).toContain("2/5");
  const asked = walk.simulator.calls.findLast(
    ({ method, params }) => method === "sendMessage" && params.chat_id === samir.phone.chatId,
  );
  expect((asked?.at.getTime() ?? 0) - before.getTime()).toBeLessThan(2_000);
  expect(await parked()).toHaveLength(1);
});

test("a stranger's poison is parked, tells the stranger, and alerts nobody", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const somebody = await walk.alumnus("Amina", fatima, { linked: false });
  await somebody.say("hallo");
  poison(somebody);
  await walk.settle();
  const [row] = await parked();
  expect(somebody.last()).toBe(t()("delivery:parked", { reference: `U${row?.seq}` }));
  expect(rings(walk, fatima)).toBe(0);
});

test("the case worker who opens it reads why it is there", async () => {
  const { fatima } = await poisoned();
  const [row] = await parked();
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.view");
  expect(fatima.read()).toContain(t()("escalation:parked", { reference: `U${row?.seq}` }));
});
