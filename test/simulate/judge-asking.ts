import { addDays, localTime } from "./dutch-days.ts";
import type { Rows } from "./rows.ts";
import { isShutOn } from "./school-days.ts";
import { type Life, lastBefore, type Person, takesPart } from "./sort-life.ts";
import type { MessageLine } from "./witness-line.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** After so long it is no answer any more. */
export const answerMilliseconds = 10 * minute;
/** No check-in so soon after another message. */
const restHours = 48;
/** R9: asked again after so many days, and again; then a human. */
const [firstAgain, secondAgain, byHuman] = [3, 7, 14];
/** Weekends, hours of the person's own and a rest after another message lie in between. */
const patience = { again: 6, human: 4 };

export const shown = (at: number) => `${localTime(at).date} ${localTime(at).time}`;

/** Not in answer to what the person did, nor to what somebody of the staff tapped about them. */
export const isOwnAccord = ({ did, handled }: Person, at: number): boolean =>
  at - Math.max(lastBefore(did, at) ?? 0, lastBefore(handled, at) ?? 0) > answerMilliseconds;

interface Asked {
  readonly subject: string;
  readonly at: number;
  /** The same question once more. */
  readonly again: readonly number[];
}

/** Which check-in a message asks for; undefined for any other. */
export const subjectOf = ({ buttons }: MessageLine): string | undefined =>
  buttons.find((data) => data.startsWith("b1:"))?.split(":")[1];

/** The check-ins that somebody was asked, and how often each was asked again. */
function askedOf({ messages }: Person): Asked[] {
  const groups = Map.groupBy(
    messages.filter((one) => subjectOf(one) !== undefined),
    (one) => subjectOf(one) ?? "",
  );
  return [...groups].map(([subject, [first, ...more]]) => ({
    ...{ subject, at: first?.at ?? 0 },
    again: more.map(({ at }) => at),
  }));
}

/** Check-ins of the robot's own accord that came too soon after another message of its own, and those beside a human who wrote. */
export function badlyTimed({ people }: Life): { soon: string[]; inTalk: string[] } {
  const soon: string[] = [];
  const inTalk: string[] = [];
  for (const [id, person] of people) {
    const own = person.messages.filter(({ at }) => isOwnAccord(person, at));
    for (const { subject, at, again } of askedOf(person)) {
      for (const moment of [at, ...again]) {
        if (!isOwnAccord(person, moment)) continue;
        if (
          person.talks.some(({ openedAt, endedAt }) => openedAt < moment && moment < (endedAt ?? moment + 1))
        )
          inTalk.push(`${id}, ${shown(moment)}`);
      }
      if (!isOwnAccord(person, at)) continue;
      const other = own.find(
        (one) => at - restHours * hour < one.at && one.at < at && subjectOf(one) !== subject,
      );
      if (other) soon.push(`${id}, ${shown(at)} after ${shown(other.at)}`);
    }
  }
  return { soon, inTalk };
}

/** So many days after an instant, days on which the school is closed not counted. */
export function openDaysAfter(school: Rows["schools"][number], at: number, days: number): number {
  const { date } = localTime(at);
  for (let all = 0, open = 0; ; all += 1) {
    if (open >= days) return at + all * day;
    if (!isShutOn(school, addDays(date, all + 1))) open += 1;
  }
}

/**
 * Whoever falls silent is asked again from the third day on and once more from the seventh, not sooner and not more often, and stands on a
 * human's list by the fourteenth (R9); days on which the school is closed are not counted. Judged of whoever takes part and gives no
 * sign of life for two weeks, with nobody at it.
 */
export function badlyReminded({ people, schools }: Life, end: number): string[] {
  const found: string[] = [];
  for (const [id, person] of people) {
    const school = schools.get(person.row.schoolId);
    if (!school) continue;
    const asked = askedOf(person);
    for (const { at, again } of asked) {
      const human = openDaysAfter(school, at, byHuman) + patience.human * day;
      const isOnlyOne = !asked.some((one) => one.at > at && one.at < at + byHuman * day);
      if (human >= end || !isOwnAccord(person, at) || !isOnlyOne || !isLeftAlone(person, at)) continue;
      const tell = (what: string) => found.push(`${id}, asked ${shown(at)}: ${what}`);
      const [first, second, third] = again;
      if (first !== undefined && first < at + firstAgain * day) tell(`again ${shown(first)}, too soon`);
      if (second !== undefined && second < at + secondAgain * day)
        tell(`once more ${shown(second)}, too soon`);
      if (third !== undefined) tell("asked again more than twice");
      const byFirst = openDaysAfter(school, at, firstAgain) + patience.again * day;
      if (first === undefined || first > byFirst) tell(`not asked again by ${shown(byFirst)}`);
      if (!isSeen(person, at, human)) tell(`on no list by ${shown(human)}`);
    }
  }
  return found;
}

/** No sign of life, no talk, no alert and no other answer for nearly two weeks, and they take part all that time. */
function isLeftAlone(person: Person, from: number): boolean {
  const until = from + (byHuman - 1) * day;
  const { did, contacts, escalations, talks, consents, unlinkings, enrolment } = person;
  const isIn = (at: number) => from < at && at <= until;
  const lasts = (begins: number, ends: number | null) => begins <= until && (ends ?? until) >= from;
  return (
    takesPart(person, from) &&
    (enrolment?.endedAt == null || enrolment.endedAt > until + byHuman * day) &&
    ![...did, ...contacts, ...consents.map(({ at }) => at)].some(isIn) &&
    !escalations.some(({ openedAt, resolvedAt }) => lasts(openedAt, resolvedAt)) &&
    !talks.some(({ openedAt, endedAt }) => lasts(openedAt, endedAt)) &&
    !unlinkings.some(({ at, until: to }) => lasts(at, to)) &&
    !person.blocks.some((at) => at <= until)
  );
}

const seeing = ["silent", "outOfSight", "blocked"];

/** A human had them on a list by then, or they were heard of meanwhile. */
const isSeen = ({ tasks, did, contacts, escalations }: Person, from: number, until: number): boolean =>
  tasks.some(
    ({ kind, createdAt, doneAt }) => seeing.includes(kind) && createdAt <= until && (doneAt ?? until) >= from,
  ) ||
  [...did, ...contacts, ...escalations.map(({ openedAt }) => openedAt)].some(
    (at) => from < at && at <= until,
  );
