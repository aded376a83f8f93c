import { expect, test } from "vitest";
import { isHelloDue } from "../../src/people/is-hello-due.ts";

const since = new Date("2026-11-25T09:00:00Z");
const before = new Date("2026-11-25T08:59:00Z");
const after = new Date("2026-11-25T10:00:00Z");

test.each([
  ["the first case worker", null, undefined, false],
  ["a new one without any contact", since, undefined, true],
  ["a new one who knew the person from before", since, before, true],
  ["a new one who met the person", since, after, false],
  ["a new one who met them at that instant", since, since, false],
])("%s", (_, changed, last, due) => {
  expect(isHelloDue(changed, last)).toBe(due);
});
