import type { Language } from "./language.ts";

/** Gregorian and with Latin digits in every language: Persian and Arabic defaults would print another calendar. */
const localeOf = (language: Language) => `${language}-u-ca-gregory-nu-latn`;

/** `maandag 08:00`: a weekday and a time of day in the organisation's time zone. */
export function formatMoment(language: Language, timeZone: string, instant: Date): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    weekday: "long",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  }).format(instant);
}

/** `23 nov. 14:05`: a day and a time, for staff. */
export function formatDayAndTime(language: Language, timeZone: string, instant: Date): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  }).format(instant);
}
