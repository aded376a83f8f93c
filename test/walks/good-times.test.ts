import { afterEach, expect, test } from "vitest";
import { amsterdam, startWalk, type Walk } from "../support/walk.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = () => walk.app.texts("nl");

/** What time does at this moment, as its tick comes then. */
async function at(local: string): Promise<void> {
  walk.clock.moveTo(amsterdam(local));
  await walk.app.tick();
  await walk.settle();
}

test("a card that nobody confirmed ends at any hour, and rings no phone before a good time", async () => {
  walk = await startWalk({ at: "2026-11-09T21:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { linked: false });
  await amina.start(amina.token);
  await amina.tap("Nederlands");
  // A Saturday night.
  await at("2026-12-12T23:30");
  expect(amina.read()).not.toContain(t()("rights:expired.person"));
  expect(fatima.read()).not.toContain(t()("rights:expired.worker", { name: "Amina" }));
  await at("2026-12-14T08:05");
  expect(fatima.read()).toContain(t()("rights:expired.worker", { name: "Amina" }));
  expect(amina.read()).not.toContain(t()("rights:expired.person"));
  await at("2026-12-14T10:05");
  expect(amina.read()).toContain(t()("rights:expired.person"));
});

test("an account that was silent for a year is not asked who it is when the school opens, but when a message may go", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  await at("2027-11-29T08:05");
  expect(amina.read()).not.toContain(t()("people:silent.ask"));
  await at("2027-11-29T10:05");
  expect(amina.read()).toContain(t()("people:silent.ask"));
});
