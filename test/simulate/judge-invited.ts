import { isOwnAccord, shown, subjectOf } from "./judge-asking.ts";
import { codesOf, type Life, type Person, takesPart } from "./sort-life.ts";

const day = 86_400_000;
/** R10: whoever closes the robot out is on a human's list at once; a day for an outage. */
const blockedDays = 1;
/** Answers that end a check-in for good: it is not asked once more. */
const ending = ["fine", "notThisTime"];

/** What the robot asks somebody who does not want to be asked, or asks once more although it was answered; and whom nobody sees who closed it out. */
export function badlyInvited({ people, schools }: Life, end: number) {
  const uninvited: string[] = [];
  const answered: string[] = [];
  const closedOut: string[] = [];
  for (const [id, person] of people) {
    if (!schools.has(person.row.schoolId)) continue;
    for (const message of person.messages.filter((one) => isOwnAccord(person, one.at))) {
      const subject = subjectOf(message);
      const isOffer = codesOf(message.buttons).includes("r2");
      if (subject !== undefined && !takesPart(person, message.at))
        uninvited.push(`${id}, a check-in ${shown(message.at)}`);
      if (isOffer && takesPart(person, message.at))
        uninvited.push(`${id}, a second offer to somebody who takes part ${shown(message.at)}`);
      const answer = person.taps.find(
        ({ at, data }) => at < message.at && ending.some((verb) => data === `b1:${subject}:${verb}`),
      );
      if (subject !== undefined && answer)
        answered.push(`${id}, ${shown(message.at)}, answered ${shown(answer.at)}`);
    }
    closedOut.push(...unnoticed(person, end).map((at) => `${id}, ${shown(at)}`));
  }
  return { uninvited, answered, closedOut };
}

/** Blocks by whoever took part and stayed away, of which nobody was told. */
function unnoticed(person: Person, end: number): number[] {
  const { blocks, tasks, did, enrolment } = person;
  return blocks.filter((at) => {
    const until = at + blockedDays * day;
    const isThere =
      enrolment !== undefined &&
      enrolment.createdAt < at &&
      (enrolment.endedAt ?? end) > until &&
      takesPart(person, at);
    if (!isThere || until >= end) return false;
    const isOver = did.some((one) => at < one && one <= until);
    return (
      !isOver &&
      !tasks.some(
        ({ kind, createdAt, doneAt }) => kind === "blocked" && createdAt <= until && (doneAt ?? end) >= at,
      )
    );
  });
}
