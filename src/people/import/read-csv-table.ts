import { CsvError, parse } from "csv-parse/sync";
import type { Table, Unreadable } from "./table.ts";

/**
 * Reads CSV with semicolons, commas or tabs, in UTF-8, UTF-16 or Windows-1252 (Latin-1), with or without a byte order mark,
 * and with the line `sep=;` that Excel writes. Returns in words what breaks it.
 */
export function readCsvTable(bytes: Buffer, isHeading: (text: string) => boolean): Table | Unreadable {
  // Excel writes the separator it used on a line of its own, and hides that line again.
  const [, separator, text = ""] = /^(?:sep=(.)(?:\r\n|\r|\n))?([\s\S]*)$/i.exec(decode(bytes)) ?? [];
  const delimiter = separator ?? findDelimiter(text, isHeading);
  try {
    const rows: string[][] = parse(text, {
      delimiter,
      relax_column_count: true,
      record_delimiter: ["\r\n", "\n", "\r"],
    });
    const cells = rows.map((row) => row.map((cell) => ({ text: cell })));
    return { kind: "csv", delimiter, daysFrom: "1900", sheets: [{ rows: cells }] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Its message repeats what stands in the file; its code does not.
    return {
      row: Number(error.lines) || 1,
      reason: inWords[error.code] ?? `is not CSV (${error.code})`,
    };
  }
}

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes[1] === 0 && bytes[3] === 0) return new TextDecoder("utf-16le").decode(bytes);
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

/**
 * The separator under which one of the first lines holds most known headings, as a title may stand above them; a tie goes to
 * the one that makes most cells.
 */
function findDelimiter(text: string, isHeading: (text: string) => boolean): string {
  const lines = text.slice(0, 50_000).split(/\r\n|\r|\n/, 20);
  const ranked = [";", ",", "\t"].map((delimiter) => {
    const rows = lines.map((line) => line.split(delimiter).map((cell) => cell.replaceAll('"', "")));
    const known = Math.max(...rows.map((cells) => cells.filter(isHeading).length));
    return { delimiter, known, cells: Math.max(...rows.map((cells) => cells.length)) };
  });
  ranked.sort((a, b) => b.known - a.known || b.cells - a.cells);
  return ranked[0]?.delimiter ?? ";";
}
