import { writeXlsx } from "hucre/xlsx";

/** A workbook of one sheet; every value is text. */
export async function workbookOf(
  name: string | undefined,
  rows: readonly (readonly string[])[],
): Promise<Buffer> {
  const sheet = { name: name ?? "lijst", rows: rows.map((row) => [...row]) };
  return Buffer.from(await writeXlsx({ sheets: [sheet] }));
}

/**
 * CSV with a byte order mark: without it Excel takes UTF-8 for Windows-1252. What a spreadsheet would run as a formula gets an
 * apostrophe in front (CWE-1236).
 */
export const csvOf = (rows: readonly (readonly string[])[], delimiter: string): Buffer =>
  Buffer.from(
    `\ufeff${rows.map((row) => row.map((cell) => csvCell(cell, delimiter)).join(delimiter)).join("\r\n")}\r\n`,
  );

function csvCell(value: string, delimiter: string): string {
  const harmless = /^\s*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return harmless.includes(delimiter) || /["\r\n]/.test(harmless)
    ? `"${harmless.replaceAll('"', '""')}"`
    : harmless;
}
