import { screenText } from "../../src/checkin/find-crisis-words.ts";
import type { Language } from "../../src/i18n/language.ts";
import type { CrisisSet } from "./read-crisis-set.ts";
import { type Share, wilson } from "./wilson.ts";

/** What a list finds and what it takes for more than it is, with the texts themselves. */
export interface Measured {
  readonly recall: Share;
  readonly falseAlarms: Share;
  readonly missed: readonly string[];
  readonly alarmed: readonly string[];
}

/** A text counts as found when it is raised at all, to urgent or to crisis, by any language's list. */
function measure(alarming: readonly string[], harmless: readonly string[], language: Language): Measured {
  const isRaised = (text: string): boolean => screenText(text, language).length > 0;
  const missed = alarming.filter((text) => !isRaised(text));
  const alarmed = harmless.filter(isRaised);
  return {
    recall: wilson(alarming.length - missed.length, alarming.length),
    falseAlarms: wilson(alarmed.length, harmless.length),
    missed,
    alarmed,
  };
}

/** The numbers of a language, on the texts that its list was mended after and on those that it was not. */
export const measureCrisisWords = (
  { mended, fresh }: CrisisSet,
  language: Language,
): Readonly<Record<"mended" | "fresh", Measured>> => ({
  mended: measure(Object.values(mended.alarming).flat(), mended.harmless, language),
  fresh: measure(fresh.alarming, fresh.harmless, language),
});
