import { describe, expect, it, test } from "vitest";
import { type AfterSend, decideSend, sendBackoff } from "../../src/delivery/decide-send.ts";
import type { SendResult } from "../../src/delivery/outgoing.ts";

const promises = ["atLeastOnce", "atMostOnce"] as const;
type Promised = (typeof promises)[number];
const code = "TG_400";
const again = (seconds: number, counts = true, isDelayed = false): AfterSend => ({
  state: "new",
  code,
  retryAfterMilliseconds: seconds * 1_000,
  counts,
  isDelayed,
});
const delayed = (seconds: number, counts = true) => again(seconds, counts, true);

describe("what becomes of a message", () => {
  test.each<[SendResult, Promised, number, AfterSend]>([
    [{ kind: "sent", messageId: 7 }, "atLeastOnce", 1, { state: "sent", messageId: 7 }],
    [{ kind: "sent" }, "atMostOnce", 9, { state: "sent" }],
    [{ kind: "blocked", code }, "atLeastOnce", 1, { state: "blocked", code }],
    [{ kind: "blocked", code }, "atMostOnce", 99, { state: "blocked", code }],
    [{ kind: "refused", code }, "atLeastOnce", 1, { state: "undeliverable", code }],
    [{ kind: "refused", code }, "atMostOnce", 1, { state: "undeliverable", code }],
    [{ kind: "unauthorized", code }, "atLeastOnce", 50, delayed(60, false)],
    [{ kind: "unauthorized", code }, "atMostOnce", 50, delayed(60, false)],
    [{ kind: "later", code, afterSeconds: 17 }, "atLeastOnce", 1, again(17, false)],
    [{ kind: "later", code, afterSeconds: 0 }, "atMostOnce", 50, again(1, false)],
    [{ kind: "later", code, afterSeconds: 60 }, "atLeastOnce", 1, again(60, false)],
    [{ kind: "later", code, afterSeconds: 61 }, "atLeastOnce", 1, delayed(61, false)],
    [{ kind: "failed", code }, "atLeastOnce", 1, again(1)],
    [{ kind: "failed", code }, "atLeastOnce", 2, delayed(2)],
    [{ kind: "failed", code }, "atLeastOnce", 6, delayed(300)],
    [{ kind: "failed", code }, "atLeastOnce", 1_000, delayed(300)],
    [{ kind: "failed", code }, "atMostOnce", 4, delayed(15)],
    [{ kind: "failed", code }, "atMostOnce", 5, { state: "undeliverable", code }],
    [{ kind: "unclear", code }, "atLeastOnce", 1, again(1)],
    [{ kind: "unclear", code }, "atLeastOnce", 2, delayed(2)],
    [{ kind: "unclear", code }, "atLeastOnce", 1_000, delayed(300)],
    [{ kind: "unclear", code }, "atMostOnce", 1, { state: "unknown", code }],
  ])("%j, promised %s, at try %i", (result, promise, tries, expected) => {
    expect(decideSend(result, promise, tries)).toEqual(expected);
  });

  test.each([
    [0, 40, false],
    [20, 40, false],
    [21, 40, true],
    [300, 1, true],
  ])("many short waits are a long one: after %i s of refusals %i s more", (refused, afterSeconds, is) => {
    expect(decideSend({ kind: "later", code, afterSeconds }, "atLeastOnce", 1, refused)).toEqual(
      again(afterSeconds, false, is),
    );
  });

  it("never gives up what was promised at least once, unless Telegram will never take it", () => {
    const kinds: SendResult[] = [
      { kind: "unauthorized", code },
      { kind: "later", code, afterSeconds: 3 },
      { kind: "failed", code },
      { kind: "unclear", code },
    ];
    for (const result of kinds)
      for (let tries = 1; tries <= 200; tries += 1)
        expect(decideSend(result, "atLeastOnce", tries).state).toBe("new");
  });

  it("never says twice what was promised at most once when the first may have arrived", () => {
    for (let tries = 1; tries <= 10; tries += 1)
      expect(decideSend({ kind: "unclear", code }, "atMostOnce", tries).state).toBe("unknown");
  });

  it("waits longer with every try, and never longer than five minutes", () => {
    const pauses = Array.from({ length: 20 }, (_, index) => {
      const after = decideSend({ kind: "failed", code }, "atLeastOnce", index + 1);
      return after.state === "new" ? after.retryAfterMilliseconds : 0;
    });
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(pauses.slice(0, sendBackoff.length)).toEqual([...sendBackoff]);
    expect(pauses.at(-1)).toBe(300_000);
  });
});
