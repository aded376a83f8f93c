import type { Work } from "../delivery/work.ts";
import { findSchoolsToBrief, sendDigests } from "../escalation/send-digest.ts";
import { findListOf } from "../escalation/store.ts";
import { findSchoolsWithUntoldAbsences, tellBegunAbsences } from "../escalation/tell-deputy.ts";
import { askSilentAccounts, findSchoolsWithSilentAccounts } from "../people/link/check-identity.ts";
import { findSchoolsToProve, findSchoolsToReport } from "../people/reach/find-channels.ts";
import { proveChannels } from "../people/reach/prove-channels.ts";
import { reportUnreachable } from "../people/reach/report-unreachable.ts";
import { findSchoolsWithoutSheet, remindOfSafetySheet } from "../people/safety/remind-of-safety-sheet.ts";
import type { OrganisationRow } from "../people/store.ts";
import { enrolNew, findSchoolsToEnrol } from "../programme/enrol.ts";
import { findSchoolsBehind, followCalendar } from "../programme/follow-calendar.ts";
import { isReminderDay, remindAskers } from "../questions/remind-askers.ts";

/** What is looked for without a transaction. */
export type Looking = Pick<Work, "db" | "now" | "hasMail">;

/**
 * Something that a school has every minute. Which schools it concerns is one question for all of them: a region of hundreds would
 * else spend its time on asking each in turn whether there is nothing, and an instance that starts anew does so first.
 */
export interface SchoolStep {
  readonly name: string;
  /** Left out: while the school is staffed. */
  readonly at?: "anyTime";
  /** The schools that may have something to do; `run` decides. None is left out that has. */
  readonly find: (looking: Looking, schools: readonly OrganisationRow[]) => Promise<ReadonlySet<string>>;
  readonly run: (work: Work, school: OrganisationRow) => Promise<unknown>;
}

const countOpen = async ({ db }: Work, caseWorkerId: string) => (await findListOf(db, caseWorkerId)).length;

const onReminderDays: SchoolStep["find"] = async ({ now }, schools) =>
  new Set(schools.filter((school) => isReminderDay(school, now)).map(({ id }) => id));

/** In this order: who stands in hears it before the digest, and a channel is tried before it is called dead. */
export const schoolSteps: readonly SchoolStep[] = [
  { name: "enrolments", at: "anyTime", find: findSchoolsToEnrol, run: enrolNew },
  { name: "calendar", at: "anyTime", find: findSchoolsBehind, run: followCalendar },
  { name: "absences", find: findSchoolsWithUntoldAbsences, run: tellBegunAbsences },
  // Everybody's own hours, which can begin before the school's.
  { name: "digests", at: "anyTime", find: findSchoolsToBrief, run: sendDigests },
  {
    name: "channels",
    find: findSchoolsToProve,
    run: (work, school) => proveChannels(work, school, countOpen),
  },
  { name: "safetySheet", find: findSchoolsWithoutSheet, run: remindOfSafetySheet },
  { name: "reminders", find: onReminderDays, run: remindAskers },
  { name: "unreachable", find: findSchoolsToReport, run: reportUnreachable },
  { name: "silentAccounts", find: findSchoolsWithSilentAccounts, run: askSilentAccounts },
];

export interface Schools {
  readonly all: readonly OrganisationRow[];
  /** Those of them that are staffed now. */
  readonly open: readonly OrganisationRow[];
}

/** The schools that this step concerns now, in the order in which they came. */
export async function findSchoolsFor(
  { find, at }: SchoolStep,
  looking: Looking,
  { all, open }: Schools,
): Promise<OrganisationRow[]> {
  const there = at === "anyTime" ? all : open;
  if (there.length === 0) return [];
  const found = await find(looking, there);
  return there.filter(({ id }) => found.has(id));
}
