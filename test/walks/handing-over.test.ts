import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { handOver } from "../../src/db/schema/index.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk } from "../support/walk.ts";
import { escalationOf, rings, startCheckIn } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

async function aSchool() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const olga = await walk.caseWorker("Olga Mulder", { role: "attentionOfficer" });
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "bad");
  await fatima.press("escalation:button.take");
  return { fatima, bart, olga, amina };
}
const handed = async (id: string) =>
  (await walk.database.db.select().from(handOver).where(eq(handOver.escalationId, id))).map(
    ({ to, level, partner, agreed, undoneAt }) => ({ to, level, partner, agreed, undone: undoneAt !== null }),
  );

test("a case worker passes an alert on to a colleague, who takes it; the young person hears who it is now", async () => {
  const { fatima, bart, amina } = await aSchool();
  await fatima.press("escalation:button.handOver");
  await fatima.tap("Bart Smit");
  const row = await escalationOf(walk, amina);
  expect(row).toMatchObject({ state: "notified", ownerId: null, addresseeId: bart.id });
  expect(rings(walk, bart)).toBe(1);
  await bart.press("escalation:button.take");
  expect(await escalationOf(walk, amina)).toMatchObject({ ownerId: bart.id, addresseeId: null });
  expect(amina.read()).toContain(walk.app.texts("nl")("escalation:person.seen", { worker: "Bart" }));
  expect(await handed(row.id)).toEqual([
    { to: "colleague", level: null, partner: null, agreed: true, undone: false },
  ]);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/passed-on.chat.txt");
});

test("what a colleague does not take goes to the chain again, and the giver's phone rings", async () => {
  const { fatima, bart, amina } = await aSchool();
  await fatima.press("escalation:button.handOver");
  await fatima.tap("Bart Smit");
  const before = rings(walk, fatima);
  await walk.pass({ hours: 3 });
  expect(rings(walk, fatima)).toBe(before + 1);
  expect(rings(walk, bart)).toBe(1);
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "notified", addresseeId: null });
});

test("whoever handed it up and goes on with the talk does not take it back by that", async () => {
  const { fatima, olga, amina } = await aSchool();
  const t = walk.app.texts("nl");
  const write = encodeAction({ do: "message", alumnus: amina.id, step: "write" });
  await fatima.tapOld(write, 1);
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "acknowledged", ownerId: fatima.id });
  await fatima.press("escalation:button.handOver");
  await fatima.tap(t("escalation:handOver.up.plus"));
  await fatima.press("escalation:handOver.agreed.yes");
  await fatima.tapOld(write, 1);
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "notified", ownerId: null, level: "plus" });
  expect(rings(walk, olga)).toBe(1);
});

test("up a level and to a partner only when the young person agrees; a step back is on the record", async () => {
  const { fatima, olga, amina } = await aSchool();
  const t = walk.app.texts("nl");
  await fatima.press("escalation:button.handOver");
  await fatima.tap(t("escalation:handOver.up.plus"));
  await fatima.press("escalation:handOver.agreed.no");
  expect(rings(walk, olga)).toBe(0);
  await fatima.press("escalation:handOver.agreed.yes");
  const { id } = await escalationOf(walk, amina);
  expect(await escalationOf(walk, amina)).toMatchObject({ level: "plus", state: "notified" });
  expect(rings(walk, olga)).toBe(1);
  await fatima.tapOld(encodeAction({ do: "escalation", escalation: id, verb: "undo" }), 1);
  expect(await escalationOf(walk, amina)).toMatchObject({ level: "basic", ownerId: fatima.id });
  await fatima.press("escalation:button.handOver");
  await fatima.tap(t("escalation:partner.uwv"));
  await fatima.press("escalation:handOver.agreed.yes");
  expect(await escalationOf(walk, amina)).toMatchObject({ ownerId: fatima.id, planned: true });
  expect(await handed(id)).toEqual([
    { to: "level", level: "plus", partner: null, agreed: true, undone: true },
    { to: "partner", level: null, partner: "uwv", agreed: true, undone: false },
  ]);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/up-a-level.chat.txt");
});

test("a forged hand-over gives nothing away: not by a colleague without it, not to a stranger, not by the young person", async () => {
  const { bart, olga, amina } = await aSchool();
  const { id } = await escalationOf(walk, amina);
  const forged = [
    encodeAction({ do: "handColleague", escalation: id, colleague: olga.id }),
    encodeAction({ do: "handUp", escalation: id, to: "level", agreed: "ask" }),
    encodeAction({ do: "handUp", escalation: id, to: "uwv", agreed: "yes" }),
    encodeAction({ do: "escalation", escalation: id, verb: "handOver" }),
  ];
  const before = await escalationOf(walk, amina);
  for (const data of forged) for (const who of [bart, amina]) await who.tapOld(data, 1);
  expect(await escalationOf(walk, amina)).toEqual(before);
  expect(await handed(id)).toEqual([]);
});

test("a month in which nobody reacts: it is alive, the coordinator hears it every time, and phones are not flooded", async () => {
  walk = await startWalk({ leaves: ["nobodyReacts"] });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const carla = await walk.caseWorker("Carla Boom", { role: "coordinator" });
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "bad");
  await walk.pass({ days: 30 });
  const row = await escalationOf(walk, amina);
  expect(row.state).toBe("notified");
  expect(row.nextStepAt?.getTime()).toBeGreaterThan(walk.clock.now().getTime());
  expect(row.laps).toBeGreaterThan(20);
  // Once a working day for who should have taken it; the coordinator at the beginning and the end of each round at most.
  expect(rings(walk, fatima)).toBeLessThanOrEqual(31);
  expect(rings(walk, carla)).toBeGreaterThanOrEqual(row.laps);
  expect(rings(walk, carla)).toBeLessThanOrEqual(2 * row.laps + 2);
}, 240_000);
