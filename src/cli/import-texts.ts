import { dutchTexts, translatedTexts } from "../i18n/find-standings.ts";
import { findTextFaults } from "../i18n/find-text-faults.ts";
import { readStatuses, writeStatuses } from "../i18n/keep-statuses.ts";
import type { Translated } from "../i18n/language.ts";
import { hashOf, noteTexts, type Status } from "../i18n/text-status.ts";
import { halfItems, writeItems } from "../i18n/write-items.ts";
import { writeLocale } from "../i18n/write-locale.ts";
import { readTable } from "../people/import/read-table.ts";
import { isBlankRow, type Sheet } from "../people/import/table.ts";
import { hashOfNow, headings, type SheetText, textsFor } from "./texts-sheet.ts";

export interface SheetFault {
  /** Counts from 1, as a spreadsheet does. */
  readonly row: number;
  readonly key?: string;
  readonly reason: string;
}

export interface SheetDone {
  readonly faults: readonly SheetFault[];
  /** Texts whose words change, and texts that a native speaker has reviewed; with faults neither is written. */
  readonly changed: number;
  readonly reviewed: number;
}

interface Wish {
  readonly text: SheetText;
  readonly key: string;
  readonly row: number;
  /** Absent: the words stay as they are. */
  readonly words?: string;
  readonly by?: string;
}

/**
 * Takes a translator's sheet: a filled-in translation replaces the text, and a name under "reviewed by" says that a native speaker has
 * read it, or the text as it was when the translation is left empty. Rows with neither are passed over. With any fault in any
 * row nothing is changed. `writes` false only looks.
 */
export async function importSheet(
  language: Translated,
  bytes: Buffer,
  { now, folder, writes }: { readonly now: Date; readonly folder: URL; readonly writes: boolean },
): Promise<SheetDone> {
  const table = await readTable(bytes, (text) => headings.some((one) => one === text.trim()));
  if ("reason" in table) return { faults: [table], changed: 0, reviewed: 0 };
  const sheet = table.sheets.find(({ rows }) => rows.some((row) => placesOf(row) !== undefined));
  if (!sheet)
    return {
      faults: [{ row: 1, reason: `has no row of headings: ${headings.join(", ")}` }],
      changed: 0,
      reviewed: 0,
    };
  const { wishes, faults } = readWishes(language, textsFor(language, folder), sheet);
  const own = translatedTexts(language, folder);
  const texts = new Map([...own].map(([base, forms]) => [base, new Map(forms)]));
  for (const { text, words } of wishes)
    if (words !== undefined) texts.set(text.base, (texts.get(text.base) ?? new Map()).set(text.form, words));
  const all = [
    ...faults,
    ...findHalfReviews(textsFor(language, folder), wishes, texts),
    ...findHalfItems(wishes, texts),
  ];
  const forms = (base: string) => [...(texts.get(base) ?? [])];
  const touched = [...new Set(wishes.map(({ text }) => text.base))];
  const changed = touched.filter((base) => hashOf(forms(base)) !== hashOf(own.get(base) ?? []));
  const reviewers = new Map(wishes.flatMap(({ text, by }) => (by ? [[text.base, by] as const] : [])));
  if (all.length > 0) return { faults: all, changed: 0, reviewed: 0 };
  if (writes) {
    writeLocale(language, new Map([...texts].map(([base, byForm]) => [base, [...byForm]])), folder);
    writeItems(language, plain(texts), folder);
    noteReviews(language, new Set(touched), reviewers, { now, folder });
  }
  return { faults: [], changed: changed.length, reviewed: reviewers.size };
}

type FormsByKey = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Texts without forms. */
const plain = (texts: FormsByKey): ReadonlyMap<string, string> =>
  new Map(
    [...texts].flatMap(([key, forms]) => [...forms].map(([form, text]) => [key + form, text] as const)),
  );

/** A question without its answer would stand in a menu and lead nowhere. */
function findHalfItems(wishes: readonly Wish[], texts: FormsByKey): SheetFault[] {
  const half = halfItems(plain(texts));
  return wishes
    .filter(({ key }) => half.some((id) => key.startsWith(`knowledge:${id}.`)))
    .map(({ row, key }) => ({ row, key, reason: "needs both the question and the answer" }));
}

/**
 * What the sheet changed is a person's draft; what a native speaker put their name to is reviewed, from today's Dutch. What
 * stands in no row that was filled in keeps its status: nobody looked at it.
 */
function noteReviews(
  language: Translated,
  touched: ReadonlySet<string>,
  reviewers: ReadonlyMap<string, string>,
  { now, folder }: { readonly now: Date; readonly folder: URL },
): void {
  const before = readStatuses(language, folder);
  const noted = noteTexts(before, dutchTexts, translatedTexts(language, folder), "draft");
  const at = now.toISOString().slice(0, 10);
  const all = Object.entries({ ...noted, ...before }).flatMap(([base]): [string, Status][] => {
    const [known, one] = [before[base], noted[base]];
    if (!touched.has(base) || !one) return known ? [[base, known]] : [];
    const by = reviewers.get(base);
    const dutch = hashOf(dutchTexts.get(base) ?? []);
    return [[base, by ? { ...one, dutch, stage: "reviewed", by, at } : one]];
  });
  writeStatuses(language, Object.fromEntries(all), folder);
}

