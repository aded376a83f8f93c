import { mustBeChecked } from "../i18n/checked-texts.ts";
import { pluralFormsOf } from "../i18n/complete-locale.ts";
import { dutchTexts, findStandings, translatedTexts } from "../i18n/find-standings.ts";
import { readStatuses } from "../i18n/keep-statuses.ts";
import { readsStaffTexts, type Translated } from "../i18n/language.ts";
import { isStaffText } from "../i18n/staff-texts.ts";
import { aMessage, limitOf } from "../i18n/text-limits.ts";
import { type Forms, hashOf } from "../i18n/text-status.ts";

/** The headings of a translator's sheet, in their order. The first three are how a row is known again: nobody changes them. */
export const headings = [
  "key",
  "version",
  "language",
  "where",
  "longest",
  "Dutch",
  "English",
  "now",
  "status",
  "translation",
  "reviewed by",
] as const;

/** One row of the sheet: a text, or one of its plural forms. */
export interface SheetText {
  readonly base: string;
  /** `_few`, or nothing. */
  readonly form: string;
  readonly isCounted: boolean;
  readonly dutch: string;
  /** Of the Dutch that the sheet is made from, and of what stands there now. */
  readonly version: string;
  readonly now: string | undefined;
}

/** Every text that a language should have, one for each plural form that the language has. */
export function textsFor(language: Translated, folder: URL): SheetText[] {
  const own = translatedTexts(language, folder);
  return [...dutchTexts]
    .filter(([base]) => readsStaffTexts(language) || !isStaffText(base))
    .flatMap(([base, dutch]) => {
      const isCounted = dutch.length > 1;
      const forms = isCounted ? pluralFormsOf(language).map((form) => `_${form}`) : [""];
      return forms.map((form) => {
        const now = textOf(own.get(base) ?? [], form);
        return {
          ...{ base, form, isCounted, now, version: `${hashOf(dutch)}.${hashOfNow(now)}` },
          dutch: textOf(dutch, form) ?? textOf(dutch, "_other") ?? "",
        };
      });
    });
}

/** Tells whether a translation is still the one that stood in the sheet. */
export const hashOfNow = (now = ""): string => hashOf([["", now]]);

const textOf = (forms: Forms, form: string) => forms.find(([name]) => name === form)?.[1];

/** The sheet as rows of cells, the headings first. `isOpen`: without what a native speaker has reviewed already. */
export function sheetOf(language: Translated, isOpen: boolean, folder: URL): string[][] {
  const statuses = readStatuses(language, folder);
  const standings = findStandings(language, folder);
  const english = translatedTexts("en", folder);
  const rows = textsFor(language, folder)
    .filter(({ base }) => !isOpen || standings.get(base) !== "reviewed")
    .map(({ base, form, dutch, version, now }) => {
      const limit = limitOf(base + form);
      const { by = "", at = "" } = statuses[base] ?? {};
      const standing = standings.get(base) ?? "missing";
      const inEnglish = english.get(base) ?? [];
      return [
        ...[base + form, version, language, whereOf(base, limit?.what), limit ? String(limit.most) : ""],
        ...[dutch, textOf(inEnglish, form) ?? textOf(inEnglish, "_other") ?? "", now ?? ""],
        ...[standing === "reviewed" ? `reviewed: ${by}, ${at}` : standing, "", ""],
      ];
    });
  return [[...headings], ...rows];
}

const rooms: Readonly<Record<string, string>> = {
  appointment: "making an appointment",
  caseload: "a new case worker",
  checkin: "the questions of the robot",
  contact: "one's own data: contacts",
  delivery: "when something goes wrong",
  escalation: "when a human has read it",
  knowledge: "what can be asked, and the answer",
  people: "the first minute, consent, stopping, the phone, numbers to call",
  programme: "the offer, and what is planned",
  questions: "a parent asks",
  rights: "one's own data",
  simulator: "the demo",
  talk: "a talk with a human",
  telegram: "commands, help, privacy",
};

/** Where a text appears, for who has never seen the product. */
function whereOf(base: string, what: string | undefined): string {
  const parts = [rooms[base.split(":")[0] ?? ""] ?? "", what ?? aMessage.what];
  return [...parts, ...(mustBeChecked(base) ? ["must be reviewed"] : [])].filter(Boolean).join("; ");
}
