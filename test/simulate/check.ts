import { addDays, isHoliday, localTime, startOfDay } from "./dutch-days.ts";
import { answerMilliseconds, badlyReminded, badlyTimed } from "./judge-asking.ts";
import { badlyInvited } from "./judge-invited.ts";
import { reoffersOf } from "./judge-offers.ts";
import { judgeContacts, wrongTerms } from "./judge-terms.ts";
import type { Rows } from "./rows.ts";
import { codesOf, type Life, lastBefore, sortLife, takesPart } from "./sort-life.ts";
import type { WitnessLine } from "./witness-line.ts";

/**
 * The verdict on a simulated stretch of life, from the witness log and the raw rows alone. Nothing of the product is used here:
 * not its calendar, not its idea of who takes part, not how it writes a button.
 */
export interface Figures {
  readonly alumni: number;
  readonly months: number;
  /** Contact moments of whoever took part on their last day, as far as that day lies in this stretch. */
  readonly contactsPlanned: number;
  /** Those in whose time there was a contact: a sign of life on the phone, or a talk that a human wrote down. */
  readonly contactsRealised: number;
  /**
   * Messages that the robot sent by itself, and not in answer to what the person or their case worker did in the ten minutes
   * before (a check-in or times for a talk: what the case worker did while the school or its hours for messages were open), on a Sunday, a public holiday, a closed day or Saturday of the school, or outside its hours or the person's own; and
   * those to the staff on a day on which nobody works, or outside 7 to 20 o'clock. Alerts of a crisis may come at any time.
   */
  readonly messagesOutsideHours: number;
  /** Nights of persons who were enrolled and for whom no step stood there, the robot's with a date ahead or a human's with a date or an open task. */
  readonly withoutNextStep: number;
  /** Whom the Act promises a second offer: not taking part twelve months after the exit, nor in the weeks after it. */
  readonly reoffersDue: number;
  /** To whom it was made, by the robot or by a human who wrote down that it was. */
  readonly reoffersMade: number;
  /** Who got it more than once. */
  readonly reoffersDoubled: number;
  /** The longest that somebody who took part had no contact while no human had them on a list. */
  readonly longestUnseenDays: number;
  readonly unseenLimitDays: number;
  /** Alerts with a sound: for a case worker in a week, on average over all of them. */
  readonly urgentPerWorkerWeek: number;
}

export interface Verdict {
  readonly figures: Figures;
  readonly ok: boolean;
  /** A line for each thing that is not in order, with ids and moments. */
  readonly findings: readonly string[];
}

/** A talk so many days before its window fulfils it. */
const earlyDays = 14;
/** R9: nobody who takes part is out of everybody's sight for more than 90 days; a week for a day with room on a human's list. */
const unseenLimitDays = 97;
/** More alerts with a sound in a week would not be heard any more. */
const mostUrgent = 5;
const day = 86_400_000;

export function check(
  lines: readonly WitnessLine[],
  rows: Rows,
  stretch: { readonly start: number; readonly end: number; readonly months: number },
): Verdict {
  const world = sortLife(lines, rows);
  const findings: string[] = [];
  const find = (kind: string, subjects: readonly string[]) => {
    for (const subject of subjects) findings.push(`${kind}: ${subject}`);
    return subjects.length;
  };
  const { planned, realised } = contactsOf(world, stretch.end);
  const reoffers = reoffersOf(world, stretch.end);
  const unseen = longestUnseen(world, stretch.end);
  if (unseen.days > unseenLimitDays)
    find("unseen for too long", [`${unseen.alumnus}, ${unseen.days} days until ${unseen.until}`]);
  const figures: Figures = {
    alumni: rows.alumni.length,
    months: stretch.months,
    contactsPlanned: planned,
    contactsRealised: realised,
    messagesOutsideHours: find("message outside hours", outsideHours(world)),
    withoutNextStep: find("without a next step", withoutNextStep(world)),
    reoffersDue: reoffers.due,
    reoffersMade: reoffers.due - find("second offer missing", reoffers.missing),
    reoffersDoubled: find("second offer twice", reoffers.doubled),
    longestUnseenDays: unseen.days,
    unseenLimitDays,
    urgentPerWorkerWeek: urgentPerWorkerWeek(world, stretch),
  };
  if (figures.urgentPerWorkerWeek > mostUrgent) find("alerts", ["more than anybody hears"]);
  const terms = wrongTerms(world, stretch.end);
  find("guidance that ended before its term", terms.early);
  find("guidance that goes on after its term", terms.late);
  const due = judgeContacts(world, stretch.end);
  find("due and never planned", due.unplanned);
  find("due, and neither had nor on a list", due.unmet);
  find("what the robot has to ask is answered too seldom", due.seldom);
  find("asked one to two weeks before a human's contact too seldom", due.late);
  const timed = badlyTimed(world);
  find("check-in within 48 hours of another message", timed.soon);
  find("check-in while a human writes", timed.inTalk);
  const invited = badlyInvited(world, stretch.end);
  find("asked without taking part, or offered what they have", invited.uninvited);
  find("asked once more after the answer", invited.answered);
  find("closed the robot out, and on no list", invited.closedOut);
  find("silence", badlyReminded(world, stretch.end));
  const isIn = new Set(rows.enrolments.map(({ alumnusId }) => alumnusId));
  find(
    "in no programme",
    rows.alumni.flatMap(({ id }) => (isIn.has(id) ? [] : [id])),
  );
  return { figures, ok: findings.length === 0, findings };
}

