/** A pause that still counts as being at it, in minutes. */
const longestPause = 5;

/**
 * How long a talk took the people in it, in whole minutes, from when each message was written: pauses count up to five minutes,
 * so that a question in the morning and an answer at night are not a day of work. At least one minute; none without messages.
 */
export function decideTalkMinutes(moments: readonly Date[]): number {
  const times = moments.map((one) => one.getTime() / 60_000).sort((a, b) => a - b);
  if (times.length === 0) return 0;
  const pauses = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const total = pauses.reduce((sum, pause) => sum + Math.min(pause, longestPause), 0);
  return Math.max(1, Math.round(total));
}
