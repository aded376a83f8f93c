import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { decideRing, mostRings, type Push } from "../../src/escalation/decide-ring.ts";

const now = new Date("2026-11-23T09:00:00Z");
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const push = (escalationId: string, severity: Push["severity"], minutes: number): Push => ({
  escalationId,
  severity,
  at: before(minutes),
});
const urgent = { escalationId: "new", severity: "urgent" } as const;

describe("a new message about somebody", () => {
  const cases: readonly [string, Parameters<typeof decideRing>[0], Push[], "ring" | "quiet"][] = [
    ["rings on a phone where nothing waits", urgent, [], "ring"],
    ["rings as the third", urgent, [push("a", "urgent", 5), push("b", "urgent", 4)], "ring"],
    [
      "is quiet as the fourth within an hour",
      urgent,
      [push("a", "urgent", 50), push("b", "urgent", 30), push("c", "urgent", 4)],
      "quiet",
    ],
    [
      "rings again when the first rang an hour ago",
      urgent,
      [push("a", "urgent", 60), push("b", "urgent", 30), push("c", "urgent", 4)],
      "ring",
    ],
    [
      "rings, urgent, whatever number of lighter ones rang",
      urgent,
      [1, 2, 3, 4].map((n) => push(`${n}`, "attention", n)),
      "ring",
    ],
    [
      "is quiet, only a wish, beside three urgent ones",
      { escalationId: "new", severity: "attention" },
      [1, 2, 3].map((n) => push(`${n}`, "urgent", n)),
      "quiet",
    ],
    ["is quiet when the same person's rang a moment ago", urgent, [push("new", "urgent", 20)], "quiet"],
    ["rings when the same person has become more serious", urgent, [push("new", "attention", 20)], "ring"],
    ["rings when the same person's rang two hours ago", urgent, [push("new", "urgent", 120)], "ring"],
  ];
  test.each(cases)("%s", (_, alert, earlier, expected) => {
    expect(decideRing(alert, earlier, now)).toBe(expected);
  });

  it("rings in a crisis, always", () => {
    const pushes = fc.array(
      fc.record({
        escalationId: fc.constantFrom("new", "a", "b", "c"),
        severity: fc.constantFrom("attention" as const, "urgent" as const, "crisis" as const),
        at: fc.integer({ min: 0, max: 600 }).map(before),
      }),
    );
    fc.assert(
      fc.property(pushes, (earlier) => {
        expect(decideRing({ escalationId: "new", severity: "crisis" }, earlier, now)).toBe("ring");
      }),
    );
  });

  it("lets a phone that only gets urgent ones, and on which nobody takes any, ring three times in each hour and never less", () => {
    const pushes = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(pushes, (minutes) => {
        const all = [...minutes].sort((a, b) => b - a).map((ago, n) => push(`${n}`, "urgent", ago));
        const rang = all.filter(
          (one, n) =>
            decideRing({ escalationId: one.escalationId, severity: "urgent" }, all.slice(0, n), one.at) ===
            "ring",
        );
        for (const one of rang) {
          const inTheHour = rang.filter(
            ({ at }) => at <= one.at && at.getTime() > one.at.getTime() - 3_600_000,
          );
          expect(inTheHour.length).toBeLessThanOrEqual(mostRings);
        }
        const first = all[0];
        expect(first && rang.includes(first)).toBe(true);
        for (const one of all)
          if (!rang.includes(one))
            expect(
              rang.filter(({ at }) => at <= one.at && at.getTime() > one.at.getTime() - 3_600_000),
            ).toHaveLength(mostRings);
      }),
    );
  });
});
