import { readCsvTable } from "./read-csv-table.ts";
import { readWorkbook } from "./read-workbook.ts";
import type { Table, Unreadable } from "./table.ts";

/** More than any school has; a file beyond it is another file. */
const mostBytes = 20_000_000;

/**
 * Reads the cells of a school's file, CSV or .xlsx by what is in it, whatever it is called. Returns why not in words when it
 * is neither, is broken, locked with a password, or unreasonably large; never throws for what is in the file.
 * `isHeading` helps to tell which separator a CSV file uses.
 */
export async function readTable(
  bytes: Buffer,
  isHeading: (text: string) => boolean,
): Promise<Table | Unreadable> {
  if (bytes.length === 0) return { row: 1, reason: "the file is empty" };
  if (bytes.length > mostBytes)
    return { row: 1, reason: "the file is larger than 20 MB: that is not a list of pupils" };
  // A zip archive, as an .xlsx file is one.
  if (bytes.subarray(0, 4).toString("latin1") === "PK\u0003\u0004") return readWorkbook(bytes);
  const other = otherKind(bytes);
  return other ? { row: 1, reason: other } : readCsvTable(bytes, isHeading);
}

/** In words what a file is that is neither CSV nor a zip archive. */
function otherKind(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, 4).equals(Buffer.from("d0cf11e0", "hex")))
    return bytes.includes(Buffer.from("EncryptedPackage", "utf16le"))
      ? "this workbook is locked with a password: save a copy without one, import that, and throw it away afterwards"
      : "this is a workbook of the old kind (.xls): open it and save it as .xlsx or as CSV";
  if (bytes.subarray(0, 5).toString("latin1") === "%PDF-")
    return "this is a PDF: ask for the list itself, as .xlsx or as CSV";
  // No text begins with these, but UTF-16, which has every second byte zero.
  const start = [...bytes.subarray(0, 16)];
  const isUtf16 =
    start[0] === 0xff || start[0] === 0xfe || start.every((byte, at) => byte !== 0 || at % 2 === 1);
  return start.includes(0) && !isUtf16 ? "this is no list: neither CSV nor .xlsx" : undefined;
}
