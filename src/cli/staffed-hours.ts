import type { StaffedHours } from "../people/duty/is-staffed.ts";
import { Refused } from "../people/find-organisation.ts";

const dayNames = [
  ["mo", "mon", "monday", "ma", "maandag"],
  ["tu", "tue", "tuesday", "di", "dinsdag"],
  ["we", "wed", "wednesday", "wo", "woensdag"],
  ["th", "thu", "thursday", "do", "donderdag"],
  ["fr", "fri", "friday", "vr", "vrijdag"],
  ["sa", "sat", "saturday", "za", "zaterdag"],
  ["su", "sun", "sunday", "zo", "zondag"],
] as const;
const days = ["1", "2", "3", "4", "5", "6", "7"] as const;
type Day = (typeof days)[number];
type Span = { readonly from: string; readonly to: string };

const example = 'Write them like "mo-fr 08:00-17:00, sa 10:00-12:00" (ma-vr works too), or "none".';

/**
 * Reads `mo-fr 08:00-12:00, 13:00-17:00, sa 10:00-12:00`, days in English or Dutch; hours without days belong to the days
 * before them, `none` (`geen`) is nobody ever. Throws Refused, naming the part that is wrong.
 */
export function parseStaffedHours(text: string): StaffedHours {
  if (/^(none|geen)$/i.test(text.trim())) return {};
  const hours = new Map<Day, Span[]>();
  let current: readonly Day[] = [];
  for (const part of text.toLowerCase().split(/[,;]/)) {
    const found = /^\s*([a-z]+(?:\s*-\s*[a-z]+)?)?\s*(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})\s*$/.exec(part);
    if (!found) throw new Refused(`Staffed hours: "${part.trim()}" is not understood. ${example}`);
    const [, dayText, from = "", to = ""] = found;
    if (dayText) current = readDays(dayText);
    if (current.length === 0) throw new Refused(`Staffed hours: "${part.trim()}" has no day. ${example}`);
    const span = { from: readTime(from), to: readTime(to) };
    if (span.from >= span.to)
      throw new Refused(
        `Staffed hours: "${part.trim()}" ends before it begins. Hours past midnight belong to the next day.`,
      );
    for (const day of current) hours.set(day, [...(hours.get(day) ?? []), span]);
  }
  return Object.fromEntries(
    days.flatMap((day) => (hours.has(day) ? [[day, sorted(hours.get(day) ?? [])]] : [])),
  );
}

function readDays(text: string): readonly Day[] {
  const [first = "", last = first] = text.split("-").map((name) => name.trim());
  const from = placeOf(first);
  const to = placeOf(last);
  const count = ((to - from + 7) % 7) + 1;
  return Array.from({ length: count }, (_, step) => days[(from + step) % 7] ?? "1");
}

function placeOf(name: string): number {
  const place = dayNames.findIndex((names) => (names as readonly string[]).includes(name));
  if (place < 0) throw new Refused(`Staffed hours: "${name}" is not a day. ${example}`);
  return place;
}

function readTime(text: string): string {
  const [hour = "", minute = ""] = text.split(":");
  if (Number(hour) > 23 || Number(minute) > 59)
    throw new Refused(`Staffed hours: "${text}" is not a time of day (00:00 to 23:59).`);
  return `${hour.padStart(2, "0")}:${minute}`;
}

function sorted(spans: readonly Span[]): Span[] {
  const inOrder = [...spans].sort((a, b) => a.from.localeCompare(b.from));
  for (const [place, span] of inOrder.entries()) {
    const before = inOrder[place - 1];
    if (before && span.from < before.to)
      throw new Refused(`Staffed hours: ${before.from}-${before.to} and ${span.from}-${span.to} overlap.`);
  }
  return inOrder;
}

const shortNames = ["mo", "tu", "we", "th", "fr", "sa", "su"] as const;

/** The same hours in words: `mo-fr 08:00-17:00, sa 10:00-12:00`. */
export function showStaffedHours(hours: StaffedHours): string {
  const groups: { first: number; last: number; text: string }[] = [];
  for (const [place, day] of days.entries()) {
    const text = (hours[day] ?? []).map(({ from, to }) => `${from}-${to}`).join(", ");
    const group = groups.at(-1);
    if (text === "") continue;
    if (group && group.text === text && group.last === place - 1) group.last = place;
    else groups.push({ first: place, last: place, text });
  }
  const named = groups.map(({ first, last, text }) =>
    first === last ? `${shortNames[first]} ${text}` : `${shortNames[first]}-${shortNames[last]} ${text}`,
  );
  return named.join(", ") || "none";
}
