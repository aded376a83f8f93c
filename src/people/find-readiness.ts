import type { Db } from "../db/connect.ts";
import { findSafetySheet } from "./find-safety-sheet.ts";
import { isSheetValid } from "./is-sheet-valid.ts";
import { findReachableStaff } from "./store.ts";

export type NotReadyReason = "fewerThanTwoReachable" | "noSafetySheet" | "safetySheetOld";

export type Readiness =
  | { readonly ok: true }
  | { readonly ok: false; readonly reasons: readonly NotReadyReason[] };

/**
 * Whether a school may ask young people about danger (issue 4, 2): two of its staff can be reached, and a named person has
 * checked the safety sheet within the last year. Every reason that stands in the way, the staff first.
 */
export async function findReadiness(
  { db, now }: { readonly db: Db; readonly now: Date },
  organisation: { readonly id: string },
): Promise<Readiness> {
  const reasons: NotReadyReason[] = [];
  if ((await findReachableStaff(db, organisation.id)).length < 2) reasons.push("fewerThanTwoReachable");
  const sheet = await findSafetySheet({ db }, organisation.id);
  if (!sheet) reasons.push("noSafetySheet");
  else if (!isSheetValid(sheet, now)) reasons.push("safetySheetOld");
  return reasons.length === 0 ? { ok: true } : { ok: false, reasons };
}
