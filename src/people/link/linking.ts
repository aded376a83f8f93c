import { and, desc, eq, isNull } from "drizzle-orm";
import { linking } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { type Language, languageOf } from "../../i18n/language.ts";
import { type AlumnusRow, type AlumnusView, findAlumnus, viewAlumnus } from "../store.ts";
import { ageAt, isOldEnough } from "./is-old-enough.ts";
import { offeredLanguages } from "./offered-languages.ts";

/**
 * From a scanned card to a known young person: language, robot, offer, phone, one question that names nobody, and a case
 * worker's yes (security.md 10). Each step checks that it is the next one, so a double tap or an old button does nothing twice.
 */
export type LinkingRow = typeof linking.$inferSelect;

/** The linking of this chat that is not decided yet. */
export async function findLinking(work: Work, chatId: number): Promise<LinkingRow | undefined> {
  const [row] = await work.db
    .select()
    .from(linking)
    .where(and(eq(linking.chatId, chatId), isNull(linking.outcome)))
    .orderBy(desc(linking.startedAt))
    .limit(1);
  return row;
}

/** Moves from one step to the next; false when the linking is elsewhere already (a double tap, an old button). */
export async function advance(
  work: Work,
  row: LinkingRow,
  from: LinkingRow["step"],
  values: Partial<LinkingRow>,
): Promise<boolean> {
  const rows = await work.db
    .update(linking)
    .set(values)
    .where(and(eq(linking.id, row.id), eq(linking.step, from), isNull(linking.outcome)))
    .returning({ id: linking.id });
  return rows.length === 1;
}

/** Whose card it is. Throws when that person is gone. */
export async function subjectOf(work: Work, row: LinkingRow): Promise<AlumnusView> {
  const person = await findAlumnus(work.db, row.alumnusId);
  if (!person) throw new Error("A linking without its alumnus");
  return viewAlumnus(work, person);
}

/** The language that was chosen in the first minute. */
export const languageOfLinking = (row: LinkingRow): Language => languageOf(row.language) ?? "nl";

/** The languages that the school of this card offers. */
export const findOffered = async (work: Work, row: LinkingRow): Promise<readonly Language[]> =>
  offeredLanguages((await subjectOf(work, row)).organisation);

/** True when the person is linked to another phone already. */
export const isNewPhone = (person: Pick<AlumnusRow, "chatId">, row: LinkingRow): boolean =>
  person.chatId !== null && person.chatId !== row.chatId;

/** True when this yes needs a parent's beside it: it was said before sixteen (docs/decisions/0015). */
export const needsParent = (view: Pick<AlumnusView, "details" | "organisation">, row: LinkingRow): boolean =>
  row.offer === "yes" &&
  row.offerAt !== null &&
  !isOldEnough(ageAt(view.details.birthDate, row.offerAt, view.organisation.timeZone));

/** Ends a linking for good: whatever was said in it can never be opened again. */
export async function endLinking(
  work: Work,
  row: LinkingRow,
  outcome: NonNullable<LinkingRow["outcome"]>,
  by?: string,
): Promise<void> {
  const values = { outcome, decidedAt: work.now, decidedBy: by ?? null, said: null };
  await work.db.update(linking).set(values).where(eq(linking.id, row.id));
  await work.vault.destroyKey(work.db, row.keyId, work.now);
}
