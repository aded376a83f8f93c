import { describe, expect, it, test } from "vitest";
import { type ChannelState, isProven, isReady, type NotReady } from "../../src/people/reach/is-ready.ts";

const now = new Date("2026-11-24T08:00:00Z");
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
const state = (more: Partial<ChannelState> = {}): ChannelState => ({
  isThere: true,
  provenAt: ago(1),
  triedAt: null,
  failedAt: null,
  ...more,
});

describe("a channel is proven", () => {
  test.each<[string, ChannelState, boolean]>([
    ["by something that arrived", state(), true],
    ["not when there is none", state({ isThere: false }), false],
    ["not when nothing ever arrived", state({ provenAt: null, triedAt: ago(1) }), false],
    ["not after a try that failed", state({ triedAt: ago(0), failedAt: ago(0) }), false],
    ["again by what arrived after a failure", state({ failedAt: ago(2), triedAt: ago(2) }), true],
    [
      "when nobody tried for long, for that says nothing",
      state({ provenAt: ago(60), triedAt: ago(60) }),
      true,
    ],
    ["while a try waits for its answer", state({ provenAt: ago(6), triedAt: ago(0) }), true],
    [
      "not when tries stayed without an answer for a week",
      state({ provenAt: ago(8), triedAt: ago(0) }),
      false,
    ],
  ])("%s", (_name, given, expected) => {
    expect(isProven(given, now)).toBe(expected);
  });
});

describe("a school is ready to ask about danger", () => {
  test.each<[number, number | null, NotReady[]]>([
    [2, 364, []],
    [1, 1, ["tooFewReachable"]],
    [2, null, ["noSafetySheet"]],
    [2, 365, ["safetySheetTooOld"]],
    [0, null, ["tooFewReachable", "noSafetySheet"]],
  ])("%i reachable, a sheet checked %s days ago: %j", (reachable, days, expected) => {
    const sheetCheckedAt = days === null ? null : ago(days);
    expect(isReady({ reachable, sheetCheckedAt }, now)).toEqual(expected);
  });

  it("says all that is missing at once", () => {
    expect(isReady({ reachable: 1, sheetCheckedAt: ago(400) }, now)).toHaveLength(2);
  });
});
