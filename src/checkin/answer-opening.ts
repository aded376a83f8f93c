import { eq } from "drizzle-orm";
import { checkIn } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { formatMoment } from "../i18n/format-moment.ts";
import { isSomebodyThereSoon } from "../people/duty/is-somebody-there-soon.ts";
import { findNextReading } from "../people/duty/who-is-there.ts";
import { lookAgain } from "../people/look-again.ts";
import { may } from "../people/may.ts";
import { findReadiness } from "../people/reach/find-readiness.ts";
import { type AlumnusView, actorOfAlumnus } from "../people/store.ts";
import { asksSensitively } from "./is-sensitive.ts";
import { findCheckIn, findSet, findSeverity } from "./store.ts";

export const openingAnswers = ["yes", "together", "later", "notThisTime", "fine"] as const;
export type OpeningAnswer = (typeof openingAnswers)[number];

/**
 * "Do you have a minute?": yes opens the check-in (true: the window may open), later and not this time are fine, and later
 * can become yes; together is a yes with somebody who helps; fine, in a reminder, says in one tap that all is well. While nobody
 * is there soon to read the answers, a yes waits, and is told until when; what was begun goes on at any time. A tap on a
 * check-in that is over or somebody else's changes nothing.
 */
export async function answerOpening(
  work: Work,
  view: AlumnusView,
  checkInId: string,
  answer: OpeningAnswer,
): Promise<boolean> {
  const { db, now } = work;
  const row = await findCheckIn(db, checkInId);
  if (!row || view.row.chatId === null) return false;
  const subject = {
    personId: row.alumnusId,
    organisationId: view.row.organisationId,
    caseWorkerId: view.row.caseWorkerId,
  };
  if (!may(actorOfAlumnus(view.row), "answerCheckIn", subject)) return false;
  await lookAgain(work, row.alumnusId);
  // A reminder also reaches whoever stopped in the middle: their question is still on the screen.
  if (row.state === "open" && answer === "yes") return true;
  const isHalf =
    row.state === "open" &&
    (answer === "fine" || answer === "notThisTime") &&
    (await findSeverity(db, row.id)) !== "crisis";
  if (row.state !== "invited" && row.state !== "paused" && !isHalf) return false;
  if (answer === "yes" || answer === "together") {
    if (row.openedAt === null && !(await mayOpenNow(work, view, row.setHash))) {
      await db.update(checkIn).set({ state: "paused" }).where(eq(checkIn.id, row.id));
      return false;
    }
    const values = { state: "open", openedAt: row.openedAt ?? now } as const;
    const help = answer === "together" ? { answeredWithHelp: true } : {};
    await db
      .update(checkIn)
      .set({ ...values, ...help })
      .where(eq(checkIn.id, row.id));
    return true;
  }
  if (answer === "later" && row.state === "paused") return false;
  const ended = { awaiting: null, askedId: null, endedAt: now };
  const values =
    answer === "later"
      ? ({ state: "paused" } as const)
      : ({ state: answer === "fine" ? "fine" : "declined", ...ended } as const);
  await db.update(checkIn).set(values).where(eq(checkIn.id, row.id));
  const t = work.texts(view.language);
  await say(work, { chatId: view.row.chatId, outgoing: { kind: "say", text: t(`checkin:flow.${answer}`) } });
  return false;
}

/**
 * The question whether they have a minute can be days old: what may touch danger is not opened into a vacation, nor where fewer than two
 * can be reached by now or the numbers of a crisis have gone unchecked for a year.
 */
async function mayOpenNow(work: Work, view: AlumnusView, setHash: string): Promise<boolean> {
  const { db, now } = work;
  const { organisation, language } = view;
  const { set } = await findSet(db, setHash);
  if (!asksSensitively(set) || view.row.chatId === null) return true;
  const next = await findNextReading(work, organisation, now);
  const isReady = (await findReadiness(work, organisation.id)).reasons.length === 0;
  if (isReady && isSomebodyThereSoon(organisation.timeZone, next, now)) return true;
  const t = work.texts(language);
  const text =
    isReady && next instanceof Date
      ? t("checkin:flow.nobodySoon", {
          moment: formatMoment(language, organisation.timeZone, next, now),
        })
      : t("checkin:flow.nobodyYet");
  await say(work, { chatId: view.row.chatId, outgoing: { kind: "say", text } });
  return false;
}
