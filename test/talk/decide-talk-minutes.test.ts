import fc from "fast-check";
import { expect, test } from "vitest";
import { decideTalkMinutes } from "../../src/talk/decide-talk-minutes.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 23, 9) + minutes * 60_000);

test.each<[string, readonly number[], number]>([
  ["nothing was said", [], 0],
  ["one message", [0], 1],
  ["a quick exchange", [0, 0.2, 0.4], 1],
  ["ten minutes at the keyboard", [0, 3, 6, 10], 10],
  ["a question in the morning, an answer at night", [0, 720], 5],
  ["two spells on one day", [0, 4, 300, 304], 13],
])("%s: %j is %i minutes", (_, moments, minutes) => {
  expect(decideTalkMinutes(moments.map(at))).toBe(minutes);
});

test("it is never longer than the talk, nor than five minutes a message, in whatever order the moments come", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1 }), (moments) => {
      const minutes = decideTalkMinutes(moments.map(at));
      const span = Math.max(...moments) - Math.min(...moments);
      expect(minutes).toBeLessThanOrEqual(Math.max(1, span, 0));
      expect(minutes).toBeLessThanOrEqual(Math.max(1, (moments.length - 1) * 5));
      expect(decideTalkMinutes(moments.toReversed().map(at))).toBe(minutes);
    }),
  );
});
