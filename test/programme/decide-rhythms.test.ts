import { expect, it } from "vitest";
import { decideRhythms } from "../../src/programme/decide-rhythms.ts";

const parts = (programmeHash: string) => [{ programmeHash, fromMonth: 0, months: 24 }];
const [first, second, third] = [parts("first"), parts("second"), parts("third")];

it("a cohort that never changed has one rhythm", () => {
  expect(decideRhythms([], first, "2026-10-06")).toEqual([{ parts: first, fromDay: "2026-10-06" }]);
});

it("a rhythm that was agreed on for February counts from its day on, and the one before it until then", () => {
  const changes = [{ fromDay: "2027-02-01", before: first }];
  expect(decideRhythms(changes, second, "2027-01-31")).toEqual([
    { parts: first, fromDay: "2027-01-31" },
    { parts: second, fromDay: "2027-02-01" },
  ]);
  expect(decideRhythms(changes, second, "2027-02-01")).toEqual([{ parts: second, fromDay: "2027-02-01" }]);
});

it("two that follow each other count one after another", () => {
  const changes = [
    { fromDay: "2027-03-01", before: second },
    { fromDay: "2027-02-01", before: first },
  ];
  expect(decideRhythms(changes, third, "2026-10-06")).toEqual([
    { parts: first, fromDay: "2026-10-06" },
    { parts: second, fromDay: "2027-02-01" },
    { parts: third, fromDay: "2027-03-01" },
  ]);
});

it.each(["2027-02-01", "2026-12-01"])("what is replaced before its day never counts: %s", (fromDay) => {
  const changes = [
    { fromDay, before: second },
    { fromDay: "2027-02-01", before: first },
  ];
  expect(decideRhythms(changes, third, "2026-10-06")).toEqual([
    { parts: first, fromDay: "2026-10-06" },
    { parts: third, fromDay },
  ]);
  expect(decideRhythms(changes, third, fromDay)).toEqual([{ parts: third, fromDay }]);
});
