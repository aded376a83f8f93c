import { Temporal } from "temporal-polyfill";
import type { Dated, Deadline, DeadlineKind, Source } from "./deadline.ts";

/** What is known of somebody whose dates are watched. Days are local dates. */
export interface Known {
  readonly today: string;
  /** Takes part, and the guidance is not over: of anybody else nothing is watched (LAW-10). */
  readonly takesPart: boolean;
  readonly birthDate: string;
  readonly exitProfile: string;
  readonly situation: string | null;
  /** Since which local day it is that; null when nobody knows. */
  readonly situationSince: string | null;
  /** Since when at home or seeking without a break; null for whoever has a place. */
  readonly atHomeSince: string | null;
  readonly contractEnd?: Dated;
  readonly indicationEnd?: Dated;
  /** The date of the letter in which an application was refused. */
  readonly letter?: Dated;
  readonly studyWish?: Dated;
  /** The finished check-ins that asked about it, oldest first: the local day, and whether a wish to grow was told. */
  readonly checkIns: readonly { readonly day: string; readonly growth: boolean }[];
}

const atSchool: ReadonlySet<string> = new Set([
  ...["mbo_bol", "mbo_bbl", "mbo_entry", "special_route", "school_other"],
]);
/** Where a Wajong or day activity is likely enough to ask in time (R13); nobody's benefit is known to us. */
const supported: ReadonlySet<string> = new Set([
  ...["day_activity", "sheltered_work", "waiting_sheltered_work"],
]);
/** Six weeks from the day after the decision (Awb 6:7 and 6:8). */
const objectionDays = 42;
const wishDays = 365;

const on = (day: string) => Temporal.PlainDate.from(day);
const plus = (day: string, days: number) => on(day).add({ days }).toString();

/**
 * All stages of all dated watches that follow from what is known, those that are long past too: who reads them compares with
 * what has fired. Pure; the same facts give the same days.
 *
 * - R1, and the same for an indication: 90 days before the end a task, 30 days before it urgent; no more once the job is over.
 * - R7: three months at home or seeking, urgent.
 * - R8: the time to object ends six weeks after the letter; three weeks before that a task, one week before it urgent.
 * - R13: half a year before the eighteenth birthday a task, on the first of that month: the day itself would give a birth
 *   date away to whoever reads rows.
 * - R14: on 1 February a message to whoever wishes to study: apply before 1 April.
 * - R15: a wish to grow in two check-ins in a row that asked about it, a task; in four, another one.
 */
export function decideDeadlines(known: Known): Deadline[] {
  if (!known.takesPart) return [];
  return [
    ...ending("contractEnd", hasLeftWork(known) ? undefined : known.contractEnd),
    ...ending("indicationEnd", known.indicationEnd),
    ...atHome(known),
    ...objection(known.letter),
    ...eighteen(known),
    ...application(known),
    ...growth(known),
  ];
}

/** The day on which the dates of somebody change without anybody doing anything: when the year of an application is over. */
export function nextLookDay(known: Known): string | null {
  return known.takesPart && wishesToStudy(known) ? applicationDay(known.today) : null;
}

/** Where nobody has a contract of employment. */
const withoutWork: ReadonlySet<string> = new Set([
  ...["at_home", "job_seeking", "mbo_bol", "mbo_entry", "school_other"],
]);

/** What was said of a contract is of a job that is over: somebody who studies by now is told of no end of it. */
function hasLeftWork({ situation, situationSince, contractEnd }: Known): boolean {
  if (situation === null || situationSince === null || !contractEnd) return false;
  return withoutWork.has(situation) && situationSince > contractEnd.on;
}

/** Whether an answer was the source: it has told a human already what it says of today. */
const whenLate = (source: Source): Deadline["whenLate"] => (source === "answer" ? "nothing" : "task");

function ending(kind: "contractEnd" | "indicationEnd", dated: Dated | undefined): Deadline[] {
  if (!dated) return [];
  const { day, source } = dated;
  const same = { kind, day, source, whenLate: whenLate(source), overOn: plus(day, 1) };
  return [
    { ...same, stage: "first", dueDay: plus(day, -90), does: "task", taskDays: 14 },
    { ...same, stage: "last", dueDay: plus(day, -30), does: "urgent", taskDays: 3 },
  ];
}

function atHome({ atHomeSince: since }: Known): Deadline[] {
  if (!since) return [];
  const dueDay = on(since).add({ months: 3 }).toString();
  const same = { kind: "atHome", stage: "last", day: since, source: "answer", dueDay } as const;
  return [{ ...same, does: "urgent", whenLate: "task", overOn: null, taskDays: 7 }];
}

function objection(letter: Dated | undefined): Deadline[] {
  if (!letter) return [];
  const { source } = letter;
  const day = plus(letter.day, objectionDays);
  const same = { kind: "objection", day, source, whenLate: whenLate(source), overOn: plus(day, 1) } as const;
  return [
    { ...same, stage: "first", dueDay: plus(day, -21), does: "task", taskDays: 7 },
    { ...same, stage: "last", dueDay: plus(day, -7), does: "urgent", taskDays: 1 },
  ];
}

function eighteen({ birthDate, exitProfile, situation }: Known): Deadline[] {
  if (exitProfile !== "day_activity" && !(situation !== null && supported.has(situation))) return [];
  const born = on(birthDate);
  // No year of an eighteenth birthday has a 29 February: who was born on it is eighteen on 1 March, as everywhere here.
  const later = born.add({ years: 18 });
  const day = (later.day === born.day ? later : later.add({ days: 1 })).toString();
  const dueDay = born.add({ years: 17, months: 6 }).with({ day: 1 }).toString();
  const same = { kind: "eighteen", stage: "first", day, source: "import", dueDay } as const;
  return [{ ...same, does: "task", whenLate: "task", overOn: day, taskDays: 30 }];
}

function wishesToStudy({ today, exitProfile, situation, studyWish }: Known): boolean {
  if (situation !== null && atSchool.has(situation)) return false;
  if (exitProfile === "further_education") return true;
  return studyWish !== undefined && studyWish.day <= today && today <= plus(studyWish.day, wishDays);
}

/** The first of April that one can still apply before. */
function applicationDay(today: string): string {
  const { year, month } = on(today);
  return `${month < 4 ? year : year + 1}-04-01`;
}

function application(known: Known): Deadline[] {
  if (!wishesToStudy(known)) return [];
  const day = applicationDay(known.today);
  const source = known.studyWish?.source ?? "import";
  const dueDay = `${day.slice(0, 4)}-02-01`;
  const same = { kind: "application", stage: "first", day, source, dueDay, overOn: day } as const;
  return [{ ...same, does: "message", whenLate: "message", taskDays: 14 }];
}

function growth({ checkIns }: Known): Deadline[] {
  const since = checkIns.findLastIndex((one) => !one.growth) + 1;
  const row = checkIns.slice(since);
  const second = row[2 * Math.floor(row.length / 2) - 1];
  if (!second) return [];
  const { day } = second;
  const same = { kind: "growth", stage: "first", day, source: "answer", dueDay: day } as const;
  return [{ ...same, does: "task", whenLate: "task", overOn: plus(day, 60), taskDays: 30 }];
}

/** The rule of domain 4.10 under which an alert stands among the signals, with the kind behind it. */
export const ruleOf: Readonly<Record<DeadlineKind, string>> = {
  contractEnd: "R1:contractEnd",
  indicationEnd: "R1:indicationEnd",
  atHome: "R7",
  objection: "R8term",
  eighteen: "R13",
  application: "R14",
  growth: "R15",
};
