import { afterEach, describe, expect, test } from "vitest";
import { startWalk, type Walk } from "../support/walk.ts";
import { alertOf, deedsOf, escalationOf, forge, rings, startCheckIn, toast } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = () => walk.app.texts("nl");

/** Fatima has an urgent alert of Amina, a Monday at nine, and calls in sick; with Joris for her, or nobody. */
async function aSickOwner(deputy: "Joris Bakker" | undefined) {
  walk = await startWalk();
  const carla = await walk.caseWorker("Carla Mol", { role: "coordinator" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const joris = await walk.caseWorker("Joris Bakker");
  const bart = await walk.caseWorker("Bart Smit");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "bad");
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.notReached");
  await fatima.say("/afwezig");
  await fatima.press("people:duty.away.week");
  if (deputy) await fatima.tap(deputy);
  else await fatima.press("people:duty.away.nobody");
  return { carla, fatima, joris, bart, amina, row: await escalationOf(walk, amina) };
}

describe("what somebody had who is away now", () => {
  test("the deputy is rung at the planned try, takes it over and goes on; the young person hears who it is", async () => {
    const { fatima, joris, bart, amina, row } = await aSickOwner("Joris Bakker");
    expect(row).toMatchObject({ state: "acknowledged", planned: true, ownerId: fatima.id });
    await walk.until("09:00");
    expect(rings(walk, joris)).toBe(1);
    // A colleague without it gets nothing by a forged tap.
    await forge(bart, row.id, "take");
    expect(await escalationOf(walk, amina)).toMatchObject({ ownerId: fatima.id });
    await joris.press("escalation:button.takeOver");
    expect(await escalationOf(walk, amina)).toMatchObject({ state: "acknowledged", ownerId: joris.id });
    expect(amina.read()).toContain(t()("escalation:person.seen", { worker: "Joris" }));
    expect(alertOf(fatima)?.text).toContain(t()("escalation:state.acknowledged", { worker: "Joris" }));
    await joris.press("escalation:button.reached");
    await joris.press("escalation:outcome.helped");
    expect(await escalationOf(walk, amina)).toMatchObject({ state: "resolved", ownerId: joris.id });
    await expect(walk.transcript()).toMatchFileSnapshot("chats/taken-over.chat.txt");
  });

  test("the deputy opens it from the message that the absence began, and passes it on without having it", async () => {
    const { fatima, joris, bart, amina } = await aSickOwner("Joris Bakker");
    await joris.tap("🟠 Amina · algemeen");
    await joris.press("escalation:button.handOver");
    await joris.tap("Bart Smit");
    expect(await escalationOf(walk, amina)).toMatchObject({
      ...{ state: "notified", ownerId: null, addresseeId: bart.id },
    });
    expect(rings(walk, bart)).toBe(1);
    expect(rings(walk, fatima)).toBe(1);
    expect(await deedsOf(walk, joris)).toContain("handOverEscalation");
  });

  test("the deputy who calls has taken it over", async () => {
    const { joris, amina } = await aSickOwner("Joris Bakker");
    await joris.say("/vandaag");
    await joris.tap(t()("escalation:today.call", { number: 1 }));
    expect(await escalationOf(walk, amina)).toMatchObject({ state: "acknowledged", ownerId: joris.id });
  });

  test("without a deputy the coordinator passes it on from the message that says so; with one who is there she may not", async () => {
    const { carla, joris, amina } = await aSickOwner(undefined);
    await carla.tap("🟠 Amina · algemeen");
    await carla.press("escalation:button.handOver");
    await carla.tap("Joris Bakker");
    expect(await escalationOf(walk, amina)).toMatchObject({ ownerId: null, addresseeId: joris.id });
    await walk.end();
    const other = await aSickOwner("Joris Bakker");
    for (const verb of ["take", "handOver", "show"] as const) {
      await forge(other.carla, other.row.id, verb);
      expect(toast(other.carla)).not.toBe("");
    }
    expect(await escalationOf(walk, other.amina)).toMatchObject({ ownerId: other.fatima.id });
  });
});
