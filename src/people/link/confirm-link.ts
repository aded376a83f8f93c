import { and, eq, isNotNull, isNull, or } from "drizzle-orm";
import type { Db } from "../../db/connect.ts";
import { alumnus, chat, consentText, linking } from "../../db/schema/index.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { checkedText } from "../../i18n/dutch-beneath.ts";
import { type Language, languageOf } from "../../i18n/language.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import type { Hold } from "../decide-hold.ts";
import { findSubject } from "../duty/find-deputy.ts";
import { lookAgain } from "../look-again.ts";
import { may } from "../may.ts";
import { offerCommands } from "../offer-commands.ts";
import { openSaid, type SaidBefore } from "../said-before.ts";
import {
  type AlumnusRow,
  actorOfStaff,
  type CaseWorkerRow,
  languageOfStaff,
  lockAlumnus,
  viewAlumnus,
} from "../store.ts";
import { askAgreement } from "./agree.ts";
import { askToTidy } from "./change-phone.ts";
import { findPartSince } from "./find-part-since.ts";
import { recordOffer } from "./link.ts";
import { endLinking, isNewPhone, type LinkingRow, languageOfLinking } from "./linking.ts";
import { askConfirmation } from "./linking-messages.ts";
import { askForParent } from "./parent-answer.ts";
import { findHold, recordConsent } from "./record-consent.ts";
import { releasePhone, tellReleased } from "./unlink.ts";
import { emptyWords, hasWords } from "./words-before.ts";

export type Confirmation =
  | {
      readonly ok: true;
      readonly answer: "yes";
      readonly alumnus: AlumnusRow;
      readonly said: SaidBefore;
      /** The person was linked to another phone, which was let go of. */
      readonly moved: boolean;
      /** Nothing may be asked yet: a parent's yes is needed as well. */
      readonly waitsForParent: boolean;
    }
  /** Whose words they are is known now, and they have not said that they take part: the chat stays bound to nobody. */
  | { readonly ok: true; readonly answer: "heard"; readonly alumnus: AlumnusRow; readonly said: SaidBefore }
  /** `keepsPhone`: the person goes on with the phone that was linked before. */
  | { readonly ok: true; readonly answer: "no"; readonly alumnus: AlumnusRow; readonly keepsPhone: boolean }
  | { readonly ok: false; readonly reason: "notYours" | "alreadyDecided" | "chatTaken" };

/**
 * The case worker says whether it was the right person. Yes binds the numeric Telegram id, records offer and consent and
 * hands the one answer out; an earlier phone of the person is let go of and told neutrally. No destroys the answer for good,
 * tells the chat nothing about anybody, and changes nothing for an earlier phone. Of somebody who wrote and has not said yes to the
 * offer, a yes hands out the words and binds nothing (`heard`).
 */
export async function confirmLink(
  work: Work,
  by: CaseWorkerRow,
  linkingId: string,
  isRight: boolean,
): Promise<Confirmation> {
  const { db, now } = work;
  const [row] = await db.select().from(linking).where(eq(linking.id, linkingId)).for("update");
  const person = row && (await lockAlumnus(db, row.alumnusId));
  if (!row || !person) return { ok: false, reason: "notYours" };
  if (!may(actorOfStaff(by), "confirmLink", await findSubject(db, person, now)))
    return { ok: false, reason: "notYours" };
  // Not joining (any more) binds nobody, whatever an older button says.
  const isJoining = row.offer === "yes";
  if (row.outcome || !(isJoining || hasWords(row))) return { ok: false, reason: "alreadyDecided" };
  const moved = isNewPhone(person, row);
  const [taken] = await db.select({ id: alumnus.id }).from(alumnus).where(eq(alumnus.chatId, row.chatId));
  if (isRight && taken && taken.id !== person.id) return { ok: false, reason: "chatTaken" };
  const said = isRight ? await openSaid(work, row) : { words: [] };
  if (isRight && !isJoining) return hearOnly(work, by, row, person, said);
  await endLinking(work, row, isRight ? "confirmed" : "wrongPerson", by.id);
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: isRight ? "confirmLink" : "refuseLink",
    subject: { kind: "alumnus", id: person.id },
  });
  const language = languageOfLinking(row);
  const t = work.texts(language);
  if (!isRight) {
    await say(work, { chatId: row.chatId, outgoing: { kind: "say", text: t("people:link.wrongPerson") } });
    return { ok: true, answer: "no", alumnus: person, keepsPhone: moved };
  }
  if (moved && person.chatId !== null) {
    await releasePhone(work, person, "newPhone", by.id);
    await tellReleased(work, person, person.chatId);
  }
  const linked = {
    chatId: row.chatId,
    linkedAt: now,
    language,
    // Not answered yet: careful until it is. The question still stands in the chat, and its buttons still count.
    sharedPhone: row.sharedPhone ?? true,
    // Another phone is no new beginning: what was planned while nobody had one is missed like any other. Whoever had stopped begins anew.
    joinedAt: (await findPartSince(db, person)) ?? now,
    stoppedAt: null,
  };
  await db.update(alumnus).set(linked).where(eq(alumnus.id, person.id));
  // Blocked while nobody knew who it was: the message below finds out anew, and then a human is told whose chat it is.
  await db.update(chat).set({ blockedSince: null, silentSince: null }).where(eq(chat.chatId, row.chatId));
  await lookAgain(work, person.id);
  const view = await viewAlumnus(work, { ...person, ...linked });
  await recordOffer(work, row, "yes");
  await recordConsent(work, view, {
    to: "telegram",
    answer: "yes",
    language: row.textVersion ? ((await languageOfText(db, row.textVersion)) ?? language) : language,
    channel: "telegram",
    at: row.offerAt ?? now,
    ...(row.textVersion ? { textVersion: row.textVersion } : {}),
  });
  const waitsForParent = isParentHold(await findHold(work, view));
  const key = confirmedKey(waitsForParent, linked.sharedPhone);
  const text = checkedText(work.texts, language, key, { worker: view.workerName });
  await say(work, { chatId: row.chatId, outgoing: { kind: "say", text } });
  await offerCommands(work, row.chatId, "alumnus", language);
  if (row.sharedPhone) await askToTidy(work, view);
  if (waitsForParent) await askForParent(work, view);
  else if (!moved) await askAgreement(work, view);
  return { ok: true, answer: "yes", alumnus: view.row, said, moved, waitsForParent };
}

