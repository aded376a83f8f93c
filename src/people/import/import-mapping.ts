import { eq } from "drizzle-orm";
import { organisation as organisationTable } from "../../db/schema/index.ts";
import type { Office } from "../add-staff.ts";
import { Refused, tidyName } from "../find-organisation.ts";
import { may } from "../may.ts";
import type { OrganisationRow } from "../store.ts";
import { type ColumnName, columnNames, columnOf, columnOfHeading } from "./alumni-columns.ts";
import { plain } from "./value-words.ts";

/**
 * What a school's own words mean, as saved with the organisation: a heading stands for a column (`unused`: for none), a
 * word in a column for one of its values. Words of the school, never of a person.
 */
export interface ImportMapping {
  readonly headings: Readonly<Record<string, ColumnName | "unused">>;
  readonly values: Readonly<Partial<Record<ColumnName, Readonly<Record<string, string>>>>>;
}

export const noMapping: ImportMapping = { headings: {}, values: {} };

/** More than any list has: what is saved is read at every import. */
const mostEntries = 200;

/**
 * Reads what the operator typed: `Lln.nr=own number` for a heading (`Telefoon thuis=-` for one that is not to be used),
 * `school type: P.O.=pro` for a word. Throws Refused with what may stand there.
 */
export function readMapping(headings: readonly string[], values: readonly string[]): ImportMapping {
  const read = { headings: {}, values: {} } as {
    headings: Record<string, ColumnName | "unused">;
    values: Partial<Record<ColumnName, Record<string, string>>>;
  };
  for (const typed of headings) {
    const [heading, meant] = splitAt(typed, "=", "last") ?? [];
    if (!heading || !meant || plain(heading) === "")
      throw new Refused(`--map takes "heading of the file=column", such as "Lln.nr=own number".`);
    const name = meant === "-" ? "unused" : columnCalled(meant);
    if (!name) throw new Refused(`"${meant}" is no column. There are: ${listColumns()}; or - for none.`);
    read.headings[heading] = name;
  }
  for (const typed of values) {
    const [place, meaning] = splitAt(typed, ":", "first") ?? [];
    const [word, meant] = meaning ? (splitAt(meaning, "=", "last") ?? []) : [];
    if (!place || !word || !meant || plain(word) === "")
      throw new Refused(`--map-value takes "column: word=value", such as "school type: P.O.=pro".`);
    const name = columnCalled(place);
    const { choose, label } = name ? columnOf(name) : {};
    if (!name || !choose)
      throw new Refused(`--map-value is for ${listColumns((one) => columnOf(one).choose !== undefined)}.`);
    const value = choose(meant);
    if (value === undefined) throw new Refused(`"${meant}" is no value of ${label}.`);
    read.values[name] = { ...read.values[name], [word]: value };
  }
  return read;
}

/** The first with the second laid over it. Throws Refused when that is more than any list has. */
export function joinMappings(saved: ImportMapping, more: ImportMapping): ImportMapping {
  const headings = layOver(saved.headings, more.headings);
  const values: Partial<Record<ColumnName, Readonly<Record<string, string>>>> = {};
  for (const name of columnNames) {
    const joined = layOver(saved.values[name] ?? {}, more.values[name] ?? {});
    if (Object.keys(joined).length > 0) values[name] = joined;
  }
  const entries = [headings, ...Object.values(values)].reduce((sum, one) => sum + Object.keys(one).length, 0);
  if (entries > mostEntries)
    throw new Refused(
      `More than ${mostEntries} headings and words cannot be saved: npm run cli -- alumni mapping --forget`,
    );
  return { headings, values };
}

/** The same word with other capitals or spaces is the same word. */
function layOver<Value>(under: Readonly<Record<string, Value>>, over: Readonly<Record<string, Value>>) {
  const isNew = new Set(Object.keys(over).map(plain));
  const kept = Object.entries(under).filter(([word]) => !isNew.has(plain(word)));
  return Object.fromEntries([...kept, ...Object.entries(over)]);
}

/** What the words of a file mean, when this mapping goes before what is known of itself. */
export interface FileReader {
  /** The column of a heading; undefined for one that is not used. */
  columnOf(heading: string): ColumnName | undefined;
  /** Whether the mapping names this heading, so that it goes before headings that are known of themselves. */
  isNamed(heading: string): boolean;
  /** What a word in a column was said to mean. */
  meaningOf(name: ColumnName, word: string): string | undefined;
  /** The headings that the mapping names. */
  readonly named: readonly string[];
}

/** Reads a file's words by a mapping. */
export function readBy(mapping: ImportMapping): FileReader {
  const byHeading = new Map(Object.entries(mapping.headings).map(([word, name]) => [plain(word), name]));
  const byWord = new Map<string, string>();
  for (const name of columnNames)
    for (const [word, value] of Object.entries(mapping.values[name] ?? {}))
      byWord.set(`${name} ${plain(word)}`, value);
  return {
    columnOf(heading) {
      const named = byHeading.get(plain(heading));
      return named === "unused" ? undefined : (named ?? columnOfHeading(heading));
    },
    isNamed: (heading) => byHeading.has(plain(heading)),
    meaningOf: (name, word) => byWord.get(`${name} ${plain(word)}`),
    named: Object.keys(mapping.headings),
  };
}

/** Forgets what was saved with the organisation. */
export async function forgetMapping({ db }: Pick<Office, "db">, { id }: OrganisationRow): Promise<void> {
  if (!may({ kind: "operator" }, "import")) throw new Refused("Operators may not import.");
  await db.update(organisationTable).set({ importMapping: null }).where(eq(organisationTable.id, id));
}

/** A column by its own name, by its label, or by any heading that is known of itself. */
const columnCalled = (text: string): ColumnName | undefined =>
  columnOfHeading(text) ??
  columnNames.find((name) => [name, columnOf(name).label].some((one) => plain(one) === plain(text)));

const listColumns = (wanted: (name: ColumnName) => boolean = () => true) =>
  columnNames
    .filter(wanted)
    .map((name) => columnOf(name).label)
    .join(", ");

function splitAt(text: string, mark: string, which: "first" | "last"): [string, string] | undefined {
  const place = which === "first" ? text.indexOf(mark) : text.lastIndexOf(mark);
  return place < 0 ? undefined : [tidyName(text.slice(0, place)), tidyName(text.slice(place + mark.length))];
}
