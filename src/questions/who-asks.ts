import type { Work } from "../delivery/work.ts";
import type { Language } from "../i18n/language.ts";
import { type Asked, type OwnScope, shippedKnowledge } from "../knowledge/ask.ts";
import { decideOwn, type ItemWords, ownWordsIn, type Shown } from "../knowledge/decide-own.ts";
import type { Phrased } from "../knowledge/find-items.ts";
import { findOwn } from "../knowledge/find-own.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { isAsker, type PersonView } from "../people/store.ts";
import { findTakenWords } from "./find-taken-words.ts";

/** What somebody can ask where they ask it, in their language. */
export interface Askable {
  readonly shown: ReadonlyMap<string, Shown>;
  /** What stands on a button and above the answer; undefined where there is nothing in this language. */
  wordsIn(id: string, language: Language): ItemWords | undefined;
  /** `isQuestion`: they have said that it tells of no worry. */
  ask(question: string, isQuestion?: boolean): Asked;
}

/** Whether it is a parent, or an alumnus who looks at the same questions. */
export const readerOf = ({ row }: PersonView): "parent" | "alumnus" => (isAsker(row) ? "parent" : "alumnus");

/** All that this person may be shown: ours as far as it is true there and has not ended, and what the organisation says itself. */
export async function findAskable(work: Work, view: PersonView): Promise<Askable> {
  const knowledge = shippedKnowledge();
  const entries = await findOwn(work.db, view.organisation.id);
  const today = localDay(view.organisation, work.now);
  const shown = decideOwn(knowledge.items.values(), entries, { today, reader: readerOf(view) });
  const wordsIn = (id: string, language: Language) => {
    const own = shown.get(id)?.own;
    const ours = knowledge.texts[language].get(id);
    return own ? ownWordsIn(own, language, ours?.question) : ours;
  };
  const taken = await findTakenWords(work.db, view.organisation.id);
  const scope: OwnScope = {
    topicOf: (id) => shown.get(id)?.facts.topic,
    phrased: [...taken, ...[...shown].flatMap(([id, { own }]) => phrasedBy(id, own))],
  };
  return {
    ...{ shown, wordsIn },
    ask: (question, isQuestion) => knowledge.ask(view.language, question, scope, isQuestion),
  };
}

/** An own item, or an own answer with other words for its question. */
function phrasedBy(id: string, own: Shown["own"]): Phrased[] {
  const phrasings = Object.values(own?.texts ?? {}).flatMap(({ question, phrasings: others }) => [
    ...(question ? [question] : []),
    ...others,
  ]);
  return phrasings.length > 0 ? [{ id, phrasings }] : [];
}
