import { type Situation, withoutPlace } from "./question-set.ts";

interface Before {
  readonly situation: string | null;
  readonly situationSince: Date | null;
  readonly atHomeSince: Date | null;
}

export const isWithoutPlace = (situation: string | null): boolean =>
  withoutPlace.some((one) => one === situation);

/**
 * Since when somebody is at home or seeking work without a break (R7): going from one to the other does not begin anew. Null
 * for whoever has a place.
 */
export function decideAtHomeSince(before: Before, situation: Situation, since: Date): Date | null {
  if (!isWithoutPlace(situation)) return null;
  return isWithoutPlace(before.situation) ? (before.atHomeSince ?? before.situationSince ?? since) : since;
}

/** The same when somebody says since which instant the situation of now is so: the time before it counts on only where it was one like it. */
export function correctAtHomeSince(before: Before, since: Date): Date | null {
  const { situation, situationSince, atHomeSince } = before;
  if (!isWithoutPlace(situation)) return null;
  const began = atHomeSince ?? situationSince;
  const isWithThisOne = began === null || began.getTime() === situationSince?.getTime();
  return isWithThisOne || since < began ? since : began;
}
