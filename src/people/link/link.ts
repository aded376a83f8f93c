import { randomUUID } from "node:crypto";
import { and, desc, eq, isNull } from "drizzle-orm";
import { linking, offer as offerRecord } from "../../db/schema/index.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { checkedText } from "../../i18n/dutch-beneath.ts";
import { type Language, languageOf } from "../../i18n/language.ts";
import { spokenIn } from "../../i18n/spoken-texts.ts";
import { lookAgain } from "../look-again.ts";
import { mostWordsBefore, openSaid, sealSaid, type WordsBefore } from "../said-before.ts";
import {
  type AlumnusRow,
  type AlumnusView,
  findAlumnus,
  findChat,
  languageOfStaff,
  viewAlumnus,
} from "../store.ts";
import { tellWorker } from "../tell-worker.ts";
import { publishConsentWords } from "./consent-words.ts";
import { chooseLanguage } from "./greet-chat.ts";
import { ageAt, isOldEnough } from "./is-old-enough.ts";
import { kindNow, makeOffer } from "./keep-offer.ts";
import {
  askConfirmation,
  askLanguage,
  askPhone,
  introduce,
  leaveDoorOpen,
  offer,
} from "./linking-messages.ts";
import { offeredLanguages } from "./offered-languages.ts";

/**
 * From a scanned card to a known young person: language, robot, offer, phone, one question that names nobody, and a case
 * worker's yes (security.md 10). Each step checks that it is the next one, so a double tap or an old button does nothing twice.
 */
export type LinkingRow = typeof linking.$inferSelect;

/** The linking of this chat that is not decided yet. */
export async function findLinking(work: Work, chatId: number): Promise<LinkingRow | undefined> {
  const [row] = await work.db
    .select()
    .from(linking)
    .where(and(eq(linking.chatId, chatId), isNull(linking.outcome)))
    .orderBy(desc(linking.startedAt))
    .limit(1);
  return row;
}

/**
 * Begins a linking for a redeemed invitation and asks the language. The card's own language is the first guess, Telegram's
 * hint the second. An undecided linking of the same chat or person is replaced, and another phone hears that it is.
 */
export async function startLinking(
  work: Work,
  chatId: number,
  invitationId: string,
  alumnusId: string,
  cardLanguage?: Language,
): Promise<void> {
  const { db, now, vault } = work;
  for (const same of [eq(linking.chatId, chatId), eq(linking.alumnusId, alumnusId)]) {
    const replaced = await db
      .select()
      .from(linking)
      .where(and(same, isNull(linking.outcome)));
    for (const row of replaced) {
      await endLinking(work, row, "replaced");
      if (row.chatId === chatId) continue;
      const text = work.texts(languageOfLinking(row))("people:link.replaced");
      await say(work, { chatId: row.chatId, outgoing: { kind: "say", text } });
    }
  }
  const keyId = await vault.newKey(db, "linking", now);
  const [row] = await db
    .insert(linking)
    .values({
      id: randomUUID(),
      invitationId,
      alumnusId,
      chatId,
      keyId,
      step: "language",
      languageHint: cardLanguage ?? null,
      startedAt: now,
    })
    .returning();
  if (row) await repeatStep(work, row);
}

/** What the person may read, the likeliest first: the language of the card, then Telegram's hint. */
async function guessLanguages({ db }: Work, row: LinkingRow): Promise<Language[]> {
  const hint = (await findChat(db, row.chatId))?.language;
  return [languageOf(row.languageHint), languageOf(hint)].flatMap((language) => language ?? []);
}

/** Moves from one step to the next; false when the linking is elsewhere already (a double tap, an old button). */
async function advance(
  work: Work,
  row: LinkingRow,
  from: LinkingRow["step"],
  values: Partial<LinkingRow>,
): Promise<boolean> {
  const rows = await work.db
    .update(linking)
    .set(values)
    .where(and(eq(linking.id, row.id), eq(linking.step, from), isNull(linking.outcome)))
    .returning({ id: linking.id });
  return rows.length === 1;
}

/** Whose card it is. Throws when that person is gone. */
export async function subjectOf(work: Work, row: LinkingRow): Promise<AlumnusView> {
  const person = await findAlumnus(work.db, row.alumnusId);
  if (!person) throw new Error("A linking without its alumnus");
  return viewAlumnus(work, person);
}

/** The language that was chosen in the first minute. */
export const languageOfLinking = (row: LinkingRow): Language => languageOf(row.language) ?? "nl";

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

/** The languages that the school of this card offers. */
export const findOffered = async (work: Work, row: LinkingRow): Promise<readonly Language[]> =>
  offeredLanguages((await subjectOf(work, row)).organisation);

/** Says again what the person is to answer now: after a new language, a second scan, or words that fit no step. */
export async function repeatStep(work: Work, row: LinkingRow): Promise<void> {
  const language = languageOfLinking(row);
  const t = work.texts(language);
  const { chatId } = row;
  if (row.step === "language")
    await say(work, {
      chatId,
      outgoing: askLanguage(work.texts, await guessLanguages(work, row), await findOffered(work, row)),
    });
  if (row.step === "robot") {
    const { details, workerName } = await subjectOf(work, row);
    await say(work, {
      chatId,
      outgoing: introduce(work.texts, language, row.id, { school: details.school, worker: workerName }),
    });
  }
  if (row.step === "offer") {
    const offerId = await findOpenOffer(work, row.id);
    const subject = offerId ? { subject: { kind: "offer", id: offerId } as const } : {};
    await say(work, { chatId, outgoing: offer(work.texts, language, row.id), ...subject });
  }
  if (row.step === "phone") await say(work, { chatId, outgoing: askPhone(work.texts, language, row.id) });
  if (row.step === "waiting") {
    const view = await subjectOf(work, row);
    const { workerName: worker } = view;
    const { offer: answer } = row;
    const isOut = answer === "notNow" || answer === "talkFirst";
    const key = needsParent(view, row) ? parentKey(row.sharedPhone) : "people:link.waiting";
    const text = checkedText(work.texts, language, key, { worker });
    const isOfParent = key !== "people:link.waiting";
    const waiting = {
      kind: "say",
      text,
      ...(isOfParent ? { spoken: spokenIn(language, key) } : {}),
    } as const;
    await say(work, { chatId, outgoing: isOut ? leaveDoorOpen(t, row.id, answer, worker) : waiting });
  }
}

