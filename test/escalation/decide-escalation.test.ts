import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it, test } from "vitest";
import {
  type Decision,
  decideMove,
  decideOpening,
  decideRaise,
  decideStep,
  decideUnreachable,
  type EscalationState,
  type Move,
  outcomes,
} from "../../src/escalation/decide-escalation.ts";
import { type EscalationSeverity, policies } from "../../src/escalation/old-policy.ts";
import { isStaffed, officeHours, type Staffing } from "../../src/people/is-staffed.ts";

const timeZone = "Europe/Amsterdam";
const school: Staffing = { timeZone, staffedHours: officeHours };
const nobodyEver: Staffing = { timeZone, staffedHours: {} };

const at = (local: string) =>
  new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds);
const localOf = (instant: string | null) =>
  instant === null
    ? "never"
    : Temporal.Instant.from(instant)
        .toZonedDateTimeISO(timeZone)
        .toPlainDateTime()
        .toString({ smallestUnit: "minute" });

/** Monday 23 November 2026, office hours eight to five. */
const monday = at("2026-11-23T10:00");
const mondayNight = at("2026-11-23T23:30");
const friday = at("2026-11-27T16:00");
const saturday = at("2026-11-28T03:00");

const open = (severity: EscalationSeverity, now = monday, hasWish = false, staffing = school) =>
  decideOpening(severity, hasWish, staffing, now);

/** What a decision does and when it comes again, as one line. */
const inShort = ({ state, effects }: Decision) => {
  const told = effects.map((effect) => (effect.do === "notify" ? `→ ${effect.to}` : effect.do)).join(", ");
  return `${state.state} (${state.severity}), ${told || "nothing"}; ${localOf(state.nextStepAt)}`;
};

function moved(
  state: EscalationState,
  move: Move,
  by = "anna",
  now = monday,
  staffing = school,
): EscalationState {
  const decided = decideMove(state, move, by, staffing, now);
  if (!decided.ok) throw new Error(`Refused: ${decided.reason}`);
  return decided.decision.state;
}
const refusal = (state: EscalationState, move: Move, by = "anna") => {
  const decided = decideMove(state, move, by, school, monday);
  return decided.ok ? "allowed" : decided.reason;
};

const states = (severity: EscalationSeverity) => {
  const notified = open(severity).state;
  const acknowledged = moved(notified, { do: "take" });
  const planned = moved(acknowledged, { do: "notReached" });
  const contacted = moved(acknowledged, { do: "reached" });
  const resolved = moved(contacted, { do: "resolve", outcome: "helped" });
  return { notified, acknowledged, planned, contacted, resolved };
};

describe("a first signal", () => {
  test.each<[string, Decision, string]>([
    ["of attention goes onto the list", open("attention"), "open (attention), refresh; 2026-11-30T10:00"],
    [
      "of attention with a wish rings the case worker",
      open("attention", monday, true),
      "notified (attention), → caseWorker, refresh; 2026-11-24T10:00",
    ],
    [
      "of attention with a wish at night waits for the morning",
      open("attention", mondayNight, true),
      "open (attention), refresh; 2026-11-24T08:00",
    ],
    [
      "of attention with a wish in the weekend waits for Monday",
      open("attention", saturday, true),
      "open (attention), refresh; 2026-11-30T08:00",
    ],
    [
      "that is urgent rings the case worker, two staffed hours long",
      open("urgent"),
      "notified (urgent), → caseWorker, refresh; 2026-11-23T12:00",
    ],
    [
      "that is urgent at the end of a Friday counts on on Monday",
      open("urgent", friday),
      "notified (urgent), → caseWorker, refresh; 2026-11-30T09:00",
    ],
    [
      "that is urgent at night rings at once and counts from the morning",
      open("urgent", mondayNight),
      "notified (urgent), → caseWorker, refresh; 2026-11-24T10:00",
    ],
    [
      "that is a crisis rings everyone",
      open("crisis"),
      "notified (crisis), → everyone, refresh; 2026-11-23T10:10",
    ],
    [
      "that is a crisis rings everyone, also on a Saturday night",
      open("crisis", saturday),
      "notified (crisis), → everyone, refresh; 2026-11-28T03:10",
    ],
    [
      "with a wish where nobody is ever at work stands on the list and still comes again",
      open("attention", monday, true, nobodyEver),
      "open (attention), refresh; 2026-11-25T07:00",
    ],
  ])("%s", (_, decision, expected) => {
    expect(inShort(decision)).toBe(expected);
  });
});

