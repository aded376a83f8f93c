import { z } from "zod";
import type { Language } from "../../i18n/language.ts";
import { alumnusDetails } from "../details.ts";
import { type ColumnName, columnNames, columnOf } from "./alumni-columns.ts";
import type { FileReader } from "./import-mapping.ts";
import type { Given } from "./read-day.ts";
import { type Cell, isBlankCell } from "./table.ts";
import { readLanguage } from "./value-words.ts";

/** One row of a school's list, checked. The case worker is still a name. */
export const alumnusRecord = z.object({
  details: alumnusDetails.omit({ contractEnd: true, indicationEnd: true }),
  schoolType: z.enum(["pro", "vso", "isk"]),
  exitProfile: z.enum(["labour_market", "day_activity", "further_education"]),
  exitDate: z.string(),
  destination: z.string().optional(),
  followingOn: z.string().optional(),
  contractEnd: z.string().optional(),
  indicationEnd: z.string().optional(),
  language: z.string().transform((language) => language as Language),
  preferredChannel: z.enum(["telegram", "phone", "email", "letter"]),
  caseWorkerName: z.string(),
});
export type AlumnusRecord = z.infer<typeof alumnusRecord>;

/** What is wrong in a row, for the person who made the file. Never the value itself: it may be about a pupil. */
export interface RowFault {
  /** As the spreadsheet counts its rows. */
  readonly row: number;
  readonly column?: string;
  readonly reason: string;
}

/**
 * Reads the cells of one row. Returns the record and what was filled in for it, or every fault of the row. A value that a
 * spreadsheet would run as a formula is refused (CWE-1236, security.md 13), one that it protected as `="007"` or with an
 * apostrophe is unpacked. `meaningOf` knows what the school's own words mean.
 */
export function readAlumniRow(
  row: number,
  cells: Readonly<Partial<Record<ColumnName, Cell>>>,
  given: Given,
  meaningOf: FileReader["meaningOf"] = () => undefined,
): { record: AlumnusRecord; notes: RowNote[] } | { faults: RowFault[] } {
  const faults: RowFault[] = [];
  const values: Partial<Record<ColumnName, string>> = {};
  const filled = Object.values(cells).filter((cell) => !isBlankCell(cell)).length;
  if (filled === 1 && Object.keys(cells).length > 1) return { faults: [{ row, reason: onlyOne }] };
  for (const name of columnNames) {
    const cell = cells[name] ?? nothing;
    const read = readCell(name, cell, given, meaningOf);
    if (read.reason !== undefined) faults.push({ row, column: columnOf(name).label, reason: read.reason });
    else if (read.value !== undefined) values[name] = read.value;
  }
  const { birthDate, exitDate } = values;
  if (birthDate && exitDate && exitDate < birthDate)
    faults.push({ row, column: columnOf("exitDate").label, reason: "lies before the birth date" });
  if (faults.length > 0) return { faults };

  const notes: RowNote[] = [];
  const language = readLanguage(values.language ?? "");
  if (!language) notes.push(values.language === undefined ? "noLanguage" : "unknownLanguage");
  const preferredChannel = values.preferredChannel ?? "telegram";
  if ((preferredChannel === "phone" && !values.phone) || (preferredChannel === "email" && !values.email))
    notes.push("channelWithoutAddress");
  if (values.phone && /^[1-9]/.test(cells.phone?.text.trim() ?? "") && /^[0+]/.test(values.phone))
    notes.push("phoneMended");
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

const nothing: Cell = { text: "" };
const onlyOne = "holds one value alone: is it a title or a total? Then take the row out";

/** What was noticed in a row without being wrong. */
export type RowNote = "noLanguage" | "unknownLanguage" | "channelWithoutAddress" | "phoneMended";

const unreadable = /[\p{Cc}\u2028\u2029]/u;
/** They turn the direction of the text around them, and are in no name. */
const turning = /[\u202a-\u202e\u2066-\u2069]/;
/** Soft hyphen, zero-width space, word joiner, byte order mark: copied along from a page, seen by nobody. */
const unseen = /[\u00ad\u200b\u2060\ufeff]/g;

function readCell(
  name: ColumnName,
  cell: Cell,
  given: Given,
  meaningOf: FileReader["meaningOf"],
): { value?: string; reason?: undefined } | { reason: string } {
  const column = columnOf(name);
  // A long cell is judged before anything is done with it.
  if (cell.text.length > 10 * column.longest) return { reason: tooLong(column.longest) };
  const unpacked = unpack(cell.text);
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
  if (cell.as === "error" || faultOfASheet.test(text))
    return { reason: "holds a fault of the spreadsheet, such as #N/A: write the value itself" };
  if (cell.as === "day" && !column.isDay)
    return {
      reason: "was turned into a date by the spreadsheet: format the column as text and type it again",
    };
  if (/^[=@+-]/.test(text) && !(column.allowsPlus && text.startsWith("+")))
    return { reason: "begins with =, +, - or @, as a formula does" };
  const meant = meaningOf(name, text);
  if (meant !== undefined || !column.read) return { value: meant ?? text };
  const value = column.read(text, given);
  if (typeof value === "object") return value;
  return value === undefined ? { reason: column.reason ?? "is not right" } : { value };
}

/** A spreadsheet protects a number as `="007"`; who writes CSV with care puts an apostrophe before what looks like a formula. */
function unpack(text: string): string {
  const bare = text.replace(/^\s*'(?=\s*[=@+-])/, "");
  return /^="([^"]*)"$/.exec(bare.trim())?.[1] ?? bare;
}

/** In English and in Dutch, as a formula leaves them in CSV too. */
const faultOfASheet =
  /^#(n\/a|n\/b|ref!|verw!|value!|waarde!|name\?|naam\?|div\/0!|deel\/0!|num!|getal!|null!|leeg!)$/i;

const tooLong = (longest: number) => `is too long (at most ${longest} characters)`;
