import { addDays, addMonths, daysBetween } from "./dutch-days.ts";

/**
 * The programmes that we ship, typed by hand after the table of due dates in docs/programmes.md: a checker that asked the product what
 * is due would find in order whatever it plans.
 */
interface OwnWay {
  readonly months: number;
  readonly rules: readonly Rule[];
}

type Rule = {
  /** Who has the contact; `robot` alone, or a human before whom the robot asks or not. */
  readonly by: "robot" | "human" | "humanAfterRobot";
} & (
  | { readonly when: "calendar"; readonly month: number; readonly months: number }
  /** Every so many months after the exit, in so many days around that day; not in the months that another rule has. */
  | { readonly when: "months"; readonly every: number; readonly days: number; readonly butEvery?: number }
  | { readonly when: "weeks" }
);

const calendar = (month: number, months: number, by: Rule["by"] = "humanAfterRobot"): Rule => ({
  ...{ when: "calendar", month, months, by },
});
const months = (every: number, days: number, more: { by?: Rule["by"]; butEvery?: number } = {}): Rule => ({
  ...{ when: "months", every, days, by: "humanAfterRobot", ...more },
});
const threeTalks = { months: 24, rules: [calendar(9, 1), calendar(1, 2), calendar(6, 1)] };

const ownWays: Readonly<Record<string, OwnWay>> = {
  pro_three_moments: threeTalks,
  pro_three_moments_personal: threeTalks,
  pro_minimum: { months: 24, rules: [months(4, 29)] },
  vso_bimonthly: { months: 24, rules: [months(2, 15)] },
  region_quarterly: {
    months: 12,
    rules: [calendar(7, 3), calendar(10, 3), calendar(1, 3), calendar(4, 3)],
  },
  continuous_face: { months: 36, rules: [months(3, 15), months(1, 15, { by: "robot", butEvery: 3 })] },
  extended_flexible: { months: 36, rules: [months(3, 29)] },
  transfer_intensive: { months: 12, rules: [{ when: "weeks", by: "human" }] },
  aftercare_inbound: { months: 24, rules: [] },
  isk_voluntary: { months: 24, rules: [calendar(10, 1), calendar(2, 1, "robot"), calendar(6, 1)] },
};

export type Programmes = readonly { readonly key: string; readonly months?: number }[];

/** How many months the programmes last after the exit, one after another. Throws for one that stands in no table. */
export const monthsOf = (programmes: Programmes): number =>
  programmes.reduce((sum, { key, months: own }) => sum + (own ?? wayOf(key).months), 0);

function wayOf(key: string): OwnWay {
  const way = ownWays[key];
  if (!way) throw new Error(`The checker knows no programme ${key}`);
  return way;
}

/** The days of a contact that is due, local and both included. */
export interface OwnWindow {
  readonly from: string;
  readonly until: string;
  readonly by: Rule["by"];
}

/** Near the day on which a programme begins or ends a window is cut, or belongs to the other one. */
const edgeDays = 20;

/**
 * The contacts that are due between an exit and the last day of the guidance; the last programme goes on until then. Closed days are
 * not looked at, and what lies on the edge of a programme is left out.
 */
export function ownWindows(programmes: Programmes, exitDay: string, lastDay: string): OwnWindow[] {
  const windows: OwnWindow[] = [];
  let begins = 0;
  for (const [index, { key, months: own }] of programmes.entries()) {
    const way = wayOf(key);
    const ends = begins + (own ?? way.months);
    const isLast = index === programmes.length - 1;
    const first = addDays(addMonths(exitDay, begins), edgeDays);
    const last = addDays(isLast ? lastDay : addMonths(exitDay, ends), -edgeDays);
    for (const rule of way.rules)
      for (const { from, until } of daysOf(rule, exitDay, last)) {
        const middle = addDays(from, Math.floor(daysBetween(from, until) / 2));
        if (first <= middle && middle <= last) windows.push({ from, until, by: rule.by });
      }
    begins = ends;
  }
  return windows;
}

function* daysOf(rule: Rule, exitDay: string, last: string): Generator<{ from: string; until: string }> {
  if (rule.when === "calendar") {
    for (let year = Number(exitDay.slice(0, 4)) - 1; year <= Number(last.slice(0, 4)); year += 1) {
      const from = `${year}-${String(rule.month).padStart(2, "0")}-01`;
      yield { from, until: addDays(addMonths(from, rule.months), -1) };
    }
    return;
  }
  if (rule.when === "weeks") {
    const weekday = new Date(`${exitDay}T00:00:00Z`).getUTCDay();
    for (let from = addDays(exitDay, 7 - ((weekday + 6) % 7)); from <= last; from = addDays(from, 7))
      yield { from, until: addDays(from, 6) };
    return;
  }
  for (let count = rule.every; ; count += rule.every) {
    const middle = addMonths(exitDay, count);
    if (middle > last) return;
    if (rule.butEvery !== undefined && count % rule.butEvery === 0) continue;
    const from = addDays(middle, -Math.floor((rule.days - 1) / 2));
    yield { from, until: addDays(from, rule.days - 1) };
  }
}
