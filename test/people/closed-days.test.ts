import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it, test } from "vitest";
import { decideCalendar } from "../../src/people/calendar/decide-calendar.ts";
import {
  addClosedDays,
  type ClosedDay,
  countDays,
  dayAfter,
  mostClosedDays,
  withoutDays,
} from "../../src/people/calendar/decide-closed-days.ts";
import { type ClosedDays, isClosed } from "../../src/people/duty/is-staffed.ts";
import { readClosedDays } from "../../src/people/duty/read-closed-days.ts";

const written = (closed: ClosedDays | undefined) =>
  closed?.map(({ from, until, name }) => [from.slice(5), until.slice(5), name ?? "-"].join(" "));
const days = (line: string): ClosedDay => {
  const [from = "", until = "", name = "-"] = line.split(" ");
  return { from: `2027-${from}`, until: `2027-${until}`, ...(name === "-" ? {} : { name }) };
};

describe("closing days", () => {
  test.each([
    ["the first", [], "03-01 03-05", ["03-01 03-05 -"]],
    ["that touch: they become one", ["03-01 03-05"], "03-06 03-08", ["03-01 03-08 -"]],
    ["between two: all become one", ["03-01 03-05", "03-08 03-09"], "03-06 03-07", ["03-01 03-09 -"]],
    ["with a gap: they stay two", ["03-01 03-05"], "03-07 03-08", ["03-01 03-05 -", "03-07 03-08 -"]],
    [
      "of another name: both stay",
      ["03-01 03-05 Vakantie"],
      "03-06 03-06 Studiedag",
      ["03-01 03-05 Vakantie", "03-06 03-06 Studiedag"],
    ],
    ["that are closed already", ["03-01 03-05 Vakantie"], "03-02 03-03 Vakantie", ["03-01 03-05 Vakantie"]],
  ])("%s", (_, before, added, expected) => {
    expect(written(addClosedDays(before.map(days), days(added))?.closed)).toEqual(expected);
  });

  test("for eight weeks, and not a day more, whatever the parts are called", () => {
    expect(addClosedDays([], days("01-01 02-25"))).toBeDefined();
    expect(addClosedDays([], days("01-01 02-26"))).toBeUndefined();
    expect(addClosedDays([days("01-01 02-20 Vakantie")], days("02-21 02-26 Studieweek"))).toBeUndefined();
    expect(addClosedDays([days("01-01 02-20 Vakantie")], days("02-22 02-26 Studieweek"))).toBeDefined();
  });
});

describe("opening days", () => {
  test.each([
    ["all of them", "03-01 03-05", []],
    ["the first", "03-01 03-01", ["03-02 03-05 Vakantie"]],
    ["the last", "03-05 03-09", ["03-01 03-04 Vakantie"]],
    ["one in between", "03-03 03-03", ["03-01 03-02 Vakantie", "03-04 03-05 Vakantie"]],
    ["others", "03-07 03-08", ["03-01 03-05 Vakantie"]],
  ])("%s", (_, open, expected) => {
    expect(written(withoutDays([days("03-01 03-05 Vakantie")], days(open)))).toEqual(expected);
  });
});

const anyDays = fc
  .tuple(fc.nat({ max: 120 }), fc.nat({ max: 20 }), fc.constantFrom(undefined, "Vakantie", "Studiedag"))
  .map(([start, length, name]): ClosedDay => {
    const from = Temporal.PlainDate.from("2027-01-01").add({ days: start });
    return {
      from: from.toString(),
      until: from.add({ days: length }).toString(),
      ...(name === undefined ? {} : { name }),
    };
  });
const closeAll = (all: readonly ClosedDay[]): ClosedDays =>
  all.reduce<ClosedDays>((closed, one) => addClosedDays(closed, one)?.closed ?? closed, []);
const everyDay = Array.from({ length: 200 }, (_, n) =>
  Temporal.PlainDate.from("2026-12-20").add({ days: n }).toString(),
);

