import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import type { Deadline } from "../../../src/programme/deadline/deadline.ts";
import { decideChanges, keyOf, type StoredDeadline } from "../../../src/programme/deadline/decide-changes.ts";
import { decideDeadlines, type Known } from "../../../src/programme/deadline/decide-deadlines.ts";

const plus = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();
const start = "2026-11-23";

/** The rows of one person, kept as the product keeps them: settled, then what is due fires. */
class Rows {
  rows: StoredDeadline[] = [];
  readonly fired: string[] = [];

  settle(wanted: readonly Deadline[], today: string) {
    const { add, drop, move, revive } = decideChanges(this.rows, wanted, today);
    const set = (id: string, state: StoredDeadline["state"], dueDay?: string) => {
      this.rows = this.rows.map((one) =>
        one.id === id ? { ...one, state, dueDay: dueDay ?? one.dueDay } : one,
      );
    };
    for (const { id } of drop) set(id, "dropped");
    for (const { stored, dueDay } of move) set(stored.id, "waiting", dueDay);
    for (const { stored, isLate, dueDay } of revive) set(stored.id, "waiting", isLate ? today : dueDay);
    for (const { deadline, state, isLate } of add) {
      const { kind, stage, day, dueDay } = deadline;
      this.rows.push({ id: keyOf(deadline), kind, stage, day, state, dueDay: isLate ? today : dueDay });
    }
  }

  fire(today: string) {
    for (const one of this.rows.filter(({ state, dueDay }) => state === "waiting" && dueDay <= today)) {
      this.fired.push(keyOf(one));
      this.rows = this.rows.map((row) => (row.id === one.id ? { ...row, state: "fired" } : row));
    }
  }
}

const nothing: Known = {
  ...{ today: start, takesPart: true, birthDate: "2009-03-14", exitProfile: "day_activity" },
  ...{ situation: null, situationSince: null, atHomeSince: null, checkIns: [] },
};

type Step =
  | { readonly do: "pass"; readonly days: number }
  | { readonly do: "contract"; readonly in: number | null; readonly by: "answer" | "caseWorker" }
  | { readonly do: "home"; readonly is: boolean }
  | { readonly do: "part"; readonly is: boolean };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("pass" as const), days: fc.integer({ min: 0, max: 120 }) }),
  fc.record({
    do: fc.constant("contract" as const),
    in: fc.option(fc.integer({ min: 0, max: 8 }).map((weeks) => weeks * 30)),
    by: fc.constantFrom("answer" as const, "caseWorker" as const),
  }),
  fc.record({ do: fc.constant("home" as const), is: fc.boolean() }),
  fc.record({ do: fc.constant("part" as const), is: fc.boolean() }),
);

function play(steps: readonly Step[]) {
  const rows = new Rows();
  let known = nothing;
  for (const step of steps) {
    if (step.do === "pass") known = { ...known, today: plus(known.today, step.days) };
    if (step.do === "contract") {
      const { contractEnd: _gone, ...rest } = known;
      known =
        step.in === null
          ? rest
          : { ...rest, contractEnd: { day: plus(known.today, step.in), source: step.by, on: known.today } };
    }
    if (step.do === "home")
      known = {
        ...known,
        situation: step.is ? "at_home" : "work_regular",
        atHomeSince: step.is ? known.today : null,
      };
    if (step.do === "part") known = { ...known, takesPart: step.is };
    rows.settle(decideDeadlines(known), known.today);
    rows.fire(known.today);
  }
  return { rows, known };
}

describe("rows follow what is known", () => {
  it("the same stage of the same day fires once at most, whatever moves, goes and comes back", () => {
    void fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
        const { rows } = play(steps);
        expect(new Set(rows.fired).size).toBe(rows.fired.length);
      }),
    );
  });

  it("nothing waits that is not true now, and what waits lies ahead", () => {
    void fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 40 }), (steps) => {
        const { rows, known } = play(steps);
        const wanted = new Set(decideDeadlines(known).map(keyOf));
        const waiting = rows.rows.filter(({ state }) => state === "waiting");
        expect(waiting.every((one) => wanted.has(keyOf(one)) && one.dueDay > known.today)).toBe(true);
      }),
    );
  });

  it("a day that moves takes its own stages along, and the old one never fires", () => {
    const { rows } = play([
      { do: "contract", in: 210, by: "caseWorker" },
      { do: "contract", in: 240, by: "caseWorker" },
      { do: "pass", days: 240 },
    ]);
    const ends = rows.fired.filter((one) => one.startsWith("contractEnd"));
    expect(ends).toEqual(["contractEnd first 2027-07-21", "contractEnd last 2027-07-21"]);
  });

  it("typed when both its stages are over, one task comes of it, and of an answer none", () => {
    const byHand = play([{ do: "contract", in: 0, by: "caseWorker" }]).rows.fired;
    expect(byHand.filter((one) => one.startsWith("contractEnd"))).toEqual(["contractEnd last 2026-11-23"]);
    const byAnswer = play([{ do: "contract", in: 0, by: "answer" }]).rows.fired;
    expect(byAnswer.filter((one) => one.startsWith("contractEnd"))).toEqual([]);
  });

  it("what a human was asked about a day that is no longer so is settled", () => {
    const day = "2027-03-14";
    const stored: StoredDeadline = {
      ...{ id: "a", kind: "contractEnd", stage: "first", day, state: "fired", dueDay: "2026-12-14" },
    };
    expect(decideChanges([stored], [], start).settle).toEqual([stored]);
    expect(decideChanges([{ ...stored, state: "waiting" }], [], start)).toMatchObject({ settle: [] });
  });

  it("what was settled is a human's again when it is true again, and not once it is over", () => {
    const [one] = decideDeadlines({
      ...nothing,
      contractEnd: { day: "2027-01-14", source: "caseWorker", on: start },
    });
    if (!one) throw new Error("Nothing is watched");
    const stored: StoredDeadline = { ...one, id: "a", state: "fired" };
    const reopened = (day: string, state: StoredDeadline["state"] = "fired") =>
      decideChanges([{ ...stored, state }], [one], day).reopen.map(({ stored: { id } }) => id);
    expect(reopened(start)).toEqual(["a"]);
    expect(reopened("2027-01-14")).toEqual(["a"]);
    expect(reopened("2027-01-15")).toEqual([]);
    expect(reopened(start, "waiting")).toEqual([]);
  });

  it("a stage that waits goes along when a vacation comes or goes, and one that is due stays due", () => {
    const wanted = decideDeadlines({
      ...nothing,
      contractEnd: { day: "2027-03-14", source: "caseWorker", on: start },
    });
    const rows = new Rows();
    rows.settle(wanted, start);
    const moved = wanted.map((one) =>
      one.kind === "contractEnd" ? { ...one, dueDay: plus(one.dueDay, -10) } : one,
    );
    const waiting = () => rows.rows.filter(({ kind }) => kind === "contractEnd").map(({ dueDay }) => dueDay);
    rows.settle(moved, start);
    expect(waiting()).toEqual(["2026-12-04", "2027-02-02"]);
    rows.settle(wanted, start);
    expect(waiting()).toEqual(["2026-12-14", "2027-02-12"]);
    // On its day, waiting for somebody to be at work: a vacation that is typed in then does not put it off.
    const [due] = rows.rows;
    if (!due) throw new Error("Nothing waits");
    const later = wanted.map((one) => ({ ...one, dueDay: plus(one.dueDay, 10) }));
    expect(decideChanges([due], later, due.dueDay).move).toEqual([]);
  });
});
