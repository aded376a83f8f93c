import { describe, expect, it } from "vitest";
import { readOwnHours } from "../../src/appointment/read-own-hours.ts";

/** A Monday. */
const today = "2026-11-23";
const read = (text: string) => {
  const found = readOwnHours(text, today);
  if (!found.ok) return found.reason;
  const { kind, from, until, spans } = found.hours;
  return [
    kind,
    from,
    ...(until === from ? [] : [until]),
    ...spans.map((one) => `${one.from}-${one.to}`),
  ].join(" ");
};

describe("own hours as they are typed", () => {
  it.each([
    ["wo 13-15 niet", "busy 2026-11-25 13:00-15:00"],
    ["Woensdag van 13:00 tot 15.30 uur niet", "busy 2026-11-25 13:00-15:30"],
    ["niet op woensdag 13-15", "busy 2026-11-25 13:00-15:00"],
    ["3 dec niet", "busy 2026-12-03"],
    ["morgen 9-10", "busy 2026-11-24 09:00-10:00"],
    ["do 17-19 wel", "free 2026-11-26 17:00-19:00"],
    ["za 5 dec 10-12 wel", "free 2026-12-05 10:00-12:00"],
    ["5 dec 10-12 wel", "free 2026-12-05 10:00-12:00"],
    ["7-12 t/m 9-12 9-10 niet", "busy 2026-12-07 2026-12-09 09:00-10:00"],
    ["wed 1pm-3pm busy", "busy 2026-11-25 13:00-15:00"],
    ["thu 17-19 yes", "free 2026-11-26 17:00-19:00"],
    ["الأربعاء 13-15 لا", "busy 2026-11-25 13:00-15:00"],
    ["الخميس ١٧-١٩ نعم", "free 2026-11-26 17:00-19:00"],
    ["do 9-10 en 14-15 niet", "busy 2026-11-26 09:00-10:00 14:00-15:00"],
  ])("%s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ["31-11 niet", "noSuchDay"],
    ["do wel", "noTimes"],
    ["elke wo 13-15 niet", "everyWeek"],
    ["3 dec t/m 24 dec niet", "tooLong"],
    ["5-12-2026 t/m 3-12-2026 niet", "backwards"],
    ["wo 15-13 niet", "unclear"],
    ["wo 25-26 niet", "unclear"],
    ["wo vrij", "unclear"],
    ["misschien later", "unclear"],
    ["wo ".repeat(100), "unclear"],
  ])("%s is asked for again", (text, reason) => {
    expect(read(text)).toBe(reason);
  });
});
