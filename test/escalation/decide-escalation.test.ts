import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it, test } from "vitest";
import { decideOpening, decideRaise } from "../../src/escalation/decide-escalation.ts";
import { decideMove, type Move, partners } from "../../src/escalation/decide-move.ts";
import { decideArrived, decideStep, decideUndelivered, tellOwner } from "../../src/escalation/decide-step.ts";
import {
  type Circumstances,
  type Decision,
  type EscalationState,
  outcomes,
} from "../../src/escalation/escalation-state.ts";
import { type EscalationSeverity, ourPolicies, type PolicySettings } from "../../src/escalation/policy.ts";
import type { Member } from "../../src/people/duty/duty.ts";
import { isStaffed, nextStaffed, officeHours, type Staffing } from "../../src/people/duty/is-staffed.ts";

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

interface Scene {
  readonly staffing?: Staffing;
  readonly policies?: PolicySettings;
  readonly told?: readonly string[];
  readonly waiting?: readonly string[];
  /** The newest words of a talk in which both have spoken since it was taken. */
  readonly talkedAt?: Date;
  /** Who is there and how; anna is the young person's own case worker. */
  readonly change?: Readonly<Record<string, Partial<Member>>>;
  readonly only?: readonly string[];
}

/** Anna (responsible), bert (attention officer), carla (coordinator) and dirk, all at work in the school's hours. */
function given(now: Date, scene: Scene = {}): Circumstances {
  const staffing = scene.staffing ?? school;
  const roles = {
    anna: "caseWorker",
    bert: "attentionOfficer",
    carla: "coordinator",
    dirk: "caseWorker",
  } as const;
  const members = Object.entries(roles)
    .filter(([id]) => scene.only?.includes(id) ?? true)
    .map(
      ([id, role]): Member => ({
        id,
        role,
        isOnDuty: isStaffed(staffing, now),
        isOnCall: false,
        isAway: false,
        channels: ["telegram"],
        deputyId: null,
        ...scene.change?.[id],
      }),
    );
  const isThere = members.some(({ isOnDuty }) => isOnDuty);
  return {
    policies: scene.policies ?? null,
    staffing,
    duty: { members, nextDutyAt: isThere ? now : (nextStaffed(staffing, now) ?? null) },
    responsibleId: "anna",
    toldIds: new Set(scene.told ?? []),
    waitingIds: new Set(scene.waiting ?? []),
    ...(scene.talkedAt ? { talking: { lastAt: scene.talkedAt } } : {}),
    now,
  };
}
const away = { isOnDuty: false } as const;
const dead = { channels: [] } as const;
/** Messages wait in the chat behind others that do not get through. */
const late = { channels: ["telegram"], late: ["telegram"] } as const;

const open = (severity: EscalationSeverity, now = monday, hasWish = false, scene: Scene = {}) =>
  decideOpening(severity, hasWish, given(now, scene));

/** What a decision does and when it comes again, as one line. */
const inShort = ({ state, effects }: Decision) => {
  const told = effects.flatMap((effect) => {
    if (effect.do === "refresh") return [];
    if (effect.do === "record") return [`${effect.kind} ${effect.facts.step ?? effect.facts.laps}`];
    const how = `${effect.by.includes("email") ? " +mail" : ""}${effect.quietly ? " quietly" : ""}`;
    return [`→ ${effect.caseWorkerId}${how}`];
  });
  return `${state.state} (${state.severity}), ${told.join(", ") || "nobody"}; ${localOf(state.nextStepAt)}`;
};

function moved(
  state: EscalationState,
  move: Move,
  by = "anna",
  now = monday,
  scene: Scene = {},
): EscalationState {
  const decided = decideMove(state, move, by, given(now, scene));
  if (!decided.ok) throw new Error(`Refused: ${decided.reason}`);
  return decided.decision.state;
}
const refusal = (state: EscalationState, move: Move, by = "anna", scene: Scene = {}) => {
  const decided = decideMove(state, move, by, given(monday, scene));
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
    ["of attention goes onto the list", open("attention"), "open (attention), nobody; 2026-11-30T10:00"],
    [
      "of attention with a wish rings the case worker",
      open("attention", monday, true),
      "notified (attention), → anna; 2026-11-24T10:00",
    ],
    [
      "of attention with a wish at night waits for the morning",
      open("attention", mondayNight, true),
      "open (attention), skipped 1, skipped 2, skipped 3, waitsForDuty 1; 2026-11-24T08:00",
    ],
    [
      "that is urgent rings the case worker, two staffed hours long",
      open("urgent"),
      "notified (urgent), → anna; 2026-11-23T12:00",
    ],
    [
      "that is urgent at the end of a Friday counts on on Monday",
      open("urgent", friday),
      "notified (urgent), → anna; 2026-11-30T09:00",
    ],
    [
      "that is urgent at night waits for whoever comes in first",
      open("urgent", mondayNight),
      "open (urgent), skipped 0, skipped 1, skipped 2, waitsForDuty 0; 2026-11-24T08:00",
    ],
    [
      "that is urgent skips a case worker who is not there, and says so",
      open("urgent", monday, false, { change: { anna: away } }),
      "notified (urgent), skipped 0, → bert; 2026-11-23T12:00",
    ],
    [
      "that is urgent goes to the deputy of one who is away",
      open("urgent", monday, false, { change: { anna: { ...away, deputyId: "dirk" } } }),
      "notified (urgent), skipped 0, → bert, → dirk; 2026-11-23T12:00",
    ],
    [
      "that is urgent skips a case worker whose phone is dead",
      open("urgent", monday, false, { change: { anna: dead } }),
      "notified (urgent), skipped 0, → bert; 2026-11-23T12:00",
    ],
    [
      "that is urgent reaches by mail whoever has no chat",
      open("urgent", monday, false, { change: { anna: { channels: ["email"] } } }),
      "notified (urgent), → anna +mail; 2026-11-23T12:00",
    ],
    [
      "that is urgent with everybody at work unreachable goes to whoever can be reached",
      open("urgent", monday, false, { change: { anna: dead, bert: dead, carla: dead, dirk: away } }),
      "notified (urgent), skipped 0, skipped 1, skipped 2, → dirk; 2026-11-23T12:00",
    ],
    [
      "that is urgent with nobody to be reached is tried again in five minutes",
      open("urgent", monday, false, { change: { anna: dead, bert: dead, carla: dead, dirk: dead } }),
      "open (urgent), skipped 0, skipped 1, skipped 2, nobodyReacts 0; 2026-11-23T10:05",
    ],
    [
      "where nobody is ever at work goes to whoever can be reached",
      open("urgent", monday, false, { staffing: nobodyEver, only: ["anna"] }),
      "notified (urgent), skipped 0, skipped 1, skipped 2, → anna; 2026-11-23T12:00",
    ],
    [
      "that is a crisis rings everyone at work, and the attention officer wherever they are",
      open("crisis", monday, false, { change: { bert: away, dirk: away } }),
      "notified (crisis), → anna, → bert, → carla; 2026-11-23T10:10",
    ],
    [
      "that is a crisis rings who is on call at night, not everybody",
      open("crisis", saturday, false, { change: { dirk: { isOnCall: true } } }),
      "notified (crisis), → bert, → dirk; 2026-11-28T03:10",
    ],
    [
      "that is a crisis with nobody on duty rings everyone who can be reached",
      open("crisis", saturday),
      "notified (crisis), → anna, → bert, → carla, → dirk; 2026-11-28T03:10",
    ],
  ])("%s", (_, decision, expected) => {
    expect(inShort(decision)).toBe(expected);
  });

  it("uses an organisation's own policy", () => {
    const own = {
      ...ourPolicies.urgent,
      steps: [{ to: ["coordinator"], by: ["telegram"], waitMinutes: 30 }],
    } as const;
    expect(inShort(open("urgent", monday, false, { policies: { urgent: own } }))).toBe(
      "notified (urgent), → carla; 2026-11-23T10:30",
    );
  });
});

