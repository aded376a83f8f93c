import type { Db } from "../db/connect.ts";
import { formatMoment } from "../i18n/format-moment.ts";
import type { Language } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import { isStaffed, nextStaffed } from "./is-staffed.ts";
import { findReachableStaff, type OrganisationRow } from "./store.ts";

/** What may honestly be said about who is awake: never more than the staffed hours and the reachable chats bear out. */
export interface WhoIsThere {
  /** Somebody is at work now and can be reached. */
  readonly now: boolean;
  /** When somebody is at work next; undefined when the organisation has no staffed hours at all. */
  readonly next: Date | undefined;
  readonly reachable: number;
}

export async function findWhoIsThere(db: Db, organisation: OrganisationRow, now: Date): Promise<WhoIsThere> {
  const reachable = (await findReachableStaff(db, organisation.id)).length;
  const isNow = isStaffed(organisation, now) && reachable > 0;
  return { now: isNow, next: nextStaffed(organisation, now), reachable };
}

/** "today", or the weekday and time at which somebody is at work again: when a human reads what was written. */
export function sayWhen(t: Say, language: Language, organisation: OrganisationRow, who: WhoIsThere): string {
  if (who.now) return t("people:when.today");
  if (!who.next) return t("people:when.soon");
  return t("people:when.at", { moment: formatMoment(language, organisation.timeZone, who.next) });
}
