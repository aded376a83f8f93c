import { expect, test } from "vitest";
import { addDays, isHoliday } from "./dutch-days.ts";
import {
  at,
  did,
  end,
  judge,
  life,
  message,
  owner,
  rows,
  staff,
  stands,
  start,
  task,
  young,
} from "./given.ts";
import { ownWindows } from "./own-ways.ts";
import type { Rows } from "./rows.ts";
import type { FactsLine, SchoolLine, WitnessLine } from "./witness-line.ts";

/** Amina left on 10 July 2026 and takes part from the start; the robot asks in time and she answers, whatever the programme plans. */
const exitDay = "2026-07-10";
const way = (key: string): SchoolLine => ({
  what: "school",
  at: start,
  school: "linde",
  programmes: [{ key }],
});
const windows = (key: string, last = "2028-07-10") => ownWindows([{ key }], exitDay, last);
/** A day on which messages may go. */
function onWorkday(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6 || isHoliday(date) ? onWorkday(addDays(date, 1)) : date;
}
const askOn = ({ from, by }: { from: string; by: string }) =>
  onWorkday(by === "robot" ? from : addDays(from, -10));
const answered = (key: string, but: (from: string) => boolean = () => false): WitnessLine[] =>
  windows(key)
    .filter((one) => !but(one.from) && at(askOn(one)) < end)
    .flatMap((one, n) => [
      message(askOn(one), "11:00", young, [`b1:${key}${n}:yes`]),
      did(askOn(one), young, "11:30"),
    ]);
const before = { createdAt: at("2026-07-11"), endedAt: null, alumnusId: "amina" };
const planned = (key: string, from = "2026-07-11") => ({
  schools: [{ id: "linde", closedDays: null, messageHours: null }],
  enrolments: [before],
  consents: [{ alumnusId: "amina", at: at("2026-06-01"), answer: "yes" }],
  moments: windows(key)
    .filter((one) => one.from >= from)
    .map((one) => ({
      ...{ alumnusId: "amina", form: one.by === "robot" ? "bot" : "phone", fromDay: one.from },
      ...{ untilDay: one.until, askAt: at(askOn(one), "11:00") },
    })),
});
/** The kinds of what is found, without whom and when. */
const found = (lines: readonly WitnessLine[], of: Rows) => [
  ...new Set(judge(lines, of).findings.map((finding) => finding.split(":", 1)[0] ?? "")),
];
const base = (key: string) => [way(key), owner, stands("2026-09-01")];

test.each(["pro_three_moments", "continuous_face", "vso_bimonthly", "isk_voluntary", "pro_minimum"])(
  "a programme that is kept is in order: %s",
  (key) => {
    const taps = life.filter(({ what }) => what === "did");
    expect(judge([...base(key), ...answered(key), ...taps], rows(planned(key))).findings).toEqual([]);
  },
);

test("contacts that are due by the own table and were never planned are found", () => {
  const key = "continuous_face";
  const firstYear = {
    ...planned(key),
    moments: planned(key).moments.filter(({ fromDay }) => fromDay < exitDay.replace("2026", "2027")),
  };
  expect(found([...base(key), ...answered(key)], rows(firstYear))).toEqual(["due and never planned"]);
});

test("a robot that stops asking is found, also where a human's task stands for each contact", () => {
  const key = "continuous_face";
  const tasks = windows(key).map(({ from, until }) => task("moment", from, until));
  const lines = [...base(key), ...answered(key, (from) => from > "2027-01-01")];
  expect(found(lines, rows({ ...planned(key), tasks }))).toContain(
    "what the robot has to ask is answered too seldom",
  );
});

