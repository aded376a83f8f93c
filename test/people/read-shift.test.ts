import { expect, test } from "vitest";
import { decideQuickDays, type quickDays } from "../../src/people/duty/decide-quick-days.ts";
import { decideShiftPreset, type ShiftPreset } from "../../src/people/duty/decide-shift-preset.ts";
import { officeHours } from "../../src/people/duty/is-staffed.ts";
import { readShift } from "../../src/people/duty/read-shift.ts";

/** A Wednesday. */
const today = "2026-11-25";

test.each([
  ["vr 17:00 - ma 8:00", "2026-11-27T17:00 2026-11-30T08:00"],
  ["27-11 17:00 t/m 30-11 8:00", "2026-11-27T17:00 2026-11-30T08:00"],
  ["27 nov 17 uur tot 30 nov 8 uur", "2026-11-27T17:00 2026-11-30T08:00"],
  ["van vrijdag om 17.00 tot maandag om 8.00", "2026-11-27T17:00 2026-11-30T08:00"],
  ["Fri 5pm to Mon 8am", "2026-11-27T17:00 2026-11-30T08:00"],
  ["27-11 17:00 - 8:00", "2026-11-27T17:00 2026-11-28T08:00"],
  ["27-11 17:00 - 23:00", "2026-11-27T17:00 2026-11-27T23:00"],
  ["31-12 17:00 - 1-1 8:00", "2026-12-31T17:00 2027-01-01T08:00"],
  ["2026-12-31 17:00 - 2027-01-01 08:00", "2026-12-31T17:00 2027-01-01T08:00"],
  ["vandaag 17:00 - morgen 8:00", "2026-11-25T17:00 2026-11-26T08:00"],
  ["31-11 17:00 - 8:00", "noSuchDay"],
  ["2026-12-02 17:00 - 2026-12-01 8:00", "backwards"],
  ["27-11 25:00 - 28-11 8:00", "unclear"],
  ["27-11 t/m 30-11", "unclear"],
  ["vanavond", "unclear"],
  ["17:00 - 8:00", "unclear"],
  ["vr 17:00 - ma 8:00 - di 9:00", "unclear"],
  ["", "unclear"],
  ["vr 17:00 - ".repeat(500), "unclear"],
])("reads the turn %s", (text, expected) => {
  const read = readShift(text, today);
  expect(read.ok ? `${read.shift.from} ${read.shift.until}` : read.reason).toBe(expected);
});

test.each<[ShiftPreset, string, string]>([
  ["tonight", today, "2026-11-25T17:00 2026-11-26T08:00"],
  ["weekend", today, "2026-11-27T17:00 2026-11-30T08:00"],
  ["weekend", "2026-11-28", "2026-11-27T17:00 2026-11-30T08:00"],
  ["week", today, "2026-11-30T17:00 2026-12-07T08:00"],
  ["week", "2026-11-30", "2026-12-07T17:00 2026-12-14T08:00"],
])("a turn by one tap, %s on %s", (preset, day, expected) => {
  const { from, until } = decideShiftPreset(preset, officeHours, day);
  expect(`${from} ${until}`).toBe(expected);
});

test("a turn by one tap lies between the organisation's own hours", () => {
  const hours = { "3": [{ from: "09:00", to: "21:00" }], "4": [{ from: "07:30", to: "12:00" }] };
  expect(decideShiftPreset("tonight", hours, today)).toEqual({
    from: "2026-11-25T21:00",
    until: "2026-11-26T07:30",
  });
});

test.each<[(typeof quickDays)[number], string, string]>([
  ["today", today, "2026-11-25 2026-11-25"],
  ["tomorrow", "2026-12-31", "2027-01-01 2027-01-01"],
  ["week", today, "2026-11-25 2026-11-27"],
  ["week", "2026-11-27", "2026-11-27 2026-11-27"],
  ["week", "2026-11-28", "2026-11-30 2026-12-04"],
])("days by one tap, %s on %s", (quick, day, expected) => {
  const { from, until } = decideQuickDays(quick, day);
  expect(`${from} ${until}`).toBe(expected);
});
