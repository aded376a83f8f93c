import { addDays, addMonths, localTime, startOfDay } from "./dutch-days.ts";
import { isOrdered } from "./is-ordered.ts";
import { monthsOf, type OwnWindow, ownWindows, type Programmes } from "./own-ways.ts";
import { closedDaysIn } from "./school-days.ts";
import { type Life, lastBefore, type Person, takesPart } from "./sort-life.ts";

const day = 86_400_000;
/** So near the twelfth month a yes, a stop or a lesson can fall on either side of it. */
const edgeDays = 10;
/** Until the last look at a place. */
const lateDays = 3;
const twoYears = 24;

interface LastDays {
  /** Local days: the guidance ends on no day before the one, and on none after the other. */
  readonly soonest: string;
  readonly latest: string;
  /** The last day of the programmes alone. */
  readonly own: string;
}

/**
 * When somebody's guidance ends: so many months after the exit as their school's programmes last. Where that is less than two years,
 * whoever the Act orders it for and who takes no part a year after school, or said yes since, has two (LAW-09, 11).
 */
export function lastDaysOf(person: Person, programmes: Programmes): LastDays {
  const { exitDay } = person.row;
  const months = monthsOf(programmes);
  const own = addMonths(exitDay, months);
  const longer = addMonths(exitDay, twoYears);
  if (months >= twoYears) return { soonest: own, latest: own, own };
  const from = startOfDay(addDays(addMonths(exitDay, 12), -edgeDays));
  const until = startOfDay(addDays(addMonths(exitDay, 12), edgeDays));
  const isSure = (holds: (at: number) => boolean) =>
    Array.from({ length: 2 * edgeDays + 1 }, (_, n) => from + n * day).every(holds);
  const isLet = person.unlinkings.some(({ at, until: to }) => at <= until && (to ?? until) >= from);
  if (!isLet && isSure((at) => takesPart(person, at))) {
    const hasStopped = person.consents.some(({ at, answer }) => at > until && answer !== "yes");
    return { soonest: own, latest: hasStopped ? longer : own, own };
  }
  const isOut = isSure((at) => !takesPart(person, at) && isOrdered(person, at));
  return { soonest: isOut ? longer : own, latest: longer, own };
}

/** Whose guidance ended before its term, or went on after it. */
export function wrongTerms(life: Life, end: number): { early: string[]; late: string[] } {
  const early: string[] = [];
  const late: string[] = [];
  for (const [id, person] of life.people) {
    const { enrolment } = person;
    const programmes = life.ways.get(person.row.schoolId);
    if (!enrolment || !programmes) continue;
    const { soonest, latest } = lastDaysOf(person, programmes);
    const endedOn = enrolment.endedAt === null ? null : localTime(enrolment.endedAt).date;
    if (endedOn !== null && endedOn <= soonest) early.push(`${id}, on ${endedOn} instead of ${soonest}`);
    const last = addDays(latest, lateDays);
    const isDue = startOfDay(last) < end && localTime(enrolment.createdAt).date <= latest;
    if (isDue && (endedOn === null || endedOn > last)) late.push(`${id}, term until ${latest}`);
  }
  return { early, late };
}

/** Who answers when asked, within days, or is asked by a human. */
const answering = ["answers", "changesJobs", "dawdles", "withoutTelegram"];
/** Who answers within two days. */
const prompt = ["answers", "changesJobs"];
/** Of what the robot has to ask so much is answered by those; the rest is for whom a human talks with, or half a check-in. */
const floor = 0.8;
/** Fewer contacts than this say nothing of a share. */
const fewest = 10;
/** Kinds of tasks by which a human is to have a contact that was planned, or one that the robot had not. */
const forContact = ["moment", "silent", "hold"];

