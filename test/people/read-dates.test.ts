import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it, test } from "vitest";
import { readDates } from "../../src/people/duty/read-dates.ts";
import { readHours } from "../../src/people/duty/read-hours.ts";

/** A Wednesday. */
const today = "2026-11-25";
const read = (text: string) => {
  const found = readDates(text, today);
  return found.ok ? `${found.days.from} ${found.days.until}` : found.reason;
};

test.each([
  ["21-12 t/m 3-1", "2026-12-21 2027-01-03"],
  ["21 dec - 3 jan", "2026-12-21 2027-01-03"],
  ["2026-12-21 tot 2027-01-03", "2026-12-21 2027-01-03"],
  ["21/12-3/1", "2026-12-21 2027-01-03"],
  ["21.12.2026 – 03.01.27", "2026-12-21 2027-01-03"],
  ["van 21 december t/m 3 januari", "2026-12-21 2027-01-03"],
  ["21 december 2026 tot en met 3 januari 2027", "2026-12-21 2027-01-03"],
  ["21st of December to 3rd of January", "2026-12-21 2027-01-03"],
  ["Dec 21 until Jan 3", "2026-12-21 2027-01-03"],
  ["من 21 ديسمبر إلى 3 يناير", "2026-12-21 2027-01-03"],
  ["٢١-١٢ حتى ٣-١", "2026-12-21 2027-01-03"],
  ["21 t/m 24 dec", "2026-12-21 2026-12-24"],
  ["21-24 december", "2026-12-21 2026-12-24"],
  ["1-12", "2026-12-01 2026-12-01"],
  ["1 dec.", "2026-12-01 2026-12-01"],
  ["vandaag", "2026-11-25 2026-11-25"],
  ["Morgen", "2026-11-26 2026-11-26"],
  ["vandaag t/m vrijdag", "2026-11-25 2026-11-27"],
  ["vr t/m ma", "2026-11-27 2026-11-30"],
  ["morgen - 4 dec", "2026-11-26 2026-12-04"],
  ["woensdag", "2026-11-25 2026-11-25"],
  ["29 feb 2028", "2028-02-29 2028-02-29"],
  // Sick since the weekend; and a holiday that is over.
  ["21-11 t/m 27-11", "2026-11-21 2026-11-27"],
  ["2-11 t/m 6-11", "2026-11-02 2026-11-06"],
  ["31-11", "noSuchDay"],
  ["30 februari", "noSuchDay"],
  ["21-13", "noSuchDay"],
  ["32 dec", "noSuchDay"],
  ["2026-12-21 t/m 2026-12-01", "backwards"],
  ["21-12-26-12", "unclear"],
  ["kerst", "unclear"],
  ["21", "unclear"],
  ["21-12 of 22-12", "unclear"],
  ["21-12 t/m", "unclear"],
  ["21-12 t/m 22-12 t/m 23-12", "unclear"],
  ["", "unclear"],
  ["🤒", "unclear"],
])("reads %s", (text, expected) => {
  expect(read(text)).toBe(expected);
});

describe("whatever is typed", () => {
  it("is days that exist, in order, or a reason", () => {
    const piece = fc.constantFrom(
      "21",
      "-",
      "/",
      "t/m",
      " ",
      "dec",
      "12",
      "ma",
      "3",
      "2026",
      "tot",
      "é",
      ".",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 90 }),
          fc.array(piece).map((all) => all.join("")),
        ),
        (text) => {
          const found = readDates(text, today);
          if (!found.ok) return;
          const { from, until } = found.days;
          expect(Temporal.PlainDate.from(from).toString()).toBe(from);
          expect(Temporal.PlainDate.from(until).toString()).toBe(until);
          expect(from <= until).toBe(true);
        },
      ),
    );
  });

  it("is the same days that a calendar shows, however they are written", () => {
    const near = fc.integer({ min: 0, max: 250 }).map((days) => Temporal.PlainDate.from(today).add({ days }));
    fc.assert(
      fc.property(near, near, fc.constantFrom("t/m", "-", "tot"), (a, b, word) => {
        const [from, until] = Temporal.PlainDate.compare(a, b) <= 0 ? [a, b] : [b, a];
        expect(read(`${from.day}-${from.month} ${word} ${until.day}-${until.month}`)).toBe(
          `${from} ${until}`,
        );
        expect(read(`${from} ${word} ${until}`)).toBe(`${from} ${until}`);
      }),
    );
  });
});

test.each([
  ["9-15.30", "09:00-15:30"],
  ["9:00 - 15:30", "09:00-15:30"],
  ["van 9 tot 15u30", "09:00-15:30"],
  ["9 uur tot 15 uur", "09:00-15:00"],
  ["08.30–12.00 en 13–17", "08:30-12:00 13:00-17:00"],
  ["13-17, 9-12", "09:00-12:00 13:00-17:00"],
  ["9am to 3pm", "09:00-15:00"],
  ["12pm-1pm", "12:00-13:00"],
  ["من 9 إلى 15", "09:00-15:00"],
  ["٩-١٥", "09:00-15:00"],
  ["vrij", ""],
  ["Off", ""],
  ["15-9", undefined],
  ["9-9", undefined],
  ["9-25", undefined],
  ["9-12.75", undefined],
  ["9-12 en 11-17", undefined],
  ["9", undefined],
  ["ochtend", undefined],
  ["", undefined],
  ["9-12 ".repeat(1_000), undefined],
])("reads the hours %s", (text, expected) => {
  expect(
    readHours(text)
      ?.map(({ from, to }) => `${from}-${to}`)
      .join(" "),
  ).toBe(expected);
});