describe("when nobody reacts", () => {
  /** Takes each step when it is due and nothing else. */
  const steps = (first: Decision, count: number, staffing = school) => {
    const lines: string[] = [];
    let { state } = first;
    for (let step = 0; step < count; step += 1) {
      const decision = decideStep(state, staffing, new Date(state.nextStepAt ?? ""));
      lines.push(inShort(decision));
      state = decision.state;
    }
    return lines;
  };

  it("goes from the list to the case worker, then to everyone, again and again", () => {
    expect(steps(open("attention"), 4)).toEqual([
      "notified (attention), → caseWorker, refresh; 2026-12-01T10:00",
      "notified (attention), → everyone, refresh; 2026-12-02T10:00",
      "notified (attention), → everyone, refresh; 2026-12-03T10:00",
      "notified (attention), → everyone, refresh; 2026-12-04T10:00",
    ]);
  });

  it("rings everyone after two staffed hours when it is urgent", () => {
    expect(steps(open("urgent"), 4)).toEqual([
      "notified (urgent), → everyone, refresh; 2026-11-23T14:00",
      "notified (urgent), → everyone, refresh; 2026-11-23T16:00",
      "notified (urgent), → everyone, refresh; 2026-11-24T09:00",
      "notified (urgent), → everyone, refresh; 2026-11-24T11:00",
    ]);
  });

  it("rings everyone every ten minutes in a crisis, through the night", () => {
    expect(steps(open("crisis", at("2026-11-28T23:50")), 3)).toEqual([
      "notified (crisis), → everyone, refresh; 2026-11-29T00:10",
      "notified (crisis), → everyone, refresh; 2026-11-29T00:20",
      "notified (crisis), → everyone, refresh; 2026-11-29T00:30",
    ]);
  });

  it("rings when somebody comes in, after a wish at night", () => {
    expect(steps(open("attention", mondayNight, true), 1)).toEqual([
      "notified (attention), → caseWorker, refresh; 2026-11-24T17:00",
    ]);
  });
});

