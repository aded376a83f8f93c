import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Phone } from "../../src/simulator/phone.ts";
import { parts, type Rehearsal, startRehearsal } from "../../src/simulator/rehearsal.ts";

/** One rehearsal in memory: each test goes on where the one before it ended, as a visitor does. */
let rehearsal: Rehearsal & { close(): Promise<void> };

beforeAll(async () => {
  rehearsal = await startRehearsal({ start: "story", language: "nl" });
}, 180_000);
afterAll(() => rehearsal?.close());

const daan = () => rehearsal.phone(parts.first);
const fatima = () => rehearsal.phone(parts.worker);
const buttons = (phone: Phone) => (phone.lastBotMessage()?.buttons ?? []).flat().map(({ text }) => text);
const done = () => rehearsal.steps().flatMap(({ id, isDone }) => (isDone ? [id] : []));
const tap = async (phone: Phone, label: string | undefined) => {
  if (label === undefined) throw new Error(`No such button among: ${buttons(phone).join(", ")}`);
  phone.tap(label);
  await rehearsal.idle();
};
const local = (instant: Date) =>
  new Intl.DateTimeFormat("nl-NL", { dateStyle: "short", timeStyle: "short", timeZone: rehearsal.timeZone })
    .format(instant)
    .replace(",", "");

test("the story leaves a check-in on Daan's phone, a card in Yara's hand, and nothing done by the visitor", () => {
  expect(buttons(daan()).length).toBeGreaterThan(1);
  expect(fatima().messages().length).toBeGreaterThan(3);
  expect(rehearsal.phone(parts.second).messages()).toEqual([]);
  expect(local(rehearsal.now())).toContain("09:0");
  expect(rehearsal.steps().length).toBeGreaterThanOrEqual(4);
  expect(done()).toEqual([]);
});

test("steps are done when it really happened: answered, alarmed, taken, resolved", async () => {
  await tap(daan(), buttons(daan())[0]);
  for (let taps = 0; taps < 3 && !done().includes("alarm"); taps += 1)
    await tap(
      daan(),
      buttons(daan()).find((label) => /😞|🆘/u.test(label)),
    );
  expect(done()).toEqual(["answer", "alarm"]);
  const alert = fatima().lastBotMessage();
  if (!alert) throw new Error("No alert");
  const tapAlert = async (index: number) => {
    const text = fatima()
      .messages()
      .find(({ id }) => id === alert.id)
      ?.buttons?.flat()[index]?.text;
    fatima().tap({ messageId: alert.id, text: text ?? "" });
    await rehearsal.idle();
  };
  await tapAlert(0);
  expect(done()).toEqual(["answer", "alarm", "take"]);
});

test("a move to the next morning stands at eight there, and says what it set in motion", async () => {
  const before = rehearsal.now();
  await rehearsal.move("nextMorning");
  expect(local(rehearsal.now())).toContain("08:00");
  expect(rehearsal.now().getTime() - before.getTime()).toBeLessThan(24 * 3_600_000);
  expect(rehearsal.lastJump()).toMatchObject({ end: "arrived", from: expect.any(Date) });
  expect(done()).toContain("clock");
  const list = rehearsal.lastJump()?.happened.find(({ kind }) => kind === "list");
  expect(list).toMatchObject({ phone: parts.worker, times: 1 });
  expect(local(list?.at ?? new Date(0))).toContain("08:00");
  const said = fatima()
    .messages()
    .findLast(({ text }) => list && text?.startsWith(list.quote));
  expect(local(said?.at ?? new Date(0))).toBe(local(list?.at ?? new Date(1)));
});

test("an alert that nobody takes halts the time: months of ringing would show nothing new", async () => {
  daan().send("ik wil niet meer leven");
  await rehearsal.idle();
  const from = rehearsal.now();
  await rehearsal.move({ months: 3 });
  const result = rehearsal.lastJump();
  expect(result?.end).toBe("waitsForPeople");
  expect(rehearsal.now().getTime() - from.getTime()).toBeLessThan(30 * 86_400_000);
  const alarm = result?.happened.find(({ kind, phone }) => kind === "alarm" && phone === parts.worker);
  expect(alarm?.times).toBeGreaterThan(1);
});

test("a second move while the time moves is refused, and a halt ends the first where it is", async () => {
  const from = rehearsal.now();
  const moving = rehearsal.move({ months: 3 });
  await expect(rehearsal.move({ days: 1 })).rejects.toThrow("moving already");
  expect(rehearsal.jump()).toMatchObject({ from: expect.any(Date) });
  rehearsal.stopMoving();
  await moving;
  expect(rehearsal.lastJump()?.end).toBe("stopped");
  expect(rehearsal.now().getTime() - from.getTime()).toBeLessThan(86_400_000);
});

test("another alumnus gets a card that works, another case worker a link", async () => {
  const sem = await rehearsal.add({ role: "alumnus", name: "Sem de Wit", language: "en" });
  const mark = await rehearsal.add({ role: "caseWorker", name: "Mark Smit", language: "nl" });
  for (const person of [sem, mark]) {
    const phone = rehearsal.phone(person.id);
    phone.start(await rehearsal.cardOf(person.id));
    await rehearsal.idle();
  }
  expect(buttons(rehearsal.phone(sem.id))).toContain("English");
  expect(rehearsal.phone(mark.id).lastBotMessage()?.text).toContain("Mark");
});

test("a card that ran out while the time moved is replaced by the school when it is used", async () => {
  const lot = await rehearsal.add({ role: "alumnus", name: "Lot Bos", language: "nl" });
  await rehearsal.move({ days: 8 });
  const phone = rehearsal.phone(lot.id);
  phone.start(await rehearsal.cardOf(lot.id));
  await rehearsal.idle();
  expect(buttons(phone)).toContain("Nederlands");
});

test("an empty beginning has the same people with nothing said, and steps from the first link on", async () => {
  const before = rehearsal.world();
  await rehearsal.beginAgain({ start: "empty", language: "en" });
  expect(rehearsal.world()).not.toBe(before);
  expect(rehearsal.people().map(({ id }) => id)).toEqual([parts.first, parts.second, parts.worker]);
  for (const { id } of rehearsal.people()) expect(rehearsal.phone(id).messages()).toEqual([]);
  expect(rehearsal.steps()[0]).toEqual({ id: "join", isDone: false });
  fatima().start(await rehearsal.cardOf(parts.worker));
  await rehearsal.idle();
  expect(fatima().lastBotMessage()?.text).toContain("Welcome");
  expect(done()).toEqual(["join"]);
}, 120_000);

test("months without anything open are quiet, and end on the same day and hour three months later", async () => {
  const from = rehearsal.now();
  await rehearsal.move({ months: 3 });
  const localOf = (instant: Date) =>
    Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(rehearsal.timeZone);
  const toTheMinute = { smallestUnit: "minute" } as const;
  // Three months after 30 November it is the last of February.
  const later = localOf(from).add({ months: 3 });
  expect(localOf(rehearsal.now()).toString(toTheMinute)).toBe(later.toString(toTheMinute));
  expect(rehearsal.lastJump()?.end).toBe("arrived");
}, 120_000);