test("questions that come on the day of the talk, and not one to two weeks before it, are found", () => {
  const key = "vso_bimonthly";
  const people = ["amina", "bilal"].map((id, n) => ({ id, chat: young + n }));
  const all = people.map(({ id }) => id);
  const of = <One extends { readonly alumnusId: string }>(list: readonly One[]) =>
    all.flatMap((alumnusId) => list.map((one) => ({ ...one, alumnusId })));
  const { moments, consents, ...more } = planned(key);
  const both = rows({ ...more, moments: of(moments), consents: of(consents), enrolments: of([before]) });
  const alumni = all.map((id) => ({ ...(both.alumni[0] as Rows["alumni"][number]), id }));
  const asked = (days: number) =>
    people.flatMap(({ chat }) =>
      windows(key).flatMap(({ from }, n) => [
        message(onWorkday(addDays(from, -days)), "11:00", chat, [`b1:${chat}x${n}:yes`]),
        did(onWorkday(addDays(from, -days)), chat, "11:30"),
      ]),
    );
  const lines = [way(key), ...people.map(({ id, chat }) => ({ ...owner, alumnus: id, chat }) as WitnessLine)];
  const kinds = (days: number) => found([...lines, ...asked(days)], { ...both, alumni });
  expect(kinds(10)).toEqual([]);
  expect(kinds(0)).toEqual(["asked one to two weeks before a human's contact too seldom"]);
});

test("a contact that nobody had and nobody was asked to have is found; with a task it is not", () => {
  const key = "pro_three_moments";
  const lines = [
    ...base(key),
    ...answered(key, (from) => from === "2027-01-01"),
    did("2026-11-20"),
    did("2027-03-25"),
  ];
  const kind = "due, and neither had nor on a list";
  expect(found(lines, rows(planned(key)))).toContain(kind);
  const tasks = [task("moment", "2027-01-04", "2027-02-10")];
  expect(found(lines, rows({ ...planned(key), tasks }))).not.toContain(kind);
});

const ends = (endedAt: number | null, consents: Rows["consents"], key = "region_quarterly") =>
  found(
    [...base(key), ...life],
    rows({ ...planned(key), consents, enrolments: [{ ...before, endedAt }] }),
  ).filter((kind) => kind.startsWith("guidance"));
const yes = [{ alumnusId: "amina", at: at("2026-06-01"), answer: "yes" }];
const lateYes = [
  { alumnusId: "amina", at: at("2026-06-01"), answer: "notNow" },
  { alumnusId: "amina", at: at("2027-07-26"), answer: "yes" },
];
const tooEarly = "guidance that ended before its term";
test.each<[string, string[], string[]]>([
  ["two years that end after one", ends(at("2027-07-11"), yes, "pro_three_moments"), [tooEarly]],
  ["a yes to the second offer that ends with the year", ends(at("2027-09-01"), lateYes), [tooEarly]],
  ["a yes to the second offer that is kept", ends(null, lateYes), []],
  ["a year that ends in time", ends(at("2027-07-11", "00:15"), yes), []],
  ["a year that never ends", ends(null, yes), ["guidance that goes on after its term"]],
  ["a year that ends in the middle", ends(at("2027-01-11"), yes), [tooEarly]],
])("%s", (_name, kinds, expected) => {
  expect(kinds).toEqual(expected);
});

const facts = (date: string, situation: string): FactsLine => ({
  ...{ what: "facts", at: at(date, "00:30"), alumnus: "amina", exitDay, situation },
});
const no = { consents: [{ alumnusId: "amina", at: start, answer: "notNow" }] };
test.each<[string, readonly WitnessLine[], string, number]>([
  [
    "works a year after school and studies now",
    [facts("2026-08-25", "work_regular"), facts("2027-11-01", "mbo_bol")],
    "mbo_bol",
    1,
  ],
  [
    "studied then, and dropped out in September",
    [facts("2026-08-25", "mbo_bol"), facts("2027-09-10", "at_home")],
    "at_home",
    1,
  ],
  [
    "studied then, and dropped out last week",
    [facts("2026-08-25", "mbo_bol"), facts("2027-11-24", "at_home")],
    "at_home",
    0,
  ],
  [
    "works for a week in the weeks after the twelfth month",
    [facts("2026-08-25", "mbo_bol"), facts("2027-08-01", "at_home"), facts("2027-08-08", "mbo_bol")],
    "mbo_bol",
    0,
  ],
])("the second offer goes by what was so then: who %s", (_who, lines, situation, due) => {
  expect(judge([...life, ...lines], rows(no, { situation }))).toMatchObject({ reoffersDue: due });
});

