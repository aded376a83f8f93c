import { formatDate, formatShortDate } from "../../i18n/format-moment.ts";
import type { Language } from "../../i18n/language.ts";
import type { Say } from "../../i18n/texts.ts";
import type { Days } from "./read-dates.ts";
import type { LocalShift } from "./read-shift.ts";

/** `maandag 21 december tot en met zondag 3 januari 2027`, or the one day alone. `today` decides whether a year is said. */
export function sayDays(t: Say, language: Language, { from, until }: Days, today: string): string {
  const first = formatDate(language, from, today);
  return from === until
    ? first
    : t("people:duty.span", { from: first, until: formatDate(language, until, today) });
}

/** `21 dec – 3 jan`: short enough for a button. */
export function shortDays(language: Language, { from, until }: Days): string {
  const first = formatShortDate(language, from);
  return from === until ? first : `${first} – ${formatShortDate(language, until)}`;
}

/** `261221_270103`, as buttons carry days. */
export const packDays = ({ from, until }: Days): string => `${packDay(from)}_${packDay(until)}`;
const packDay = (day: string) => day.slice(2).replaceAll("-", "");

/** Days from a button; undefined for anything that we never made, such as a day that does not exist. */
export function unpackDays(packed: string): Days | undefined {
  const [from, until] = packed.split("_").map(unpackDay);
  return from && until && packed.length === 13 ? { from, until } : undefined;
}

function unpackDay(packed: string): string | undefined {
  if (!/^\d{6}$/.test(packed)) return undefined;
  const day = `20${packed.slice(0, 2)}-${packed.slice(2, 4)}-${packed.slice(4)}`;
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day) ? day : undefined;
}

/** `2611271700_2611300800`, as buttons carry a turn on call. */
export const packShift = ({ from, until }: LocalShift): string => `${packMoment(from)}_${packMoment(until)}`;
const packMoment = (local: string) => `${packDay(local.slice(0, 10))}${local.slice(11).replace(":", "")}`;

/** A turn from a button; undefined for anything that we never made. */
export function unpackShift(packed: string): LocalShift | undefined {
  const [from, until] = packed.split("_").map(unpackMoment);
  return from && until && packed.length === 21 ? { from, until } : undefined;
}

function unpackMoment(packed: string): string | undefined {
  const day = unpackDay(packed.slice(0, 6));
  const time = /^([01]\d|2[0-3])([0-5]\d)$/.exec(packed.slice(6));
  return day && time ? `${day}T${time[1]}:${time[2]}` : undefined;
}
