import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it, test } from "vitest";
import { decideDueDays } from "../../src/programme/decide-due-days.ts";
import { decideFaults } from "../../src/programme/decide-faults.ts";
import { decideWindows } from "../../src/programme/decide-windows.ts";
import type { Moment, Programme, When } from "../../src/programme/programme.ts";
import { templates } from "../../src/programme/templates.ts";
import { dueOf, line, moment, programme, template, whole } from "./given.ts";

const summerVacation = [{ from: "2026-07-18", until: "2026-08-30" }];
const christmas = [{ from: "2026-12-19", until: "2027-01-03" }];
const september = programme([moment("september", { kind: "calendar", months: [9] })]);
const occasions = (one: Programme, exitDay: string) => dueOf(one, exitDay).map(({ occasion }) => occasion);

describe("a leaver of 17 July 2026, counted by hand", () => {
  it("is called in September, met in January or February, called in June, twice", () => {
    expect(
      dueOf(template("pro_three_moments"), "2026-07-17").map((due) => `${line(due)} ${due.form}`),
    ).toEqual([
      "2026-09 2026-09-01..2026-09-30 ask 2026-08-18..2026-08-25 phone",
      "2027-01 2027-01-01..2027-02-28 ask 2026-12-18..2026-12-25 physical",
      "2027-06 2027-06-01..2027-06-30 ask 2027-05-18..2027-05-25 phone",
      "2027-09 2027-09-01..2027-09-30 ask 2027-08-18..2027-08-25 phone",
      "2028-01 2028-01-01..2028-02-29 ask 2027-12-18..2027-12-25 physical",
      "2028-06 2028-06-01..2028-06-30 ask 2028-05-18..2028-05-25 phone",
    ]);
  });

  it("has a contact every two months, by turns light and full, the last one as the two years end", () => {
    const due = dueOf(template("vso_bimonthly"), "2026-07-17");
    expect(due.map((one) => one.moment)).toEqual(
      Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? "light" : "full")),
    );
    expect(line(due[0] as never)).toBe("month-02 2026-09-10..2026-09-24 ask 2026-08-27..2026-09-03");
    expect(line(due[11] as never)).toBe("month-24 2028-07-10..2028-07-17 ask 2028-06-26..2028-07-03");
  });

  it("has the region's four quarters, then the school's three moments", () => {
    const lead = "0192f0c1-0000-7000-8000-000000000001";
    const due = decideDueDays({
      exitDay: "2026-07-17",
      parts: [
        { programme: template("region_quarterly"), fromMonth: 0, months: 12, leadOrganisationId: lead },
        { programme: template("pro_three_moments"), fromMonth: 12, months: 12 },
      ],
    });
    expect(due.map(({ occasion, part, phase, role }) => `${occasion} ${part} ${phase} ${role}`)).toEqual([
      "2026-07 0 year_1 attentionOfficer",
      "2026-10 0 year_1 attentionOfficer",
      "2027-01 0 year_1 attentionOfficer",
      "2027-04 0 year_1 attentionOfficer",
      "2027-09 1 year_2 caseWorker",
      "2028-01 1 year_2 caseWorker",
      "2028-06 1 year_2 caseWorker",
    ]);
    expect(due.map(({ leadOrganisationId }) => leadOrganisationId)).toEqual([
      ...Array.from({ length: 4 }, () => lead),
      ...Array.from({ length: 3 }, () => undefined),
    ]);
  });

  it("is met in each of 52 weeks, and in the last school year too", () => {
    const due = dueOf(template("transfer_intensive"), "2026-07-17", { takesPartFrom: "2025-01-01" });
    const after = due.filter(({ phase }) => phase === "year_1");
    expect(after.map(({ occasion }) => occasion)).toEqual([
      ...Array.from({ length: 24 }, (_, index) => `week-2026-${30 + index}`),
      ...Array.from({ length: 28 }, (_, index) => `week-2027-${String(index + 1).padStart(2, "0")}`),
    ]);
    expect(line(due[0] as never)).toBe("week-2025-29 2025-07-17..2025-07-20");
    expect(due.filter(({ phase }) => phase === "final_year").at(-1)?.occasion).toBe("week-2026-29");
  });

  it("in aftercare hears a hello after a year and nothing on the last day", () => {
    expect(dueOf(template("aftercare_inbound"), "2026-07-17").map(line)).toEqual([
      "hello-12 2027-07-10..2027-07-24 ask 2027-07-10..2027-07-24",
    ]);
    expect(dueOf({ ...template("aftercare_inbound"), yearlyHello: false }, "2026-07-17")).toEqual([]);
  });
});