test("what a colleague did about somebody else is no reason to write at night", () => {
  const tap = (alumnus: string): WitnessLine => ({
    ...{ what: "did", chat: staff, deed: "tap", data: `w1:${alumnus}`, at: at("2026-09-08", "22:00") },
  });
  const late = message("2026-09-08", "22:00");
  expect(judge([...life, tap("amina"), late])).toMatchObject({ messagesOutsideHours: 0 });
  expect(judge([...life, tap("bilal"), late])).toMatchObject({ messagesOutsideHours: 1 });
});

const ask = (date: string, time = "11:00", id = "c") => message(date, time, young, [`b1:${id}:yes`]);
test("a check-in within 48 hours of another message of the robot is found, but not of an answer", () => {
  const kind = "check-in within 48 hours of another message";
  const other = message("2026-10-05", "12:00");
  const asked = [ask("2026-10-07"), did("2026-10-07", young, "12:00")];
  expect(found([...life, other, ...asked], rows())).toEqual([kind]);
  expect(found([...life, did("2026-10-05", young, "11:58"), other, ...asked], rows())).toEqual([]);
  expect(found([...life, message("2026-10-05", "10:30"), ...asked], rows())).toEqual([]);
});

test("a check-in while a human writes with somebody is found", () => {
  const talks = [{ id: "talk", alumnusId: "amina", openedAt: at("2026-10-05"), endedAt: at("2026-10-08") }];
  const asked = (date: string) => [ask(date), did(date, young, "12:00")];
  expect(found([...life, ...asked("2026-10-07")], rows({ talks }))).toEqual([
    "check-in while a human writes",
  ]);
  expect(found([...life, ...asked("2026-10-09")], rows({ talks }))).toEqual([]);
});

const silence = [ask("2026-10-05"), ask("2026-10-08"), ask("2026-10-12", "18:00")];
const seen = [task("silent", "2026-10-19", "2026-10-26")];
test.each<[string, readonly WitnessLine[], Rows["tasks"], string]>([
  ["asked again on days three and seven, a human on day fourteen", silence, seen, ""],
  ["never asked again", silence.slice(0, 1), seen, "not asked again"],
  [
    "asked again after eleven days alone",
    [...silence.slice(0, 1), ask("2026-10-16")],
    seen,
    "not asked again",
  ],
  [
    "asked again on the next day",
    [...silence.slice(0, 1), ask("2026-10-06"), ask("2026-10-12")],
    seen,
    "too soon",
  ],
  ["asked once more on day four", [...silence.slice(0, 2), ask("2026-10-09")], seen, "once more"],
  ["asked three times more", [...silence, ask("2026-10-15")], seen, "more than twice"],
  ["on nobody's list", silence, [], "on no list"],
  ["on a list after three weeks", silence, [task("silent", "2026-10-26", null)], "on no list"],
])("a silence is judged: %s", (_name, lines, tasks, finding) => {
  const { findings } = judge([...life, ...lines], rows({ tasks }));
  if (finding === "") expect(findings).toEqual([]);
  else expect(findings.join("\n")).toContain(finding);
});

test("days on which the school is closed are not counted in a silence", () => {
  const schools = [
    { id: "linde", closedDays: [{ from: "2026-10-06", until: "2026-10-25" }], messageHours: null },
  ];
  const lines = [ask("2026-10-05"), ask("2026-10-28"), ask("2026-11-01", "18:00")];
  const quiet = life.filter(
    (line) => line.what !== "did" || line.at < at("2026-10-04") || line.at > at("2026-12-01"),
  );
  const tasks = [task("silent", "2026-11-08", "2026-11-20")];
  expect(found([...quiet, ...lines], rows({ schools, tasks }))).not.toContain("silence");
  expect(found([...quiet, ask("2026-10-05")], rows({ schools, tasks }))).toContain("silence");
});
