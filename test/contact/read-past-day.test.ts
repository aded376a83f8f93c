import { expect, test } from "vitest";
import { readPastDay } from "../../src/contact/read-past-day.ts";

/** A Wednesday. */
const today = "2026-11-25";

test.each([
  ["vandaag", "2026-11-25"],
  ["gisteren", "2026-11-24"],
  ["eergisteren", "2026-11-23"],
  ["Yesterday", "2026-11-24"],
  ["أمس", "2026-11-24"],
  ["woensdag", "2026-11-25"],
  ["vrijdag", "2026-11-20"],
  ["ma", "2026-11-23"],
  ["12-11", "2026-11-12"],
  ["1 september", "2026-09-01"],
  ["12 nov 2025", "2025-11-12"],
  ["2026-02-28", "2026-02-28"],
])("reads “%s” as %s", (typed, day) => {
  expect(readPastDay(typed, today)).toEqual({ ok: true, day });
});

test.each([
  ["morgen", "future"],
  ["overmorgen", "future"],
  ["26-11", "future"],
  ["1 jan 2027", "future"],
  ["31-11", "noSuchDay"],
  ["29-2-2026", "noSuchDay"],
  ["20-11 t/m 24-11", "unclear"],
  ["laatst", "unclear"],
  ["", "unclear"],
  ["1".repeat(5_000), "unclear"],
])("says of “%s” that it is %s", (typed, reason) => {
  expect(readPastDay(typed, today)).toEqual({ ok: false, reason });
});
