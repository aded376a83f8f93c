/** What somebody can say is wrong in their data. The words about it carry the item where a question's id would stand. */
export const correctionItems = ["name", "birthDate", "contact", "situation", "caseWorker", "other"] as const;
export type CorrectionItem = (typeof correctionItems)[number];

export const isCorrectionItem = (value: string | null): value is CorrectionItem =>
  correctionItems.some((item) => item === value);