/** A run in which nothing is planned proves nothing; a summer alone can be without, and so can a school. */
export const findEmptiness = ({ contactsPlanned, months }: Figures): string[] =>
  contactsPlanned === 0 && months >= 12 ? ["contacts: none was planned"] : [];

function contactsOf({ rows, people }: Life, end: number): { planned: number; realised: number } {
  let planned = 0;
  let realised = 0;
  for (const { alumnusId, fromDay, untilDay, askAt } of rows.moments) {
    const person = people.get(alumnusId);
    const last = startOfDay(addDays(untilDay, 1)) - 1;
    if (!person?.enrolment || last >= end || last < person.enrolment.createdAt || !takesPart(person, last))
      continue;
    planned += 1;
    const from = Math.min(askAt ?? Number.POSITIVE_INFINITY, startOfDay(addDays(fromDay, -earlyDays)));
    const latest = Math.max(lastBefore(person.did, last) ?? 0, lastBefore(person.contacts, last) ?? 0);
    if (latest >= from) realised += 1;
  }
  return { planned, realised };
}

function outsideHours({ lines, personOf, schools, staffSchool, did, rows }: Life): string[] {
  const staffOf = Map.groupBy(rows.staff, ({ schoolId }) => schoolId);
  const youngOf = Map.groupBy(personOf.values(), ({ row }) => row.schoolId);
  const found: string[] = [];
  const isAnswer = (chat: number, at: number) =>
    at - (lastBefore(did.get(chat) ?? [], at) ?? 0) <= answerMilliseconds;
  for (const line of lines) {
    if (line.what !== "message") continue;
    const { chat, at, buttons } = line;
    const staffedBy = staffSchool.get(chat);
    const schoolId = staffedBy ?? personOf.get(chat)?.row.schoolId ?? "";
    const school = schools.get(schoolId);
    if (!school || isAnswer(chat, at)) continue;
    // What a human has just done: a message that was passed on, a yes that was confirmed, a colleague who stopped.
    const isHumans = (staffOf.get(schoolId) ?? []).some((one) => one.chat !== null && isAnswer(one.chat, at));
    if (staffedBy === undefined) {
      const person = personOf.get(chat);
      const { ownTime } = person?.row ?? { ownTime: null };
      // What a colleague did about somebody else is no reason to write to this one.
      const isAboutThem = at - (lastBefore(person?.handled ?? [], at) ?? 0) <= answerMilliseconds;
      // Who decides at noon overrules the person's own time; a check-in or times for a talk ring nobody at night all the same.
      const isInvitation = codesOf(buttons).some((code) => code === "b1" || code === "j2");
      const mayHuman = !isInvitation || isMessageTime(school, null, at) || isAtWork(school, at);
      if (!(isAboutThem && mayHuman) && !isMessageTime(school, ownTime, at))
        found.push(`to chat ${chat}, ${shown(at)}`);
      continue;
    }
    const isAlert = buttons.some((data) => data.startsWith("e1:"));
    const isOfSomebody = youngOf.get(schoolId)?.some((one) => isAnswer(one.chat ?? 0, at)) === true;
    if (!isAlert && !isHumans && !isOfSomebody && !isStaffTime(school, at))
      found.push(`to the staff, chat ${chat}, ${shown(at)}`);
  }
  return found;
}

const usual = { from: "10:00", until: "19:30", saturday: false, whenClosed: false };
const shown = (at: number) => `${localTime(at).date} ${localTime(at).time}`;
const isClosedOn = ({ closedDays }: Rows["schools"][number], date: string) =>
  closedDays?.some(({ from, until }) => from <= date && date <= until) === true;