describe("when nobody reacts", () => {
  /** Takes each step when it is due and nothing else. */
  const steps = (first: Decision, count: number, scene: Scene = {}) => {
    const lines: string[] = [];
    let { state } = first;
    let told = toldBy(first);
    for (let step = 0; step < count; step += 1) {
      const now = new Date(state.nextStepAt ?? "");
      const decision = decideStep(state, given(now, { ...scene, told }));
      lines.push(`${localOf(now.toISOString())}: ${inShort(decision)}`);
      told = decision.state.roundAt === state.roundAt ? [...told, ...toldBy(decision)] : toldBy(decision);
      state = decision.state;
    }
    return lines;
  };
  const toldBy = ({ effects }: Decision) =>
    effects.flatMap((effect) => (effect.do === "notify" ? [effect.caseWorkerId] : []));

  it("goes from the list to the case worker, the attention officer, everybody at work; then the coordinator hears it", () => {
    expect(steps(open("attention"), 4)).toEqual([
      "2026-11-30T10:00: notified (attention), → anna; 2026-12-01T10:00",
      "2026-12-01T10:00: notified (attention), → bert; 2026-12-02T10:00",
      "2026-12-02T10:00: notified (attention), → carla, → dirk; 2026-12-03T10:00",
      "2026-12-03T10:00: notified (attention), nobodyReacts 1, → carla; 2026-12-04T10:00",
    ]);
  });

  it("goes round once a working day when it is urgent, and rings nobody twice in a round", () => {
    expect(steps(open("urgent"), 5)).toEqual([
      "2026-11-23T12:00: notified (urgent), → bert; 2026-11-23T14:00",
      "2026-11-23T14:00: notified (urgent), → carla, → dirk; 2026-11-23T16:00",
      "2026-11-23T16:00: notified (urgent), nobodyReacts 1, → carla; 2026-11-24T13:00",
      "2026-11-24T13:00: notified (urgent), → anna; 2026-11-24T15:00",
      "2026-11-24T15:00: notified (urgent), → bert; 2026-11-24T17:00",
    ]);
  });

  describe("in a vacation", () => {
    const staffing = { ...school, closedDays: [{ from: "2026-12-21", until: "2027-01-03" }] };
    const skipped = "skipped 0, skipped 1, skipped 2";

    it("tells the coordinator what is urgent, again after five days, and rings whoever is back first", () => {
      const wednesday = open("urgent", at("2026-12-23T11:00"), false, { staffing });
      expect(inShort(wednesday)).toBe(
        `notified (urgent), ${skipped}, waitsForDuty 0, → carla; 2026-12-28T11:00`,
      );
      expect(steps(wednesday, 3, { staffing })).toEqual([
        `2026-12-28T11:00: notified (urgent), ${skipped}, waitsForDuty 0, → carla; 2027-01-04T08:00`,
        "2027-01-04T08:00: notified (urgent), → anna; 2027-01-04T10:00",
        "2027-01-04T10:00: notified (urgent), → bert; 2027-01-04T12:00",
      ]);
    });

    it("rings nobody who is off at night for it", () => {
      const night = open("urgent", at("2026-12-23T23:30"), false, { staffing });
      expect(inShort(night)).toBe(`open (urgent), ${skipped}, waitsForDuty 0; 2026-12-24T09:00`);
      expect(steps(night, 1, { staffing })).toEqual([
        `2026-12-24T09:00: notified (urgent), ${skipped}, waitsForDuty 0, → carla; 2026-12-29T09:00`,
      ]);
      expect(inShort(open("urgent", at("2026-12-23T05:00"), false, { staffing }))).toContain(
        "; 2026-12-23T09:00",
      );
    });

    it("does not keep for after it what nobody took on the last day", () => {
      const friday = open("urgent", at("2026-12-18T16:30"), false, { staffing });
      expect(inShort(friday)).toBe("notified (urgent), → anna; 2026-12-18T17:00");
      expect(steps(friday, 1, { staffing })).toEqual([
        "2026-12-18T17:00: notified (urgent), skipped 1, skipped 2, waitsForDuty 1, → carla; 2026-12-23T17:00",
      ]);
    });

    it("gives whoever took it on the last day a day, and then the coordinator has it", () => {
      const lastDay = at("2026-12-18T16:30");
      const taken = moved(
        open("urgent", lastDay, false, { staffing }).state,
        { do: "take" },
        "anna",
        lastDay,
        {
          staffing,
        },
      );
      expect(localOf(taken.nextStepAt)).toBe("2026-12-19T16:30");
      const back = decideStep(taken, given(at("2026-12-19T16:30"), { staffing, told: ["anna"] }));
      expect(inShort(back)).toBe(
        "notified (urgent), → anna, skipped 1, skipped 2, waitsForDuty 1, → carla; 2026-12-24T16:30",
      );
    });

    const lastAfternoon = at("2026-12-18T16:30");
    test.each<[string, EscalationSeverity, Move, string]>([
      ["nobody answered", "urgent", { do: "notReached" }, "2026-12-19T16:30"],
      ["a try on Monday", "urgent", { do: "plan", at: "monday" }, "2026-12-19T16:30"],
      ["a try tonight", "urgent", { do: "plan", at: "tonight" }, "2026-12-18T19:00"],
      [
        "a partner was asked",
        "urgent",
        { do: "handOver", to: { kind: "partner", partner: "care" }, agreed: true },
        "2026-12-19T16:30",
      ],
      ["nobody answered, of attention", "attention", { do: "notReached" }, "2027-01-04T08:00"],
    ])("does not park for after it what somebody has, by a tap: %s", (_, severity, move, until) => {
      const scene = { staffing };
      const first = open(severity, lastAfternoon, true, scene).state;
      const taken = moved(first, { do: "take" }, "anna", lastAfternoon, scene);
      expect(localOf(moved(taken, move, "anna", lastAfternoon, scene).nextStepAt)).toBe(until);
    });

    it("tells the coordinator in the end, when whoever planned it does nothing", () => {
      const scene = { staffing };
      const taken = moved(
        open("urgent", lastAfternoon, false, scene).state,
        { do: "take" },
        "anna",
        lastAfternoon,
        scene,
      );
      const parked = moved(taken, { do: "notReached" }, "anna", lastAfternoon, scene);
      const asked = decideStep(parked, given(at("2026-12-19T16:30"), { staffing, told: ["anna"] }));
      expect(inShort(asked)).toBe("acknowledged (urgent), → anna; 2026-12-24T16:30");
      const back = decideStep(asked.state, given(at("2026-12-24T16:30"), { staffing, told: ["anna"] }));
      expect(inShort(back)).toContain("→ carla");
    });

    it("leaves an ordinary week as it was planned", () => {
      const taken = states("urgent").acknowledged;
      const tuesday = at("2026-11-24T10:00");
      const planned = moved(taken, { do: "plan", at: "monday" }, "anna", tuesday);
      expect(localOf(planned.nextStepAt)).toBe("2026-11-30T08:30");
    });

    it("rings nobody at home where somebody comes once a week, but when two of their days are closed", () => {
      const once: Staffing = { timeZone, staffedHours: { "3": [{ from: "10:00", to: "12:00" }] } };
      expect(inShort(open("urgent", at("2026-11-26T11:00"), false, { staffing: once }))).toBe(
        `open (urgent), ${skipped}, waitsForDuty 0; 2026-12-02T10:00`,
      );
      const closed = { ...once, closedDays: [{ from: "2026-12-21", until: "2027-01-03" }] };
      expect(inShort(open("urgent", at("2026-12-17T11:00"), false, { staffing: closed }))).toContain(
        "→ carla",
      );
    });

    it("tries every day where nobody can be reached", () => {
      const change = { anna: dead, bert: dead, carla: dead, dirk: dead };
      expect(inShort(open("urgent", at("2026-12-23T11:00"), false, { staffing, change }))).toBe(
        `open (urgent), ${skipped}, waitsForDuty 0; 2026-12-24T09:00`,
      );
    });

    it("waits as ever where it is no more than attention, and through a long weekend", () => {
      expect(inShort(open("attention", at("2026-12-23T11:00"), true, { staffing }))).toBe(
        "open (attention), skipped 1, skipped 2, skipped 3, waitsForDuty 1; 2027-01-04T08:00",
      );
      // Good Friday is closed here, and Easter Monday is a holiday.
      const easter = { ...school, closedDays: [{ from: "2027-03-26", until: "2027-03-26" }] };
      expect(inShort(open("urgent", at("2027-03-25T17:30"), false, { staffing: easter }))).toBe(
        `open (urgent), ${skipped}, waitsForDuty 0; 2027-03-30T08:00`,
      );
      expect(inShort(open("urgent", at("2027-03-25T16:00"), false, { staffing: easter }))).toBe(
        "notified (urgent), → anna; 2027-03-30T09:00",
      );
    });
  });

  it("does not wait for a step that would tell nobody new", () => {
    expect(steps(open("urgent", monday, false, { only: ["anna"] }), 2, { only: ["anna"] })).toEqual([
      "2026-11-23T12:00: notified (urgent), skipped 1, skipped 2, nobodyReacts 1; 2026-11-24T09:00",
      "2026-11-24T09:00: notified (urgent), → anna; 2026-11-24T11:00",
    ]);
  });

  it("rings everyone every ten minutes in a crisis, through the night", () => {
    const all = "→ anna, → bert, → carla, → dirk";
    expect(steps(open("crisis", at("2026-11-28T23:50")), 3)).toEqual([
      `2026-11-29T00:00: notified (crisis), ${all}; 2026-11-29T00:10`,
      "2026-11-29T00:10: notified (crisis), nobodyReacts 1, → carla; 2026-11-29T00:20",
      `2026-11-29T00:20: notified (crisis), ${all}; 2026-11-29T00:30`,
    ]);
  });

  it("rings when somebody comes in, after a wish at night", () => {
    expect(steps(open("attention", mondayNight, true), 1)).toEqual([
      "2026-11-24T08:00: notified (attention), → anna; 2026-11-24T17:00",
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
    ["tomorrow, after midnight", "urgent", "tomorrow", at("2026-11-24T00:30"), "2026-11-24T08:30"],
    [
      "tomorrow in a crisis, after midnight",
      "crisis",
      "tomorrow",
      at("2026-11-24T00:30"),
      "2026-11-24T08:30",
    ],
    ["Monday, in the night before it", "attention", "monday", at("2026-11-30T00:30"), "2026-11-30T08:30"],
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

  it("lets who stands in take what an owner who is away had, and nobody else", () => {
    const scene: Scene = { change: { anna: { ...away, isAway: true, deputyId: "dirk" } } };
    expect(refusal(urgent.acknowledged, { do: "take" }, "dirk", scene)).toBe("allowed");
    expect(moved(urgent.contacted, { do: "take" }, "dirk", monday, scene).ownerId).toBe("dirk");
    expect(refusal(urgent.acknowledged, { do: "take" }, "bert", scene)).toBe("takenByOther");
    // Carla runs the school: she acts only where nobody who can be reached does.
    expect(refusal(urgent.acknowledged, { do: "take" }, "carla", scene)).toBe("takenByOther");
  });

  const toCarla: Move = { do: "handOver", to: { kind: "colleague", id: "carla" }, agreed: true };
  const toBert: Move = { do: "handOver", to: { kind: "colleague", id: "bert" }, agreed: true };
  test.each<[string, Partial<Member>, string, Move, string]>([
    ["lets who stands in pass on", { ...away, isAway: true, deputyId: "dirk" }, "dirk", toCarla, "allowed"],
    ["nobody else", { ...away, isAway: true, deputyId: "dirk" }, "bert", toCarla, "takenByOther"],
    ["nobody while the owner is there", {}, "carla", toBert, "takenByOther"],
    ["the coordinator where nobody stands in", { ...away, isAway: true }, "carla", toBert, "allowed"],
    ["her take it too", { ...away, isAway: true }, "carla", { do: "take" }, "allowed"],
    [
      "but who stands in ends nothing in the owner's place",
      { ...away, isAway: true, deputyId: "dirk" },
      "dirk",
      { do: "notReached" },
      "takenByOther",
    ],
  ])("what an owner has who is away: %s", (_, anna, by, move, expected) => {
    expect(refusal(urgent.acknowledged, move, by, { change: { anna } })).toBe(expected);
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

  const due = (state: EscalationState, scene: Scene = {}) =>
    decideStep(state, given(new Date(state.nextStepAt ?? ""), scene));

  it("goes on to others when it was taken and then nothing happened, and the one who had it hears it too", () => {
    const decision = due(urgent.acknowledged);
    expect(inShort(decision)).toBe("notified (urgent), → anna, → bert; 2026-11-25T12:00");
    expect(decision.state.ownerId).toBeNull();
    expect(inShort(due(states("crisis").acknowledged))).toBe(
      "notified (crisis), → anna, → bert, → carla, → dirk; 2026-11-23T10:40",
    );
  });

  it("reminds the owner of the planned try first, and goes on to others after that", () => {
    const reminded = due(urgent.planned);
    expect(inShort(reminded)).toBe("acknowledged (urgent), → anna; 2026-11-26T08:30");
    expect(inShort(due(reminded.state))).toMatch(/^notified \(urgent\), → anna, → bert;/);
  });

  describe("when the time for a contact has run out", () => {
    const inTalk = (severity: EscalationSeverity, now: string, talkedAt?: string, told = ["anna"]) => {
      const taken = states(severity).acknowledged;
      const scene = { told, ...(talkedAt ? { talkedAt: at(talkedAt) } : {}) };
      return { before: taken, after: decideStep(taken, given(at(now), scene)) };
    };

    test.each<[string, ReturnType<typeof inTalk>, string]>([
      [
        "a crisis whose owner wrote a minute ago",
        inTalk("crisis", "2026-11-23T10:30", "2026-11-23T10:29"),
        "2026-11-23T10:59",
      ],
      [
        "a crisis, to the last moment",
        inTalk("crisis", "2026-11-23T10:30", "2026-11-23T10:01"),
        "2026-11-23T10:31",
      ],
      [
        "something urgent, in working time from the newest words",
        inTalk("urgent", "2026-11-25T10:00", "2026-11-24T16:00"),
        "2026-11-26T16:00",
      ],
      [
        "something urgent, with the newest words of the evening",
        inTalk("urgent", "2026-11-25T10:00", "2026-11-24T21:00"),
        "2026-11-26T17:00",
      ],
      [
        "something of attention",
        inTalk("attention", "2026-11-30T10:00", "2026-11-27T10:00"),
        "2026-12-04T10:00",
      ],
    ])("stays with who is in a talk, and rings nobody: %s", (_, { before, after }, until) => {
      expect(localOf(after.state.nextStepAt)).toBe(until);
      expect({ ...after.state, nextStepAt: before.nextStepAt }).toEqual(before);
      expect(after.effects).toEqual([{ do: "record", kind: "talkGoesOn", facts: { step: before.step } }]);
    });

    test.each<[string, ReturnType<typeof inTalk>, string]>([
      [
        "a crisis without a talk",
        inTalk("crisis", "2026-11-23T10:30"),
        "notified (crisis), → anna, → bert, → carla, → dirk; 2026-11-23T10:40",
      ],
      [
        "a crisis in which both fell silent half an hour ago",
        inTalk("crisis", "2026-11-23T11:00", "2026-11-23T10:30"),
        "notified (crisis), → anna, → bert, → carla, → dirk; 2026-11-23T11:10",
      ],
      [
        "something urgent in which both fell silent two working days ago",
        inTalk("urgent", "2026-11-26T10:00", "2026-11-24T10:00"),
        "notified (urgent), → anna, → bert; 2026-11-26T12:00",
      ],
    ])("goes on to others: %s", (_, { after }, expected) => {
      expect(inShort(after)).toBe(expected);
      expect(after.state.ownerId).toBeNull();
    });
  });

  it("asks the owner for the outcome twice, then it comes back to others", () => {
    const first = due(urgent.contacted);
    const second = due(first.state);
    for (const decision of [first, second])
      expect(inShort(decision)).toMatch(/^contacted \(urgent\), → anna;/);
    expect(second.state.nextStepAt).not.toBe(first.state.nextStepAt);
    expect(due(second.state).state).toMatchObject({ state: "notified", ownerId: null });
  });

  it("asks the deputy too when the owner is away", () => {
    const change = { anna: { ...away, deputyId: "dirk" } };
    expect(inShort(due(urgent.contacted, { change }))).toMatch(/→ anna, → dirk;/);
    const nobody = { anna: { ...away, isAway: true } };
    expect(inShort(due(urgent.contacted, { change: nobody }))).toMatch(/→ anna, → carla;/);
    const silent = { anna: { ...away, isAway: true, deputyId: "dirk" }, dirk: dead };
    expect(inShort(due(urgent.contacted, { change: silent }))).toMatch(/→ anna, → carla;/);
  });

  it("comes back to others when the owner cannot be reached any more", () => {
    const decision = due(urgent.contacted, { change: { anna: dead } });
    expect(inShort(decision)).toBe("notified (urgent), skipped 0, → bert; 2026-11-25T12:00");
    expect(decision.state.ownerId).toBeNull();
  });
});

describe("handing over", () => {
  const { notified, acknowledged, contacted, resolved } = states("urgent");
  const to = (kind: "dirk" | "level" | "uwv", agreed = true): Move => ({
    do: "handOver",
    agreed,
    to:
      kind === "level"
        ? { kind }
        : kind === "uwv"
          ? { kind: "partner", partner: kind }
          : { kind: "colleague", id: kind },
  });
  const handed = (state: EscalationState, move: Move, scene: Scene = {}) => {
    const decided = decideMove(state, move, "anna", given(monday, scene));
    if (!decided.ok) throw new Error(decided.reason);
    return decided.decision;
  };

  it("rings the colleague, whose it is not before they take it", () => {
    const decision = handed(acknowledged, to("dirk"));
    expect(inShort(decision)).toBe("notified (urgent), → dirk; 2026-11-23T12:00");
    expect(decision.state).toMatchObject({ ownerId: null, addresseeId: "dirk" });
    expect(moved(decision.state, { do: "take" }, "dirk")).toMatchObject({
      ownerId: "dirk",
      addresseeId: null,
    });
  });

  it("starts the chain when the colleague does not take it", () => {
    const { state } = handed(acknowledged, to("dirk"));
    const decision = decideStep(state, given(new Date(state.nextStepAt ?? ""), { told: ["dirk"] }));
    expect(inShort(decision)).toBe("notified (urgent), → anna; 2026-11-23T14:00");
    expect(decision.state.addresseeId).toBeNull();
  });

  it("goes up to the attention officer, then to the coordinator, and no further", () => {
    const plus = handed(contacted, to("level"));
    expect(inShort(plus)).toBe("notified (urgent), → bert; 2026-11-23T12:00");
    const top = handed(plus.state, to("level"));
    expect(inShort(top)).toBe("notified (urgent), → carla; 2026-11-23T12:00");
    expect([plus.state.level, top.state.level]).toEqual(["plus", "lifeCourse"]);
    expect(refusal(top.state, to("level"))).toBe("topLevel");
    const noOfficer = handed(contacted, to("level"), { only: ["anna", "carla"] });
    expect(inShort(noOfficer)).toMatch(/→ carla;/);
  });

  it("leaves it with the owner when a partner is asked, who hears of it in five working days", () => {
    const decision = handed(contacted, to("uwv"));
    expect(inShort(decision)).toBe("contacted (urgent), nobody; 2026-11-30T10:00");
    expect(decision.state.ownerId).toBe("anna");
  });

  test.each<[string, EscalationState, Move, string, Scene, string]>([
    [
      "to a colleague who is not there",
      acknowledged,
      to("dirk"),
      "anna",
      { change: { dirk: away } },
      "notThere",
    ],
    [
      "to a colleague without a phone",
      acknowledged,
      to("dirk"),
      "anna",
      { change: { dirk: dead } },
      "notThere",
    ],
    [
      "to oneself",
      acknowledged,
      { do: "handOver", agreed: true, to: { kind: "colleague", id: "anna" } },
      "anna",
      {},
      "notThere",
    ],
    ["up, when nobody is there", acknowledged, to("level"), "anna", { only: ["anna", "dirk"] }, "notThere"],
    ["up, without the young person", acknowledged, to("level", false), "anna", {}, "askFirst"],
    ["to a partner, without the young person", acknowledged, to("uwv", false), "anna", {}, "askFirst"],
    ["what somebody else has", acknowledged, to("dirk"), "bert", {}, "takenByOther"],
    ["what nobody took to a partner", notified, to("uwv"), "anna", {}, "notYours"],
    ["what is resolved", resolved, to("dirk"), "anna", {}, "resolved"],
    ["nothing: what nobody took, to a colleague", notified, to("dirk"), "anna", {}, "allowed"],
  ])("refuses %s", (_, state, move, by, scene, expected) => {
    expect(refusal(state, move, by, scene)).toBe(expected);
  });

  it("goes up in a crisis without asking first", () => {
    expect(refusal(states("crisis").acknowledged, to("level", false))).toBe("allowed");
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
      "acknowledged (urgent), nobody; 2026-11-25T10:00",
    ],
    [
      "less serious: only the message changes",
      states("crisis").notified,
      "attention",
      true,
      "notified (crisis), nobody; 2026-11-23T10:10",
    ],
    [
      "more serious: rings anew",
      states("attention").notified,
      "urgent",
      false,
      "notified (urgent), → anna; 2026-11-24T13:00",
    ],
    [
      "a crisis rings everyone, though somebody had it",
      states("urgent").acknowledged,
      "crisis",
      false,
      "notified (crisis), → anna, → bert, → carla, → dirk; 2026-11-24T11:10",
    ],
    [
      "a crisis rings everyone, though there was contact",
      states("attention").contacted,
      "crisis",
      false,
      "notified (crisis), → anna, → bert, → carla, → dirk; 2026-11-24T11:10",
    ],
    [
      "a wish for contact rings what stood on the list",
      states("attention").notified,
      "attention",
      true,
      "notified (attention), → anna; 2026-11-25T11:00",
    ],
    [
      "a wish tells whoever took it: a human was promised, and the contact has days to go",
      states("attention").acknowledged,
      "attention",
      true,
      "acknowledged (attention), → anna; 2026-11-30T10:00",
    ],
    [
      "a wish does not ring what somebody has who is to have contact within the day",
      states("urgent").acknowledged,
      "attention",
      true,
      "acknowledged (urgent), nobody; 2026-11-25T10:00",
    ],
    [
      "a wish after a contact tells whoever had it: a human was promised",
      states("attention").contacted,
      "attention",
      true,
      inShort(tellOwner(states("attention").contacted, given(now))),
    ],
  ])("%s", (_, state, severity, hasWish, expected) => {
    expect(inShort(decideRaise(state, severity, hasWish, given(now)))).toBe(expected);
  });

  const wishOn = (scene: Scene, when = now, isNews = true) =>
    inShort(
      decideRaise(states("attention").acknowledged, "attention", true, given(when, scene), false, isNews),
    );
  test.each<[string, string, string]>([
    [
      "of the evening waits for the digest",
      wishOn({}, at("2026-11-24T21:00")),
      "acknowledged (attention), nobody; 2026-11-30T10:00",
    ],
    [
      "tells who acts for an owner who is away, too",
      wishOn({ change: { anna: { ...away, isAway: true, deputyId: "dirk" } } }),
      "acknowledged (attention), → anna, → dirk; 2026-11-30T10:00",
    ],
    [
      "that is no news to them rings nobody",
      wishOn({}, now, false),
      "acknowledged (attention), nobody; 2026-11-30T10:00",
    ],
  ])("a wish about what somebody took %s", (_, found, expected) => {
    expect(found).toBe(expected);
  });

  const night = at("2026-11-24T21:00");
  test.each<[string, EscalationState, EscalationSeverity, string]>([
    [
      "a wish after a contact makes no sound",
      states("attention").contacted,
      "attention",
      "contacted (attention), → anna quietly; 2026-11-25T10:00",
    ],
    [
      "nor does one about what was urgent",
      states("urgent").contacted,
      "attention",
      "contacted (urgent), → anna quietly; 2026-11-25T10:00",
    ],
    [
      "nor one before a try that is planned, which stays as it was",
      moved(states("attention").acknowledged, { do: "plan", at: "monday" }),
      "attention",
      "acknowledged (attention), → anna quietly; 2026-11-30T08:30",
    ],
    [
      "a wish after the contact of a crisis rings",
      states("crisis").contacted,
      "attention",
      inShort(tellOwner(states("crisis").contacted, given(night))),
    ],
  ])("in the evening %s", (_, state, severity, expected) => {
    expect(inShort(decideRaise(state, severity, true, given(night)))).toBe(expected);
  });

  it("rings the owner in the evening for words that should have been read by then", () => {
    const { contacted } = states("attention");
    const told = decideRaise(contacted, "attention", true, given(night), false, true, true);
    expect(inShort(told)).toBe(inShort(tellOwner(contacted, given(night))));
  });

  // A slip was noted in the message; what is said after it, meant after all, is not another line there.
  test.each<[string, EscalationState, EscalationSeverity, string]>([
    [
      "of what nobody has taken: the chain begins anew",
      states("urgent").notified,
      "urgent",
      inShort(tellOwner(states("urgent").notified, given(now))),
    ],
    [
      "of what somebody has: they hear it and keep it",
      states("urgent").acknowledged,
      "urgent",
      "acknowledged (urgent), → anna; 2026-11-25T10:00",
    ],
    [
      "of a crisis that nobody has taken: everyone",
      states("crisis").notified,
      "crisis",
      "notified (crisis), → anna, → bert, → carla, → dirk; 2026-11-24T11:10",
    ],
    [
      "of a crisis that somebody has: they hear it and keep it",
      states("crisis").acknowledged,
      "crisis",
      inShort(tellOwner(states("crisis").acknowledged, given(now))),
    ],
    [
      "of a crisis after a contact: everyone",
      states("crisis").contacted,
      "crisis",
      "notified (crisis), → anna, → bert, → carla, → dirk; 2026-11-24T11:10",
    ],
    [
      "and no more than attention: only the message changes",
      states("attention").acknowledged,
      "attention",
      "acknowledged (attention), nobody; 2026-11-30T10:00",
    ],
  ])("after a slip, %s", (_, state, severity, expected) => {
    expect(inShort(decideRaise(state, severity, false, given(now), true))).toBe(expected);
  });

  it("leaves nobody in possession of what became more serious", () => {
    const raised = decideRaise(states("urgent").contacted, "crisis", false, given(now)).state;
    expect(raised).toMatchObject({ ownerId: null, acknowledgedAt: null, contactedAt: null, planned: false });
  });
});

describe("a message that does not arrive", () => {
  const { notified, acknowledged } = states("urgent");
  const failed = (state: EscalationState, how: "refused" | "delayed", scene: Scene, also: string[] = []) =>
    inShort(
      decideUndelivered(
        state,
        { caseWorkerId: "anna", how, alsoToldIds: new Set(also) },
        given(monday, scene),
      ),
    );
  const noChat = { anna: { channels: ["email"] } } as const;

  test.each<[string, string, string]>([
    [
      "goes by mail at once",
      failed(notified, "refused", { change: noChat }),
      "notified (urgent), → anna +mail; 2026-11-23T12:00",
    ],
    [
      "that is only late goes by mail too",
      failed(notified, "delayed", { change: noChat }),
      "notified (urgent), → anna +mail; 2026-11-23T12:00",
    ],
    [
      "of somebody without a mailbox goes to somebody else at once",
      failed(notified, "refused", { change: { anna: dead } }),
      "notified (urgent), skipped 0, → bert; 2026-11-23T12:00",
    ],
    [
      "changes nothing while somebody else has it",
      failed(notified, "refused", { change: { anna: dead }, told: ["bert"] }, ["bert"]),
      "notified (urgent), nobody; 2026-11-23T12:00",
    ],
    [
      "of a later step goes on at once, whoever was told in an earlier one",
      failed(notified, "refused", { change: { anna: dead }, told: ["bert"] }),
      "notified (urgent), skipped 0, skipped 1, → carla, → dirk; 2026-11-23T12:00",
    ],
    [
      "that is late goes on as well",
      failed(notified, "delayed", { change: { anna: dead }, told: ["bert"] }),
      "notified (urgent), skipped 0, skipped 1, → carla, → dirk; 2026-11-23T12:00",
    ],
    [
      "changes nothing where the same person has it by the other channel",
      failed(notified, "refused", { change: noChat, told: ["anna"] }, ["anna"]),
      "notified (urgent), nobody; 2026-11-23T12:00",
    ],
    [
      "calls nobody to what somebody else has taken meanwhile",
      inShort(
        decideUndelivered(
          acknowledged,
          { caseWorkerId: "bert", how: "refused", alsoToldIds: new Set() },
          given(monday, { change: { bert: { channels: ["email"] } } }),
        ),
      ),
      "acknowledged (urgent), nobody; 2026-11-25T10:00",
    ],
    [
      "takes it from an owner who cannot be reached",
      failed(acknowledged, "refused", { change: { anna: dead } }),
      "notified (urgent), skipped 0, → bert; 2026-11-23T12:00",
    ],
    [
      "that is only late takes nothing from an owner",
      failed(acknowledged, "delayed", { change: { anna: dead } }),
      "acknowledged (urgent), nobody; 2026-11-25T10:00",
    ],
  ])("%s", (_, said, expected) => {
    expect(said).toBe(expected);
  });

  it("changes nothing for what is resolved", () => {
    const { resolved } = states("urgent");
    const failing = { caseWorkerId: "anna", how: "refused", alsoToldIds: new Set<string>() } as const;
    expect(decideUndelivered(resolved, failing, given(monday))).toEqual({ state: resolved, effects: [] });
  });
});

describe("a chat in which messages wait for now", () => {
  const mailToo = { channels: ["telegram", "email"], late: ["telegram"] } as const;
  const all = { anna: late, bert: late, carla: late, dirk: late };
  const { notified, acknowledged, planned } = states("urgent");

  test.each<[string, string, string]>([
    [
      "is written into, and a mail goes at once",
      inShort(open("urgent", monday, false, { change: { anna: mailToo } })),
      "notified (urgent), → anna +mail; 2026-11-23T12:00",
    ],
    [
      "is written into, and somebody else is told at once where there is no mail",
      inShort(open("urgent", monday, false, { change: { anna: late } })),
      "notified (urgent), skipped 0, → anna, → bert; 2026-11-23T12:00",
    ],
    [
      "gets one message a person, however many steps name them, and it is looked again in five minutes",
      inShort(open("urgent", monday, false, { change: all })),
      "open (urgent), skipped 0, → anna, skipped 1, → bert, skipped 2, → carla, → dirk; 2026-11-23T10:05",
    ],
    [
      "gets no second one while the first waits",
      inShort(
        decideStep(
          { ...open("urgent", monday, false, { change: all }).state },
          given(at("2026-11-23T10:05"), { change: all, waiting: ["anna", "bert", "carla"] }),
        ),
      ),
      "open (urgent), skipped 0, skipped 1, skipped 2, → dirk; 2026-11-23T10:10",
    ],
    [
      "takes nothing from whoever has it when their time for a try has come",
      inShort(decideStep(planned, given(new Date(planned.nextStepAt ?? ""), { change: { anna: late } }))),
      "acknowledged (urgent), → anna; 2026-11-26T08:30",
    ],
    [
      "rings everybody else in a crisis, and is written into",
      inShort(open("crisis", monday, false, { change: { anna: late, bert: mailToo } })),
      "notified (crisis), → bert +mail, → carla, → dirk, → anna; 2026-11-23T10:10",
    ],
  ])("%s", (_, said, expected) => {
    expect(said).toBe(expected);
  });

  const inVain = { ...open("urgent", monday, false, { change: all }).state };
  test.each<[string, EscalationState, Scene, string]>([
    ["gives its reader the time of the step when it is the first", inVain, {}, "notified 2026-11-23T12:40"],
    ["changes nothing when others have it", inVain, { told: ["bert"] }, "open 2026-11-23T10:05"],
    ["changes nothing for whoever has it", acknowledged, {}, "acknowledged 2026-11-25T10:00"],
    [
      "leaves a colleague to whom it was handed the time that they have",
      { ...notified, addresseeId: "dirk" },
      {},
      "notified 2026-11-23T12:00",
    ],
    [
      "lets a crisis ring on",
      open("crisis", monday, false, { change: all }).state,
      {},
      "open 2026-11-23T10:05",
    ],
  ])("that gets its message after all %s", (_, state, scene, expected) => {
    const arrived = decideArrived(state, given(at("2026-11-23T10:40"), scene));
    expect(`${arrived.state} ${localOf(arrived.nextStepAt)}`).toBe(expected);
  });
});

const severity = fc.constantFrom<EscalationSeverity>("attention", "urgent", "crisis");
const anyMove: fc.Arbitrary<Move> = fc.oneof(
  fc.constantFrom<Move>({ do: "take" }, { do: "reached" }, { do: "notReached" }),
  fc.constantFrom("tonight", "tomorrow", "monday").map((when): Move => ({ do: "plan", at: when })),
  fc.constantFrom(...outcomes).map((outcome): Move => ({ do: "resolve", outcome })),
  fc
    .record({
      to: fc.oneof(
        fc.constantFrom("anna", "bert", "carla", "zoe").map((id) => ({ kind: "colleague" as const, id })),
        fc.constant({ kind: "level" as const }),
        fc.constantFrom(...partners).map((partner) => ({ kind: "partner" as const, partner })),
      ),
      agreed: fc.boolean(),
    })
    .map((how): Move => ({ do: "handOver", ...how })),
);
type Event =
  | { kind: "raise"; severity: EscalationSeverity; hasWish: boolean; wasSlip: boolean; isNewWish: boolean }
  | { kind: "move"; move: Move; by: string }
  | { kind: "undelivered"; to: string; how: "refused" | "delayed"; isAlone: boolean }
  | { kind: "arrived" }
  | { kind: "due" };
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    kind: fc.constant("raise" as const),
    severity,
    hasWish: fc.boolean(),
    wasSlip: fc.boolean(),
    isNewWish: fc.boolean(),
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("move" as const),
      move: anyMove,
      by: fc.constantFrom("anna", "bert"),
    }),
  },
  fc.record({
    kind: fc.constant("undelivered" as const),
    to: fc.constantFrom("anna", "bert", "carla", "dirk"),
    how: fc.constantFrom("refused" as const, "delayed" as const),
    isAlone: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("arrived" as const) }),
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
/** Who is there, and how. */
const scenes = fc.record({
  staffing: hours,
  change: fc.dictionary(
    fc.constantFrom("anna", "bert", "carla", "dirk"),
    fc.oneof(
      fc.constant<Partial<Member>>(away),
      fc.constant<Partial<Member>>(dead),
      fc.constant<Partial<Member>>({ ...away, deputyId: "dirk" }),
      fc.constant<Partial<Member>>({ channels: ["email"] }),
      fc.constant<Partial<Member>>(late),
      fc.constant<Partial<Member>>({ channels: ["telegram", "email"], late: ["telegram"] }),
      fc.constant<Partial<Member>>({ channels: ["telegram", "email"], isOnCall: true }),
    ),
  ),
  only: fc.constantFrom(["anna", "bert", "carla", "dirk"], ["anna"], ["anna", "dirk"]),
});
const story = fc.record({
  scene: scenes,
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
  scene,
  start: from,
  severity: first,
  hasWish,
  events,
}: typeof story extends fc.Arbitrary<infer T> ? T : never) {
  let now = from;
  let told: string[] = [];
  const opened = decideOpening(first, hasWish, given(now, scene));
  let { state } = opened;
  const hear = ({ effects }: Decision) => {
    told.push(...effects.flatMap((effect) => (effect.do === "notify" ? [effect.caseWorkerId] : [])));
  };
  hear(opened);
  const seen: Seen[] = [{ before: state, after: state, event: { kind: "due" }, now }];
  const become = (decision: Decision, what: Event) => {
    if (decision.state.roundAt !== state.roundAt) told = [];
    hear(decision);
    seen.push({ before: state, after: decision.state, event: what, now });
    state = decision.state;
  };
  const circumstances = () => given(now, { ...scene, told });
  for (const [minutes, what] of events) {
    if (state.state === "resolved") break;
    const due = new Date(state.nextStepAt ?? "");
    now = what.kind === "due" && due > now ? due : new Date(now.getTime() + minutes * 60_000);
    if (new Date(state.nextStepAt ?? "") <= now) become(decideStep(state, circumstances()), { kind: "due" });
    if (what.kind === "raise")
      become(
        decideRaise(state, what.severity, what.hasWish, circumstances(), what.wasSlip, what.isNewWish),
        what,
      );
    if (what.kind === "undelivered") {
      told = told.filter((id) => id !== what.to);
      const alsoToldIds = new Set(what.isAlone ? [] : told);
      const failing = { caseWorkerId: what.to, how: what.how, alsoToldIds };
      become(decideUndelivered(state, failing, circumstances()), what);
    }
    if (what.kind === "arrived") become({ state: decideArrived(state, circumstances()), effects: [] }, what);
    if (what.kind === "move") {
      const decided = decideMove(state, what.move, what.by, circumstances());
      if (decided.ok) become(decided.decision, what);
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
      expect(after.ownerId).toBe(
        what.move.do === "handOver" && what.move.to.kind !== "partner" ? null : before.ownerId,
      );
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
      if (what.kind === "move" && what.move.do === "handOver") return;
      const { contactMinutes, outcomeMinutes, steps } = ourPolicies.crisis;
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
      fc.property(severity, start, waits, scenes, (how, now, minutes, scene) => {
        const { state } = decideOpening(how, false, given(now, scene));
        const taken = moved(state, { do: "take" }, "anna", now, scene);
        const later = new Date(now.getTime() + minutes * 60_000);
        expect(decideMove(taken, { do: "take" }, "bert", given(later, scene))).toEqual({
          ok: false,
          reason: "takenByOther",
        });
      }),
    );
  });

  it("tells somebody of a crisis at once, at any hour, when anybody at all can be reached", () => {
    fc.assert(
      fc.property(start, scenes, (now, scene) => {
        const circumstances = given(now, scene);
        const { effects, state } = decideOpening("crisis", false, circumstances);
        const { members } = circumstances.duty;
        const isAnybody = members.some(({ channels }) => channels.length > 0);
        expect(effects.some((effect) => effect.do === "notify")).toBe(isAnybody);
        // What waits in a chat has told nobody yet.
        const isHeard = members.some(({ channels, late: slow = [] }) =>
          channels.some((one) => !slow.includes(one)),
        );
        const wait = Date.parse(state.nextStepAt ?? "") - now.getTime();
        expect(wait).toBe((isHeard ? 10 : 5) * 60_000);
      }),
    );
  });

  it("disturbs nobody at home because of less than a crisis, while somebody comes to work at all", () => {
    fc.assert(
      fc.property(start, scenes, severity, (now, scene, how) => {
        fc.pre(how !== "crisis");
        const circumstances = given(now, scene);
        fc.pre(circumstances.duty.nextDutyAt !== null && circumstances.duty.nextDutyAt > now);
        const { effects, state } = decideOpening(how, true, circumstances);
        expect(effects.some((effect) => effect.do === "notify")).toBe(false);
        expect(state.nextStepAt).toBe(circumstances.duty.nextDutyAt?.toISOString());
      }),
    );
  });

  it("rings only who can be reached, and by a channel that works", () => {
    fc.assert(
      fc.property(start, scenes, severity, fc.boolean(), (now, scene, how, hasWish) => {
        const circumstances = given(now, scene);
        for (const effect of decideOpening(how, hasWish, circumstances).effects) {
          if (effect.do !== "notify") continue;
          const member = circumstances.duty.members.find(({ id }) => id === effect.caseWorkerId);
          expect(effect.by.length).toBeGreaterThan(0);
          for (const channel of effect.by) expect(member?.channels).toContain(channel);
        }
      }),
    );
  });
});
