import { eq } from "drizzle-orm";
import { alumnus } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import { findSubject } from "../duty/find-deputy.ts";
import { lookAgain } from "../look-again.ts";
import { type Actor, may } from "../may.ts";
import {
  type AlumnusRow,
  type AlumnusView,
  actorOfStaff,
  type CaseWorkerRow,
  lockAlumnus,
  viewAlumnus,
} from "../store.ts";
import { publishConsentWords } from "./consent-words.ts";
import { answerReofferRow, findOffers, kindNow, makeOffer } from "./keep-offer.ts";
import { askForParent } from "./parent-answer.ts";
import { findHold, recordConsent } from "./record-consent.ts";

export const offerHows = ["phone", "paper", "inPerson"] as const;
export type OfferHow = (typeof offerHows)[number];
export const offerAnswers = ["yes", "notNow", "talkFirst"] as const;
export type OfferAnswer = (typeof offerAnswers)[number];
export const contactChannels = ["phone", "email", "letter", "telegram"] as const;
export type ContactChannel = (typeof contactChannels)[number];

export type OfferNoted =
  | { readonly ok: true; readonly view: AlumnusView; readonly waitsForParent: boolean }
  | { readonly ok: false; readonly reason: "notYours" | "linked" };

const actorOf = (by: CaseWorkerRow | "operator"): Actor =>
  by === "operator" ? { kind: "operator" } : actorOfStaff(by);

/**
 * Writes down what a young person answered to the offer outside Telegram (LAW-08): on paper, on the phone, in a talk. With a
 * yes they take part like anybody else, and a human takes the steps that the robot would; no silence is counted for them.
 * Who is linked answers in the chat. The same answer twice within ten minutes is one.
 */
export async function noteOffer(
  work: Work,
  by: CaseWorkerRow | "operator",
  alumnusId: string,
  how: OfferHow,
  answer: OfferAnswer,
): Promise<OfferNoted> {
  const { db, now } = work;
  const person = await lockAlumnus(db, alumnusId);
  if (!person || !may(actorOf(by), "recordConsent", await findSubject(work.db, person, work.now)))
    return { ok: false, reason: "notYours" };
  if (person.chatId !== null) return { ok: false, reason: "linked" };
  const recordedBy = by === "operator" ? null : by.id;
  const view = await viewAlumnus(work, person);
  const made = await findOffers(db, person.id);
  const last = made.at(-1);
  const isSame = last?.answer === answer && last.channel === how && last.recordedBy === recordedBy;
  if (last?.answeredAt && isSame && now.getTime() - last.answeredAt.getTime() < 600_000)
    return { ok: true, view, waitsForParent: (await findHold(work, view)) === "parent" };
  const kind = await kindNow(work, view);
  const isAnswered =
    kind === "later" && (await answerReofferRow(work, person.id, answer, { channel: how, recordedBy }));
  if (!isAnswered)
    await makeOffer(work, {
      ...{ alumnusId: person.id, kind, channel: how, language: view.language },
      ...{ answer, answeredAt: now, recordedBy },
      textVersion: await publishConsentWords(work, view.language, "guidance"),
    });
  await recordConsent(work, view, {
    to: "guidance",
    answer,
    language: view.language,
    channel: how,
    ...(recordedBy ? { recordedBy } : {}),
  });
  // Who took part until today has stopped: that they once did counts when the second offer is due (LAW-11).
  const isStop = answer === "notNow" && person.joinedAt !== null;
  const values: Partial<AlumnusRow> =
    answer === "yes" ? { joinedAt: now, stoppedAt: null } : isStop ? { stoppedAt: now } : { joinedAt: null };
  await db.update(alumnus).set(values).where(eq(alumnus.id, person.id));
  await recordAccess(db, {
    at: now,
    actor: by === "operator" ? { kind: "operator" } : { kind: "caseWorker", id: by.id },
    action: "noteOffer",
    subject: { kind: "alumnus", id: person.id },
    facts: { how, answer },
  });
  await lookAgain(work, person.id);
  const noted = { ...view, row: { ...person, ...values } };
  const waitsForParent = answer === "yes" && (await findHold(work, noted)) === "parent";
  if (waitsForParent) await askForParent(work, noted);
  return { ok: true, view: noted, waitsForParent };
}

/** How a human keeps in touch with somebody who takes part without Telegram. False when it is not theirs to say. */
export async function chooseContact(
  work: Work,
  by: CaseWorkerRow | "operator",
  alumnusId: string,
  channel: ContactChannel,
): Promise<boolean> {
  const person = await lockAlumnus(work.db, alumnusId);
  if (!person || !may(actorOf(by), "recordConsent", await findSubject(work.db, person, work.now)))
    return false;
  await work.db.update(alumnus).set({ preferredChannel: channel }).where(eq(alumnus.id, person.id));
  return true;
}
