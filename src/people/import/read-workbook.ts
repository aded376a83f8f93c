import { formatValue } from "hucre";
import { type Sheet as BookSheet, readXlsx } from "hucre/xlsx";
import { checkArchive } from "./check-archive.ts";
import { type Cell, isBlankRow, type Sheet, type Table, type Unreadable } from "./table.ts";

/** Fifty times a large school. The library refuses nothing smaller than a whole sheet. */
export const mostRows = 50_000;
/** A1 to GR50001: 200 columns, and one row more than is taken, to see that there is one. */
const area = `A1:GR${mostRows + 1}`;

/**
 * Reads the sheets of an .xlsx workbook: text as it stands, a formula as what it last gave, amounts by their format
 * where that only adds noughts or signs (`0612345678`), dates by the workbook's own count (1900 or 1904). A merged cell of
 * one column stands in each of its rows that hold something else. Returns in words why not.
 */
export async function readWorkbook(bytes: Buffer): Promise<Table | Unreadable> {
  const refused = checkArchive(bytes);
  if (refused) return { row: 1, reason: refused };
  const book = await readXlsx(bytes, { range: area, readStyles: true }).catch((error: unknown) => {
    // Whatever the library throws here, it throws at this file; its message may repeat what is in it.
    if (error instanceof Error) return undefined;
    throw error;
  });
  if (!book) return { row: 1, reason: "this workbook is broken: open it in Excel and save it again" };
  return {
    kind: "xlsx",
    delimiter: ";",
    daysFrom: book.dateSystem === "1904" ? "1904" : "1900",
    sheets: book.sheets.map(cellsOf),
  };
}

function cellsOf(sheet: BookSheet): Sheet {
  const rows = sheet.rows.map((values, row) =>
    values.map((value, place): Cell => {
      const known = sheet.cells?.get(`${row},${place}`);
      if (known?.type === "error") return { text: String(value ?? ""), as: "error" };
      if (value instanceof Date) return { text: value.toISOString().slice(0, 10), as: "day" };
      if (typeof value !== "number") return { text: value === null ? "" : String(value) };
      return { text: shownNumber(value, known?.style?.numFmt), as: "number" };
    }),
  );
  const isBlank = rows.map(isBlankRow);
  for (const { startRow, endRow, startCol, endCol } of sheet.merges ?? []) {
    const cell = rows[startRow]?.[startCol];
    if (!cell || startCol !== endCol) continue;
    for (let row = startRow + 1; row <= endRow; row += 1) {
      const cells = rows[row];
      // A row that is empty but for this stays empty.
      if (cells && !isBlank[row]) cells[startCol] = cell;
    }
  }
  return { name: sheet.name, isHidden: sheet.hidden === true || sheet.veryHidden === true, rows };
}

/** A format of noughts and signs shows what somebody typed (`00123`, `06-12345678`); any other is decoration. */
const shownNumber = (value: number, format: string | undefined) =>
  format && /^[+0#\-"\\]*0[0#\-"\\]*$/.test(format) && format !== "0" && Number.isInteger(value)
    ? formatValue(value, format)
    : String(value);
