import { describe, expect, it, test } from "vitest";
import { languages } from "../../src/i18n/language.ts";
import { measureCrisisWords } from "./measure-crisis-words.ts";
import { readCrisisSet } from "./read-crisis-set.ts";
import { wilson } from "./wilson.ts";

describe.each(languages)("the development texts in %s", (language) => {
  const set = readCrisisSet(language);

  it("are twenty alarming and twenty harmless ones, and fifteen fresh ones, none of them twice", () => {
    const alarming = Object.values(set.mended.alarming).flat();
    expect([alarming.length, set.mended.harmless.length]).toEqual([20, 20]);
    expect([set.fresh.alarming.length, set.fresh.harmless.length]).toEqual([10, 5]);
    const all = [...alarming, ...set.mended.harmless, ...set.fresh.alarming, ...set.fresh.harmless];
    expect(new Set(all).size).toBe(all.length);
  });

  it("are counted as they are: what is missed and what alarms is named", () => {
    const { mended, fresh } = measureCrisisWords(set, language);
    for (const one of [mended, fresh]) {
      expect(one.recall.hits + one.missed.length).toBe(one.recall.of);
      expect(one.falseAlarms.hits).toBe(one.alarmed.length);
    }
  });
});

test.each([
  [0, 10, 0, 0.278],
  [5, 10, 0.237, 0.763],
  [20, 20, 0.839, 1],
])("Wilson's interval for %i of %i goes from %f to %f", (hits, of, low, high) => {
  const share = wilson(hits, of);
  expect(share.low).toBeCloseTo(low, 3);
  expect(share.high).toBeCloseTo(high, 3);
});

test("there is no share of nothing", () => {
  expect(() => wilson(0, 0)).toThrow(RangeError);
});
