import type { Work } from "../delivery/work.ts";
import { formatMoment } from "../i18n/format-moment.ts";
import { decideReadMoment } from "./decide-read-moment.ts";
import { isStaffed } from "./is-staffed.ts";
import { type AlumnusView, findReachableStaff, isReachable } from "./store.ts";

/** What may honestly be said about who is awake: never more than the staffed hours and the reachable chats bear out. */
export interface WhoIsThere {
  /** Somebody is at work now and can be reached. */
  readonly now: boolean;
  /** When a human reads this, as a piece of a sentence: "today", "on Monday 08:00", or "as soon as possible". */
  readonly when: string;
  /** Who that is: the case worker's first name, or "a colleague of …" when the case worker cannot be reached. */
  readonly reader: string;
}

/** Finds out who is there for this person, and says it in the person's language. */
export async function findWhoIsThere(work: Work, view: AlumnusView): Promise<WhoIsThere> {
  const { db, now } = work;
  const { organisation, language, workerName: worker } = view;
  const t = work.texts(language);
  const reachable = await findReachableStaff(db, organisation.id);
  const reader = (await isReachable(db, view.worker.chatId)) ? worker : t("people:colleague", { worker });
  if (reachable.length === 0) return { now: false, when: t("people:when.soon"), reader };
  const isNow = isStaffed(organisation, now);
  const { said } = decideReadMoment(organisation, now);
  if (said.when === "today") return { now: true, when: t("people:when.today"), reader };
  const when =
    said.when === "at"
      ? t("people:when.at", { moment: formatMoment(language, organisation.timeZone, said.at, now) })
      : t("people:when.soon");
  return { now: isNow, when, reader };
}
