import { CsvError, parse } from "csv-parse/sync";
import { type ColumnName, columnNames, columnOf, columnOfHeading } from "./alumni-columns.ts";
import { type AlumnusRecord, type RowFault, type RowNote, readAlumniRow } from "./read-alumni-row.ts";

/** What a school's list holds: the rows that are right, all faults, and what was noticed. */
export interface AlumniFile {
  readonly rows: readonly { readonly row: number; readonly record: AlumnusRecord }[];
  readonly faults: readonly RowFault[];
  /** Sentences without any value of a row. */
  readonly notes: readonly string[];
}

/** More than any school has; a file beyond it is another file. */
const mostBytes = 20_000_000;

/**
 * Reads a school's list: CSV with semicolons, commas or tabs, in UTF-8, UTF-16 or Windows-1252 (Latin-1), with or without
 * a byte order mark. Never throws for what is in the file: every fault is named with row, column and reason, all at once.
 * `today` is the organisation's calendar day (`2026-11-22`).
 */
export function readAlumniFile(bytes: Buffer, today: string): AlumniFile {
  const wrong = (reason: string, row = 1): AlumniFile => ({ rows: [], faults: [{ row, reason }], notes: [] });
  if (bytes.length > mostBytes) return wrong("the file is larger than 20 MB: that is not a list of pupils");
  if (isSpreadsheet(bytes))
    return wrong("this is a spreadsheet file: open it and save it as CSV (comma or semicolon separated)");
  // Excel writes the separator it used on a line of its own, and hides that line again.
  const [, separator, text = ""] = /^(?:sep=(.)(?:\r\n|\r|\n))?([\s\S]*)$/i.exec(decode(bytes)) ?? [];
  const table = readTable(text, separator);
  if ("reason" in table) return wrong(table.reason, table.row);

  const headRow = table.findIndex((cells) => !isBlank(cells));
  const head = table[headRow];
  if (!head) return wrong("the file is empty");
  const headings = readHeadings(head, headRow + 1);
  if (headings.faults.length > 0) return { rows: [], faults: headings.faults, notes: headings.notes };

  const rows: { row: number; record: AlumnusRecord }[] = [];
  const faults: RowFault[] = [];
  const noted = new Map<RowNote, number[]>();
  const rowOfNumber = new Map<string, number>();
  for (const [index, cells] of table.entries()) {
    const row = index + 1;
    if (index <= headRow || isBlank(cells)) continue;
    if (!isBlank(cells.slice(head.length))) {
      const reason = "has more values than there are headings: is there a separator inside a value?";
      faults.push({ row, reason });
      continue;
    }
    const read = readAlumniRow(row, pickCells(cells, headings.places), today);
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
    for (const note of read.notes) noted.set(note, [...(noted.get(note) ?? []), row]);
  }
  if (rows.length === 0 && faults.length === 0)
    return wrong("there is no row below the headings", headRow + 1);
  return { rows, faults, notes: [...headings.notes, ...sayNotes(noted)] };
}

const isBlank = (cells: readonly string[]) => cells.every((cell) => cell.trim() === "");

/** An .xlsx file is a zip archive, an .xls file an OLE document. */
const isSpreadsheet = (bytes: Buffer) => /^(504b0304|d0cf11e0)/.test(bytes.subarray(0, 4).toString("hex"));

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Letters with accents in Windows-1252 are not valid UTF-8: that is how older Dutch school systems export.
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

const inWords: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quotation mark opens here or further up and is never closed",
  CSV_INVALID_CLOSING_QUOTE:
    "a value goes on behind its closing quotation mark, here or because one further up is not closed",
  INVALID_OPENING_QUOTE:
    "a quotation mark stands inside a value: put the value in quotation marks and double it",
};

function readTable(text: string, separator?: string): string[][] | { row: number; reason: string } {
  const delimiter = separator ?? findDelimiter(text);
  const options = { delimiter, relax_column_count: true, record_delimiter: ["\r\n", "\n", "\r"] };
  try {
    return parse(text, options);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Its message repeats what stands in the file; its code does not.
    return {
      row: Number(error.lines) || 1,
      reason: inWords[error.code] ?? `is not CSV (${error.code})`,
    };
  }
}

/** The separator under which most headings of the first line are known; a tie goes to the one that makes most cells. */
function findDelimiter(text: string): string {
  const line = /^\s*(.*)/.exec(text)?.[1] ?? "";
  const ranked = [";", ",", "\t"].map((delimiter) => {
    const cells = line.split(delimiter).map((cell) => cell.replaceAll('"', ""));
    return { delimiter, known: cells.filter(columnOfHeading).length, cells: cells.length };
  });
  ranked.sort((a, b) => b.known - a.known || b.cells - a.cells);
  return ranked[0]?.delimiter ?? ";";
}

function readHeadings(head: readonly string[], row: number) {
  const places = new Map<ColumnName, number>();
  const faults: RowFault[] = [];
  const ignored: string[] = [];
  for (const [place, heading] of head.entries()) {
    const name = columnOfHeading(heading);
    if (!name) {
      if (heading.trim()) ignored.push(`"${printable(heading)}"`);
    } else if (places.has(name))
      faults.push({ row, column: columnOf(name).label, reason: "stands there twice" });
    else places.set(name, place);
  }
  // A file without headings has pupils in its first row: nothing of it is to be printed.
  if (places.size === 0) return { places, faults: [{ row, reason: noHeadings }], notes: [] };
  for (const name of columnNames) {
    const { label, required, expected } = columnOf(name);
    if ((required || expected) && !places.has(name))
      faults.push({ row, column: label, reason: "this column is missing" });
  }
  const notes = ignored.length > 0 ? [`Columns that are not used: ${ignored.join(", ")}.`] : [];
  return { places, faults, notes };
}

const noHeadings =
  "has none of the headings of a list of alumni, such as leerlingnummer, voornaam, geboortedatum";

const printable = (heading: string) =>
  heading
    .replace(/[\p{C}\s]+/gu, " ")
    .trim()
    .slice(0, 60);

function pickCells(cells: readonly string[], places: ReadonlyMap<ColumnName, number>) {
  const picked: Partial<Record<ColumnName, string>> = {};
  for (const [name, place] of places) picked[name] = cells[place] ?? "";
  return picked;
}

const noteInWords: Readonly<Record<RowNote, string>> = {
  noLanguage: "no language is given, Dutch is used",
  unknownLanguage: "this language is not there yet, Dutch is used",
  channelWithoutAddress:
    "the preferred channel is phone or e-mail, but the number or address is not in the file",
};

function sayNotes(noted: ReadonlyMap<RowNote, readonly number[]>): string[] {
  return [...noted].map(([note, rows]) => {
    const some = rows.slice(0, 20).join(", ");
    const more = rows.length > 20 ? ` and ${rows.length - 20} more` : "";
    return `${rows.length === 1 ? "Row" : "Rows"} ${some}${more}: ${noteInWords[note]}.`;
  });
}