/** What came of the contacts that are due by the checker's own table. */
export function judgeContacts(life: Life, end: number) {
  const unplanned: string[] = [];
  const unmet: string[] = [];
  const asked = { due: 0, met: 0 };
  const before = { due: 0, met: 0 };
  for (const [id, person] of life.people) {
    const programmes = life.ways.get(person.row.schoolId);
    const school = life.schools.get(person.row.schoolId);
    if (!programmes || !school || !person.enrolment) continue;
    const isShut = (from: string, until: string) => closedDaysIn(school, from, until);
    for (const window of windowsOf(person, programmes)) {
      const { from, until, by } = window;
      // A week that is closed is left out.
      if (isShut(from, until) >= 5 && until < addDays(from, 7)) continue;
      if (
        startOfDay(from) < end &&
        !isPlanned(person, window, 14 + isShut(addDays(from, -60), addDays(until, 60)))
      )
        unplanned.push(`${id}, ${from} to ${until}`);
      const away = isShut(addDays(from, -30), addDays(until, 30));
      const [first, last] = [startOfDay(addDays(from, -28 - away)), startOfDay(addDays(until, 15 + away))];
      if (last >= end || !answering.includes(person.kind) || !isThere(person, first, last)) continue;
      if (!hasContact(person, first, last) && !isWithHuman(person, first, last))
        unmet.push(`${id}, ${from} to ${until}`);
      const askUntil = addDays(from, away > 0 ? 14 : -5);
      // A talk that comes first needs no question before it; and whose numbers nobody has checked for a year asks none.
      const isTalkedFirst = person.contacts.some((at) => first <= at && at < startOfDay(askUntil));
      const mayAsk = isSigned(life, school.id, startOfDay(addDays(from, -21)), startOfDay(addDays(until, 1)));
      if (by === "human" || !prompt.includes(person.kind) || isTalkedFirst || !mayAsk) continue;
      asked.due += 1;
      if ((lastBefore(person.did, startOfDay(addDays(until, 1 + away))) ?? 0) >= first) asked.met += 1;
      if (by === "robot" || isShut(addDays(from, -35), addDays(from, 7)) > 0) continue;
      before.due += 1;
      if (isAsked(person, startOfDay(addDays(from, -16)), startOfDay(addDays(from, -4)))) before.met += 1;
    }
  }
  const share = ({ due, met }: { due: number; met: number }) =>
    due >= fewest && met < floor * due ? [`${met} of ${due}`] : [];
  return { unplanned, unmet, seldom: share(asked), late: share(before) };
}

/** What is due for somebody, from when they were known to the robot, and not around a day on which it all was planned anew. */
function windowsOf(person: Person, programmes: Programmes): OwnWindow[] {
  const { row, enrolment, facts } = person;
  const { soonest, own } = lastDaysOf(person, programmes);
  const known = localTime(enrolment?.createdAt ?? 0).date;
  const moved = facts.findLast(({ exitDay }, n) => n > 0 && facts[n - 1]?.exitDay !== exitDay);
  const anew = moved && addDays(localTime(moved.at).date, 60);
  const isLonger = soonest > own;
  return ownWindows(programmes, row.exitDay, soonest).filter(
    ({ from, until }) =>
      from > known &&
      (!anew || from > anew) &&
      !(isLonger && addDays(own, -20) < until && from < addDays(own, 30)),
  );
}

const isPlanned = ({ moments }: Person, { from, until }: OwnWindow, days: number) =>
  moments.some(
    ({ fromDay, untilDay }) => fromDay <= addDays(until, days) && addDays(from, -days) <= untilDay,
  );

/** Takes part all the time, with a phone that is theirs or without any, in a guidance that is not over. */
function isThere(person: Person, first: number, last: number): boolean {
  const { consents, unlinkings, enrolment } = person;
  const since = first - 45 * day;
  const isLet = unlinkings.some(({ at, until }) => at <= last && (until ?? last) >= since);
  const hasChanged = consents.some(({ at }) => since <= at && at <= last);
  const isOver = enrolment?.endedAt !== null && (enrolment?.endedAt ?? 0) <= last;
  return takesPart(person, since) && !hasChanged && !isLet && !isOver;
}

const hasContact = ({ did, contacts }: Person, first: number, last: number) =>
  Math.max(lastBefore(did, last) ?? 0, lastBefore(contacts, last) ?? 0) >= first;

const isWithHuman = ({ tasks, escalations, talks }: Person, first: number, last: number) =>
  tasks.some(
    ({ kind, createdAt, doneAt }) =>
      forContact.includes(kind) && createdAt <= last && (doneAt ?? last) >= first,
  ) ||
  escalations.some(({ openedAt, resolvedAt }) => openedAt <= last && (resolvedAt ?? last) >= first) ||
  talks.some(({ openedAt, endedAt }) => openedAt <= last && (endedAt ?? last) >= first);

/** Somebody had signed the school's numbers within a year, all the time. */
const isSigned = ({ rows }: Life, schoolId: string, first: number, last: number) =>
  rows.signed.some((one) => one.schoolId === schoolId && one.at <= first && last < one.at + 365 * day);

const isAsked = ({ messages }: Person, first: number, last: number) =>
  messages.some(
    ({ at, buttons }) => first <= at && at <= last && buttons.some((data) => data.startsWith("b1:")),
  );
