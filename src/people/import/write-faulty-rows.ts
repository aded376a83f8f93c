import type { AlumniFile } from "./read-alumni-file.ts";
import type { RowFault } from "./read-alumni-row.ts";
import { plain } from "./value-words.ts";
import { csvOf, workbookOf } from "./write-rows.ts";

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
