import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ownWindows, type Programmes } from "./own-ways.ts";

const table = readFileSync(path.join(import.meta.dirname, "../../docs/programmes.md"), "utf8");

/** The windows after the exit of 17 July 2026, as the table of due dates has them for a system. */
function windowsInTable(heading: string): string[] {
  const section = table.split(`### ${heading}\n`)[1]?.split("\n### ")[0] ?? "";
  return section.split("\n").flatMap((line) => {
    const [, , phase, window] = line.split("|").map((cell) => cell.trim());
    return window?.includes(" to ") && phase !== "final_year" ? [window] : [];
  });
}

test.each<[string, Programmes, string]>([
  ["S1 Praktijkonderwijs Zutphen (now)", [{ key: "pro_three_moments" }], "2028-07-17"],
  ["S1 Praktijkonderwijs Zutphen (where it goes)", [{ key: "pro_three_moments_personal" }], "2028-07-17"],
  ["S2 Zeeland, ZSM verlengde nazorg", [{ key: "extended_flexible" }], "2029-07-17"],
  ["S4 Combinatiefunctionaris Arbeid, Midden-Gelderland", [{ key: "continuous_face" }], "2029-07-17"],
  ["S7 Midden-Brabant, De Klas van … (the region's year)", [{ key: "region_quarterly" }], "2027-07-17"],
  [
    "S7 Midden-Brabant, De Klas van … (the region's year, then the school's)",
    [{ key: "region_quarterly" }, { key: "pro_three_moments", months: 12 }],
    "2028-07-17",
  ],
  ["S8 Transfercoaching Groot-Amsterdam", [{ key: "transfer_intensive" }], "2027-07-17"],
  ["S9 Model text pro", [{ key: "pro_minimum" }], "2028-07-17"],
  ["S10 Model text vso (labour market)", [{ key: "vso_bimonthly" }], "2028-07-17"],
])(
  "the checker's own table has the days of %s, but for those on the edge of a programme",
  (heading, programmes, last) => {
    const theirs = windowsInTable(heading);
    const own = ownWindows(programmes, "2026-07-17", last).map(({ from, until }) => `${from} to ${until}`);
    // What the edges cut, or take away: the first and the last of each programme.
    const isWhole = (window: string) => theirs.includes(window);
    expect(own.filter((window) => !isWhole(window)).length).toBeLessThanOrEqual(programmes.length);
    expect(theirs.filter((window) => !own.includes(window)).length).toBeLessThanOrEqual(
      heading.startsWith("S8") ? 7 : 2 * programmes.length,
    );
    expect(own.length).toBeGreaterThan(0);
  },
);
