import type { SpokenWords } from "../checkin/hear-words.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { languageOf } from "../i18n/language.ts";
import { spokenIn } from "../i18n/spoken-texts.ts";
import type { Asked } from "../knowledge/ask.ts";
import type { AskerView, PersonView } from "../people/store.ts";
import { askHowBad } from "./ask-worry.ts";
import { showItem } from "./show-item.ts";
import { humanButton, itemButton, menuButton } from "./show-menu.ts";
import { changeQuestion, findNewestQuestion, noteQuestion, openQuestion, type QuestionRow } from "./store.ts";
import { findAskable } from "./who-asks.ts";

/**
 * Answers a question that was typed: with one item, with up to three to choose from, or by offering a human. What tells of a worry
 * goes to the worry intake. A voice note only a human can hear. Whatever tells of danger was heard by the caller before. Nothing is
 * made up, and nothing goes to a human without a tap.
 */
export async function answerQuestion(work: Work, view: PersonView, words: SpokenWords): Promise<void> {
  if (view.row.chatId === null) return;
  if (words.kind === "voice") {
    const unheard = { outcome: "unheard", topic: null, itemId: null, keeps: true } as const;
    return offerHuman(work, view, await noteQuestion(work, view, words, unheard));
  }
  const askable = await findAskable(work, view);
  const { outcome, items, topic } = askable.ask(words.text);
  const [first] = items;
  if (outcome === "answer" && first) {
    await noteQuestion(work, view, words, { outcome, topic, itemId: first.id, keeps: false });
    return showItem(work, view, first.id);
  }
  const asked = await noteQuestion(work, view, words, { outcome, topic, itemId: null, keeps: true });
  if (outcome === "worry") return askHowBad(work, view, asked.id);
  if (outcome === "choose") return offerItems(work, view, asked, items);
  return offerHuman(work, view, asked);
}

/**
 * Offers again what the newest question still waits for, when nothing was done since: answers to choose from, the worry intake, a
 * human. False when it waits for nothing.
 */
export async function askOpenQuestion(work: Work, view: AskerView): Promise<boolean> {
  const asked = await findNewestQuestion(work, view);
  if (!asked || asked.sentAt || asked.itemId !== null || asked.at < view.row.lastAt) return false;
  const words = await openQuestion(work, view, asked);
  if (!words) return false;
  if (asked.outcome === "worry") await askHowBad(work, view, asked.id);
  else if (asked.outcome === "choose" && words.kind === "text") {
    // What was typed is in the language of that moment.
    const language = languageOf(asked.language) ?? view.language;
    const { items } = (await findAskable(work, { ...view, language })).ask(words.text);
    await offerItems(work, view, asked, items);
  } else await offerHuman(work, view, asked);
  return true;
}

/**
 * What was taken for a worry is a question, says whoever asked it: what fits it is offered, or a human. False when its words are gone, or
 * went to a human before.
 */
export async function answerAsQuestion(work: Work, view: PersonView, asked: QuestionRow): Promise<boolean> {
  const words = asked.sentAt ? undefined : await openQuestion(work, view, asked);
  if (words?.kind !== "text") return false;
  const { outcome, items, topic } = (await findAskable(work, view)).ask(words.text, true);
  const isFound = outcome === "answer" || outcome === "choose";
  await changeQuestion(work, asked, { outcome: isFound ? "choose" : "human", topic });
  await (isFound ? offerItems(work, view, asked, items) : offerHuman(work, view, asked));
  return true;
}

async function offerItems(
  work: Work,
  view: PersonView,
  asked: QuestionRow,
  items: Asked["items"],
): Promise<void> {
  const { chatId } = view.row;
  if (chatId === null) return;
  const t = work.texts(view.language);
  const askable = await findAskable(work, view);
  const none = {
    label: t("questions:choose.none"),
    action: { do: "asked", asked: asked.id, verb: "none" } as const,
  };
  const human = { ...humanButton(t), action: { do: "asked", asked: asked.id, verb: "human" } as const };
  await say(work, {
    chatId,
    outgoing: {
      kind: "say",
      text: t("questions:choose.ask"),
      buttons: [...items.map(({ id }) => [itemButton(askable, view, id, asked.id)]), [none, human]],
    },
  });
}

/** "I do not know this. Shall I ask a human?" */
export async function offerHuman(work: Work, view: PersonView, asked: QuestionRow): Promise<void> {
  const { chatId } = view.row;
  if (chatId === null) return;
  const t = work.texts(view.language);
  const button = (verb: "human" | "no", label: string) => ({
    label,
    action: { do: "asked", asked: asked.id, verb } as const,
  });
  const key = asked.outcome === "unheard" ? "questions:unknown.voice" : "questions:unknown.ask";
  await say(work, {
    chatId,
    outgoing: {
      ...{ kind: "say", text: t(key), spoken: spokenIn(view.language, key) },
      buttons: [
        [button("human", t("questions:unknown.yes")), button("no", t("questions:unknown.no"))],
        [menuButton(t)],
      ],
    },
  });
}
