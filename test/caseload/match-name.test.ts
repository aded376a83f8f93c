import fc from "fast-check";
import { expect, it, test } from "vitest";
import { matchName } from "../../src/caseload/match-name.ts";

test.each([
  ["Amina Jansen", "ami", 0],
  ["Amina Jansen", "AMINA JAN", 0],
  ["Amina Jansen", "jan", 1],
  ["Amina Jansen", "jansen amina", 1],
  ["Amina Jansen", "ans", 2],
  ["Zoë el Idrissi", "zoe", 0],
  ["Zoë el Idrissi", "el-idrissi", 1],
  ["أمينة خالد", "خالد", 1],
  ["Amina Jansen", "bart", undefined],
  ["Amina Jansen", "jansen bart", undefined],
  ["Amina Jansen", " ", undefined],
  ["Amina Jansen", ".*", undefined],
])("“%s” fits “%s” this well: %s", (name, typed, rank) => {
  expect(matchName(name, typed)).toBe(rank);
});

it("finds every name by any part of one of its words", () => {
  const word = fc.stringMatching(/^[A-Z][a-z]{1,10}$/);
  fc.assert(
    fc.property(word, word, fc.nat(), fc.nat(), (first, last, start, length) => {
      const from = start % last.length;
      const part = last.slice(from, from + 1 + (length % last.length));
      expect(matchName(`${first} ${last}`, part)).toBeDefined();
    }),
  );
});
