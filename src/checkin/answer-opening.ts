import { eq } from "drizzle-orm";
import { checkIn } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { lookAgain } from "../people/look-again.ts";
import { may } from "../people/may.ts";
import { type AlumnusView, actorOfAlumnus } from "../people/store.ts";
import { findCheckIn, findSeverity } from "./store.ts";

export const openingAnswers = ["yes", "together", "later", "notThisTime", "fine"] as const;
export type OpeningAnswer = (typeof openingAnswers)[number];

/**
 * "Do you have a minute?": yes opens the check-in (true: the window may open), later and not this time are fine, and later
 * can become yes; together is a yes with somebody who helps; fine, in a reminder, says in one tap that all is well. A tap on a check-in that is over or somebody else's changes nothing.
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
    alumnusId: row.alumnusId,
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