describe("a window that the exit or the end cuts in two", () => {
  test.each<[string, string, readonly string[]]>([
    ["keeps its greater part after an exit early in it", "2026-09-10", ["2026-09", "2027-09"]],
    ["keeps it the day before its middle", "2026-09-14", ["2026-09", "2027-09"]],
    ["is left out on its middle day, and comes at the end instead", "2026-09-15", ["2027-09", "2028-09"]],
    ["is left out after an exit late in it", "2026-09-20", ["2027-09", "2028-09"]],
  ])("%s", (_, exitDay, expected) => {
    expect(occasions(september, exitDay)).toEqual(expected);
  });

  it("leaves the human time for the check-in before: a week of asking, then the call", () => {
    expect(line(dueOf(september, "2026-09-04")[0] as never)).toBe(
      "2026-09 2026-09-21..2026-09-30 ask 2026-09-07..2026-09-14",
    );
    // The fourteenth is a Monday: the call follows at once.
    expect(line(dueOf(september, "2026-09-13")[0] as never)).toBe(
      "2026-09 2026-09-21..2026-09-30 ask 2026-09-14..2026-09-20",
    );
  });

  it("ends with the term", () => {
    expect(line(dueOf(september, "2026-09-20")[1] as never)).toBe(
      "2028-09 2028-09-01..2028-09-20 ask 2028-08-18..2028-08-25",
    );
  });
});

describe("the calendar", () => {
  it("counts months from the exit each time, to the month's last day where there is none", () => {
    const every = { kind: "everyMonths", months: 2 } as const;
    const middles = (exitDay: string) => {
      const exit = Temporal.PlainDate.from(exitDay);
      const span = { after: exit, until: exit.add({ months: 24 }) };
      return decideWindows(every, exit, span).map(({ middle }) => middle.toString());
    };
    expect(middles("2027-12-31").slice(0, 4)).toEqual([
      "2028-02-29",
      "2028-04-30",
      "2028-06-30",
      "2028-08-31",
    ]);
    expect(middles("2028-02-29").at(5)).toBe("2029-02-28");
    expect(middles("2028-02-29").at(-1)).toBe("2030-02-28");
  });

  it("has windows over New Year, and weeks of the fifty-third week", () => {
    const winter = programme([moment("winter", { kind: "calendar", months: [12, 1] })]);
    expect(line(dueOf(winter, "2026-07-17")[0] as never)).toBe(
      "2026-12 2026-12-01..2027-01-31 ask 2026-11-17..2026-11-24",
    );
    const weekly = occasions(template("transfer_intensive"), "2026-12-20");
    expect(weekly.slice(0, 3)).toEqual(["week-2026-52", "week-2026-53", "week-2027-01"]);
  });

  it("is in days: clocks that go forward or back move nothing", () => {
    const days = dueOf(programme([moment("march", { kind: "calendar", months: [3] })]), "2026-07-17")[0];
    expect(days).toMatchObject({ from: "2027-03-01", until: "2027-03-31" });
    const weeks = dueOf(template("transfer_intensive"), "2026-10-01").find(
      ({ occasion }) => occasion === "week-2026-43",
    );
    expect(weeks).toMatchObject({ from: "2026-10-19", until: "2026-10-25" });
  });

  it("every fortnight comes when two weeks have passed", () => {
    const fortnight = programme([moment("two", { kind: "everyWeeks", weeks: 2 }, { asksBefore: false })]);
    expect(occasions(fortnight, "2026-07-17").slice(0, 3)).toEqual([
      "week-2026-31",
      "week-2026-33",
      "week-2026-35",
    ]);
  });
});

