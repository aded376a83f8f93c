import { hearWords, type Words } from "../checkin/hear-words.ts";
import { storeSignals } from "../checkin/store-signals.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { raiseEscalation } from "../escalation/raise-escalation.ts";
import { lockRunningEscalation } from "../escalation/store.ts";
import { spokenIn } from "../i18n/spoken-texts.ts";
import { findWhoIsThere } from "../people/duty/who-is-there.ts";
import { expectWords } from "../people/expect-words.ts";
import type { PersonView } from "../people/store.ts";
import { sayIfDanger } from "./hear-danger.ts";
import { changeQuestion, noteQuestion, openQuestion, type QuestionRow } from "./store.ts";
import { findAskable } from "./who-asks.ts";

/** The rule under which a question stands among the signals, with what it seems to be about. */
export const questionRule = (topic: string | null): string =>
  topic === null ? "question" : `question:${topic}`;

/**
 * A question goes to the humans of the organisation: kept as words that have to be read in time, and raised as a wish for an answer,
 * which the same chain carries as any other. Whoever asks reads when a human reads it. What they write next goes along.
 */
export async function passOn(
  work: Work,
  view: PersonView,
  words: Words,
  given: { readonly asked?: QuestionRow } = {},
): Promise<void> {
  const { row } = view;
  const asked = given.asked ?? (await noteStraight(work, view, words));
  const { wordsId, signals: found } = await hearWords(work, { personId: row.id, keyId: row.keyId }, words);
  const wish = {
    cause: `question:${wordsId}`,
    rule: questionRule(asked?.topic ?? null),
    theme: "question",
    severity: "attention",
    wish: "message",
  } as const;
  const signals = await storeSignals(work, { personId: row.id, wordsId }, [...found, wish]);
  await raiseEscalation(work, row, signals);
  if (asked) await changeQuestion(work, asked, { body: null, sentAt: work.now, wordsId });
  if (await sayIfDanger(work, view, found)) return;
  await saySent(work, view);
}

/** The question of a tap goes to a human. False when its words are gone, or went before. */
export async function passOnAsked(work: Work, view: PersonView, asked: QuestionRow): Promise<boolean> {
  const words = asked.sentAt ? undefined : await openQuestion(work, view, asked);
  if (!words) return false;
  await passOn(work, view, words, { asked });
  return true;
}

/** What a human was asked at once counts among the questions, with what it seems to be about; what goes along with one does not. */
async function noteStraight(work: Work, view: PersonView, words: Words): Promise<QuestionRow | undefined> {
  if (await isWaitingForHuman(work, view)) return undefined;
  const topic = words.kind === "text" ? (await findAskable(work, view)).ask(words.text, true).topic : null;
  return noteQuestion(work, view, words, { outcome: "straight", topic, itemId: null, keeps: false });
}

/** "The question is with school, a human reads it then", and what comes next goes along with it. */
export async function saySent(work: Work, view: PersonView): Promise<void> {
  const { chatId, id: personId } = view.row;
  if (chatId === null) return;
  const { when } = await findWhoIsThere(work, view);
  const text = work.texts(view.language)("questions:human.sent", { school: view.organisation.name, when });
  await say(work, { chatId, outgoing: { kind: "say", text } });
  await expectWords(work, chatId, { kind: "askHuman", personId, isMore: true });
}

/** Whether what is typed now goes along with a question that no human has reacted to yet. */
export async function isWaitingForHuman({ db }: Work, { row }: PersonView): Promise<boolean> {
  const running = await lockRunningEscalation(db, row.id);
  return running !== undefined && running.state !== "contacted";
}

/** What is typed or spoken next goes to a human as it is. */
export async function askForWords(work: Work, view: PersonView): Promise<void> {
  const { chatId, id: personId } = view.row;
  if (chatId === null) return;
  await expectWords(work, chatId, { kind: "askHuman", personId, isMore: false });
  const text = work.texts(view.language)("questions:human.ask");
  const spoken = spokenIn(view.language, "questions:human.ask");
  await say(work, { chatId, outgoing: { kind: "say", text, spoken } });
}
