import { z } from "zod";
import type { Language } from "../i18n/language.ts";
import { type ColumnName, columnNames, columnOf, readLanguage } from "./alumni-columns.ts";
import { alumnusDetails } from "./details.ts";

/** One row of a school's list, checked. The case worker is still a name. */
export const alumnusRecord = z.object({
  details: alumnusDetails,
  schoolType: z.enum(["pro", "vso", "isk"]),
  exitProfile: z.enum(["labour_market", "day_activity", "further_education"]),
  exitDate: z.string(),
  language: z.string().transform((language) => language as Language),
  preferredChannel: z.enum(["telegram", "phone", "email", "letter"]),
  caseWorkerName: z.string(),
});
export type AlumnusRecord = z.infer<typeof alumnusRecord>;

/** What is wrong in a row, for the person who made the file. Never the value itself: it may be about a pupil. */
export interface RowFault {
  /** As a spreadsheet counts: the headings are row 1. */
  readonly row: number;
  readonly column?: string;
  readonly reason: string;
}

/**
 * Reads the cells of one row. Returns the record and what was filled in for it, or every fault of the row. A value that a
 * spreadsheet would run as a formula is refused (CWE-1236, security.md 13), one that it protected as `="007"` is unpacked.
 */
export function readAlumniRow(
  row: number,
  cells: Readonly<Partial<Record<ColumnName, string>>>,
  today: string,
): { record: AlumnusRecord; notes: RowNote[] } | { faults: RowFault[] } {
  const faults: RowFault[] = [];
  const values: Partial<Record<ColumnName, string>> = {};
  for (const name of columnNames) {
    const read = readCell(name, cells[name] ?? "", today);
    if (read.reason !== undefined) faults.push({ row, column: columnOf(name).label, reason: read.reason });
    else if (read.value !== undefined) values[name] = read.value;
  }
  if (faults.length > 0) return { faults };

  const notes: RowNote[] = [];
  const language = readLanguage(values.language ?? "");
  if (!language) notes.push(values.language === undefined ? "noLanguage" : "unknownLanguage");
  const preferredChannel = values.preferredChannel ?? "telegram";
  if ((preferredChannel === "phone" && !values.phone) || (preferredChannel === "email" && !values.email))
    notes.push("channelWithoutAddress");
  const record = alumnusRecord.parse({
    ...values,
    details: {
      ...values,
      lastName: [values.prefix, values.lastName].filter(Boolean).join(" "),
    },
    language: language ?? "nl",
    preferredChannel,
    caseWorkerName: values.caseWorker,
  });
  return { record, notes };
}

/** What was noticed in a row without being wrong. */
export type RowNote = "noLanguage" | "unknownLanguage" | "channelWithoutAddress";

const unreadable = /[\p{Cc}\u2028\u2029]/u;
/** They turn the direction of the text around them, and are in no name. */
const turning = /[\u202a-\u202e\u2066-\u2069]/;
/** Soft hyphen, zero-width space, word joiner, byte order mark: copied along from a page, seen by nobody. */
const unseen = /[\u00ad\u200b\u2060\ufeff]/g;

function readCell(
  name: ColumnName,
  cell: string,
  today: string,
): { value?: string; reason?: undefined } | { reason: string } {
  const column = columnOf(name);
  // A long cell is judged before anything is done with it.
  if (cell.length > 10 * column.longest) return { reason: tooLong(column.longest) };
  const unpacked = /^="([^"]*)"$/.exec(cell.trim())?.[1] ?? cell;
  if (unreadable.test(unpacked.trim()))
    return { reason: "contains a line break or another control character" };
  if (turning.test(unpacked)) return { reason: "contains an invisible character that turns the text around" };
  if (unpacked.includes("\ufffd"))
    return {
      reason: "contains a character that was lost in an earlier export (a question mark in a diamond)",
    };
  const text = unpacked.normalize("NFC").replace(unseen, "").replace(/\s+/g, " ").trim();
  if (text === "" || /^[-–—]$/.test(text)) return column.required ? { reason: "is empty" } : {};
  if (text.length > column.longest) return { reason: tooLong(column.longest) };
  if (/^[=@+-]/.test(text) && !(column.allowsPlus && text.startsWith("+")))
    return { reason: "begins with =, +, - or @, as a formula does" };
  const value = column.read ? column.read(text, today) : text;
  return value === undefined ? { reason: column.reason ?? "is not right" } : { value };
}

const tooLong = (longest: number) => `is too long (at most ${longest} characters)`;
