import { isReviewedWhole } from "../../i18n/find-standings.ts";
import { type Language, languages } from "../../i18n/language.ts";
import type { OrganisationRow } from "../store.ts";

/**
 * The languages that an organisation offers to its young people: all, or those alone that native speakers have reviewed. Who
 * reads another one already goes on with it.
 */
export const offeredLanguages = (
  { reviewedLanguagesOnly }: Pick<OrganisationRow, "reviewedLanguagesOnly">,
  isReviewed: (language: Language) => boolean = isReviewedWhole,
): readonly Language[] => (reviewedLanguagesOnly ? languages.filter(isReviewed) : languages);