type Column = (typeof headings)[number];

/** At which place each column that counts stands, if this is the row of headings. */
function placesOf(row: Sheet["rows"][number]): ReadonlyMap<Column, number> | undefined {
  const places = new Map<Column, number>();
  for (const heading of headings) {
    const place = row.findIndex(({ text }) => text.trim().toLowerCase() === heading.toLowerCase());
    if (place >= 0) places.set(heading, place);
  }
  const needed = ["key", "version", "language", "translation", "reviewed by"] as const;
  return needed.every((heading) => places.has(heading)) ? places : undefined;
}

function readWishes(
  language: Translated,
  all: readonly SheetText[],
  sheet: Sheet,
): { wishes: Wish[]; faults: SheetFault[] } {
  const known = new Map(all.map((text) => [text.base + text.form, text]));
  const top = sheet.rows.findIndex((row) => placesOf(row) !== undefined);
  const places = placesOf(sheet.rows[top] ?? []);
  const wishes: Wish[] = [];
  const faults: SheetFault[] = [];
  const seen = new Map<string, number>();
  for (const [index, cells] of sheet.rows.entries()) {
    if (index <= top || isBlankRow(cells)) continue;
    const row = index + 1;
    const cell = (column: Column) => unquote(cells[places?.get(column) ?? -1]?.text ?? "");
    const key = cell("key").trim();
    const words = cell("translation").replaceAll("\r\n", "\n");
    const by = cell("reviewed by").trim();
    if (key === "" ? words === "" && by === "" : seen.has(key)) {
      if (key !== "") faults.push({ row, key, reason: `stands in row ${seen.get(key)} already` });
      continue;
    }
    seen.set(key, row);
    const made = cell("language").trim();
    // Of another language each row is wrong: said once.
    if (made !== "" && made !== language)
      return {
        wishes: [],
        faults: [{ row, key, reason: `this sheet was made for ${made}, not for ${language}` }],
      };
    const text = known.get(key);
    if (!text) {
      faults.push({ row, ...(key ? { key } : {}), reason: "has no key of a text that this language has" });
      continue;
    }
    const stoodThere = cell("version").trim().split(".")[1];
    if (stoodThere && places?.has("now") && hashOfNow(cell("now").replaceAll("\r\n", "\n")) !== stoodThere)
      faults.push({ row, key, reason: 'has other words under "now": type a correction under "translation"' });
    if (words.trim() === "" && by === "") continue;
    const wish = { text, key, row, ...(words.trim() === "" ? {} : { words }), ...(by ? { by } : {}) };
    const reasons = [
      ...(made === "" ? ["has lost its language"] : []),
      ...findReasons(language, wish, cell("version").trim()),
    ];
    faults.push(...reasons.map((reason) => ({ row, key, reason })));
    wishes.push(wish);
  }
  return { wishes, faults };
}

/** The apostrophe that keeps a spreadsheet from running a formula. */
const unquote = (text: string) => (/^'\s*[=+\-@]/.test(text) ? text.slice(1) : text);

function findReasons(language: Translated, wish: Wish, version: string): string[] {
  const { text, key, words, by } = wish;
  const [dutchThen, nowThen] = version.split(".");
  const [dutchVersion, nowVersion] = text.version.split(".");
  if (dutchThen !== dutchVersion)
    return ["the Dutch text has changed since this sheet was made: export a new one"];
  const reasons: string[] = [];
  if (words === undefined && text.now === undefined) reasons.push("is reviewed, but there is no translation");
  if (words === undefined && nowThen !== nowVersion)
    reasons.push("the translation has changed since this sheet was made: export a new one");
  if (
    by !== undefined &&
    (by.length > 60 || !/^\p{L}[\p{L}\p{M}'’.-]*(?: \p{L}[\p{L}\p{M}'’.-]*)+$/u.test(by))
  )
    reasons.push('under "reviewed by" stands no first and last name');
  const { dutch, isCounted } = text;
  const reviewed = words ?? text.now;
  if (reviewed !== undefined)
    reasons.push(...findTextFaults({ language, key, dutch, text: reviewed, isCounted }));
  return reasons;
}

/** The forms of a counted text are reviewed together, by one person, and none of them is left out. */
function findHalfReviews(
  all: readonly SheetText[],
  wishes: readonly Wish[],
  texts: FormsByKey,
): SheetFault[] {
  return wishes.flatMap(({ text, key, row, by }) => {
    if (!text.isCounted) return [];
    const forms = all.filter(({ base }) => base === text.base);
    if (forms.some(({ form }) => !texts.get(text.base)?.has(form)))
      return [{ row, key, reason: `needs all of its forms: ${forms.map(({ form }) => form).join(" ")}` }];
    const others = wishes.filter((one) => one.text.base === text.base);
    return by !== undefined && (others.length < forms.length || others.some((one) => one.by !== by))
      ? [{ row, key, reason: "the forms of one text are reviewed together, by one person" }]
      : [];
  });
}
