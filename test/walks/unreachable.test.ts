import { afterEach, expect, test } from "vitest";
import { startWalk, type Walk } from "../support/walk.ts";
import { escalationOf, eventsOf, numbersIn, rings, startCheckIn } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

async function aSchoolWithTwo() {
  walk = await startWalk({ at: "2026-11-24T10:00", school: "alone" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  return { fatima, bart, amina };
}

async function wantsToQuit(amina: Awaited<ReturnType<typeof aSchoolWithTwo>>["amina"]) {
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "wantQuit");
}

test("the alert of a case worker who blocked the bot goes to a colleague at once", async () => {
  const { fatima, bart, amina } = await aSchoolWithTwo();
  await fatima.block();
  await wantsToQuit(amina);
  expect(rings(walk, bart)).toBe(1);
  await bart.press("escalation:button.take");
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "acknowledged", ownerId: bart.id });
  await expect(walk.transcript()).toMatchFileSnapshot("chats/case-worker-blocked.chat.txt");
});

test("an alert that Telegram refuses with 403 goes to a colleague at once", async () => {
  const { fatima, bart, amina } = await aSchoolWithTwo();
  walk.simulator.faults.add({ method: "sendMessage", chatId: fatima.phone.chatId, kind: "403" });
  await wantsToQuit(amina);
  expect(rings(walk, bart)).toBe(1);
  expect(await eventsOf(walk, (await escalationOf(walk, amina)).id)).toContain("undelivered");
});

test.each(["400", "403"] as const)(
  "a chat that answers every alert with %s does not make the others ring without end",
  async (kind) => {
    const { fatima, bart, amina } = await aSchoolWithTwo();
    // Forty and not for ever, so that this ends when it goes round in circles.
    walk.simulator.faults.add({ method: "sendMessage", chatId: fatima.phone.chatId, kind, times: 40 });
    await amina.answer("G1", "cantGoOn");
    expect(rings(walk, bart)).toBeGreaterThan(0);
    expect(rings(walk, bart)).toBeLessThan(4);
  },
);

test("in a crisis nobody is named who cannot be reached", async () => {
  const { fatima, bart, amina } = await aSchoolWithTwo();
  await fatima.block();
  await amina.answer("G1", "cantGoOn");
  expect(rings(walk, bart)).toBe(1);
  const t = walk.app.texts("nl");
  const reader = t("people:colleague", { worker: "Fatima" });
  expect(amina.last()).toContain(t("checkin:crisis.awake", { reader }));
  expect(amina.last()).not.toMatch(/^Fatima/m);
});

test("with nobody reachable nothing is promised, it keeps trying and reaches whoever comes back", async () => {
  const { fatima, bart, amina } = await aSchoolWithTwo();
  await fatima.block();
  await bart.block();
  await amina.answer("G1", "cantGoOn");
  const said = amina.last();
  expect(said).toContain(numbersIn(walk));
  // It is Tuesday 10:00 now: nobody can be reached, so no moment is promised that is now.
  expect(said).not.toContain("dinsdag 10:00");
  await walk.pass({ hours: 30 });
  const row = await escalationOf(walk, amina);
  expect(row).toMatchObject({ severity: "crisis", ownerId: null });
  expect(row.nextStepAt).not.toBeNull();
  expect(await eventsOf(walk, row.id)).toContain("nobodyReacts");
  await bart.unblock();
  await walk.pass({ minutes: 10 });
  expect(rings(walk, bart)).toBeGreaterThan(0);
  await bart.press("escalation:button.take");
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "acknowledged", ownerId: bart.id });
});

test("while no chat takes anything each message waits once, and whoever gets it first has the time of the step", async () => {
  const { fatima, bart, amina } = await aSchoolWithTwo();
  for (const { phone } of [fatima, bart])
    walk.simulator.faults.add({ chatId: phone.chatId, kind: "500", times: Number.POSITIVE_INFINITY });
  await wantsToQuit(amina);
  await walk.pass({ minutes: 30 });
  const { id } = await escalationOf(walk, amina);
  // They wait, and are no round in vain: nobody has had it.
  expect(await eventsOf(walk, id)).not.toContain("nobodyReacts");
  walk.simulator.faults.clear();
  await walk.pass({ minutes: 6 });
  expect([rings(walk, fatima), rings(walk, bart)]).toEqual([1, 1]);
  expect(await eventsOf(walk, id)).toContain("arrived");
  const row = await escalationOf(walk, amina);
  expect(row.state).toBe("notified");
  expect((row.nextStepAt?.getTime() ?? 0) - walk.clock.now().getTime()).toBeGreaterThan(100 * 60_000);
  await walk.pass({ minutes: 50 });
  expect([rings(walk, fatima), rings(walk, bart)]).toEqual([1, 1]);
});