/** The offer that was made through this card and that nobody has answered. */
async function findOpenOffer({ db }: Work, linkingId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ id: offerRecord.id })
    .from(offerRecord)
    .where(and(eq(offerRecord.linkingId, linkingId), isNull(offerRecord.answer)));
  return row?.id;
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
    const outgoing = askConfirmation(t, row.id, name, isNewPhone(person, row));
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

/** True when the person is linked to another phone already. */
export const isNewPhone = (person: Pick<AlumnusRow, "chatId">, row: LinkingRow): boolean =>
  person.chatId !== null && person.chatId !== row.chatId;

/** True when this yes needs a parent's beside it: it was said before sixteen (docs/decisions/0015). */
export const needsParent = (view: Pick<AlumnusView, "details" | "organisation">, row: LinkingRow): boolean =>
  row.offer === "yes" &&
  row.offerAt !== null &&
  !isOldEnough(ageAt(view.details.birthDate, row.offerAt, view.organisation.timeZone));

const parentKey = (sharedPhone: boolean | null) =>
  sharedPhone ? ("people:link.parentShared" as const) : ("people:link.parent" as const);

/** STOP before anybody knows for sure who it is: the one answer is destroyed and the card is used up. */
export async function stopLinking(work: Work, row: LinkingRow): Promise<void> {
  await endLinking(work, row, "stopped");
  const view = await subjectOf(work, row);
  const t = work.texts(await languageOfStaff(work.db, view.worker));
  await tellWorker(work, view, t("people:confirm.tell.stopped", { name: view.details.firstName }));
}

/** Ends a linking for good: whatever was said in it can never be opened again. */
export async function endLinking(
  work: Work,
  row: LinkingRow,
  outcome: NonNullable<LinkingRow["outcome"]>,
  by?: string,
): Promise<void> {
  const values = { outcome, decidedAt: work.now, decidedBy: by ?? null, said: null };
  await work.db.update(linking).set(values).where(eq(linking.id, row.id));
  await work.vault.destroyKey(work.db, row.keyId, work.now);
}

/**
 * Whose phone it is decides how much a message may show. True when the one question comes next. Before sixteen nothing is
 * asked yet: the person reads that a parent has to say yes as well.
 */
export async function answerPhone(work: Work, row: LinkingRow, shared: boolean): Promise<boolean> {
  const isWaiting = needsParent(await subjectOf(work, row), row);
  const values = { step: isWaiting ? "waiting" : "question", sharedPhone: shared } as const;
  if (!(await advance(work, row, "phone", values))) return false;
  if (shared) {
    const text = work.texts(languageOfLinking(row))("people:link.sharedNote");
    await say(work, { chatId: row.chatId, outgoing: { kind: "say", text } });
  }
  if (isWaiting) await repeatStep(work, { ...row, ...values });
  return !isWaiting;
}

/**
 * Keeps the answer to the one question under the linking's own key: until the case worker's yes nobody can read it, and
 * after a no nobody ever will. False when it has been answered already.
 */
export async function answerFirstQuestion(work: Work, row: LinkingRow, option: string): Promise<boolean> {
  const said = await sealSaid(work, row, { ...(await openSaid(work, row)), option });
  if (!(await advance(work, row, "question", { step: "waiting", said }))) return false;
  const { workerName } = await subjectOf(work, row);
  const key = row.sharedPhone ? "people:link.thanksShared" : "people:link.thanks";
  const text = checkedText(work.texts, languageOfLinking(row), key, { worker: workerName });
  await say(work, { chatId: row.chatId, outgoing: { kind: "say", text } });
  return true;
}

/**
 * The one question, answered after the case worker's yes: it is known by then who answers. False when it was answered
 * before, or the button is of another linking.
 */
export async function takeLateFirstAnswer(
  { db }: Work,
  { row }: Pick<AlumnusView, "row">,
  linkingId: string,
): Promise<boolean> {
  const taken = await db
    .update(linking)
    .set({ step: "waiting" })
    .where(
      and(
        eq(linking.id, linkingId),
        eq(linking.alumnusId, row.id),
        eq(linking.step, "question"),
        eq(linking.outcome, "confirmed"),
      ),
    )
    .returning({ id: linking.id });
  return taken.length === 1;
}

/** Keeps words under the same key, for the case worker to read after the yes. False when there are too many already. */
export async function keepWordsBefore(work: Work, row: LinkingRow, words: WordsBefore): Promise<boolean> {
  const before = await openSaid(work, row);
  if (before.words.length >= mostWordsBefore) return false;
  const said = await sealSaid(work, row, { ...before, words: [...before.words, words] });
  await work.db.update(linking).set({ said }).where(eq(linking.id, row.id));
  return true;
}