describe("closed days", () => {
  it("make the robot ask when school is back, and the human follow", () => {
    const [first] = dueOf(september, "2026-07-17", { closedDays: summerVacation });
    expect(line(first as never)).toBe("2026-09 2026-09-14..2026-09-30 ask 2026-08-31..2026-09-07");
  });

  it("move the talk of January past the holidays", () => {
    const winter = programme([moment("winter", { kind: "calendar", months: [1, 2] })]);
    expect(line(dueOf(winter, "2026-07-17", { closedDays: christmas })[0] as never)).toBe(
      "2027-01 2027-01-18..2027-02-28 ask 2027-01-04..2027-01-11",
    );
  });

  it("move a window that is closed as a whole to the nearer side", () => {
    const year = programme([moment("year", { kind: "afterExit", months: 12, windowDays: 15 })]);
    const closedDays = [{ from: "2027-07-05", until: "2027-08-15" }];
    expect(line(dueOf(year, "2026-07-17", { closedDays })[0] as never)).toBe(
      "month-12 2027-06-19..2027-07-02 ask 2027-06-05..2027-06-12",
    );
    expect(line(dueOf(year, "2026-08-07", { closedDays })[0] as never)).toBe(
      "month-12 2027-08-23..2027-08-29 ask 2027-08-16..2027-08-22",
    );
  });

  it("leave out a week, and cut a week that is partly closed", () => {
    const weeks = dueOf(template("transfer_intensive"), "2026-07-17", {
      closedDays: [{ from: "2026-07-18", until: "2026-08-25" }],
    });
    expect(line(weeks[0] as never)).toBe("week-2026-35 2026-08-26..2026-08-30");
  });

  it("that never end move nothing, so that a moment is late rather than lost", () => {
    const closedDays = [{ from: "2026-07-18", until: "2030-01-01" }];
    expect(line(dueOf(september, "2026-07-17", { closedDays })[0] as never)).toBe(
      "2026-09 2026-09-01..2026-09-30",
    );
  });
});

describe("the minimum a year", () => {
  it("is filled up where there is most room", () => {
    const one = { ...september, minimumPerYear: 3 };
    expect(occasions(one, "2026-07-17").slice(0, 4)).toEqual([
      "2026-09",
      "extra-00-1",
      "extra-00-2",
      "2027-09",
    ]);
    const middle = dueOf(one, "2026-07-17").map(({ from }) => from);
    expect(middle.slice(0, 3)).toEqual(["2026-09-01", "2026-12-19", "2027-03-31"]);
  });

  it("is in proportion for who begins in the middle of a year", () => {
    const one = { ...september, minimumPerYear: 4 };
    const due = dueOf(one, "2026-07-17", { takesPartFrom: "2027-01-16" });
    expect(due.filter(({ phase }) => phase === "year_1")).toHaveLength(2);
    expect(due.filter(({ phase }) => phase === "year_2")).toHaveLength(4);
  });

  it("begins with a yes to the second offer, and leaves out what lies before", () => {
    const due = dueOf(template("pro_three_moments"), "2026-07-17", { takesPartFrom: "2027-08-01" });
    expect(due.map(({ occasion }) => occasion)).toEqual(["2027-09", "2028-01", "2028-06"]);
  });
});

it("of two moments at one time the one that is more of a meeting takes place", () => {
  const due = dueOf(template("continuous_face"), "2026-07-17");
  expect(due).toHaveLength(36);
  expect(
    due
      .filter((one) => one.moment === "talk")
      .map(({ occasion }) => occasion)
      .slice(0, 3),
  ).toEqual(["month-03", "month-06", "month-09"]);
});

it("the final year is only for who takes part then", () => {
  const one = template("pro_minimum");
  expect(dueOf(one, "2026-07-17").some(({ phase }) => phase === "final_year")).toBe(false);
  const early = dueOf(one, "2026-07-17", { takesPartFrom: "2026-01-10" });
  expect(early[0]).toMatchObject({ occasion: "2026-03", phase: "final_year", askFrom: null });
});

it("another version gives the same names to the same times", () => {
  const one = template("pro_three_moments");
  const later = {
    ...one,
    version: 2,
    moments: one.moments.map((each) => ({ ...each, key: `${each.key}_b`, form: "message" as const })),
  };
  expect(occasions(later, "2026-07-17")).toEqual(occasions(one, "2026-07-17"));
});

