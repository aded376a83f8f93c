import { and, desc, eq, inArray } from "drizzle-orm";
import { isAtLeast } from "../checkin/question-set.ts";
import type { SignalRow } from "../checkin/store.ts";
import { linking, signal } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { AlumnusRow } from "../people/store.ts";
import { joinEscalation, raiseEscalation } from "./raise-escalation.ts";

/**
 * What was said before the case worker's yes, now that it is known by whom. What is serious in it rang when it was said
 * (`raiseUnconfirmed`): it goes to the escalation that was raised then, and rings nobody again, whatever humans have done since; the
 * words only have to be read, by their own time. More serious than what rang, or a wish, is raised like any other
 * (docs/decisions/0009).
 */
export async function raiseSaidBefore(
  work: Work,
  person: AlumnusRow,
  linkingId: string,
  signals: readonly SignalRow[],
): Promise<void> {
  const rang = await findRang(work, person, linkingId);
  if (!rang?.escalationId) return raiseEscalation(work, person, signals);
  const rangBefore = signals.filter(
    ({ severity }) => isAtLeast(severity, "urgent") && isAtLeast(rang.severity, severity),
  );
  // What the same words say besides is no news without them.
  const words = new Set(rangBefore.flatMap(({ wordsId }) => wordsId ?? []));
  const isKnown = (one: SignalRow) =>
    rangBefore.includes(one) ||
    (one.wordsId !== null && words.has(one.wordsId) && one.severity === "attention");
  await joinEscalation(work, rang.escalationId, signals.filter(isKnown));
  await raiseEscalation(
    work,
    person,
    signals.filter((one) => !isKnown(one)),
  );
}

/** The most serious of what rang for whoever used this card, with this card or one before it on the same phone. */
async function findRang(
  { db }: Work,
  { id: personId }: AlumnusRow,
  linkingId: string,
): Promise<SignalRow | undefined> {
  const [own] = await db.select().from(linking).where(eq(linking.id, linkingId));
  if (!own) return undefined;
  const isOfPhone = and(eq(linking.alumnusId, personId), eq(linking.chatId, own.chatId));
  const cards = await db.select({ id: linking.id }).from(linking).where(isOfPhone);
  const rang = await db
    .select()
    .from(signal)
    .where(
      and(
        eq(signal.personId, personId),
        eq(signal.rule, "unconfirmed"),
        inArray(signal.severity, ["urgent", "crisis"]),
      ),
    )
    // The text sorts as it must: a crisis before anything urgent.
    .orderBy(signal.severity, desc(signal.at));
  return rang.find(({ cause }) => cards.some(({ id }) => cause.startsWith(`linking:${id}:`)));
}
