import { expect, test } from "vitest";
import { readMinutes } from "../../src/contact/read-minutes.ts";

test.each([
  ["20", 20],
  ["45 min", 45],
  ["45 minuten", 45],
  ["5m", 5],
  ["1:30", 90],
  ["1 uur", 60],
  ["een uur", 60],
  ["1u", 60],
  ["1,5 uur", 90],
  ["1.5 hours", 90],
  ["1 uur 10", 70],
  ["1 uur en 10 minuten", 70],
  ["2h 5", 125],
  ["half uur", 30],
  ["een half uur", 30],
  ["Kwartier.", 15],
  ["drie kwartier", 45],
  ["anderhalf uur", 90],
  ["half an hour", 30],
  ["٢٠ دقيقة", 20],
  ["نصف ساعة", 30],
  ["ساعة", 60],
  ["600", 600],
])("reads “%s” as %i minutes", (typed, minutes) => {
  expect(readMinutes(typed)).toBe(minutes);
});

test.each([
  "",
  "0",
  "601",
  "11 uur",
  "1:75",
  "1 uur 75",
  "1,5 uur 10",
  "-5",
  "lang",
  "20 maart",
  "5 x 5",
  "9".repeat(5_000),
])("does not guess at “%s”", (typed) => {
  expect(readMinutes(typed)).toBeUndefined();
});
