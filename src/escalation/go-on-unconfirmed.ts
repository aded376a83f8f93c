import { and, eq, gt, like } from "drizzle-orm";
import { findCrisisWords } from "../checkin/find-crisis-words.ts";
import { isInCrisis } from "../checkin/find-running-crisis.ts";
import { isHelpWord } from "../checkin/hear-help-word.ts";
import { typedIn, type Words } from "../checkin/hear-words.ts";
import { passOnInCrisis } from "../checkin/pass-on-in-crisis.ts";
import { storeSignals } from "../checkin/store-signals.ts";
import { signal } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { LinkingRow } from "../people/link/linking.ts";
import { type AlumnusRow, findAlumnus } from "../people/store.ts";
import { raiseEscalation } from "./raise-escalation.ts";
import { raiseUnconfirmed, storeUnconfirmed, viewUnconfirmed } from "./raise-unconfirmed.ts";
import { ringOwner } from "./ring-owner.ts";
import { lockRunningEscalation } from "./store.ts";

/** One ring is enough for words that come one after another; as long as one "I pass it on" is (`passOnInCrisis`). */
const quietMilliseconds = 10 * 60_000;

/**
 * Somebody who is not confirmed yet goes on while a crisis of the card's person runs. They read that it is passed on, and HELP brings
 * the numbers, as for somebody who is known; whoever has it hears at most once in ten minutes that they wrote, without a word of
 * it. Words of crisis get the numbers, and what can only be heard or seen rings as they do (docs/decisions/0009 and 0020). False,
 * and nothing done, where no crisis runs. `isKept`: the words are there to be read after the yes; what was not kept is not said
 * to be passed on.
 */
export async function goOnUnconfirmed(
  work: Work,
  linking: LinkingRow,
  words: Words,
  isKept: boolean,
): Promise<boolean> {
  const person = await findAlumnus(work.db, linking.alumnusId);
  if (!person || person.erasedAt || !(await isInCrisis(work.db, person.id))) return false;
  const isCrisis = findCrisisWords(typedIn(words) ?? "") !== null;
  if (isCrisis) await raiseUnconfirmed(work, linking, "crisisWords");
  else if (words.kind !== "text")
    await raiseEscalation(work, person, await storeUnconfirmed(work, linking, person, "crisis"));
  await ringOnce(work, linking, person);
  const asksNumbers = words.kind === "text" && isHelpWord(words.text);
  if (!isCrisis && (isKept || asksNumbers))
    await passOnInCrisis(work, await viewUnconfirmed(work, linking, person), words);
  return true;
}

/** While nobody has it the chain rings by itself. */
async function ringOnce(work: Work, linking: LinkingRow, person: AlumnusRow): Promise<void> {
  const { db, now } = work;
  if (!(await lockRunningEscalation(db, person.id))?.ownerId) return;
  const wrote = `linking:${linking.id}:wrote:`;
  const since = new Date(now.getTime() - quietMilliseconds);
  const isOfPerson = eq(signal.personId, person.id);
  const [lately] = await db
    .select({ id: signal.id })
    .from(signal)
    .where(and(isOfPerson, like(signal.cause, `${wrote}%`), gt(signal.at, since)))
    .limit(1);
  if (lately) return;
  const found = {
    cause: `${wrote}${now.toISOString()}`,
    rule: "unconfirmed",
    theme: "general",
    severity: "attention",
  } as const;
  await raiseEscalation(work, person, await storeSignals(work, { personId: person.id }, [found]));
  await ringOwner(work, person.id);
}
