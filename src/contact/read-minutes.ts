import { tidyTyped } from "../people/duty/read-hours.ts";
import { mostMinutes } from "./contact-record.ts";

/** Nobody types more than this for a length of time. */
const mostCharacters = 40;

const minuteWords = "(?:minuten|minuut|minutes|minute|mins|min|m|دقيقة|دقائق|دقيقه)";
const hourWords = "(?:uren|uur|hours|hour|hrs|hr|u|h|ساعات|ساعة|ساعه)";
const whole = new RegExp(String.raw`^(\d{1,4}) ?${minuteWords}?$`, "u");
const clock = /^(\d{1,2}):(\d{2})$/u;
const hours = new RegExp(
  String.raw`^(\d{1,2})(?:[.,](\d{1,2}))? ?${hourWords}(?: ?(?:en|and|و)? ?(\d{1,2}) ?${minuteWords}?)?$`,
  "u",
);
const named: readonly (readonly [RegExp, number])[] = [
  [/^(?:een )?(?:half uur|halfuur|half an hour|half hour|نصف ساعة)$/u, 30],
  [/^(?:een )?kwartier$|^(?:a )?quarter(?: of an hour)?$|^ربع ساعة$/u, 15],
  [/^drie ?kwartier$|^three quarters(?: of an hour)?$/u, 45],
  [/^anderhalf uur$|^an hour and a half$|^ساعة ونصف$/u, 90],
  [/^(?:een|één|an|one) (?:uur|hour)$|^ساعة$/u, 60],
];

/**
 * Reads how long a contact took as somebody types it, in Dutch, English or Arabic: `20`, `45 min`, `1:30`, `1,5 uur`, `1 uur en
 * 10 minuten`, `half uur`. Whole minutes from 1 to 600; undefined for anything else.
 */
export function readMinutes(text: string): number | undefined {
  const typed = text.length > mostCharacters ? "" : tidyTyped(text).replace("٫", ".");
  const minutes = minutesOf(typed);
  return minutes !== undefined && minutes >= 1 && minutes <= mostMinutes ? minutes : undefined;
}

function minutesOf(typed: string): number | undefined {
  const word = named.find(([pattern]) => pattern.test(typed));
  if (word) return word[1];
  const [, plain] = whole.exec(typed) ?? [];
  if (plain !== undefined) return Number(plain);
  const [, hour, minute] = clock.exec(typed) ?? [];
  if (hour !== undefined) return Number(minute) > 59 ? undefined : Number(hour) * 60 + Number(minute);
  const [found, count, part, rest] = hours.exec(typed) ?? [];
  if (found === undefined || (part && rest)) return undefined;
  if (Number(rest ?? 0) > 59) return undefined;
  return Math.round(Number(`${count}.${part ?? 0}`) * 60) + Number(rest ?? 0);
}
