import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { checkedText } from "../../i18n/dutch-beneath.ts";
import { type Language, languageOf } from "../../i18n/language.ts";
import { spokenIn } from "../../i18n/spoken-texts.ts";
import { findChat } from "../store.ts";
import { findOpenOffer } from "./keep-offer.ts";
import { findOffered, type LinkingRow, languageOfLinking, needsParent, subjectOf } from "./linking.ts";
import { askLanguage, askPhone, introduce, leaveDoorOpen, offer } from "./linking-messages.ts";

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

/** What the person may read, the likeliest first: the language of the card, then Telegram's hint. */
async function guessLanguages({ db }: Work, row: LinkingRow): Promise<Language[]> {
  const hint = (await findChat(db, row.chatId))?.language;
  return [languageOf(row.languageHint), languageOf(hint)].flatMap((language) => language ?? []);
}

const parentKey = (sharedPhone: boolean | null) =>
  sharedPhone ? ("people:link.parentShared" as const) : ("people:link.parent" as const);
