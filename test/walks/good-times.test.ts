import { afterEach, expect, test } from "vitest";
import { amsterdam, startWalk, type Walk } from "../support/walk.ts";
import { checkInsOf } from "./look.ts";

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

test("who guides somebody now is said in the hours of messages and in their own time, not when the school opens", async () => {
  walk = await startWalk({ at: "2026-11-24T20:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const kees = await walk.caseWorker("Kees Bakker");
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("/mytime");
  await amina.tap("Na school/werk (vanaf 16:00)");
  await fatima.say("/oudleerlingen Amina");
  await fatima.tap("Begeleider");
  await fatima.tap(kees.name);
  await fatima.press("caseload:give.answer.yes");
  await at("2026-11-25T08:05");
  await at("2026-11-25T12:00");
  const told = t()("caseload:young.newWorker", { worker: "Kees", name: "Amina" });
  expect(amina.read()).not.toContain(told);
  await at("2026-11-25T16:01");
  expect(amina.read()).toContain(told);
});

test("a check-in that a case worker starts at night goes out in the morning, once, and the case worker reads when", async () => {
  walk = await startWalk({ at: "2026-11-24T22:30" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  const ask = t()("checkin:flow.opening", { name: "Amina", worker: "Fatima" });
  await fatima.say("/checkin");
  await fatima.tap("Amina Jansen");
  expect(fatima.last()).toContain(
    t()("telegram:checkIn.startedLater", { name: "Amina", when: "woensdag 10:00" }),
  );
  expect(amina.read()).not.toContain(ask);
  await at("2026-11-25T09:55");
  expect(amina.read()).not.toContain(ask);
  await at("2026-11-25T10:01");
  expect(amina.last()).toBe(ask);
  // The first reminder counts from the morning on, not from the night.
  await at("2026-11-28T09:00");
  expect(amina.last()).toBe(ask);
  expect(await checkInsOf(walk, amina)).toHaveLength(2);
});

test("who decides at noon overrules the person's own time", async () => {
  walk = await startWalk({ at: "2026-11-24T12:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("/mytime");
  await amina.tap("Na school/werk (vanaf 16:00)");
  await fatima.say("/checkin");
  await fatima.tap("Amina Jansen");
  expect(amina.last()).toBe(t()("checkin:flow.opening", { name: "Amina", worker: "Fatima" }));
});

test("times offered at night wait for the morning; an offer that made way, or a time that was picked, is not read any more", async () => {
  walk = await startWalk({ at: "2026-11-24T22:30" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  const offer = async (form: "phone" | "physical") => {
    await fatima.say("/oudleerlingen Amina");
    await fatima.press("appointment:button.arrange");
    await fatima.press(`appointment:button.${form}`);
    await fatima.tap("Amina kiest een tijd");
  };
  const before = amina.read();
  await offer("phone");
  expect(fatima.last()).toBe(t()("appointment:staff.offeredLater", { when: "woensdag 10:00" }));
  await offer("physical");
  expect(amina.read()).toBe(before);
  await at("2026-11-25T10:01");
  expect(amina.read().slice(before.length)).not.toContain("bellen");
  expect(amina.last()).toContain("Fatima");
  expect(
    amina.phone
      .messages()
      .filter(({ buttons }) => buttons?.flat().some(({ data }) => data?.startsWith("j2:"))),
  ).toHaveLength(1);
});
