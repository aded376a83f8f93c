import { changeWords, type Words } from "../checkin/hear-words.ts";
import { storeSignals } from "../checkin/store-signals.ts";
import type { Work } from "../delivery/work.ts";
import { raiseEscalation } from "../escalation/raise-escalation.ts";
import type { PersonView } from "../people/store.ts";
import { sayNumbers } from "../talk/hear-in-talk.ts";
import { lockRunningTalk } from "../talk/store.ts";
import { hearDanger, sayIfDanger } from "./hear-danger.ts";
import { raiseMatched } from "./raise-matched.ts";
import { changeAsked } from "./store.ts";

/**
 * Somebody who asks changed a message. What a human was to read is read anew, what still waits for a tap goes along as it is now, and
 * danger in it is heard like any other. False when nothing of theirs is known of this message, and nothing in it is danger.
 */
export async function hearChange(
  work: Work,
  view: PersonView,
  words: Extract<Words, { kind: "text" }>,
): Promise<boolean> {
  const { row } = view;
  const whose = { personId: row.id, keyId: row.keyId };
  const changed = await changeWords(work, whose, words.messageId, words.text);
  if (!changed) {
    const isWaiting = await changeAsked(work, view, words);
    return (await hearDanger(work, view, words)) || isWaiting;
  }
  const signals = await storeSignals(work, { personId: row.id, wordsId: changed.row.id }, changed.signals);
  await raiseEscalation(work, row, signals);
  await raiseMatched(work, row, signals);
  const talk = await lockRunningTalk(work.db, row.id);
  // While a human talks, the robot says whom to call and nothing else.
  if (talk?.state === "open" && signals.length > 0) await sayNumbers(work, view, words, talk);
  else await sayIfDanger(work, view, changed.signals);
  return true;
}
