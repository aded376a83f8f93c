import { isolate } from "../../i18n/isolate.ts";
import { type Language, rightToLeft } from "../../i18n/language.ts";
import type { Say } from "../../i18n/texts.ts";
import { proposedNumbers, type SafetyNumber } from "./safety-sheet.ts";

/**
 * The numbers of a sheet, one line for each thing that they are for, in the sheet's order. "Day and night" is said only
 * where it is known: a number of the school's own or of a doctor shows no hours but those that were typed.
 */
export function numberLines(t: Say, numbers: readonly SafetyNumber[]): string[] {
  const lines: string[] = [];
  for (const group of grouped(numbers)) {
    const [first] = group;
    if (!first) continue;
    const { kind } = first;
    if (first.number === "") {
      lines.push(t("people:number.ownDoctor"));
      continue;
    }
    const number = joined(group);
    const line = t(`people:number.for.${kind}`, { number, name: first.name ?? "" });
    const isAlways = kind === "suicide" || kind === "violence" || kind === "child";
    const hours = first.hours ?? (isAlways ? t("people:number.always") : undefined);
    const isFree = group.every((one) => freeOfCharge.test(one.number));
    const when = hours && isFree ? t("people:number.free", { when: hours }) : hours;
    lines.push(when ? t("people:number.withHours", { line, when }) : line);
  }
  return lines;
}

/**
 * The texts of those lines that say the same everywhere, by their keys in `people`: a recording of one says the number that stands
 * in the country's list (`numberAloud`). A number of the school's own cannot be recorded for all.
 */
export function recordableLines(numbers: readonly SafetyNumber[]): string[] {
  return grouped(numbers).flatMap((group) => {
    const [first] = group;
    if (first?.number === "") return ["number.ownDoctor"];
    const aloud = first && numberAloud(first.kind);
    return aloud === joined(group) ? [`number.for.${first?.kind}`] : [];
  });
}

/** The number of this kind that is right anywhere in the country; undefined where each school has its own. */
export const numberAloud = (kind: string): string | undefined => {
  const same = proposedNumbers.filter((one) => one.kind === kind && one.number !== "");
  return same.length > 0 ? joined(same) : undefined;
};

const joined = (group: readonly SafetyNumber[]) => group.map(({ number }) => number).join(" / ");

/** 112, 113 and numbers of 0800 cost nothing, also without credit. */
const freeOfCharge = /^(112|113)$|^0800/;

/** The same numbers on one line without a word of what they are for: others may read along (security.md 11). */
export function neutralNumbers(t: Say, language: Language, numbers: readonly SafetyNumber[]): string {
  const shown = grouped(numbers).flatMap((group) => {
    const [first] = group;
    if (!first || first.number === "") return [];
    const number = joined(group);
    const text = first.hours ? `${number} (${first.hours})` : number;
    return [rightToLeft.has(language) ? isolate(text) : text];
  });
  return t("people:number.neutral", { numbers: shown.join(" · ") });
}

/** Numbers for the same thing, answered at the same hours, stand together; each of the school's own stands alone. */
function grouped(numbers: readonly SafetyNumber[]): SafetyNumber[][] {
  const groups: SafetyNumber[][] = [];
  for (const one of numbers) {
    const same = groups.find(
      ([first]) =>
        one.kind !== "own" &&
        one.number !== "" &&
        first?.number !== "" &&
        first?.kind === one.kind &&
        first.hours === one.hours,
    );
    if (same) same.push(one);
    else groups.push([one]);
  }
  return groups;
}