/** The right person, who has not said that they take part: what they wrote is read, and nothing else changes. */
async function hearOnly(
  work: Work,
  by: CaseWorkerRow,
  row: LinkingRow,
  person: AlumnusRow,
  said: SaidBefore,
): Promise<Confirmation> {
  await emptyWords(work, row);
  await work.db.update(linking).set({ decidedBy: by.id }).where(eq(linking.id, row.id));
  await recordAccess(work.db, {
    at: work.now,
    actor: { kind: "caseWorker", id: by.id },
    action: "hearBeforeYes",
    subject: { kind: "alumnus", id: person.id },
  });
  return { ok: true, answer: "heard", alumnus: person, said };
}

const isParentHold = (hold: Hold | undefined) => hold === "parent" || hold === "parentNo";

function confirmedKey(waitsForParent: boolean, sharedPhone: boolean) {
  if (waitsForParent)
    return sharedPhone ? ("people:link.parentShared" as const) : ("people:link.parentConfirmed" as const);
  return sharedPhone ? ("people:link.confirmedShared" as const) : ("people:link.confirmed" as const);
}

/** The language in which the words of this version were shown. */
async function languageOfText(db: Db, version: string): Promise<Language | undefined> {
  const [row] = await db.select().from(consentText).where(eq(consentText.version, version));
  return languageOf(row?.language);
}

/** What a human decides: somebody who wants to take part, or who wrote before they said so. */
const isToDecide = and(or(eq(linking.offer, "yes"), isNotNull(linking.readDueAt)), isNull(linking.outcome));

/** The linkings that wait for this case worker's yes: they stand on the list until somebody decides. */
export async function findLinkingsToConfirm(
  db: Db,
  caseWorkerId: string,
): Promise<{ id: string; person: AlumnusRow; row: LinkingRow }[]> {
  const rows = await db
    .select({ id: linking.id, person: alumnus, row: linking })
    .from(linking)
    .innerJoin(alumnus, eq(alumnus.id, linking.alumnusId))
    .where(and(eq(alumnus.caseWorkerId, caseWorkerId), isToDecide))
    .orderBy(linking.startedAt);
  return rows;
}

/**
 * Brings the question "was it the right person?" into the chat of whoever may say so: the case worker, who stands in, a
 * coordinator. False when it is decided, or not theirs.
 */
export async function askConfirmationAgain(
  work: Work,
  by: CaseWorkerRow,
  linkingId: string,
): Promise<boolean> {
  const [found] = await work.db
    .select({ person: alumnus, row: linking })
    .from(linking)
    .innerJoin(alumnus, eq(alumnus.id, linking.alumnusId))
    .where(and(eq(linking.id, linkingId), isToDecide));
  if (!found || by.chatId === null) return false;
  if (!may(actorOfStaff(by), "confirmLink", await findSubject(work.db, found.person, work.now))) return false;
  const { details } = await viewAlumnus(work, found.person);
  const t = work.texts(await languageOfStaff(work.db, by));
  const about =
    found.row.offer === "yes" ? (isNewPhone(found.person, found.row) ? "newPhone" : "join") : "words";
  const outgoing = askConfirmation(t, linkingId, details.firstName, about);
  await say(work, { chatId: by.chatId, outgoing });
  return true;
}
