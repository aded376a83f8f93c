import { randomUUID } from "node:crypto";
import { and, eq, isNull, ne } from "drizzle-orm";
import { linking, offer as offerRecord } from "../../db/schema/index.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import type { Language } from "../../i18n/language.ts";
import { lookAgain } from "../look-again.ts";
import { mayAskNow } from "../reach/may-ask-now.ts";
import { languageOfStaff } from "../store.ts";
import { tellWorker } from "../tell-worker.ts";
import { publishConsentWords } from "./consent-words.ts";
import { chooseLanguage } from "./greet-chat.ts";
import { findOpenOffer, kindNow, makeOffer } from "./keep-offer.ts";
import {
  advance,
  endLinking,
  findOffered,
  isNewPhone,
  type LinkingRow,
  languageOfLinking,
  needsParent,
  subjectOf,
} from "./linking.ts";
import { askConfirmation } from "./linking-messages.ts";
import { repeatStep } from "./repeat-step.ts";
import { carryWords, hasWords } from "./words-before.ts";

/**
 * Begins a linking for a redeemed invitation and asks the language. The card's own language is the first guess, Telegram's
 * hint the second. An undecided linking of the same chat or person is replaced: the same phone keeps what it wrote, another one
 * hears of it. Returns what was replaced with words of another phone in it, which nobody can read any more: a human hears that.
 */
export async function startLinking(
  work: Work,
  chatId: number,
  invitationId: string,
  alumnusId: string,
  cardLanguage?: Language,
): Promise<LinkingRow[]> {
  const { db } = work;
  const row = await insertLinking(work, {
    invitationId,
    alumnusId,
    chatId,
    languageHint: cardLanguage ?? null,
  });
  const lost: LinkingRow[] = [];
  for (const same of [eq(linking.chatId, chatId), eq(linking.alumnusId, alumnusId)]) {
    const replaced = await db
      .select()
      .from(linking)
      .where(and(same, isNull(linking.outcome), ne(linking.id, row.id)));
    for (const earlier of replaced) {
      const isSamePhone = earlier.chatId === chatId;
      if (isSamePhone) await carryWords(work, earlier, row);
      await endLinking(work, earlier, "replaced");
      if (isSamePhone) continue;
      if (hasWords(earlier)) lost.push(earlier);
      const text = work.texts(languageOfLinking(earlier))("people:link.replaced");
      await say(work, { chatId: earlier.chatId, outgoing: { kind: "say", text } });
    }
  }
  await repeatStep(work, row);
  return lost;
}

async function insertLinking(
  { db, now, vault }: Work,
  values: Pick<LinkingRow, "invitationId" | "alumnusId" | "chatId" | "languageHint">,
): Promise<LinkingRow> {
  const keyId = await vault.newKey(db, "linking", now);
  const [row] = await db
    .insert(linking)
    .values({ id: randomUUID(), ...values, keyId, step: "language", startedAt: now })
    .returning();
  if (!row) throw new Error("A linking that was not stored");
  return row;
}

/**
 * The language was chosen: stored for the chat, and the robot introduces itself. Works again at any later step. False for one
 * that the school does not offer: what stood open is asked again.
 */
export async function chooseLinkingLanguage(
  work: Work,
  row: LinkingRow,
  language: Language,
): Promise<boolean> {
  if (!(await findOffered(work, row)).includes(language)) {
    await repeatStep(work, row);
    return false;
  }
  await chooseLanguage(work, row.chatId, language);
  const isFirst = await advance(work, row, "language", { language, step: "robot" });
  if (!isFirst) await work.db.update(linking).set({ language }).where(eq(linking.id, row.id));
  await repeatStep(work, { ...row, language, step: isFirst ? "robot" : row.step });
  return true;
}

/** Now the offer is made: from here on it stands among the person's offers, answered or not. */
export async function understandRobot(work: Work, row: LinkingRow): Promise<void> {
  if (!(await advance(work, row, "robot", { step: "offer" }))) return;
  const view = await subjectOf(work, row);
  const language = languageOfLinking(row);
  await makeOffer(work, {
    ...{ alumnusId: row.alumnusId, channel: "telegram", language, linkingId: row.id },
    kind: await kindNow(work, view),
    textVersion: await publishConsentWords(work, language, "telegram"),
  });
  await repeatStep(work, { ...row, step: "offer" });
}

