import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { organisation } from "../../src/db/schema/index.ts";
import type { ClosedDays } from "../../src/people/duty/is-staffed.ts";
import { findOrganisation } from "../../src/people/store.ts";
import { letStaffGo } from "../../src/rights/let-staff-go.ts";
import { amsterdam, startWalk, type Walk } from "../support/walk.ts";
import { escalationOf, forgeAction, rings, startCheckIn } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const close = (closedDays: ClosedDays) =>
  walk.database.db.update(organisation).set({ closedDays }).where(eq(organisation.id, walk.organisationId));

/** A Tuesday in December, with a coordinator, and a check-in that was begun. */
async function aTeam() {
  walk = await startWalk({ at: "2026-12-01T09:00", school: "alone" });
  const carla = await walk.caseWorker("Carla Mol", { role: "coordinator" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  return { carla, fatima, amina };
}

test("closed days that were a slip are opened again: what waited for their end rings whoever is at work, within minutes", async () => {
  const { carla, fatima, amina } = await aTeam();
  await close([{ from: "2026-12-01", until: "2026-12-31" }]);
  await amina.answer("G1", "bad");
  expect([rings(walk, carla), rings(walk, fatima)]).toEqual([1, 0]);
  const { nextStepAt } = await escalationOf(walk, amina);
  // More days off bring nobody sooner, and ring nobody.
  await close([
    { from: "2026-12-01", until: "2026-12-31" },
    { from: "2027-01-04", until: "2027-01-05" },
  ]);
  await walk.pass({ minutes: 3 });
  expect(await escalationOf(walk, amina)).toMatchObject({ nextStepAt });
  await forgeAction(carla, { do: "closedDays", days: "261201_261231" });
  await walk.pass({ minutes: 3 });
  expect([rings(walk, carla), rings(walk, fatima)]).toEqual([1, 1]);
});

test("a vacation that is shorter now: the chain goes on on its first morning", async () => {
  const { fatima, amina } = await aTeam();
  await close([{ from: "2026-12-01", until: "2026-12-31" }]);
  await amina.answer("G1", "bad");
  await close([{ from: "2026-12-01", until: "2026-12-02" }]);
  await walk.pass({ minutes: 3 });
  expect(await escalationOf(walk, amina)).toMatchObject({ nextStepAt: amsterdam("2026-12-03T08:00") });
  expect(rings(walk, fatima)).toBe(0);
});

test("an absence that ends early brings back whoever is rung, and what is not waiting for them stays as it was", async () => {
  const { carla, fatima, amina } = await aTeam();
  for (const one of [carla, fatima]) {
    await one.say("/away");
    await one.press("people:duty.away.today");
    await one.press("people:duty.away.nobody");
  }
  await amina.answer("G1", "bad");
  expect([rings(walk, carla), rings(walk, fatima)]).toEqual([0, 0]);
  await fatima.press("people:duty.away.undo");
  await walk.pass({ minutes: 3 });
  expect([rings(walk, carla), rings(walk, fatima)]).toEqual([0, 1]);
  const { nextStepAt } = await escalationOf(walk, amina);
  await carla.press("people:duty.away.undo");
  await walk.pass({ minutes: 3 });
  expect(await escalationOf(walk, amina)).toMatchObject({ nextStepAt });
});

test("whoever answers parents leaves: what a parent asked and nobody has taken rings whoever answers from now on", async () => {
  walk = await startWalk({ at: "2026-12-01T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const parent = await walk.parent("Ouder");
  await parent.press("questions:button.human");
  await parent.say("Past beschut werk bij mijn dochter?");
  expect(fatima.phone.messages().at(-1)?.buttons).toBeDefined();
  const { vault, texts } = walk.app;
  const school = await findOrganisation(walk.database.db, walk.organisationId);
  const work = { db: walk.database.db, now: walk.clock.now(), vault, texts };
  await letStaffGo(work, school, { name: "Fatima de Vries", handOverTo: "Bart Smit" });
  await walk.settle();
  await bart.press("escalation:button.take");
  expect(await escalationOf(walk, parent)).toMatchObject({ state: "acknowledged", ownerId: bart.id });
});
