import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { appointment, organisation } from "../../../src/db/schema/index.ts";
import { startWalk, type Walk, type Walker } from "../../support/walk.ts";
import { buttonsOf, countText, forgeAction } from "../look.ts";

let walk: Walk;
afterEach(() => walk.end());

const appointmentOf = async ({ id }: Walker) =>
  (await walk.database.db.select().from(appointment).where(eq(appointment.alumnusId, id))).at(-1);
/** A time on the day after the walk begins. */
const onTuesday = ({ phone }: Walker): string =>
  phone
    .messages()
    .flatMap(({ buttons }) => buttons?.flat() ?? [])
    .findLast(({ text }) => text.startsWith("di 24 nov"))?.text ?? "";
/** How often this one of the staff reads that somebody does not know it yet. */
const toldToCall = (worker: Walker, name: string) =>
  countText(walk, worker, "appointment:staff.unaware.call", { name });
const toldToHaveCalled = (worker: Walker, name: string) =>
  countText(walk, worker, "appointment:staff.unaware.haveCalled", { name });
/** The buttons under the message that it is off. */
const buttonsOfOff = ({ phone }: Walker) =>
  phone
    .messages()
    .findLast(({ text }) => text?.includes("gaat niet door"))
    ?.buttons?.flat()
    .map(({ text }) => text);
const timesOff = (worker: Walker) => worker.read().split("gaat niet door").length - 1;

