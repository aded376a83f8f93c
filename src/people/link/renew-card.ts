import { and, desc, eq } from "drizzle-orm";
import { invitation } from "../../db/schema/index.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { formatMoment } from "../../i18n/format-moment.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import { findSubject } from "../duty/find-deputy.ts";
import { may } from "../may.ts";
import { actorOfStaff, type CaseWorkerRow, languageOfStaff, lockAlumnus, viewAlumnus } from "../store.ts";
import { invite } from "./invite.ts";
import { startPayload } from "./read-start-payload.ts";

/** A second tap within this time finds the link already there. */
const restMilliseconds = 60_000;

/**
 * Gives the case worker a new one-time link for one of their people; an earlier card ends. The link comes as a message of
 * its own, to be passed on as it is. Somebody who is linked already gets one too: for a new phone.
 */
export async function renewCard(
  work: Work,
  by: CaseWorkerRow,
  alumnusId: string,
  botUsername: string,
): Promise<"made" | "justMade" | "notYours"> {
  const { db, now } = work;
  const person = await lockAlumnus(db, alumnusId);
  if (
    !person ||
    by.chatId === null ||
    !may(actorOfStaff(by), "arrangeLink", await findSubject(work.db, person, work.now))
  )
    return "notYours";
  const [last] = await db
    .select({ createdAt: invitation.createdAt })
    .from(invitation)
    .where(and(eq(invitation.alumnusId, person.id), eq(invitation.madeBy, by.id)))
    .orderBy(desc(invitation.createdAt))
    .limit(1);
  if (last && now.getTime() - last.createdAt.getTime() < restMilliseconds) return "justMade";
  const { token, expiresAt } = await invite(db, now, { alumnusId: person.id }, by.id);
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "invite",
    subject: { kind: "alumnus", id: person.id },
  });
  const { details, language, organisation } = await viewAlumnus(work, person);
  const own = await languageOfStaff(db, by);
  const moment = formatMoment(own, organisation.timeZone, expiresAt, now);
  const text = work.texts(own)("people:card.made", { name: details.firstName, moment });
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text } });
  const link = `https://t.me/${botUsername}?start=${startPayload(token, language)}`;
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text: link } });
  return "made";
}