describe("whatever the programme and the day", () => {
  const months = fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 }))
    .map(([first, length]) => Array.from({ length }, (_, index) => ((first + index - 1) % 12) + 1));
  const when = fc.oneof<fc.Arbitrary<When>[]>(
    months.map((all) => ({ kind: "calendar", months: all })),
    fc.integer({ min: 1, max: 7 }).map((every) => ({ kind: "everyMonths", months: every })),
    fc.integer({ min: 2, max: 9 }).map((weeks) => ({ kind: "everyWeeks", weeks })),
    fc.record({
      kind: fc.constant("afterExit" as const),
      months: fc.integer({ min: 1, max: 30 }),
      windowDays: fc.integer({ min: 1, max: 60 }),
    }),
    fc.integer({ min: 1, max: 12 }).map((perYear) => ({ kind: "agreed", perYear })),
  );
  const anyMoment = fc
    .tuple(when, fc.constantFrom("bot", "message", "phone", "physical"), fc.boolean())
    .map(([at, form, asks]) =>
      moment("m", at, { form, asksBefore: asks && form !== "bot" && at.kind !== "everyWeeks" }),
    );
  const anyProgramme = fc
    .record({
      moments: fc.array(anyMoment, { minLength: 1, maxLength: 4 }),
      months: fc.integer({ min: 12, max: 36 }),
      opens: fc.integer({ min: 0, max: 12 }),
      minimumPerYear: fc.integer({ min: 0, max: 12 }),
    })
    .map(({ moments, ...rest }) =>
      programme(
        moments.map((one, index): Moment => ({ ...one, key: `m${index}` })),
        rest,
      ),
    )
    .filter((one) => decideFaults(one).length === 0);
  const day = fc
    .integer({ min: 0, max: 365 * 8 })
    .map((days) => Temporal.PlainDate.from("2024-01-01").add({ days }).toString());
  const closed = fc.array(
    fc.tuple(day, fc.integer({ min: 0, max: 50 })).map(([from, length]) => ({
      from,
      until: Temporal.PlainDate.from(from).add({ days: length }).toString(),
    })),
    { maxLength: 8 },
  );

  it("every day lies in the term and in order, and nothing lands twice", () => {
    fc.assert(
      fc.property(anyProgramme, day, closed, (one, exitDay, closedDays) => {
        const exit = Temporal.PlainDate.from(exitDay);
        const end = exit.add({ months: one.months }).toString();
        const due = dueOf(one, exitDay, { closedDays });
        for (const { from, until, askFrom, askUntil, form } of due) {
          const days = [askFrom, askUntil, from, until].filter((each) => each !== null);
          for (const each of days) expect(exitDay < each && each <= end).toBe(true);
          expect(from <= until).toBe(true);
          if (askFrom === null || askUntil === null) continue;
          expect(askFrom <= askUntil).toBe(true);
          if (form === "bot") expect([askFrom, askUntil]).toEqual([from, until]);
          else expect(askUntil < from).toBe(true);
        }
        const starts = due.map(({ from }) => from);
        expect(starts).toEqual([...starts].sort());
        expect(new Set(due.map(({ occasion }) => occasion)).size).toBe(due.length);
      }),
    );
  });

  it("no year after the exit has fewer moments than the minimum", () => {
    fc.assert(
      fc.property(anyProgramme, day, (one, exitDay) => {
        const due = dueOf(one, exitDay);
        const years = Math.floor(one.months / 12);
        const phases = ["year_1", "year_2", "later"].slice(0, years);
        for (const phase of phases)
          expect(due.filter((each) => each.phase === phase).length).toBeGreaterThanOrEqual(
            one.minimumPerYear,
          );
      }),
    );
  });

  it("without closed days the robot asks 14 to 7 days before, but right after the exit", () => {
    fc.assert(
      fc.property(anyProgramme, day, (one, exitDay) => {
        for (const { from, askFrom, askUntil, form } of dueOf(one, exitDay)) {
          if (askFrom === null || askUntil === null || form === "bot") continue;
          const ahead = (asked: string) => Temporal.PlainDate.from(asked).until(from).days;
          const sinceExit = Temporal.PlainDate.from(exitDay).until(from).days;
          if (sinceExit > 16) expect([ahead(askFrom), ahead(askUntil)]).toEqual([14, 7]);
        }
      }),
    );
  });

  it("what we ship begins and ends on no day of a vacation, and asks on none of its ends", () => {
    const closedDays = [...summerVacation, ...christmas, { from: "2027-07-10", until: "2027-08-22" }];
    fc.assert(
      fc.property(fc.constantFrom(...templates), day, (one, exitDay) => {
        for (const { from, until, askFrom, askUntil } of decideDueDays({
          parts: whole(one),
          exitDay,
          closedDays,
        })) {
          const ends = [from, until, askFrom, askUntil].filter((each) => each !== null);
          for (const each of ends)
            expect(closedDays.some((days) => days.from <= each && each <= days.until)).toBe(false);
        }
      }),
    );
  });
});
