import type { Work } from "../../delivery/work.ts";
import { formatMoment } from "../../i18n/format-moment.ts";
import { firstNameOf, openName } from "../details.ts";
import { findCaseWorker, type OrganisationRow, type PersonView } from "../store.ts";
import { decideDuty, decideNextReading } from "./decide-duty.ts";
import { decideReadDue } from "./decide-read-due.ts";
import { findDutyPlan, type Reach } from "./find-duty.ts";
import { isSomebodyThereSoon } from "./is-somebody-there-soon.ts";

/** What may honestly be said about who is awake: never more than the hours, the absences and the reachable chats bear out. */
export interface WhoIsThere {
  /** Somebody is at work now and can be reached. */
  readonly now: boolean;
  /** Somebody who can be reached is on call now, at work or not: for a crisis. */
  readonly onCall: boolean;
  /** When a human reads this, as a piece of a sentence: "today", "on Monday 08:00", or "as soon as possible". */
  readonly when: string;
  /**
   * Who that is: the case worker's first name when they are at work then, who stands in when they are away, else "a
   * colleague of …".
   */
  readonly reader: string;
  /** It is the case worker or who stands in: they find it on their screen without being told. */
  readonly isTheirs: boolean;
}

/** When a human of the organisation reads what is said now; null when nobody's hours are in sight. */
export async function findNextReading(
  reach: Reach,
  organisation: OrganisationRow,
  now: Date,
): Promise<Date | "today" | null> {
  return decideNextReading(await findDutyPlan(reach, organisation, now), now);
}

/** By when a human has read what is said now: what is said of it (`findWhoIsThere`) comes from the same rule. */
export async function findReadDue(reach: Reach, organisation: OrganisationRow, now: Date): Promise<Date> {
  return decideReadDue(await findDutyPlan(reach, organisation, now), now);
}

/** Whether somebody who can be reached is at work soon enough after this instant to ask about danger (`isSomebodyThereSoon`). */
export async function isReadSoon(reach: Reach, organisation: OrganisationRow, now: Date): Promise<boolean> {
  return isSomebodyThereSoon(organisation.timeZone, await findNextReading(reach, organisation, now), now);
}

/** Finds out who is there for this person, and says it in the person's language. */
export async function findWhoIsThere(work: Work, view: PersonView): Promise<WhoIsThere> {
  const { db, now } = work;
  const { organisation, language, workerName: worker } = view;
  const t = work.texts(language);
  const plan = await findDutyPlan(work, organisation, now);
  const { members } = decideDuty(plan, now);
  const isSomebody = (is: "isOnDuty" | "isOnCall") =>
    members.some((one) => one[is] && one.channels.length > 0);
  const next = decideNextReading(plan, now);
  const when = () => {
    if (next === null) return t("people:when.soon");
    if (next === "today") return t("people:when.today");
    return t("people:when.at", { moment: formatMoment(language, organisation.timeZone, next, now) });
  };
  const isNow = isSomebody("isOnDuty");
  const then = isNow || next === null || next === "today" ? now : next;
  const reader = async () => {
    const atThatTime = decideDuty(plan, then).members;
    const own = atThatTime.find(({ id }) => id === view.worker.id);
    // With no hours in sight nobody's name is better than the own case worker's.
    const isThere = own && own.channels.length > 0 && (own.isOnDuty || next === null);
    if (isThere) return { reader: worker, isTheirs: true };
    const deputy = atThatTime.find(({ id }) => id === own?.deputyId);
    const row = deputy && deputy.channels.length > 0 ? await findCaseWorker(db, deputy.id) : undefined;
    if (!row) return { reader: t("people:colleague", { worker }), isTheirs: false };
    const name = firstNameOf(await openName(db, work.vault, row));
    return { reader: t("people:duty.standsInFor", { deputy: name, worker }), isTheirs: true };
  };
  return { now: isNow, onCall: isSomebody("isOnCall"), when: when(), ...(await reader()) };
}
