import { addMonths, localTime, startOfDay, yearLater } from "./dutch-days.ts";
import { isOrdered } from "./is-ordered.ts";
import { openDaysAfter } from "./judge-asking.ts";
import { codesOf, type Life, type Person, takesPart } from "./sort-life.ts";

const day = 86_400_000;
/** By then a second offer was made: holidays of a school and of a human lie in between. */
const reofferDays = 60;
/** The robot itself is not late: so many days on which the school is open, for nobody is asked within two days of another message. */
const robotDays = 21;

/** To whom a second offer was due (LAW-11), who did not get it, and who got it more than once. */
export function reoffersOf({ lines, people, schools }: Life, end: number) {
  const said = new Map<number, number[]>();
  for (const line of lines)
    if (line.what === "message" && codesOf(line.buttons).includes("r2"))
      said.set(line.chat, [...(said.get(line.chat) ?? []), line.at]);
  let due = 0;
  const missing: string[] = [];
  const doubled: string[] = [];
  for (const [id, person] of people) {
    const { row, chat, enrolment, tasks } = person;
    const byHuman = tasks.filter(
      ({ kind, doneAt, outcome }) =>
        kind === "reoffer" && doneAt !== null && (outcome === "reached" || outcome === "done"),
    );
    const moments = [...(said.get(chat ?? 0) ?? []), ...byHuman.map(({ doneAt }) => doneAt ?? 0)];
    // A talk that somebody asked for in answer to the offer is no second one.
    const byRobot = said.get(chat ?? 0)?.length ?? 0;
    if (byRobot > 1 || (byRobot === 0 && byHuman.length > 1)) doubled.push(id);
    const aYearOn = startOfDay(yearLater(row.exitDay));
    const from = orderedFrom(person, aYearOn);
    if (from === undefined || !enrolment || takesPart(person, aYearOn + day - 1)) continue;
    const until = from + reofferDays * day;
    if (until >= end || enrolment.createdAt > aYearOn) continue;
    // Whoever said yes in those weeks has answered before they were asked; whoever stopped in them took part on the day.
    const days = Array.from({ length: reofferDays + 1 }, (_, n) => from + n * day);
    const first = Math.min(...moments.filter((at) => at >= from), until);
    if (days.some((at) => at <= first && takesPart(person, at + day - 1))) continue;
    due += 1;
    const school = schools.get(row.schoolId);
    const latest = school ? openDaysAfter(school, from, robotDays) : until;
    const late = (said.get(chat ?? 0) ?? []).find((at) => at > latest);
    if (!moments.some((at) => aYearOn <= at && at <= until))
      missing.push(`${id}, due on ${localTime(from).date}`);
    else if (late !== undefined && first === late)
      missing.push(`${id}, due on ${localTime(from).date}, and the robot made it on ${localTime(late).date}`);
  }
  return { due, missing, doubled };
}

/**
 * The first day from a year after the exit on from which the Act orders the offer for as long as there is time to make it: for
 * whoever studies then it is none, and for whoever drops out later it is that day. Undefined when there is none in two years.
 */
function orderedFrom(person: Person, aYearOn: number): number | undefined {
  const last = startOfDay(addMonths(person.row.exitDay, 24)) - reofferDays * day;
  const changes = person.facts.map(({ at }) => at).filter((at) => at > aYearOn);
  return [aYearOn, ...changes].find((from) => {
    const later = changes.filter((at) => from < at && at <= from + reofferDays * day);
    return from < last && [from, ...later].every((at) => isOrdered(person, at));
  });
}
