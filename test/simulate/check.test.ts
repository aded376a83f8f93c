import { expect, test } from "vitest";
import type { Figures } from "./check.ts";
import {
  at,
  days,
  did,
  fine,
  judge,
  life,
  message,
  midnight,
  rows,
  staff,
  stands,
  start,
  tapped,
  task,
  young,
} from "./given.ts";
import type { Rows } from "./rows.ts";
import type { StandsLine, WitnessLine } from "./witness-line.ts";

test("a life in which all is well is in order", () => {
  expect(judge(life)).toMatchObject(fine);
});

test.each([
  ["at 23:00", "2026-09-08", "23:00"],
  ["a minute before ten", "2026-09-08", "09:59"],
  ["at half past seven", "2026-09-08", "19:30"],
  ["on a Sunday", "2026-09-06", "12:00"],
  ["on a Saturday", "2026-09-05", "12:00"],
  ["on King's Day", "2027-04-27", "12:00"],
  ["in the vacation", "2026-12-22", "12:00"],
])("a message %s is outside the hours", (_, date, time) => {
  expect(judge([...life, message(date, time)])).toMatchObject({ messagesOutsideHours: 1, ok: false });
});

test("a message within the hours, in answer to the person, or to what a case worker did, is not", () => {
  expect(judge([...life, message("2026-09-08", "10:00")])).toMatchObject(fine);
  expect(judge([...life, did("2026-09-08", young, "23:00"), message("2026-09-08", "23:01")])).toMatchObject(
    fine,
  );
  expect(judge([...life, tapped("2026-09-08", "08:10"), message("2026-09-08", "08:10")])).toMatchObject(fine);
});

test.each<[string, string, number]>([
  ["22:30", "b1:x:yes", 1],
  ["22:30", "j2:x:1", 1],
  ["12:00", "b1:x:yes", 0],
  ["08:30", "j2:x:1", 0],
])("what a case worker starts at %s (%s) is outside the hours at night alone", (time, button, outside) => {
  const own = rows({}, { ownTime: { from: "16:00", saturday: true } });
  const lines = [...life, tapped("2026-09-08", time), message("2026-09-08", time, young, [button])];
  expect(judge(lines, own)).toMatchObject({ messagesOutsideHours: outside });
});

test("a message before the person's own time is outside the hours; Saturdays belong to the school", () => {
  const own = rows({}, { ownTime: { from: "16:00", saturday: true } });
  expect(judge([...life, message("2026-09-08", "15:00")], own)).toMatchObject({ messagesOutsideHours: 1 });
  const hours = { from: "10:00", until: "19:30", saturday: true, whenClosed: false };
  const saturdays = rows({ schools: [{ id: "linde", closedDays: null, messageHours: hours }] });
  expect(judge([...life, message("2026-09-05", "12:00")], saturdays)).toMatchObject(fine);
});

test("a list on a Sunday morning is outside the hours of the staff; an alert is not", () => {
  expect(judge([...life, message("2026-09-06", "08:00", staff)])).toMatchObject({ messagesOutsideHours: 1 });
  expect(judge([...life, message("2026-09-06", "08:00", staff, ["e1:x:take"])])).toMatchObject({
    messagesOutsideHours: 0,
  });
});

test.each<[string, Partial<StandsLine>]>([
  ["there is none", { by: "nobody", next: "nothing", nextAt: null }],
  ["the robot's lies in the past", { nextAt: at("2027-11-01") }],
  [
    "a human's lies in the past and stands on no list",
    { by: "human", next: "silent", nextAt: at("2027-11-01") },
  ],
])("a night without a next step is found when %s", (_, more) => {
  expect(judge([...life, stands("2027-11-30", more), midnight("2027-11-30")])).toMatchObject({ ok: false });
});

test("a human's task that is late is a step; who was never written down has none", () => {
  const late = stands("2027-11-30", { by: "human", next: "silent", nextAt: at("2027-11-01") });
  const onList = rows({ tasks: [task("silent", "2027-10-20", null)] });
  expect(judge([...life, late], onList)).toMatchObject({ withoutNextStep: 0 });
  expect(judge(life.filter(({ what }) => what !== "stands"))).toMatchObject({
    withoutNextStep: 1,
    ok: false,
  });
});

