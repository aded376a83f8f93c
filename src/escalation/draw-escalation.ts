import { officeHours } from "../people/duty/is-staffed.ts";
import { decideOpening, decideRaise } from "./decide-escalation.ts";
import { decideMove, type Move } from "./decide-move.ts";
import { decideArrived, decideStep, decideUndelivered, mostAsks } from "./decide-step.ts";
import type { Circumstances, EscalationState, Undelivered } from "./escalation-state.ts";
import { type EscalationSeverity, ourPolicies } from "./policy.ts";

const severities: readonly EscalationSeverity[] = ["attention", "urgent", "crisis"];

/** A Monday at ten in a school with a case worker, an attention officer and a coordinator, at work or back at this instant. */
function circumstances(reachable: boolean, back?: string): Circumstances {
  const now = new Date("2026-11-23T09:00:00Z");
  const channels = reachable ? (["telegram"] as const) : [];
  const member = { isOnDuty: !back, isOnCall: false, isAway: false, channels, deputyId: null };
  return {
    policies: null,
    staffing: { timeZone: "Europe/Amsterdam", staffedHours: officeHours },
    duty: {
      members: [
        { ...member, id: "owner", role: "caseWorker" },
        { ...member, id: "officer", role: "attentionOfficer" },
        { ...member, id: "coordinator", role: "coordinator" },
      ],
      nextDutyAt: back ? new Date(back) : now,
    },
    responsibleId: "owner",
    toldIds: new Set(),
    waitingIds: new Set(),
    now,
  };
}
const there = circumstances(true);
const tomorrow = "2026-11-24T07:00:00Z";
const afterVacation = "2026-12-14T07:00:00Z";
/** Whoever took it writes with the young person. */
const inTalk: Circumstances = { ...there, talking: { lastAt: there.now } };
const scenes = [
  there,
  inTalk,
  circumstances(true, tomorrow),
  circumstances(true, afterVacation),
  circumstances(false),
];

const refused: Undelivered = { caseWorkerId: "owner", how: "refused", alsoToldIds: new Set() };

const moves: readonly [string, Move][] = [
  ["a human takes it", { do: "take" }],
  ["reached", { do: "reached" }],
  ["not reached, a try is planned", { do: "notReached" }],
  ["another time is planned", { do: "plan", at: "tonight" }],
  ["an outcome", { do: "resolve", outcome: "helped" }],
  ["handed to a colleague", { do: "handOver", agreed: true, to: { kind: "colleague", id: "officer" } }],
  ["handed up a level", { do: "handOver", agreed: true, to: { kind: "level" } }],
  ["a partner is asked", { do: "handOver", agreed: true, to: { kind: "partner", partner: "uwv" } }],
];

const ofTime = ({ state, planned }: EscalationState, { talking }: Circumstances): string => {
  if (state === "acknowledged" && !planned && talking) return "time, the owner is in a talk";
  if (state === "acknowledged") return planned ? "time, the planned try" : "time, no contact";
  return state === "contacted" ? "time, no outcome yet" : "time, nobody took it";
};

/** All that can become of a state in one step, each with what does it. */
function* stepsFrom(state: EscalationState): Generator<[string, EscalationState]> {
  if (state.state === "resolved") return;
  for (const scene of scenes) {
    yield [ofTime(state, scene), decideStep(state, scene).state];
    for (const [name, move] of moves) {
      const moved = decideMove(state, move, "owner", scene);
      if (moved.ok) yield [name, moved.decision.state];
    }
    for (const severity of severities)
      yield ["another signal", decideRaise(state, severity, true, scene).state];
    yield ["a message does not arrive", decideUndelivered(state, refused, scene).state];
    yield ["a message that was late has come", decideArrived(state, scene)];
  }
}

