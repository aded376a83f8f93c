import type { codeStep } from "../db/schema/index.ts";
import type { CodeVerb } from "../delivery/action.ts";

/**
 * The five steps of the reporting code (meldcode huiselijk geweld en kindermishandeling) in their order; their words stand
 * in the escalation texts under `code`. A list for the human who acts: the robot takes none of these steps (security.md).
 */
export const codeSteps = ["signals", "consult", "talk", "weigh", "decide"] as const;
export type CodeStep = (typeof codeStep.$inferSelect)["step"];

const verbs: readonly string[] = ["steps", "step_none", ...codeSteps.map((step) => `step_${step}`)];

export const isCodeVerb = (verb: string): verb is CodeVerb => verbs.includes(verb);

/** The step that a button ticks; undefined for the list itself and for "not needed". */
export const stepOfVerb = (verb: CodeVerb): CodeStep | undefined =>
  codeSteps.find((step) => verb === `step_${step}`);
