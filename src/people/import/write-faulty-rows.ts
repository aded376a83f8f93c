import { writeXlsx } from "hucre/xlsx";
import { plain } from "./alumni-columns.ts";
import type { AlumniFile } from "./read-alumni-file.ts";
import type { RowFault } from "./read-alumni-row.ts";

/**
 * The faulty rows of a list as they were, under their headings, with the reasons in a last column (`reden`): a file of the
 * same kind, to be mended and imported. In CSV, what a spreadsheet would run as a formula gets an apostrophe in front
 * (CWE-1236), which the import takes off again; a workbook keeps every value as text. Undefined when no fault is in a row.
 */
export async function writeFaultyRows(
  source: NonNullable<AlumniFile["source"]>,
  faults: readonly RowFault[],
): Promise<Buffer | undefined> {
  const { table, sheet, headings } = source;
  const reasons = new Map<number, string[]>();
  for (const { row, column, reason } of faults) {
    if (row <= headings.index + 1) continue;
    const said = column === undefined ? reason : `${column} ${reason}`;
    reasons.set(row, [...(reasons.get(row) ?? []), said]);
  }
  if (reasons.size === 0) return undefined;
  const faulty = [...reasons.keys()].sort((a, b) => a - b);
  const cellAt = (row: number, place: number) => sheet.rows[row - 1]?.[place]?.text ?? "";
  // The reasons of an earlier such file go; values beyond the headings stay, as they may be what is wrong.
  const longest = faulty.reduce((most, row) => Math.max(most, sheet.rows[row - 1]?.length ?? 0), 0);
  const places = Array.from({ length: Math.max(headings.texts.length, longest) }, (_, place) => place).filter(
    (place) => {
      const heading = plain(headings.texts[place] ?? "");
      if (heading !== "") return heading !== headingOfReasons;
      return faulty.some((row) => cellAt(row, place) !== "");
    },
  );
  const rows = [[...places.map((place) => headings.texts[place] ?? ""), headingOfReasons]];
  for (const row of faulty)
    rows.push([...places.map((place) => cellAt(row, place)), (reasons.get(row) ?? []).join("; ")]);
  return table.kind === "xlsx" ? workbookOf(sheet.name, rows) : csvOf(rows, table.delimiter);
}

const headingOfReasons = "reden";

async function workbookOf(name: string | undefined, rows: readonly (readonly string[])[]): Promise<Buffer> {
  const sheet = { name: name ?? "lijst", rows: rows.map((row) => [...row]) };
  return Buffer.from(await writeXlsx({ sheets: [sheet] }));
}

/** With a byte order mark: without it Excel takes UTF-8 for Windows-1252. */
const csvOf = (rows: readonly (readonly string[])[], delimiter: string): Buffer =>
  Buffer.from(
    `\ufeff${rows.map((row) => row.map((cell) => csvCell(cell, delimiter)).join(delimiter)).join("\r\n")}\r\n`,
  );

function csvCell(value: string, delimiter: string): string {
  const harmless = /^\s*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return harmless.includes(delimiter) || /["\r\n]/.test(harmless)
    ? `"${harmless.replaceAll('"', '""')}"`
    : harmless;
}
