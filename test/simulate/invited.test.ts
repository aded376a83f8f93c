import { expect, test } from "vitest";
import { at, did, judge, life, message, rows, start, task, young } from "./given.ts";
import type { WitnessLine } from "./witness-line.ts";

/** A check-in that the robot asks for by itself, and its answer a while later. */
const ask = (date: string, id = "c") => message(date, "11:00", young, [`b1:${id}:yes`]);
const answers = (date: string, answer: string): WitnessLine => ({
  ...{ what: "did", chat: young, deed: "tap", data: `b1:c:${answer}`, at: at(date, "12:00") },
});
const kindsOf = (lines: readonly WitnessLine[], found = rows()) => [
  ...new Set(judge([...life, ...lines], found).findings.map((finding) => finding.split(":")[0])),
];

const uninvited = "asked without taking part, or offered what they have";
test("who stopped is asked nothing; who takes part is offered nothing", () => {
  const yes = { alumnusId: "amina", at: start, answer: "yes" };
  const stopped = rows({ consents: [yes, { alumnusId: "amina", at: at("2026-10-01"), answer: "stop" }] });
  expect(kindsOf([ask("2026-09-10"), did("2026-09-10", young, "13:00")], stopped)).not.toContain(uninvited);
  expect(kindsOf([ask("2026-11-10")], stopped)).toContain(uninvited);
  const offer = message("2027-07-12", "11:00", young, ["r1", "r2:notNow"]);
  expect(kindsOf([offer])).toContain(uninvited);
  expect(kindsOf([offer], stopped)).not.toContain(uninvited);
  // What a human starts while they are there is theirs.
  expect(kindsOf([did("2026-11-10", young, "10:59"), ask("2026-11-10")], stopped)).not.toContain(uninvited);
});

test("what was answered is not asked once more", () => {
  const kind = "asked once more after the answer";
  for (const answer of ["fine", "notThisTime"])
    expect(kindsOf([ask("2026-10-05"), answers("2026-10-05", answer), ask("2026-10-08")])).toContain(kind);
  expect(kindsOf([ask("2026-10-05"), answers("2026-10-05", "later"), ask("2026-10-08")])).not.toContain(kind);
  expect(kindsOf([ask("2026-10-05"), answers("2026-10-05", "fine"), ask("2026-11-09", "d")])).not.toContain(
    kind,
  );
});

test("who closes the robot out and stays away is on a human's list by the next day", () => {
  const kind = "closed the robot out, and on no list";
  const block: WitnessLine = { what: "did", chat: young, deed: "block", at: at("2026-10-20") };
  const quiet = life.filter((line) => line.what !== "did" || line.at < at("2026-10-20"));
  const kinds = (tasks: ReturnType<typeof task>[], more: readonly WitnessLine[] = []) =>
    judge([...quiet, block, ...more], rows({ tasks })).findings.map((finding) => finding.split(":")[0]);
  expect(kinds([task("blocked", "2026-10-20", null)])).not.toContain(kind);
  expect(kinds([])).toContain(kind);
  expect(kinds([task("blocked", "2026-10-25", null)])).toContain(kind);
  expect(kinds([task("silent", "2026-10-20", null)])).toContain(kind);
  expect(kinds([], [did("2026-10-20", young, "18:00")])).not.toContain(kind);
});

test("the robot's own second offer is not a month late", () => {
  const refused = {
    consents: [{ alumnusId: "amina", at: start, answer: "notNow" }],
    moments: rows().moments,
  };
  const offer = (date: string) => message(date, "11:00", young, ["r1", "r2:notNow"]);
  const made = (date: string, schools = rows().schools) =>
    judge([...life, offer(date)], rows({ ...refused, schools })).reoffersMade;
  expect(made("2027-07-26")).toBe(1);
  expect(made("2027-08-10")).toBe(0);
  const summer = [
    { id: "linde", closedDays: [{ from: "2027-07-10", until: "2027-08-22" }], messageHours: null },
  ];
  expect(made("2027-08-24", summer)).toBe(1);
});
