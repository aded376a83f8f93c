import { expect, test } from "vitest";
import { decideNextStep, type NextStepFacts } from "../../src/caseload/decide-next-step.ts";

const at = new Date("2026-11-25T09:00:00Z");
const nothing: NextStepFacts = {
  ...{
    alert: undefined,
    isStopped: false,
    isHelloDue: false,
    isWaiting: false,
    isOver: false,
    isLinked: true,
    checkIn: undefined,
  },
  watches: [],
  programme: undefined,
  dated: undefined,
};
const alert = { state: "notified", planned: false, nextStepAt: at } as const;
const running = { state: "open", since: at } as const;
const watch = { occasion: "contractTalk", dueAt: at } as const;

test.each<[string, Partial<NextStepFacts>, object]>([
  [
    "an alert before all else",
    { alert, isHelloDue: true, checkIn: running, watches: [watch] },
    { kind: "alert", state: "open", at: null },
  ],
  [
    "a try that was planned, with its time",
    { alert: { ...alert, state: "acknowledged", planned: true } },
    { kind: "alert", state: "taken", at },
  ],
  [
    "an alert that was taken, without the chain's own time",
    { alert: { ...alert, state: "acknowledged" } },
    { kind: "alert", state: "taken", at: null },
  ],
  [
    "the outcome that an alert waits for",
    { alert: { ...alert, state: "contacted" } },
    { kind: "alert", state: "outcome", at: null },
  ],
  ["no alert that is settled", { alert: { ...alert, state: "resolved" } }, { kind: "none" }],
  [
    "the hello of a new case worker before the robot",
    { isHelloDue: true, isWaiting: true, checkIn: running },
    { kind: "hello" },
  ],
  [
    "nothing, when the guidance is over",
    { isOver: true, isLinked: false, isStopped: true },
    { kind: "over" },
  ],
  [
    "what a human closes the guidance with",
    { isOver: true, isLinked: false, programme: { what: "closing", at } },
    { kind: "programme", what: "closing", at },
  ],
  ["an alert of whose guidance is over", { isOver: true, alert }, { kind: "alert", state: "open", at: null }],
  ["what somebody waits for", { isWaiting: true, watches: [watch] }, { kind: "waiting" }],
  [
    "a check-in that runs before what is planned",
    { checkIn: running, watches: [watch] },
    { kind: "checkIn", ...running },
  ],
  [
    "what the programme plans before what is watched later",
    { watches: [watch], programme: { what: "moment", at: new Date(at.getTime() - 1) } },
    { kind: "programme", what: "moment", at: new Date(at.getTime() - 1) },
  ],
  [
    "what the programme plans, for a human too",
    { isLinked: false, programme: { what: "moment", at } },
    { kind: "programme", what: "moment", at },
  ],
  [
    "a date that comes before what is planned",
    {
      watches: [watch],
      programme: { what: "moment", at },
      dated: { what: "contractEnd", at: new Date(at.getTime() - 1) },
    },
    { kind: "dated", what: "contractEnd", at: new Date(at.getTime() - 1) },
  ],
  [
    "what is planned before a date that comes later",
    { programme: { what: "moment", at }, dated: { what: "contractEnd", at: new Date(at.getTime() + 1) } },
    { kind: "programme", what: "moment", at },
  ],
  [
    "a date, where a human takes each step",
    { isLinked: false, dated: { what: "eighteen", at } },
    { kind: "dated", what: "eighteen", at },
  ],
  ["what is watched", { watches: [watch] }, { kind: "watch", occasion: "contractTalk", at }],
  [
    "a human where somebody stopped",
    { isStopped: true, isWaiting: true, watches: [watch] },
    { kind: "stopped" },
  ],
  ["a human where the robot cannot write", { isLinked: false }, { kind: "human" }],
  ["nothing", {}, { kind: "none" }],
])("%s", (_, facts, step) => {
  expect(decideNextStep({ ...nothing, ...facts })).toEqual(step);
});
