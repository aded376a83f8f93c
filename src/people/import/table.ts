/** One cell of a school's file. */
export interface Cell {
  /** As a person reads it; a date as `2009-03-14`. */
  readonly text: string;
  /** What a workbook kept it as, when that is not text: an amount, a date, or a fault of its own such as #N/A. */
  readonly as?: "number" | "day" | "error";
}

export interface Sheet {
  /** A CSV file has one without a name. */
  readonly name?: string;
  readonly isHidden?: boolean;
  /** From the first row of the file on, so that row n stands at n - 1. */
  readonly rows: readonly (readonly Cell[])[];
}

/** A school's file, before anybody asks what its columns mean. */
export interface Table {
  readonly sheets: readonly Sheet[];
  readonly kind: "csv" | "xlsx";
  /** What stands between two values of a CSV file. */
  readonly delimiter: string;
  /** From which year a workbook counts its days. */
  readonly daysFrom: "1900" | "1904";
}

/** Why a file cannot be read, for the person who made it; never a value of it. */
export interface Unreadable {
  readonly row: number;
  readonly reason: string;
}

export const isBlankCell = (cell: Cell | undefined) => cell === undefined || cell.text.trim() === "";
export const isBlankRow = (cells: readonly Cell[]) => cells.every(isBlankCell);

/** `A`, `B`, … `AA`: how a spreadsheet calls the column at this place. */
export function letterOf(place: number): string {
  const before = Math.floor(place / 26);
  return `${before > 0 ? letterOf(before - 1) : ""}${String.fromCharCode(65 + (place % 26))}`;
}
