import type { StaffedHours } from "./is-staffed.ts";

export type Spans = NonNullable<StaffedHours["1"]>;

/** Nobody types more than this for one day. */
const mostCharacters = 80;

const time = String.raw`(\d{1,2})(?:\s?[:.hu]\s?(\d{2}))?\s?(?:uur|u|h)?\s?(am|pm)?`;
const until = "(?:-|–|—|tot|t/m|to|till|until|إلى|الى|حتى)";
const span = new RegExp(String.raw`^(?:van|from|من)?\s*${time}\s*${until}\s*${time}$`, "u");
const between = /\s*(?:,|;|\+|&|\ben\b|\band\b|\sو\s?)\s*/u;
const free = new Set([
  "vrij",
  "niet",
  "nee",
  "geen",
  "off",
  "free",
  "no",
  "none",
  "closed",
  "لا",
  "عطلة",
  "إجازة",
]);

/** Digits of other scripts as Latin ones, small letters, one space. */
export const tidyTyped = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/[\u2066-\u2069\u200e\u200f]/g, "")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/[.!]+$/, "")
    .trim();

/**
 * Reads working hours of one day as somebody types them, in Dutch, English or Arabic: `9-15.30`, `9:00 tot 12:30 en 13-17`,
 * `9am to 3pm`. A word such as `vrij` is no hours at all. Undefined for anything else, for times that do not exist, for an
 * end before its start and for spans that overlap.
 */
export function readHours(text: string): Spans | undefined {
  const typed = text.length > mostCharacters ? "" : tidyTyped(text);
  if (free.has(typed)) return [];
  const spans = typed.split(between).map((one) => {
    const found = span.exec(one);
    if (!found) return undefined;
    const from = clock(found[1], found[2], found[3]);
    const to = clock(found[4], found[5], found[6]);
    return from && to && from < to ? { from, to } : undefined;
  });
  const read = spans.flatMap((one) => one ?? []).sort((a, b) => a.from.localeCompare(b.from));
  if (read.length < spans.length || read.length > 4) return undefined;
  return read.every((one, index) => one.from >= (read[index - 1]?.to ?? "")) ? read : undefined;
}

/** `09:30`; undefined for a time of day that does not exist. */
export function clock(hours: string | undefined, minutes = "00", half?: string): string | undefined {
  const typed = Number(hours);
  if (half && (typed < 1 || typed > 12)) return undefined;
  const hour = half ? (typed % 12) + (half === "pm" ? 12 : 0) : typed;
  if (!(hour <= 23) || Number(minutes) > 59) return undefined;
  return `${String(hour).padStart(2, "0")}:${minutes}`;
}
