import { crisisMessage, crisisSpoken } from "../checkin/crisis-message.ts";
import type { FoundSignal } from "../checkin/decide-signals.ts";
import { isInCrisis } from "../checkin/find-running-crisis.ts";
import { hearWords, signalsOfUnheard, typedIn, type Words } from "../checkin/hear-words.ts";
import { passOnInCrisis } from "../checkin/pass-on-in-crisis.ts";
import { isAtLeast } from "../checkin/question-set.ts";
import { storeSignals } from "../checkin/store-signals.ts";
import { tidyButtons, tidyLater } from "../checkin/tidy-up.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { raiseEscalation } from "../escalation/raise-escalation.ts";
import { shippedKnowledge } from "../knowledge/ask.ts";
import { isAsker, type PersonView } from "../people/store.ts";
import { raiseMatched } from "./raise-matched.ts";

/**
 * Words that tell of danger, or that come while a crisis of this person runs, are no question: they are kept, humans hear of them at
 * once, and whoever wrote reads whom to call (security.md 12). False for any other words, of which nothing was kept.
 */
export async function hearDanger(work: Work, view: PersonView, words: Words): Promise<boolean> {
  const { row } = view;
  const runs = await isInCrisis(work.db, row.id);
  const typed = typedIn(words);
  const tells = typed !== undefined && shippedKnowledge().ask(view.language, typed).outcome === "crisis";
  if (!runs && !tells) return false;
  const { wordsId, signals: found } = await hearWords(work, { personId: row.id, keyId: row.keyId }, words);
  const said = {
    cause: `words:${wordsId}`,
    rule: "unasked",
    theme: "safety",
    severity: "attention",
  } as const;
  const signals = [...found, said, ...(runs ? signalsOfUnheard(wordsId, words) : [])];
  await raiseEscalation(work, row, await storeSignals(work, { personId: row.id, wordsId }, signals));
  await raiseMatched(work, row, signals);
  if (!(await sayIfDanger(work, view, found))) await passOnInCrisis(work, view, words);
  return true;
}

/**
 * The numbers and who is there, when what was found is a crisis. A parent reads them also for what is urgent: nobody asks them how bad
 * it is, as a young person is asked.
 */
export async function sayIfDanger(
  work: Work,
  view: PersonView,
  found: readonly FoundSignal[],
): Promise<boolean> {
  const { chatId } = view.row;
  if (
    chatId === null ||
    !found.some(({ severity }) => isAtLeast(severity, isAsker(view.row) ? "urgent" : "crisis"))
  )
    return false;
  await sayDanger(work, view);
  return true;
}

/** The numbers and who is there, in the lane that nothing overtakes; on a phone that others read it goes from the chat again. */
export async function sayDanger(work: Work, view: PersonView): Promise<void> {
  const { chatId } = view.row;
  if (chatId === null) return;
  const buttons = tidyButtons(work.texts(view.language), view);
  const outboxId = await say(work, {
    chatId,
    lane: "crisis",
    outgoing: {
      ...{ kind: "say", text: await crisisMessage(work, view), spoken: await crisisSpoken(work, view) },
      ...(buttons.length > 0 ? { buttons } : {}),
    },
  });
  await tidyLater(work, view, outboxId);
}
