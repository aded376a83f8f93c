import { describe, expect, it, test } from "vitest";
import { officeHours } from "../../../src/people/duty/is-staffed.ts";
import type { Deadline } from "../../../src/programme/deadline/deadline.ts";
import { decideBeforeRest, decideFiring } from "../../../src/programme/deadline/decide-before-rest.ts";
import { amsterdam } from "../../support/walk.ts";

/** Closed from Sunday 11 July to Sunday 22 August 2027: the last day at work is Friday the 9th, the first one Monday 23 August. */
const summer = {
  timeZone: "Europe/Amsterdam",
  staffedHours: officeHours,
  closedDays: [{ from: "2027-07-11", until: "2027-08-22" }],
};
const stage = (more: Partial<Deadline>): Deadline => ({
  ...{ kind: "objection", stage: "last", day: "2027-08-12", source: "caseWorker", dueDay: "2027-08-05" },
  ...{ does: "urgent", whenLate: "task", overOn: "2027-08-13", taskDays: 1 },
  ...more,
});
const dueDay = (more: Partial<Deadline>, today: string, school: typeof summer = summer) =>
  decideBeforeRest([stage(more)], today, school)[0]?.dueDay;
const task = { stage: "first", does: "task" } as const;

describe("a stage whose day lies in a vacation comes before it", () => {
  test.each<[string, Partial<Deadline>, string, string]>([
    ["an alert: the last day at work", {}, "2027-07-05", "2027-07-09"],
    ["an alert, written down on that day", {}, "2027-07-09", "2027-07-09"],
    ["a task: a week before", { ...task, dueDay: "2027-07-22" }, "2027-06-20", "2027-07-02"],
    [
      "a task, written down in that week: at once",
      { ...task, dueDay: "2027-07-22" },
      "2027-07-05",
      "2027-07-05",
    ],
    ["the weekend with which it begins belongs to it", { dueDay: "2027-07-10" }, "2027-07-05", "2027-07-09"],
    ["and so does the one with which it ends", { dueDay: "2027-08-22" }, "2027-07-05", "2027-07-09"],
    ["the first day back does not", { dueDay: "2027-08-23" }, "2027-07-05", "2027-08-23"],
    ["nor the last day before it", { dueDay: "2027-07-09" }, "2027-07-05", "2027-07-09"],
    ["what is known in the vacation keeps its day", {}, "2027-07-12", "2027-08-05"],
    ["what was late stays late", { dueDay: "2027-07-12" }, "2027-07-14", "2027-07-12"],
    ["a weekend is no vacation", { dueDay: "2027-06-26" }, "2027-06-01", "2027-06-26"],
    [
      "a message waits for message hours",
      { does: "message", dueDay: "2027-08-05" },
      "2027-07-05",
      "2027-08-05",
    ],
  ])("%s", (_, more, today, expected) => {
    expect(dueDay(more, today)).toBe(expected);
  });

  it("Easter is no vacation, and neither is the week of a house that is open on one day", () => {
    expect(dueDay({ dueDay: "2027-03-28" }, "2027-03-01")).toBe("2027-03-28");
    const wednesdays = { ...summer, staffedHours: { "3": [{ from: "09:00", to: "12:00" }] } };
    expect(dueDay({ dueDay: "2027-06-24" }, "2027-06-01", wednesdays)).toBe("2027-06-24");
    expect(dueDay({ dueDay: "2027-07-16" }, "2027-06-01", wednesdays)).toBe("2027-07-07");
  });
});

describe("when a stage that is due fires", () => {
  const firing = (more: Partial<Deadline>, isLate: boolean, now: string) => {
    const found = decideFiring(stage(more), isLate, amsterdam(now), summer);
    return found && `${found.does} ${found.at.toISOString()}`;
  };
  const at = (moment: string) => amsterdam(moment).toISOString();

  test.each<[string, Partial<Deadline>, boolean, string, string]>([
    [
      "at work: at once",
      { dueDay: "2027-06-21", overOn: "2027-06-29" },
      false,
      "2027-06-21T09:00",
      "2027-06-21T09:00",
    ],
    ["on a Saturday: on Monday", { overOn: "2027-06-29" }, false, "2027-06-19T00:00", "2027-06-21T08:00"],
    ["in a vacation in which it ends: at once", {}, false, "2027-08-05T00:00", "2027-08-05T00:00"],
    [
      "ends on the first day back: then",
      { overOn: "2027-08-24" },
      false,
      "2027-08-05T00:00",
      "2027-08-23T08:00",
    ],
    [
      "without an end: when somebody is back",
      { overOn: null },
      false,
      "2027-08-05T00:00",
      "2027-08-23T08:00",
    ],
    ["late, and over before anybody reads a task: at once", {}, true, "2027-07-20T10:00", "2027-07-20T10:00"],
  ])("urgent %s", (_, more, isLate, now, expected) => {
    expect(firing(more, isLate, now)).toBe(`urgent ${at(expected)}`);
  });

  it("late it is a task, also on the last weekend of all, and what is over is nothing", () => {
    expect(firing({}, true, "2027-07-09T10:00")).toBe(`task ${at("2027-07-09T10:00")}`);
    expect(firing({ overOn: "2027-06-21" }, true, "2027-06-20T10:00")).toBe(`task ${at("2027-06-20T10:00")}`);
    expect(firing({}, false, "2027-08-13T09:00")).toBeUndefined();
    expect(firing({ does: "task", overOn: "2027-08-13" }, false, "2027-08-23T09:00")).toBeUndefined();
  });
});