/**
 * Yes, not now, or talk first; the case worker hears of each. Whoever does not join now is bound to nothing, and can still
 * say yes later with one button. False for a double tap or an old button.
 */
export async function answerOffer(
  work: Work,
  row: LinkingRow,
  answer: "yes" | "notNow" | "talkFirst",
): Promise<boolean> {
  const step = answer === "yes" ? "phone" : "waiting";
  const textVersion = await publishConsentWords(work, languageOfLinking(row), "telegram");
  const values = { step, offer: answer, offerAt: work.now, textVersion } as const;
  const isChange = row.step === "waiting" && row.offer !== "yes" && row.offer !== answer;
  const moved =
    (await advance(work, row, "offer", values)) ||
    (isChange && (await advance(work, row, "waiting", values)));
  if (!moved) return false;
  await repeatStep(work, { ...row, ...values });
  const view = await subjectOf(work, row);
  const { row: person, details, worker } = view;
  // A yes becomes an offer on record when the case worker has said whose it is.
  if (answer !== "yes") await recordOffer(work, { ...row, ...values }, answer);
  const t = work.texts(await languageOfStaff(work.db, worker));
  const name = details.firstName;
  if (answer !== "yes") await tellWorker(work, view, t(`people:confirm.tell.${answer}`, { name }));
  // Nothing goes on before this yes is confirmed, and whoever gave the card may sit beside the young person.
  else if (worker.chatId !== null) {
    const outgoing = askConfirmation(t, row.id, name, isNewPhone(person, row) ? "newPhone" : "join");
    await say(work, { chatId: worker.chatId, lane: "alert", outgoing });
  }
  return true;
}

/** Keeps what came of the offer through a card (LAW-08); said otherwise later, it is a record of its own. */
export async function recordOffer(
  work: Work,
  row: LinkingRow,
  answer: "yes" | "notNow" | "talkFirst",
): Promise<void> {
  const { db, now } = work;
  const said = {
    textVersion: row.textVersion ?? "",
    language: languageOfLinking(row),
    answer,
    answeredAt: row.offerAt ?? now,
  };
  const offerId = await findOpenOffer(work, row.id);
  if (offerId) return void (await db.update(offerRecord).set(said).where(eq(offerRecord.id, offerId)));
  const { alumnusId, id: linkingId } = row;
  await makeOffer(work, {
    alumnusId,
    linkingId,
    kind: "later",
    channel: "telegram",
    ...said,
    madeAt: said.answeredAt,
  });
  await lookAgain({ db, now }, row.alumnusId);
}

/**
 * Whose phone it is decides how much a message may show. True when the one question comes next. Before sixteen nothing is
 * asked yet: the person reads that a parent has to say yes as well. Nor where the school is not ready for the answer, because
 * one of the answers is a cry for help.
 */
export async function answerPhone(work: Work, row: LinkingRow, shared: boolean): Promise<boolean> {
  const view = await subjectOf(work, row);
  const isWaiting = needsParent(view, row) || !(await mayAskNow(work, view.organisation));
  const values = { step: isWaiting ? "waiting" : "question", sharedPhone: shared } as const;
  if (!(await advance(work, row, "phone", values))) return false;
  if (shared) {
    const text = work.texts(languageOfLinking(row))("people:link.sharedNote");
    await say(work, { chatId: row.chatId, outgoing: { kind: "say", text } });
  }
  if (isWaiting) await repeatStep(work, { ...row, ...values });
  return !isWaiting;
}

/** STOP before anybody knows for sure who it is: the one answer is destroyed and the card is used up. */
export async function stopLinking(work: Work, row: LinkingRow): Promise<void> {
  await endLinking(work, row, "stopped");
  const view = await subjectOf(work, row);
  const t = work.texts(await languageOfStaff(work.db, view.worker));
  await tellWorker(work, view, t("people:confirm.tell.stopped", { name: view.details.firstName }));
}