function isMessageTime(
  school: Rows["schools"][number],
  own: Rows["alumni"][number]["ownTime"],
  at: number,
): boolean {
  const { date, time, weekday } = localTime(at);
  const hours = school.messageHours ?? usual;
  if (weekday === 0 || isHoliday(date)) return false;
  if (weekday === 6 && (!hours.saturday || own?.saturday === false)) return false;
  if (!hours.whenClosed && isClosedOn(school, date)) return false;
  const wished = own?.from ?? hours.from;
  const from = wished > hours.from && wished < hours.until ? wished : hours.from;
  return from <= time && time < hours.until;
}

/** The hours of every school of the run. */
function isAtWork(school: Rows["schools"][number], at: number): boolean {
  const { time } = localTime(at);
  return isStaffTime(school, at) && "08:00" <= time && time < "17:00";
}

function isStaffTime(school: Rows["schools"][number], at: number): boolean {
  const { date, time, weekday } = localTime(at);
  const isFree = weekday === 0 || weekday === 6 || isHoliday(date) || isClosedOn(school, date);
  return !isFree && "07:00" <= time && time < "20:00";
}

function withoutNextStep({ lines, people }: Life): string[] {
  const stands = new Map<string, Extract<WitnessLine, { what: "stands" }>>();
  const found: string[] = [];
  for (const line of lines) {
    if (line.what === "stands") stands.set(line.alumnus, line);
    if (line.what !== "midnight") continue;
    for (const [id, { enrolment, tasks }] of people) {
      // Who was enrolled today is looked at within minutes; the next midnight shows it.
      if (!enrolment || enrolment.createdAt > line.at - day) continue;
      if (enrolment.endedAt !== null && enrolment.endedAt <= line.at) continue;
      const row = stands.get(id);
      const isAhead = row?.nextAt !== undefined && row.nextAt !== null && row.nextAt >= line.at - 3_600_000;
      const isOnList = tasks.some(
        (one) => one.createdAt <= line.at && (one.doneAt === null || one.doneAt > line.at),
      );
      const hasStep =
        row !== undefined && (isAhead || (row.by === "human" && row.nextAt !== null && isOnList));
      if (!hasStep) found.push(`${id} in the night of ${shown(line.at)}: ${row?.state} ${row?.next}`);
    }
  }
  return found;
}

/** For each stretch in which somebody took part: the longest time between signs of life in which nobody had them on a list. */
function longestUnseen(
  { lines, people }: Life,
  end: number,
): { days: number; alumnus: string; until: string } {
  let longest = { days: 0, alumnus: "nobody", until: "" };
  // A case worker who puts a task off to tomorrow has seen it.
  const listedAt = new Map(lines.flatMap((line) => (line.what === "listed" ? [[line.task, line.at]] : [])));
  for (const [id, person] of people) {
    const { enrolment, tasks, escalations, consents } = person;
    if (!enrolment) continue;
    const over = Math.min(end, enrolment.endedAt ?? end);
    const seen = [
      ...[...person.did, ...person.contacts].map((at) => ({ from: at, until: at })),
      ...tasks.map((one) => ({
        from: Math.min(
          listedAt.get(one.id) ?? Number.POSITIVE_INFINITY,
          Math.max(one.createdAt, startOfDay(one.fromDay)),
        ),
        until: one.doneAt ?? end,
      })),
      ...escalations.map((one) => ({ from: one.openedAt, until: one.resolvedAt ?? end })),
    ].sort((a, b) => a.from - b.from);
    for (const [n, { at, answer }] of consents.entries()) {
      if (answer !== "yes") continue;
      const until = Math.min(over, consents[n + 1]?.at ?? over);
      // An exit that was put right to a later day: guidance begins with it.
      let last = Math.max(at, enrolment.createdAt, startOfDay(person.row.exitDay));
      for (const one of [...seen, { from: until, until }]) {
        if (one.from > until) break;
        const days = Math.ceil((one.from - last) / day);
        if (days > longest.days) longest = { days, alumnus: id, until: shown(one.from) };
        last = Math.max(last, one.until);
      }
      const days = Math.ceil((until - last) / day);
      if (days > longest.days) longest = { days, alumnus: id, until: shown(until) };
    }
  }
  return longest;
}

function urgentPerWorkerWeek(
  { lines, rows, staffSchool }: Life,
  { start, end }: { readonly start: number; readonly end: number },
): number {
  const rings = lines.filter(
    (line) =>
      line.what === "message" &&
      !line.quiet &&
      staffSchool.has(line.chat) &&
      line.buttons.some((data) => data.startsWith("e1:") && data.endsWith(":take")),
  ).length;
  const weeks = Math.max(1, (end - start) / (7 * day)) * Math.max(1, rows.staff.length);
  return Math.round((rings / weeks) * 100) / 100;
}
