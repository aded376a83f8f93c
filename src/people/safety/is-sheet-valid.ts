const dayMilliseconds = 86_400_000;

/** How long the check of a safety sheet holds (issue 4, "within the last year"). */
export const sheetDays = 365;

/** When a sheet that was checked at this instant counts no more. */
export const sheetEndsAt = (checkedAt: Date): Date =>
  new Date(checkedAt.getTime() + sheetDays * dayMilliseconds);

/** True while the numbers were checked by a named person within the last 365 days. */
export const isSheetValid = (sheet: { readonly checkedAt: Date }, now: Date): boolean =>
  now < sheetEndsAt(sheet.checkedAt);