/** Every step between two states that the decisions can take, found by taking them all. */
function findEdges(): ReadonlySet<string> {
  const edges = new Set<string>();
  const seen = new Set<string>();
  // What a step depends on; the rest of a state is for people to read.
  const keyOf = ({ severity, state, ownerId, planned, step, asks }: EscalationState) =>
    JSON.stringify({ severity, state, ownerId, planned, step, asks });
  const left = severities.flatMap((severity) =>
    [true, false].flatMap((hasWish) => scenes.map((scene) => decideOpening(severity, hasWish, scene).state)),
  );
  for (const { state } of left) edges.add(`  [*] --> ${state}: a first signal`);
  for (let state = left.pop(); state; state = left.pop()) {
    if (seen.has(keyOf(state))) continue;
    seen.add(keyOf(state));
    for (const [why, next] of stepsFrom(state)) {
      const isSame = next.state === state.state;
      if (!isSame || why.startsWith("time,")) edges.add(`  ${state.state} --> ${next.state}: ${why}`);
      left.push(next);
    }
  }
  return edges;
}

const order = ["[*]", "open", "notified", "acknowledged", "contacted", "resolved"];
const rankOf = (edge: string) => order.findIndex((state) => edge.trimStart().startsWith(state));

const minutes = (count: number, clock: "staffed" | "always"): string => {
  const unit =
    clock === "staffed" && count % 540 === 0 ? "working day" : count % 60 === 0 ? "hour" : "minute";
  const n = unit === "working day" ? count / 540 : unit === "hour" ? count / 60 : count;
  return `${n} ${unit}${n === 1 ? "" : "s"}${clock === "staffed" && unit !== "working day" ? " of working time" : ""}`;
};

const vacation =
  " In a house that is closed for more than five days longer than its own week the coordinator hears it by day, and again every five days (decisions/0039).";

/** docs/escalation.md: the life of an escalation as the decisions really allow it, and our policies. Markdown with Mermaid. */
export function drawEscalation(): string {
  const edges = [...findEdges()].sort((a, b) => rankOf(a) - rankOf(b) || a.localeCompare(b, "en"));
  const lines = [
    "# The life of an escalation",
    "",
    "Generated from `src/escalation/decide-step.ts`, `decide-wait.ts`, `decide-told.ts`, `decide-escalation.ts`, `decide-move.ts` and `policy.ts` by `npm run cli -- escalation diagram`; a test compares. Every arrow was found by taking the step.",
    "",
    "```mermaid",
    "stateDiagram-v2",
    ...edges,
    "  resolved --> [*]",
    "```",
    "",
    "Only an outcome that a human recorded leads to `resolved`; a step back within ten minutes (undo) returns to the state before. What is not resolved always has a next step.",
    "",
    "## Our policies",
    "",
    "An organisation can have its own (`npm run cli -- policy`). A step with nobody on duty, or nobody who can be reached, is skipped at once. In one round nobody is rung twice, but in a crisis.",
    "",
  ];
  for (const severity of severities) {
    const { steps, restMinutes, contactMinutes, outcomeMinutes, clock } = ourPolicies[severity];
    lines.push(`### ${severity}`, "", "| Step | Who | By | Then waits |", "|---|---|---|---|");
    for (const [index, { to, by, waitMinutes }] of steps.entries()) {
      const who = to.length > 0 ? to.join(", ") : "nobody: the list and the digest of the morning";
      lines.push(
        `| ${index + 1} | ${who} | ${to.length > 0 ? by.join(", ") : "–"} | ${minutes(waitMinutes, clock)} |`,
      );
    }
    lines.push(
      "",
      `After the last step the coordinator hears that nobody reacts; ${minutes(restMinutes, clock)} later the chain starts again. Taken: ${minutes(contactMinutes, clock)} until a contact, or it goes on to others; while the owner and the young person write to each other in a talk it runs anew from their newest words. Contact: asked for the outcome after ${minutes(outcomeMinutes, clock)}, ${mostAsks} times, then it comes back to others. The clock runs ${clock === "always" ? "day and night" : "while somebody is at work"}.${severity === "urgent" ? vacation : ""}`,
      "",
    );
  }
  return `${lines.join("\n").trimEnd()}\n`;
}
