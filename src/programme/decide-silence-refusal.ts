import type { SilenceDays } from "./standing/standing.ts";

/** Longer than a year nobody is left without a human's look. */
const mostDays = 365;

/** Why these days cannot be; undefined when they can: whole days, one after another, and out of sight within a year. */
export function decideSilenceRefusal({ remind, task, outOfSight }: SilenceDays): string | undefined {
  const days = [...remind, task, outOfSight];
  if (days.some((one) => !Number.isInteger(one) || one < 1)) return "Days are whole numbers from 1 on.";
  if (outOfSight > mostDays)
    return `Nobody is out of sight for more than ${mostDays} days before a human looks.`;
  const isInOrder = days.every((one, index) => index === 0 || one > (days[index - 1] ?? 0));
  return isInOrder
    ? undefined
    : "They follow each other: asked again, once more, a human's task, out of sight; each later than the one before.";
}
