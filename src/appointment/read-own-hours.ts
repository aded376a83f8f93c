import { Temporal } from "temporal-polyfill";
import { type Days, readDates } from "../people/duty/read-dates.ts";
import { readHours, type Spans, tidyTyped } from "../people/duty/read-hours.ts";

/** Hours that differ on one local day or several: `busy` there is no room for appointments, `free` there is. */
export interface TypedHours {
  readonly kind: "busy" | "free";
  readonly from: string;
  readonly until: string;
  /** Local times of day; the whole day when there are none. */
  readonly spans: readonly { readonly from: string; readonly to: string }[];
}

export type OwnHoursRead =
  | { readonly ok: true; readonly hours: TypedHours }
  /** `noTimes`: "free" needs to be told from when to when. `everyWeek`: that is what working hours are for. */
  | {
      readonly ok: false;
      readonly reason: "unclear" | "noSuchDay" | "backwards" | "noTimes" | "everyWeek" | "tooLong";
    };

const mostCharacters = 80;
/** A longer time is an absence, with a deputy. */
const mostDays = 14;
/** Not `vrij` and not `free`: some mean that they have time, others that they have a day off. */
const words = {
  busy: ["niet", "nee", "geen", "dicht", "bezet", "no", "not", "busy", "blocked", "لا", "مشغول", "مشغولة"],
  free: ["wel", "ja", "open", "beschikbaar", "yes", "available", "نعم", "متاح", "متاحة"],
} as const;
const weekly = /(?<![\p{L}])(?:elke|iedere|every|each|كل)(?![\p{L}])/u;

/**
 * Reads a time as a case worker types it, in Dutch, English or Arabic: `wo 13-15 niet`, `do 3 dec 17-19 wel`, `4-12 t/m 5-12 niet`,
 * `mon 9am-11am busy`. Without a word it is a time on which it does not suit. `today` is the organisation's local date. Days
 * are read as days of absence are, hours as working hours.
 */
export function readOwnHours(text: string, today: string): OwnHoursRead {
  const tidy = text.length > mostCharacters ? "" : tidyTyped(text);
  if (weekly.test(tidy)) return { ok: false, reason: "everyWeek" };
  const { kind, rest } = takeWord(tidy);
  const typed = split(rest, today);
  if ("reason" in typed) return { ok: false, reason: typed.reason };
  const { days, spans } = typed;
  const length = Temporal.PlainDate.from(days.from).until(days.until, { largestUnit: "day" }).days;
  if (length >= mostDays) return { ok: false, reason: "tooLong" };
  if (kind === "free" && spans.length === 0) return { ok: false, reason: "noTimes" };
  return { ok: true, hours: { kind, ...days, spans } };
}

/**
 * Days come first and hours after them: `9-10` is a date in front and a time behind. The shortest front that is a day, with a rest
 * that is nothing but hours, is what is meant.
 */
function split(
  text: string,
  today: string,
):
  | { readonly days: Days; readonly spans: Spans }
  | { readonly reason: "unclear" | "noSuchDay" | "backwards" } {
  const words = text.replace(/^(?:op|on|في) /u, "").split(" ");
  for (let count = 1; count <= words.length; count += 1) {
    const read = readDates(words.slice(0, count).join(" ").replace(/[,:]$/u, ""), today);
    const hours = words.slice(count).join(" ");
    const spans = hours === "" ? [] : readHours(hours);
    if (read.ok && spans && (hours === "" || spans.length > 0)) return { days: read.days, spans };
  }
  // `za 5 dec 10-12`: the date says it, and the answer names the day of the week.
  const [first = "", ...others] = words;
  if (others.length > 0 && !/\d/.test(first) && readDates(first, today).ok) {
    const named = split(others.join(" "), today);
    return "reason" in named ? { reason: "unclear" } : named;
  }
  const whole = readDates(words.join(" "), today);
  return { reason: whole.ok ? "unclear" : whole.reason };
}

/** The word that says which, wherever it stands; the rest without it. */
function takeWord(tidy: string): { kind: "busy" | "free"; rest: string } {
  const parts = tidy.split(" ");
  const isOf = (kind: "busy" | "free") => (part: string) => (words[kind] as readonly string[]).includes(part);
  const kind = parts.some(isOf("free")) && !parts.some(isOf("busy")) ? "free" : "busy";
  return { kind, rest: parts.filter((part) => !isOf("free")(part) && !isOf("busy")(part)).join(" ") };
}
