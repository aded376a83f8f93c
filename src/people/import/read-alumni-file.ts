import type { ColumnName } from "./alumni-columns.ts";
import { columnOf } from "./alumni-columns.ts";
import {
  findHeadings,
  type Headings,
  isBeyondHeadings,
  pickCells,
  printable,
  unnamedPlaces,
} from "./find-headings.ts";
import { type FileReader, type ImportMapping, noMapping, readBy } from "./import-mapping.ts";
import { type AlumnusRecord, type RowFault, type RowNote, readAlumniRow } from "./read-alumni-row.ts";
import { readTable } from "./read-table.ts";
import { mostRows } from "./read-workbook.ts";
import { isBlankRow, letterOf, type Sheet, type Table } from "./table.ts";

/** What a school's list holds: the rows that are right, all faults, and what was noticed. */
export interface AlumniFile {
  readonly rows: readonly { readonly row: number; readonly record: AlumnusRecord }[];
  readonly faults: readonly RowFault[];
  /** Sentences without any value of a row. */
  readonly notes: readonly string[];
  /** Which columns the list has: what it does not have, an import leaves alone. */
  readonly columns: ReadonlySet<ColumnName>;
  /** What was read, for a file of the faulty rows; absent when no headings were found. */
  readonly source?: {
    readonly table: Pick<Table, "kind" | "delimiter">;
    readonly sheet: Sheet;
    readonly headings: Headings;
  };
}

export interface ReadOptions {
  /** What was saved for this school, with what was said this time laid over it. */
  readonly mapping?: ImportMapping;
  /** The sheet of a workbook; without it the first one that looks like a list. */
  readonly sheet?: string;
}

/**
 * Reads a school's list: .xlsx, or CSV with semicolons, commas or tabs, in UTF-8, UTF-16 or Windows-1252 (Latin-1). Never
 * throws for what is in the file: every fault is named with row, column and reason, all at once. `today` is the
 * organisation's calendar day (`2026-11-22`).
 */
export async function readAlumniFile(
  bytes: Buffer,
  today: string,
  options: ReadOptions = {},
): Promise<AlumniFile> {
  const reader = readBy(options.mapping ?? noMapping);
  const table = await readTable(bytes, (text) => reader.columnOf(text) !== undefined);
  if ("reason" in table) return wrong(table.reason, table.row);
  const chosen = chooseSheet(table, reader, options.sheet);
  if (typeof chosen === "string") return wrong(chosen);
  const { sheet, headings } = chosen;
  const source = { table, sheet, headings };
  const notes = [...chosen.notes, ...headings.notes];
  const columns = new Set(headings.places.keys());
  if (headings.faults.length > 0) return { rows: [], faults: headings.faults, notes, columns, source };
  if (sheet.rows.length > mostRows)
    return wrong(`there are more than ${mostRows} rows: that is not a list of pupils`, mostRows + 1);
  const body = readBody(table, sheet, headings, reader, today);
  if (body.rows.length === 0 && body.faults.length === 0)
    return { ...wrong("there is no row below the headings", headings.index + 1), notes };
  return { rows: body.rows, faults: body.faults, notes: [...notes, ...body.notes], columns, source };
}

const wrong = (reason: string, row = 1): AlumniFile => ({
  rows: [],
  faults: [{ row, reason }],
  notes: [],
  columns: new Set(),
});

const noHeadings =
  "has none or too few of the headings of a list of alumni, such as leerlingnummer, voornaam, geboortedatum; " +
  'if the file calls them otherwise, say so with --map, as in --map "Lln.nr=own number"';

/** The sheet to read with its headings, or in words why there is none. */
function chooseSheet(
  { kind, sheets }: Table,
  reader: FileReader,
  name: string | undefined,
): { sheet: Sheet; headings: Headings; notes: string[] } | string {
  if (name !== undefined && kind === "csv") return "--sheet is for workbooks, and this is CSV";
  const wanted = name?.trim().toLowerCase();
  const named = sheets.filter((sheet) => sheet.name?.trim().toLowerCase() === wanted);
  if (wanted !== undefined && named.length === 0)
    return `there is no sheet of this name; there are: ${sheets.map((sheet) => `"${printable(sheet.name)}"`).join(", ")}`;
  const filled = (wanted === undefined ? sheets.filter((sheet) => !sheet.isHidden) : named).filter(
    (sheet) => !sheet.rows.every(isBlankRow),
  );
  if (filled.length === 0) return wanted === undefined ? "the file is empty" : "this sheet is empty";
  for (const sheet of filled) {
    const headings = findHeadings(sheet, reader);
    if (!headings) continue;
    const others = filled.filter((other) => other !== sheet).map((other) => `"${printable(other.name)}"`);
    const notes =
      others.length > 0
        ? [`The sheet "${printable(sheet.name)}" is read, not ${others.join(", ")}; --sheet chooses another.`]
        : [];
    return { sheet, headings, notes };
  }
  return noHeadings;
}

function readBody(table: Table, sheet: Sheet, headings: Headings, reader: FileReader, today: string) {
  const rows: { row: number; record: AlumnusRecord }[] = [];
  const faults: RowFault[] = [];
  const noted = new Map<RowNote, number[]>();
  const rowOfNumber = new Map<string, number>();
  const unnamed = new Set<number>();
  const given = { today, daysFrom: table.daysFrom };
  for (const [index, cells] of sheet.rows.entries()) {
    const row = index + 1;
    if (index <= headings.index || isBlankRow(cells)) continue;
    if (isBeyondHeadings(cells, headings)) {
      faults.push({
        row,
        reason: "has more values than there are headings: is there a separator inside a value?",
      });
      continue;
    }
    for (const place of unnamedPlaces(cells, headings)) unnamed.add(place);
    const picked = pickCells(cells, headings.places);
    const read = readAlumniRow(row, picked, given, reader.meaningOf);
    if ("faults" in read) {
      faults.push(...read.faults);
      continue;
    }
    const first = rowOfNumber.get(read.record.details.ownNumber);
    if (first !== undefined) {
      faults.push({ row, column: columnOf("ownNumber").label, reason: `is the same as in row ${first}` });
      continue;
    }
    rowOfNumber.set(read.record.details.ownNumber, row);
    rows.push({ row, record: read.record });
    for (const note of read.notes) {
      const known = noted.get(note);
      if (known) known.push(row);
      else noted.set(note, [row]);
    }
  }
  const letters = [...unnamed].sort((a, b) => a - b).map(letterOf);
  const nameless =
    letters.length > 0 ? [`Columns without a heading are not used: ${letters.join(", ")}.`] : [];
  return { rows, faults, notes: [...nameless, ...sayNotes(noted)] };
}

const noteInWords: Readonly<Record<RowNote, string>> = {
  noLanguage: "no language is given, Dutch is used",
  unknownLanguage: "this language is not there yet, Dutch is used",
  channelWithoutAddress:
    "the preferred channel is phone or e-mail, but the number or address is not in the file",
  phoneMended: "the spreadsheet took the beginning of a telephone number away, it was put back (0 or +31)",
};

function sayNotes(noted: ReadonlyMap<RowNote, readonly number[]>): string[] {
  return [...noted].map(([note, rows]) => {
    const some = rows.slice(0, 20).join(", ");
    const more = rows.length > 20 ? ` and ${rows.length - 20} more` : "";
    return `${rows.length === 1 ? "Row" : "Rows"} ${some}${more}: ${noteInWords[note]}.`;
  });
}
