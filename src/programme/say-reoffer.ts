import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { checkedText } from "../i18n/dutch-beneath.ts";
import { spokenIn } from "../i18n/spoken-texts.ts";
import { publishConsentWords } from "../people/link/consent-words.ts";
import { answerReofferRow, makeOffer } from "../people/link/keep-offer.ts";
import type { AlumnusView } from "../people/store.ts";
import { openTask } from "./open-task.ts";

/**
 * The one re-offer, a year after the exit, to whoever has stopped and is still there to be written to (LAW-11); no pressure
 * (LAW-10). It is a row before it is a message: where one was made already, by whomever, nothing is said.
 */
export async function sayReoffer(work: Work, view: AlumnusView): Promise<void> {
  const { row, language } = view;
  if (row.chatId === null) return;
  const made = await makeOffer(work, {
    ...{ alumnusId: row.id, kind: "reoffer", channel: "telegram", language },
    textVersion: await publishConsentWords(work, language, "reoffer"),
  });
  if (made) await sayReofferWords(work, view, made.id);
}

/** The message of a re-offer that stands on record. */
export async function sayReofferWords(
  work: Work,
  { row, details, workerName, language }: AlumnusView,
  offerId: string,
): Promise<void> {
  if (row.chatId === null) return;
  const t = work.texts(language);
  const names = { name: details.firstName, worker: workerName };
  const key = row.sharedPhone ? "programme:reoffer.shared" : "programme:reoffer.text";
  const text = checkedText(work.texts, language, key, names);
  const answer = (said: "notNow" | "talkFirst") => ({
    label: t(`programme:reoffer.${said}`),
    action: { do: "reoffer", answer: said } as const,
  });
  await say(work, {
    chatId: row.chatId,
    lane: "invitation",
    subject: { kind: "offer", id: offerId },
    outgoing: {
      kind: "say",
      text,
      buttons: [
        [{ label: t("programme:reoffer.yes"), action: { do: "resume" } }],
        [answer("notNow"), answer("talkFirst")],
      ],
      spoken: spokenIn(language, key),
    },
  });
}

/** "Not now" is fine and is not asked again; "talk first" becomes a human's task (LAW-10). Tapped twice it is said twice, and set once. */
export async function answerReoffer(
  work: Work,
  view: AlumnusView,
  answer: "notNow" | "talkFirst",
): Promise<void> {
  const { chatId } = view.row;
  if (chatId === null) return;
  await answerReofferRow(work, view.row.id, answer);
  if (answer === "talkFirst") await openTask(work, view, { kind: "reoffer", about: "talk" });
  const { language, workerName: worker } = view;
  const text = checkedText(work.texts, language, `programme:reoffer.${answer}Done`, { worker });
  await say(work, { chatId, outgoing: { kind: "say", text } });
}
