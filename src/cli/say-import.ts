import { columnOf } from "../people/import/alumni-columns.ts";
import type { ImportResult } from "../people/import/import-alumni.ts";
import type { RowFault } from "../people/import/read-alumni-row.ts";
import type { InNoCohort } from "../programme/decide-in-no-cohort.ts";

/** `2 new, 1 changed, 40 unchanged`, and whom the list does not name. */
export function sayCounts({ ok, added, changed, unchanged, absent, faults }: ImportResult): string {
  const counts = `${added} new, ${changed} changed, ${unchanged} unchanged`;
  if (!ok) return `${counts}, ${new Set(faults.map(({ row }) => row)).size} faulty`;
  if (absent === 0) return counts;
  return `${counts}; ${absent} in the system but not in this file, who stay as they are`;
}

/** Each person who changes, with what each field was and becomes. For the terminal of the operator, never for a log. */
export function sayChanges({ changes }: ImportResult): string[] {
  return changes.flatMap(({ row, ownNumber, fields }) => [
    `Row ${row}, ${ownNumber} changes:`,
    ...fields.map(
      ({ column, before, after }) =>
        `    ${columnOf(column).label}: ${before || "(nothing)"} → ${after || "(nothing)"}`,
    ),
  ]);
}

/** How many fit no cohort, and what to type; nothing when everybody does. */
export function sayInNoCohort(found: InNoCohort | undefined): string[] {
  if (!found) return [];
  const { people, first, last } = found;
  const [who, them] = people === 1 ? ["1 person leaves", "this one"] : [`${people} people leave`, "them"];
  const when = first === last ? `on ${first}, a day` : `between ${first} and ${last}, on days`;
  return [
    `${who} school ${when} of no cohort, so nobody will ask ${them} anything. Type: npm run cli -- cohort add NAME --from ${first} --until ${last} --programme KEY (programme list names the keys, cohort list the days that are taken).`,
  ];
}

const mostDoubles = 20;

/** Who may be one person with two numbers. */
export function sayDoubles({ doubles }: ImportResult): string[] {
  const lines = doubles
    .slice(0, mostDoubles)
    .map(({ row, same }) =>
      "row" in same
        ? `Rows ${same.row} and ${row} have the same name and birth date and other numbers: is it one person?`
        : `Row ${row} has the name and birth date of ${same.ownNumber}, who is in the system and not in this file: is it one person?`,
    );
  const more = doubles.length - lines.length;
  return more > 0 ? [...lines, `${more} more rows have a name and birth date that another has.`] : lines;
}

export const sayFault = ({ row, column, reason }: RowFault) =>
  column === undefined ? `Row ${row}: ${reason}.` : `Row ${row}, ${column}: ${reason}.`;