describe("whatever is closed and opened", () => {
  it("exactly the days that were closed are, and never more than eight weeks at a stretch", () => {
    fc.assert(
      fc.property(fc.array(anyDays, { maxLength: 8 }), anyDays, (all, more) => {
        const before = closeAll(all);
        const added = addClosedDays(before, more);
        const after = added?.closed ?? before;
        for (const day of everyDay) {
          const isAdded = added !== undefined && more.from <= day && day <= more.until;
          expect(isClosed(after, day)).toBe(isClosed(before, day) || isAdded);
        }
        let stretch = 0;
        for (const day of everyDay) {
          stretch = isClosed(after, day) ? stretch + 1 : 0;
          expect(stretch).toBeLessThanOrEqual(mostClosedDays);
        }
      }),
    );
  });

  it("opened days are open, and all others as before", () => {
    fc.assert(
      fc.property(fc.array(anyDays, { maxLength: 8 }), anyDays, (all, open) => {
        const before = closeAll(all);
        const after = withoutDays(before, open);
        for (const day of everyDay) {
          const isOpened = open.from <= day && day <= open.until;
          expect(isClosed(after, day)).toBe(isClosed(before, day) && !isOpened);
        }
      }),
    );
  });

  it("a calendar that is imported twice changes nothing the second time", () => {
    fc.assert(
      fc.property(fc.array(anyDays, { maxLength: 4 }), fc.array(anyDays, { maxLength: 6 }), (typed, all) => {
        const events = all.map(({ from, until }, line) => ({
          line,
          name: `Vakantie ${line % 3}`,
          from,
          until,
        }));
        const choice = { today: "2027-02-01" };
        const first = decideCalendar(closeAll(typed), events, choice);
        const second = decideCalendar(first.closed, events, choice);
        expect(second.added).toEqual([]);
        expect(second.gone).toEqual([]);
      }),
    );
  });
});

describe("what a name of a calendar file says", () => {
  test.each([
    ["Zomervakantie", true],
    ["Kerstvakantie 2026-2027", true],
    ["Voorjaarsvakantie", true],
    ["Start zomervakantie", true],
    ["Eerste Kerstdag", true],
    ["Eerste Paasdag", true],
    ["2e Pinksterdag", true],
    ["Studiedag: alle leerlingen vrij", true],
    ["Lesvrije dag na de herfstvakantie", true],
    ["Laatste dag voor de zomervakantie, leerlingen vrij", true],
    ["First day of the holidays: school closed", true],
    ["Eerste schooldag na de zomervakantie", false],
    ["Laatste schooldag voor de kerstvakantie", false],
    ["Eerste lesdag na de vakantie", false],
    ["Start van de lessen na de meivakantie", false],
    ["Zomervakantie voorbij: begin schooljaar", false],
    ["First day after the summer holiday", false],
    ["Back to school after the holidays", false],
    ["Kerst", true],
    ["Tweede kerstdag", true],
    ["Kerstmarkt", false],
    ["Carnavalsfeest op school", false],
    ["Ouderavond", false],
    ["Rapportgesprekken", false],
  ])("%s", (name, closes) => {
    const event = { line: 1, name, from: "2027-03-01", until: "2027-03-02" };
    const plan = decideCalendar([], [event], { today: "2027-02-01" });
    expect(plan.added.length > 0).toBe(closes);
    expect(plan.leftOut.length > 0).toBe(!closes);
    expect(decideCalendar([], [event], { today: "2027-02-01", all: true }).added).toHaveLength(1);
  });
});

describe("typed closed days", () => {
  test.each([
    ["21-12 t/m 3-1", "2026-12-21 2027-01-03"],
    ["21-12 t/m 3-1 Kerstvakantie", "2026-12-21 2027-01-03 Kerstvakantie"],
    ["21 dec - 3 jan Kerst en Nieuwjaar", "2026-12-21 2027-01-03 Kerst en Nieuwjaar"],
    ["7-12: studiedag 2", "2026-12-07 2026-12-07 studiedag 2"],
    ["2027-05-05 Bevrijdingsdag", "2027-05-05 2027-05-05 Bevrijdingsdag"],
    ["vrijdag studiedag", "2026-11-27 2026-11-27 studiedag"],
    ["21-12 إلى 3-1 عطلة الشتاء", "2026-12-21 2027-01-03 عطلة الشتاء"],
    ["7-12 - studiedag", "2026-12-07 2026-12-07 studiedag"],
    ["Kerstvakantie", "unclear"],
    ["Kerstvakantie 21-12 t/m 3-1", "unclear"],
    ["21-12 t/m kerst", "unclear"],
    ["31-11 studiedag", "noSuchDay"],
    ["2027-01-03 t/m 2026-12-21 vakantie", "backwards"],
    [`7-12 ${"x".repeat(200)}`, "unclear"],
    [`7-12 ${"x".repeat(100)}`, `2026-12-07 2026-12-07 ${"x".repeat(60)}`],
  ])("%s", (text, expected) => {
    const read = readClosedDays(text, "2026-11-25");
    const { from = "", until = "", name } = read.ok ? read.days : {};
    expect(read.ok ? [from, until, ...(name === undefined ? [] : [name])].join(" ") : read.reason).toBe(
      expected,
    );
  });
});

test("a day after, and how many days", () => {
  expect(dayAfter("2028-02-28")).toBe("2028-02-29");
  expect(countDays(days("03-01 03-01"))).toBe(1);
});