describe("what a case worker does", () => {
  test.each<[string, EscalationState, string]>([
    ["taking gives two working days", states("urgent").acknowledged, "acknowledged anna 2026-11-25T10:00"],
    [
      "taking a crisis gives half an hour",
      states("crisis").acknowledged,
      "acknowledged anna 2026-11-23T10:30",
    ],
    [
      "taking a worry gives five working days",
      states("attention").acknowledged,
      "acknowledged anna 2026-11-30T10:00",
    ],
    ["reaching asks for the outcome", states("urgent").contacted, "contacted anna 2026-11-25T10:00"],
    [
      "reaching in a crisis asks after four hours",
      states("crisis").contacted,
      "contacted anna 2026-11-23T14:00",
    ],
    ["not reaching plans tomorrow morning", states("urgent").planned, "acknowledged anna 2026-11-24T08:30"],
    ["an outcome resolves", states("urgent").resolved, "resolved anna never"],
  ])("%s", (_, { state, ownerId, nextStepAt }, expected) => {
    expect(`${state} ${ownerId} ${localOf(nextStepAt)}`).toBe(expected);
  });

  test.each<[string, EscalationSeverity, "tonight" | "tomorrow" | "monday", Date, string]>([
    ["tonight", "urgent", "tonight", monday, "2026-11-23T19:00"],
    ["tonight, when it is late already", "urgent", "tonight", mondayNight, "2026-11-24T00:30"],
    ["tomorrow", "urgent", "tomorrow", monday, "2026-11-24T08:30"],
    ["tomorrow, on a Friday", "urgent", "tomorrow", friday, "2026-11-30T08:00"],
    ["tomorrow in a crisis, on a Friday", "crisis", "tomorrow", friday, "2026-11-28T08:30"],
    ["Monday, on a Monday", "urgent", "monday", monday, "2026-11-30T08:30"],
    ["Monday, on a Friday", "attention", "monday", friday, "2026-11-30T08:30"],
    ["a crisis waits for no Monday", "crisis", "monday", friday, "2026-11-28T08:30"],
  ])("plans %s", (_, severity, when, now, expected) => {
    const state = moved(states(severity).acknowledged, { do: "plan", at: when }, "anna", now);
    expect(localOf(state.nextStepAt)).toBe(expected);
    expect(state.planned).toBe(true);
  });

  const urgent = states("urgent");
  test.each<[string, EscalationState, Move, string, string]>([
    ["taking what somebody else has", urgent.acknowledged, { do: "take" }, "bert", "takenByOther"],
    ["taking it twice", urgent.acknowledged, { do: "take" }, "anna", "alreadyDone"],
    ["taking what is resolved", urgent.resolved, { do: "take" }, "bert", "resolved"],
    ["reaching without having taken it", urgent.notified, { do: "reached" }, "anna", "notYours"],
    ["reaching what somebody else has", urgent.acknowledged, { do: "reached" }, "bert", "takenByOther"],
    ["reaching twice", urgent.contacted, { do: "reached" }, "anna", "alreadyDone"],
    [
      "planning what somebody else has",
      urgent.acknowledged,
      { do: "plan", at: "tonight" },
      "bert",
      "takenByOther",
    ],
    ["anything when it is resolved", urgent.resolved, { do: "notReached" }, "anna", "resolved"],
    [
      "resolving what somebody else has",
      urgent.contacted,
      { do: "resolve", outcome: "helped" },
      "bert",
      "takenByOther",
    ],
    ["resolving twice", urgent.resolved, { do: "resolve", outcome: "helped" }, "anna", "resolved"],
  ])("refuses %s", (_, state, move, by, expected) => {
    expect(refusal(state, move, by)).toBe(expected);
  });

  it("refuses an outcome as long as nobody was reached", () => {
    for (const state of [urgent.notified, urgent.acknowledged, urgent.planned])
      expect(refusal(state, { do: "resolve", outcome: "notNeeded" })).not.toBe("allowed");
  });

  it.each(outcomes)("keeps the outcome, by whom and when: %s", (outcome) => {
    expect(moved(urgent.contacted, { do: "resolve", outcome }, "anna", friday)).toMatchObject({
      state: "resolved",
      outcome,
      ownerId: "anna",
      resolvedAt: friday.toISOString(),
    });
  });

  it("goes back to everyone when it was taken and then nothing happened", () => {
    const { acknowledged } = urgent;
    const decision = decideStep(acknowledged, school, new Date(acknowledged.nextStepAt ?? ""));
    expect(inShort(decision)).toBe("notified (urgent), → everyone, refresh; 2026-11-25T12:00");
    expect(decision.state.ownerId).toBeNull();
  });

  it("reminds the owner of the planned try first, and goes back to everyone after that", () => {
    const reminded = decideStep(urgent.planned, school, new Date(urgent.planned.nextStepAt ?? ""));
    expect(inShort(reminded)).toBe("acknowledged (urgent), → owner; 2026-11-26T08:30");
    const back = decideStep(reminded.state, school, new Date(reminded.state.nextStepAt ?? ""));
    expect(inShort(back)).toMatch(/^notified \(urgent\), → everyone, refresh/);
  });

  it("asks the owner for the outcome, again and again", () => {
    const first = decideStep(urgent.contacted, school, new Date(urgent.contacted.nextStepAt ?? ""));
    const second = decideStep(first.state, school, new Date(first.state.nextStepAt ?? ""));
    for (const decision of [first, second])
      expect(inShort(decision)).toMatch(/^contacted \(urgent\), → owner;/);
    expect(second.state.nextStepAt).not.toBe(first.state.nextStepAt);
  });
});

describe("another signal", () => {
  const now = at("2026-11-24T11:00");
  test.each<[string, EscalationState, EscalationSeverity, boolean, string]>([
    [
      "as serious: only the message changes",
      states("urgent").acknowledged,
      "urgent",
      false,
      "acknowledged (urgent), refresh; 2026-11-25T10:00",
    ],
    [
      "less serious: only the message changes",
      states("crisis").notified,
      "attention",
      true,
      "notified (crisis), refresh; 2026-11-23T10:10",
    ],
    [
      "more serious: rings anew",
      states("attention").notified,
      "urgent",
      false,
      "notified (urgent), → caseWorker, refresh; 2026-11-24T13:00",
    ],
    [
      "a crisis rings everyone, though somebody had it",
      states("urgent").acknowledged,
      "crisis",
      false,
      "notified (crisis), → everyone, refresh; 2026-11-24T11:10",
    ],
    [
      "a crisis rings everyone, though there was contact",
      states("attention").contacted,
      "crisis",
      false,
      "notified (crisis), → everyone, refresh; 2026-11-24T11:10",
    ],
    [
      "a wish for contact rings what stood on the list",
      states("attention").notified,
      "attention",
      true,
      "notified (attention), → caseWorker, refresh; 2026-11-25T11:00",
    ],
    [
      "a wish does not ring what somebody has",
      states("attention").acknowledged,
      "attention",
      true,
      "acknowledged (attention), refresh; 2026-11-30T10:00",
    ],
  ])("%s", (_, state, severity, hasWish, expected) => {
    expect(inShort(decideRaise(state, severity, hasWish, school, now))).toBe(expected);
  });

  it("leaves nobody in possession of what became more serious", () => {
    const raised = decideRaise(states("urgent").contacted, "crisis", false, school, now).state;
    expect(raised).toMatchObject({ ownerId: null, acknowledgedAt: null, contactedAt: null, planned: false });
  });
});

