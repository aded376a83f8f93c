import type { Output } from "./seam.ts";

/** Writes rows in columns that stand below each other; the last one is as long as it is. */
export function writeTable(output: Output, rows: readonly (readonly string[])[]): void {
  const widths: number[] = [];
  for (const row of rows)
    for (const [place, cell] of row.entries()) widths[place] = Math.max(widths[place] ?? 0, cell.length);
  for (const row of rows) {
    const cells = row.map((cell, place) =>
      place === row.length - 1 ? cell : cell.padEnd(widths[place] ?? 0),
    );
    output.write(`${cells.join("  ")}\n`);
  }
}
