import fc from "fast-check";
import { expect, test } from "vitest";
import { createAgenda } from "./agenda.ts";

test("what is due comes by time, what is due at once in the order in which it was written, and nothing before its time", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.integer({ min: 0, max: 20 }), (times, by) => {
      const agenda = createAgenda();
      const done: (readonly [number, number])[] = [];
      for (const [n, at] of times.entries()) agenda.add(at, () => void done.push([at, n]));
      for (let deed = agenda.take(by); deed; deed = agenda.take(by)) void deed();
      const expected = times.map((at, n) => [at, n] as const).filter(([at]) => at <= by);
      expect(done).toEqual(expected.sort(([a, m], [b, n]) => a - b || m - n));
      expect(agenda.next()).toBe(times.filter((at) => at > by).sort((a, b) => a - b)[0]);
    }),
  );
});
