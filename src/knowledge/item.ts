/** What a parent or a young person can ask about; each item has one (docs/decisions/0035). */
export const topics = [
  ...([
    "mbo-levels",
    "mbo-admission",
    "bol-bbl",
    "april-deadline",
    "numerus-fixus",
    "entree",
    "stacking-mbo",
  ] as const),
  ...([
    "wajong",
    "sheltered-work",
    "job-agreement-register",
    "day-activities",
    "study-with-disability",
  ] as const),
  ...([
    "orientation-talk",
    "intake",
    "transfer-passport",
    "career-guidance-what",
    "career-guidance-right",
  ] as const),
  ...([
    "after-school-support-length",
    "parent-help-home",
    "isk-routes",
    "dutch-school-system",
    "who-can-help",
  ] as const),
  ...([
    "income-bridge",
    "havo-hbo",
    "work-after-school",
    "consent-privacy",
    "stop-messages",
    "talk-to-human",
  ] as const),
] as const;
export type Topic = (typeof topics)[number];

/**
 * `check`: no human has confirmed it; withheld until the organisation has. `date`: true as of the day it was checked, and no
 * longer than `validUntil`. `local`: true in some places; shown only where the organisation says so.
 */
export const itemFlags = ["check", "date", "local"] as const;
export type ItemFlag = (typeof itemFlags)[number];

/** All of an item but its texts, which stand in `locales/<language>/knowledge/`. */
export interface ItemFacts {
  /** Such as `wrk-10`. */
  readonly id: string;
  readonly topic: Topic;
  readonly for: readonly ("parent" | "alumnus")[];
  readonly scope: "national" | "region" | "school";
  /** Where it comes from, by the name under which a parent can find it. */
  readonly source: string;
  /** The days on which it was checked, and after which it is no longer shown: `2026-11-26`. */
  readonly checked: string;
  readonly validUntil?: string;
  readonly flags: readonly ItemFlag[];
  /** What is asked next. */
  readonly related: readonly string[];
}