/** Fatima has an appointment on Tuesday with Sem, who has no Telegram: they agreed on it by phone. */
async function agreedByPhone() {
  walk = await startWalk({ at: "2026-11-23T10:30" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const joris = await walk.caseWorker("Joris Bakker");
  const carla = await walk.caseWorker("Carla Mol", { role: "coordinator" });
  const sem = await walk.alumnus("Sem", fatima, { linked: false });
  await forgeAction(fatima, { do: "noteOffer", alumnus: sem.id, how: "phone", answer: "yes" });
  await fatima.say("/oudleerlingen Sem");
  await fatima.press("appointment:button.arrange");
  await fatima.press("appointment:button.physical");
  await fatima.tap(onTuesday(fatima));
  expect(await appointmentOf(sem)).toMatchObject({ state: "booked", caseWorkerId: fatima.id });
  return { fatima, joris, carla, sem };
}
const hasNoTime = async (worker: Walker) => {
  await worker.say("/afspraken");
  await worker.say("24 nov niet");
};
async function fallsIll(worker: Walker, days: string) {
  await worker.say("/away");
  await worker.press("people:duty.away.other");
  await worker.say(days);
}
const closeTuesday = () =>
  walk.database.db.update(organisation).set({ closedDays: [{ from: "2026-11-24", until: "2026-11-24" }] });

test("a case worker falls ill: whoever stands in reads that somebody without Telegram does not know it yet, and calls", async () => {
  const { fatima, joris, carla, sem } = await agreedByPhone();
  await hasNoTime(joris);
  await fallsIll(fatima, "23 nov - 27 nov");
  await fatima.tap("Joris Bakker");
  await walk.pass({ minutes: 2 });
  expect(await appointmentOf(sem)).toMatchObject({ state: "cancelled", endedBy: "robot" });
  expect(joris.read()).toContain("De afspraak van Fatima met Sem gaat niet door\ndinsdag 24 november");
  expect([toldToCall(joris, "Sem"), timesOff(joris)]).toEqual([1, 1]);
  expect([toldToCall(fatima, "Sem"), timesOff(fatima)]).toEqual([1, 1]);
  expect(timesOff(carla)).toBe(0);
  expect(buttonsOfOff(joris)).toEqual(["📞 Bel", "Naar de pagina"]);
  await joris.press("caseload:button.call");
  expect(joris.read()).toContain("06-12345678");
});

test("ill from tomorrow on, noted in the evening: whoever stands in reads it in the morning, and may call by then", async () => {
  const { fatima, joris, carla } = await agreedByPhone();
  await hasNoTime(joris);
  await walk.until("20:00");
  await fallsIll(fatima, "24 nov");
  await fatima.tap("Joris Bakker");
  await walk.until("07:30");
  expect(timesOff(joris)).toBe(0);
  await walk.until("08:05");
  expect([toldToCall(joris, "Sem"), timesOff(joris)]).toEqual([1, 1]);
  expect(timesOff(carla)).toBe(0);
  await joris.press("caseload:button.call");
  expect(joris.read()).toContain("06-12345678");
});

test("nobody stands in for who is ill: the coordinator reads it, and gives the person to a colleague", async () => {
  const { fatima, joris, carla } = await agreedByPhone();
  await fallsIll(fatima, "23 nov - 27 nov");
  await fatima.press("people:duty.away.nobody");
  await walk.pass({ minutes: 2 });
  expect([toldToHaveCalled(carla, "Sem"), timesOff(carla)]).toEqual([1, 1]);
  expect(timesOff(joris)).toBe(0);
  // The number is not a coordinator's to see.
  expect(buttonsOfOff(carla)).toEqual(["Naar de pagina"]);
  await carla.press("appointment:button.page");
  expect(carla.last()).toContain("Sem Jansen");
  expect(buttonsOf(carla)).toContain("Begeleider");
});

test("whoever stands in does not read messages: the coordinator reads it", async () => {
  const { fatima, joris, carla } = await agreedByPhone();
  await hasNoTime(joris);
  await joris.block();
  await fallsIll(fatima, "23 nov - 27 nov");
  await fatima.tap("Joris Bakker");
  await walk.pass({ minutes: 2 });
  expect([toldToHaveCalled(carla, "Sem"), timesOff(carla)]).toEqual([1, 1]);
});

test("the school closes: whoever had the talk as a deputy reads it once, with the way to call, and nobody else but the case worker", async () => {
  const { fatima, joris, carla, sem } = await agreedByPhone();
  await fallsIll(fatima, "23 nov - 27 nov");
  await fatima.tap("Joris Bakker");
  await walk.pass({ minutes: 2 });
  expect(await appointmentOf(sem)).toMatchObject({ state: "booked", caseWorkerId: joris.id });
  await closeTuesday();
  await walk.pass({ minutes: 2 });
  expect(await appointmentOf(sem)).toMatchObject({ state: "cancelled" });
  // That Sem did not know who would have it was said when it became Joris's.
  expect([toldToCall(joris, "Sem"), timesOff(joris)]).toEqual([2, 1]);
  expect([toldToCall(fatima, "Sem"), timesOff(fatima)]).toEqual([1, 1]);
  expect(timesOff(carla)).toBe(0);
});

test("the school closes while the case worker is there: their own message says that who blocked the robot does not know it yet", async () => {
  walk = await startWalk({ at: "2026-11-23T10:30" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const carla = await walk.caseWorker("Carla Mol", { role: "coordinator" });
  const [amina, bo] = [await walk.alumnus("Amina", fatima), await walk.alumnus("Bo", fatima)];
  for (const one of [amina, bo]) {
    await one.say("/afspraak");
    await one.press("appointment:button.want.phone");
    await one.tap(onTuesday(one));
  }
  await amina.block();
  await closeTuesday();
  await walk.pass({ minutes: 2 });
  expect(await appointmentOf(amina)).toMatchObject({ state: "cancelled" });
  expect([toldToCall(fatima, "Amina"), timesOff(fatima)]).toEqual([1, 2]);
  // Bo reads it.
  expect(toldToCall(fatima, "Bo")).toBe(0);
  expect(bo.read()).toContain("De afspraak gaat niet door.");
  expect(timesOff(carla)).toBe(0);
  await fatima.press("appointment:button.page");
  expect(fatima.last()).toContain("Amina Jansen");
});
