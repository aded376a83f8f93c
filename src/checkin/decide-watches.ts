import { chosenOptions, type Given } from "./next-question.ts";
import type { Occasion, QuestionSet, Situation } from "./question-set.ts";

/** What is to be asked about again, and what needs no asking any more. */
export interface WatchDecision {
  readonly set: readonly { readonly occasion: Occasion; readonly afterDays: number }[];
  readonly drop: readonly Occasion[];
}

const atWork: readonly Situation[] = ["work_regular", "sheltered_work", "development_track"];
const atSchool: readonly Situation[] = ["mbo_bol", "mbo_bbl", "mbo_entry", "special_route", "school_other"];

/** How many days ago a new situation began, from the answer to G4; undefined when it is long ago or unknown. */
const begunDaysAgo: Readonly<Record<string, number>> = { thisWeek: 0, thisMonth: 14 };

/**
 * What a finished check-in makes worth asking about later (domain 4.1, 7): a first week, the end of a trial month, a
 * contract, a new school, a waiting application. Pure. A newer answer moves or drops what an older one set.
 */
export function decideWatches(set: QuestionSet, given: readonly Given[]): WatchDecision {
  const chosen = chosenOptions(set, given);
  const found = new Map<Occasion, number>();
  const drop = new Set<Occasion>();
  const now = chosen.find(({ option }) => option.situation)?.option.situation;
  if (now) {
    for (const occasion of ["firstWeek", "trialMonth", "contractTalk", "schoolStart"] as const)
      drop.add(occasion);
    const since = chosen.find(({ question }) => question.id === "G4")?.option.id ?? "";
    const ago = begunDaysAgo[since];
    if (ago === 0 && atWork.includes(now)) found.set("firstWeek", 7);
    if (ago !== undefined && now === "work_regular") found.set("trialMonth", 28 - ago);
    if (ago === 0 && atSchool.includes(now)) found.set("schoolStart", 10);
  }
  for (const { question, option } of chosen) {
    for (const { watch } of question.options) if (watch) drop.add(watch.occasion);
    if (option.watch) found.set(option.watch.occasion, option.watch.afterDays);
  }
  return {
    set: [...found].map(([occasion, afterDays]) => ({ occasion, afterDays })),
    drop: [...drop].filter((occasion) => !found.has(occasion)),
  };
}
