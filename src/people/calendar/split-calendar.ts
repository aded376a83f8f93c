import { Refused } from "../find-organisation.ts";

/** A part of the file, from its BEGIN to its END, and the line on which it begins. */
export interface Block {
  readonly line: number;
  readonly text: string;
}

const mostBytes = 2_000_000;
const mostEvents = 5_000;

/**
 * The events and the time zones of an iCalendar file as text, each by itself, so that a fault in one of them is a fault of that
 * one. Throws Refused for what is no such file, is longer than any school's calendar, or ends too early.
 */
export function splitCalendar(bytes: Uint8Array): { readonly events: Block[]; readonly zones: Block[] } {
  if (bytes.length > mostBytes)
    throw new Refused("The file is larger than 2 MB: no calendar of a school is.");
  const lines = decode(bytes)
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/);
  const first = lines.find((line) => line.trim() !== "")?.trim() ?? "";
  if (!/^BEGIN:VCALENDAR$/i.test(first))
    throw new Refused("This is no calendar file (.ics): it does not begin with BEGIN:VCALENDAR.");
  if (!lines.some((line) => /^END:VCALENDAR\s*$/i.test(line)))
    throw new Refused(
      "The file ends too early: END:VCALENDAR is missing. Get it again from where it came from.",
    );
  const found = { events: [] as Block[], zones: [] as Block[] };
  let open: { kind: string; line: number; from: number } | undefined;
  for (const [index, line] of lines.entries()) {
    const begins = /^BEGIN:(VEVENT|VTIMEZONE)\s*$/i.exec(line)?.[1]?.toUpperCase();
    const ends = /^END:(VEVENT|VTIMEZONE|VCALENDAR)\s*$/i.exec(line)?.[1]?.toUpperCase();
    // What begins while another is open, or is open at the end, is read as far as it goes and is a fault by itself.
    if (open && (begins || ends)) {
      const end = ends === open.kind ? index + 1 : index;
      const block = { line: open.line, text: lines.slice(open.from, end).join("\r\n") };
      (open.kind === "VEVENT" ? found.events : found.zones).push(block);
      open = undefined;
    }
    if (begins) open = { kind: begins, line: index + 1, from: index };
  }
  if (found.events.length === 0) throw new Refused("There is no event in this calendar.");
  if (found.events.length > mostEvents)
    throw new Refused(
      `There are more than ${mostEvents} events in this calendar: no school closes so often.`,
    );
  return found;
}

/** UTF-8, as the standard wants it; what is not is from an old program, and Western European. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
