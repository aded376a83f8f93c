import { crisisMessage, crisisSpoken } from "../checkin/crisis-message.ts";
import { firstQuestion } from "../checkin/first-question.ts";
import { isAtLeast } from "../checkin/question-set.ts";
import type { SignalRow } from "../checkin/store.ts";
import { storeSignals } from "../checkin/store-signals.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { type LinkingRow, languageOfLinking } from "../people/link/linking.ts";
import { type AlumnusRow, type AlumnusView, findAlumnus, viewAlumnus } from "../people/store.ts";
import { raiseEscalation } from "./raise-escalation.ts";

/**
 * Somebody who is not confirmed yet says something serious: a human hears it at once, with the warning that it is not sure
 * who it is. What was said is not kept here; only that it was urgent or a crisis. Anything less waits for the yes.
 */
export async function raiseUnconfirmed(work: Work, linking: LinkingRow, said: string): Promise<void> {
  const severity =
    said === "crisisWords" ? "crisis" : firstQuestion().options.find(({ id }) => id === said)?.severity;
  if (severity === undefined || !isAtLeast(severity, "urgent") || severity === "none") return;
  const person = await findAlumnus(work.db, linking.alumnusId);
  if (!person) return;
  await raiseEscalation(work, person, await storeUnconfirmed(work, linking, person, severity));
  if (severity !== "crisis") return;
  const theirs = await viewUnconfirmed(work, linking, person);
  const text = await crisisMessage(work, theirs);
  const outgoing = { kind: "say", text, spoken: await crisisSpoken(work, theirs) } as const;
  await say(work, { chatId: linking.chatId, lane: "crisis", outgoing });
}

/** That somebody said something so serious on this card. Said again is meant again, also after a human has closed the first time. */
export function storeUnconfirmed(
  work: Work,
  linking: LinkingRow,
  person: AlumnusRow,
  severity: "attention" | "urgent" | "crisis",
): Promise<SignalRow[]> {
  const found = {
    cause: `linking:${linking.id}:${severity}:${work.now.toISOString()}`,
    rule: "unconfirmed",
    theme: "general",
    severity,
  } as const;
  return storeSignals(work, { personId: person.id }, [found]);
}

/** The card's person as what is said to whoever uses it is written: for the chat, the language and the phone of the first minute. */
export async function viewUnconfirmed(
  work: Work,
  linking: LinkingRow,
  person: AlumnusRow,
): Promise<AlumnusView> {
  const view = await viewAlumnus(work, person);
  const { chatId } = linking;
  const sharedPhone = linking.sharedPhone ?? false;
  return { ...view, language: languageOfLinking(linking), row: { ...view.row, chatId, sharedPhone } };
}

/** "Talk first" is a wish for a human: it stands on the case worker's list until somebody has talked. */
export async function raiseTalkFirst(work: Work, linking: LinkingRow): Promise<void> {
  const person = await findAlumnus(work.db, linking.alumnusId);
  if (!person) return;
  const cause = `linking:${linking.id}:talkFirst`;
  const found = { cause, rule: "talkFirst", theme: "general", severity: "attention", wish: "human" } as const;
  await raiseEscalation(work, person, await storeSignals(work, { personId: person.id }, [found]));
}