describe("when nobody can be reached", () => {
  it("goes on to everyone at once", () => {
    expect(inShort(decideUnreachable(open("urgent").state, school, monday))).toBe(
      "notified (urgent), → everyone, refresh; 2026-11-23T12:00",
    );
    expect(inShort(decideUnreachable(open("attention", monday, true).state, school, monday))).toBe(
      "notified (attention), → everyone, refresh; 2026-11-24T10:00",
    );
  });

  it("looks again in five minutes when that was everyone", () => {
    expect(inShort(decideUnreachable(open("crisis", saturday).state, school, saturday))).toBe(
      "notified (crisis), nothing; 2026-11-28T03:05",
    );
  });

  it("gives what an unreachable owner had to everybody again", () => {
    const { acknowledged, contacted } = states("urgent");
    for (const state of [acknowledged, contacted]) {
      const decision = decideUnreachable(state, school, monday);
      expect(decision.state).toMatchObject({ state: "notified", ownerId: null });
      expect(decision.effects).toContainEqual({ do: "notify", to: "everyone" });
    }
  });

  it("changes nothing for what is resolved", () => {
    const { resolved } = states("urgent");
    expect(decideUnreachable(resolved, school, monday)).toEqual({ state: resolved, effects: [] });
  });
});

const severity = fc.constantFrom<EscalationSeverity>("attention", "urgent", "crisis");
const anyMove: fc.Arbitrary<Move> = fc.oneof(
  fc.constantFrom<Move>({ do: "take" }, { do: "reached" }, { do: "notReached" }),
  fc.constantFrom("tonight", "tomorrow", "monday").map((when): Move => ({ do: "plan", at: when })),
  fc.constantFrom(...outcomes).map((outcome): Move => ({ do: "resolve", outcome })),
);
type Event =
  | { kind: "raise"; severity: EscalationSeverity; hasWish: boolean }
  | { kind: "move"; move: Move; by: string }
  | { kind: "unreachable" }
  | { kind: "due" };
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ kind: fc.constant("raise" as const), severity, hasWish: fc.boolean() }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("move" as const),
      move: anyMove,
      by: fc.constantFrom("anna", "bert"),
    }),
  },
  fc.record({ kind: fc.constant("unreachable" as const) }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("due" as const) }) },
);
const hours = fc.constantFrom<Staffing>(
  school,
  nobodyEver,
  { timeZone, staffedHours: { "3": [{ from: "10:00", to: "11:00" }] } },
  { timeZone: "America/Curacao", staffedHours: officeHours },
);
/** Instants around both changes of the clock and around Christmas. */
const start = fc
  .constantFrom("2026-03-26T12:00:00Z", "2026-10-22T12:00:00Z", "2026-12-23T15:00:00Z")
  .chain((day) =>
    fc.nat({ max: 14 * 24 * 60 }).map((minutes) => new Date(Date.parse(day) + minutes * 60_000)),
  );
const waits = fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 5_000 }));
const story = fc.record({
  staffing: hours,
  start,
  severity,
  hasWish: fc.boolean(),
  events: fc.array(fc.tuple(waits, event), { maxLength: 25 }),
});

interface Seen {
  readonly before: EscalationState;
  readonly after: EscalationState;
  readonly event: Event;
  readonly now: Date;
}

/**
 * Lives through a story as the product does: time passes, steps that are due are taken by a tick that may come late, and
 * what happens is decided on the state that is there. Ends when it is resolved.
 */
function live({
  staffing,
  start: from,
  severity: first,
  hasWish,
  events,
}: typeof story extends fc.Arbitrary<infer T> ? T : never) {
  let now = from;
  let { state } = decideOpening(first, hasWish, staffing, now);
  const seen: Seen[] = [{ before: state, after: state, event: { kind: "due" }, now }];
  const become = (after: EscalationState, what: Event) => {
    seen.push({ before: state, after, event: what, now });
    state = after;
  };
  for (const [minutes, what] of events) {
    if (state.state === "resolved") break;
    const due = new Date(state.nextStepAt ?? "");
    now = what.kind === "due" && due > now ? due : new Date(now.getTime() + minutes * 60_000);
    if (new Date(state.nextStepAt ?? "") <= now)
      become(decideStep(state, staffing, now).state, { kind: "due" });
    if (what.kind === "raise")
      become(decideRaise(state, what.severity, what.hasWish, staffing, now).state, what);
    if (what.kind === "unreachable") become(decideUnreachable(state, staffing, now).state, what);
    if (what.kind === "move") {
      const decided = decideMove(state, what.move, what.by, staffing, now);
      if (decided.ok) become(decided.decision.state, what);
    }
  }
  return seen;
}

