import { type ColumnName, columnNames, columnOf } from "./alumni-columns.ts";
import type { FileReader } from "./import-mapping.ts";
import type { RowFault } from "./read-alumni-row.ts";
import { type Cell, isBlankCell, isBlankRow, letterOf, type Sheet } from "./table.ts";
import { plain } from "./value-words.ts";

/** Where the columns of a list are. */
export interface Headings {
  /** Index of the row; the people stand below it. */
  readonly index: number;
  /** The headings as the file has them. */
  readonly texts: readonly string[];
  readonly places: ReadonlyMap<ColumnName, number>;
  readonly faults: readonly RowFault[];
  /** Sentences without any value of a person. */
  readonly notes: readonly string[];
}

/** Titles, dates of printing and merged groups of headings stand above the headings, not the other way round. */
const mostRowsAbove = 10;
/** A person's row may hold a word that is a heading too, such as `telefoon` as the preferred channel. */
const leastKnown = 3;

/**
 * Finds the headings among the first rows of a sheet: the row with most known ones. Where a heading spans two rows, as one
 * does beside a merged group, it counts for the lower one. Undefined when there are none; then the first row may be a
 * person's and nothing of it is to be repeated.
 */
export function findHeadings(sheet: Sheet, reader: FileReader): Headings | undefined {
  let best: { index: number; texts: string[]; known: number } | undefined;
  let above: readonly string[] = [];
  let looked = 0;
  for (const [index, cells] of sheet.rows.entries()) {
    if (isBlankRow(cells)) continue;
    const texts = joinAbove(cells, above, reader);
    const known = new Set(texts.map((text) => reader.columnOf(text)).filter(Boolean)).size;
    if (known >= leastKnown && known > (best?.known ?? 0)) best = { index, texts, known };
    looked += 1;
    if (looked > mostRowsAbove) break;
    above = texts;
  }
  return (
    best && { index: best.index, texts: best.texts, ...placeHeadings(best.texts, best.index + 1, reader) }
  );
}

/** A title fills nothing; what stands beside known headings does. */
function joinAbove(cells: readonly Cell[], above: readonly string[], reader: FileReader): string[] {
  const isOfHeadings = above.some((text) => reader.columnOf(text));
  return Array.from({ length: Math.max(cells.length, above.length) }, (_, place) => {
    const own = cells[place]?.text ?? "";
    return own.trim() === "" && isOfHeadings ? (above[place] ?? "") : own;
  });
}

function placeHeadings(texts: readonly string[], row: number, reader: FileReader) {
  const places = new Map<ColumnName, number>();
  const faults: RowFault[] = [];
  const notes: string[] = [];
  const ignored: number[] = [];
  for (const name of columnNames) {
    const [first, ...others] = inOrderOfWorth(name, texts, reader);
    if (first === undefined) continue;
    places.set(name, first);
    const label = columnOf(name).label;
    const sameName = others.filter((place) => plain(texts[place] ?? "") === plain(texts[first] ?? ""));
    if (sameName.length > 0) {
      const letters = [first, ...sameName].map(letterOf).join(", ");
      faults.push({
        row,
        column: label,
        reason: `stands there twice (columns ${letters}): rename or remove one`,
      });
    } else if (others.length > 0)
      notes.push(
        `${label} is read from "${printable(texts[first])}", not from ${others.map((place) => `"${printable(texts[place])}"`).join(", ")}; --map chooses another.`,
      );
  }
  for (const [place, text] of texts.entries())
    if (text.trim() !== "" && reader.columnOf(text) === undefined) ignored.push(place);
  for (const name of columnNames) {
    const { label, required, expected } = columnOf(name);
    if ((required || expected) && !places.has(name))
      faults.push({ row, column: label, reason: "this column is missing" });
  }
  if (ignored.length > 0)
    notes.push(`Columns that are not used: ${ignored.map((at) => nameOf(texts, at)).join(", ")}.`);
  for (const heading of reader.named)
    if (!texts.some((text) => plain(text) === plain(heading)))
      notes.push(`The file has no heading "${printable(heading)}" any more, which a mapping names.`);
  if (row > 1) notes.push(`The headings are taken from row ${row}.`);
  return { places, faults, notes };
}

/** The places of a column's headings: one that the mapping names first, then the best known one. */
function inOrderOfWorth(name: ColumnName, texts: readonly string[], reader: FileReader): number[] {
  const order = columnOf(name).headings.map(plain);
  const worth = (place: number) => {
    const heading = texts[place] ?? "";
    return reader.isNamed(heading) ? -1 : order.indexOf(plain(heading));
  };
  const places = [...texts.keys()].filter((place) => reader.columnOf(texts[place] ?? "") === name);
  return places.sort((a, b) => worth(a) - worth(b) || a - b);
}

/** A heading that stands there twice is told apart by its letter. */
const nameOf = (texts: readonly string[], place: number) => {
  const heading = texts[place] ?? "";
  const isAlone = texts.filter((text) => plain(text) === plain(heading)).length === 1;
  return `"${printable(heading)}"${isAlone ? "" : ` (${letterOf(place)})`}`;
};

/** The text, fit for one line on a terminal. */
export const printable = (text = "") =>
  text
    .replace(/[\p{C}\s]+/gu, " ")
    .trim()
    .slice(0, 60);

/** The columns of a row's cells, by name. */
export function pickCells(cells: readonly Cell[], places: ReadonlyMap<ColumnName, number>) {
  const picked: Partial<Record<ColumnName, Cell>> = {};
  for (const [name, place] of places) picked[name] = cells[place] ?? { text: "" };
  return picked;
}

/** Where a row has values under a heading that is empty. */
export const unnamedPlaces = (cells: readonly Cell[], { texts }: Headings) =>
  [...texts.keys()].filter((place) => (texts[place] ?? "").trim() === "" && !isBlankCell(cells[place]));

/** Whether a row has values beyond the last heading. */
export const isBeyondHeadings = (cells: readonly Cell[], headings: Headings) =>
  !cells.slice(headings.texts.length).every(isBlankCell);