const refused = { consents: [{ alumnusId: "amina", at: start, answer: "notNow" }], moments: rows().moments };
const r2 = ["r1", "r2:notNow", "r2:talkFirst"];

test.each<[string, readonly WitnessLine[], Partial<Rows>, Partial<Figures>]>([
  ["never came", [], refused, { reoffersDue: 1, reoffersMade: 0 }],
  [
    "came from the robot",
    [message("2027-07-12", "11:00", young, r2)],
    refused,
    { reoffersDue: 1, reoffersMade: 1 },
  ],
  [
    "came from a human who wrote it down",
    [],
    { ...refused, tasks: [task("reoffer", "2027-07-12", "2027-07-30")] },
    { reoffersDue: 1, reoffersMade: 1 },
  ],
  [
    "was a task that ended by itself",
    [],
    { ...refused, tasks: [task("reoffer", "2027-07-12", "2027-07-30", "settled")] },
    { reoffersDue: 1, reoffersMade: 0 },
  ],
  [
    "came too early alone",
    [message("2027-03-12", "11:00", young, r2)],
    refused,
    { reoffersDue: 1, reoffersMade: 0 },
  ],
  [
    "came twice",
    [message("2027-07-12", "11:00", young, r2), message("2027-08-12", "11:00", young, r2)],
    refused,
    { reoffersMade: 1, reoffersDoubled: 1 },
  ],
  ["is owed to nobody who takes part", [], {}, { reoffersDue: 0 }],
])("a second offer that %s", (_, lines, more, expected) => {
  expect(judge([...life, ...lines], rows(more))).toMatchObject(expected);
});

test("who studies, and who left with another profile, is owed none; a no that became a yes neither", () => {
  expect(judge(life, rows(refused, { situation: "mbo_bol" }))).toMatchObject({ reoffersDue: 0 });
  const vso = { schoolType: "vso", exitProfile: "day_activity" };
  expect(judge(life, rows(refused, vso))).toMatchObject({ reoffersDue: 0 });
  const yes = [...refused.consents, { alumnusId: "amina", at: at("2027-06-01"), answer: "yes" }];
  expect(judge(life, rows({ consents: yes }))).toMatchObject({ reoffersDue: 0 });
});

test("a long silence is found, unless a human had the person on a list, or talked with them, or they had stopped", () => {
  const quiet = life.filter(({ what, at: moment }) => what !== "did" || moment < at("2027-01-01"));
  expect(judge(quiet)).toMatchObject({ ok: false });
  expect(judge(quiet).longestUnseenDays).toBeGreaterThan(300);
  const seen = rows({ tasks: [task("outOfSight", "2027-03-15", null)] });
  expect(judge(quiet, seen).longestUnseenDays).toBeLessThan(97);
  // Put off again and again, it was on the list all the same; one that came up too late was not.
  const late = task("outOfSight", "2027-06-15", null);
  expect(judge(quiet, rows({ tasks: [late] })).longestUnseenDays).toBeGreaterThan(97);
  const listed = { what: "listed", at: at("2027-03-15"), task: late.id } as const;
  expect(judge([...quiet, listed], rows({ tasks: [late] })).longestUnseenDays).toBeLessThan(97);
  const talks = [2, 5, 8, 11].map((month) => ({
    ...{ alumnusId: "amina", result: "reached", at: at(`2027-${String(month).padStart(2, "0")}-15`) },
  }));
  expect(judge(quiet, rows({ contacts: talks })).longestUnseenDays).toBeLessThan(97);
  const stopped = [...rows().consents, { alumnusId: "amina", at: at("2027-01-02"), answer: "withdrawn" }];
  expect(judge(quiet, rows({ consents: stopped })).longestUnseenDays).toBeLessThan(97);
});

test("alerts that ring are counted for a week of a case worker, quiet ones are not", () => {
  const rings = Array.from({ length: 67 }, (_, n) =>
    message(new Date(start + days(n + 3)).toISOString().slice(0, 10), "11:00", staff, ["e1:x:take"]),
  );
  const silent = rings.map((line) => ({ ...line, quiet: true }));
  expect(judge([...life, ...rings]).urgentPerWorkerWeek).toBeCloseTo(1, 1);
  expect(judge([...life, ...silent]).urgentPerWorkerWeek).toBe(0);
});