const order: readonly EscalationSeverity[] = ["attention", "urgent", "crisis"];
const always = (promise: (seen: Seen) => void) =>
  fc.assert(
    fc.property(story, (told) => live(told).forEach(promise)),
    { numRuns: 150 },
  );

describe("whatever happens", () => {
  it("keeps every escalation that is not resolved alive with a next step in the future", () => {
    always(({ after, now }) => {
      if (after.state === "resolved") return;
      expect(after.nextStepAt).not.toBeNull();
      expect(Date.parse(after.nextStepAt ?? "")).toBeGreaterThan(now.getTime());
    });
  });

  it("resolves by nothing but an outcome that a human recorded after a contact", () => {
    always(({ before, after, event: what }) => {
      if (after.state !== "resolved") return;
      expect(what).toMatchObject({ kind: "move", move: { do: "resolve", outcome: after.outcome } });
      expect(before.state).toBe("contacted");
      expect(before.ownerId).toBe(what.kind === "move" ? what.by : "");
    });
  });

  it("never becomes less serious", () => {
    always(({ before, after }) =>
      expect(order.indexOf(after.severity)).toBeGreaterThanOrEqual(order.indexOf(before.severity)),
    );
  });

  it("never lets one take what another has", () => {
    always(({ before, after, event: what }) => {
      if (what.kind !== "move" || before.ownerId === null) return;
      expect(after.ownerId).toBe(before.ownerId);
      expect(what.by).toBe(before.ownerId);
    });
  });

  it("has an owner exactly while it is acknowledged, contacted or resolved", () => {
    always(({ after }) =>
      expect(after.ownerId !== null).toBe(["acknowledged", "contacted", "resolved"].includes(after.state)),
    );
  });

  it("lets nobody wait longer than its policy says, once a crisis", () => {
    always(({ after, now, event: what }) => {
      if (after.severity !== "crisis" || after.state === "resolved" || after.planned) return;
      if (what.kind === "raise") return;
      const { contactMinutes, outcomeMinutes, steps } = policies.crisis;
      const most = {
        open: steps[0].waitMinutes,
        notified: steps[0].waitMinutes,
        acknowledged: contactMinutes,
        contacted: outcomeMinutes,
      };
      const waits = (Date.parse(after.nextStepAt ?? "") - now.getTime()) / 60_000;
      expect(waits).toBeLessThanOrEqual(most[after.state]);
    });
  });

  it("refuses a take after somebody else's take, at any time", () => {
    fc.assert(
      fc.property(severity, start, waits, hours, (how, now, minutes, staffing) => {
        const { state } = decideOpening(how, false, staffing, now);
        const taken = moved(state, { do: "take" }, "anna", now, staffing);
        const later = new Date(now.getTime() + minutes * 60_000);
        expect(decideMove(taken, { do: "take" }, "bert", staffing, later)).toEqual({
          ok: false,
          reason: "takenByOther",
        });
      }),
    );
  });

  it("rings everyone every ten minutes in a crisis, at any hour of any day", () => {
    fc.assert(
      fc.property(start, hours, (now, staffing) => {
        const first = decideOpening("crisis", false, staffing, now);
        const second = decideStep(first.state, staffing, new Date(now.getTime() + 600_000));
        for (const { effects } of [first, second])
          expect(effects).toContainEqual({ do: "notify", to: "everyone" });
        expect(Date.parse(first.state.nextStepAt ?? "")).toBe(now.getTime() + 600_000);
        expect(Date.parse(second.state.nextStepAt ?? "")).toBe(now.getTime() + 1_200_000);
      }),
    );
  });

  it("disturbs nobody at home because of a wish that is no more than attention", () => {
    fc.assert(
      fc.property(start, hours, (now, staffing) => {
        const { effects, state } = decideOpening("attention", true, staffing, now);
        const rings = effects.some((effect) => effect.do === "notify");
        expect(rings).toBe(isStaffed(staffing, now));
        if (!rings && staffing !== nobodyEver)
          expect(isStaffed(staffing, new Date(state.nextStepAt ?? ""))).toBe(true);
      }),
    );
  });
});
