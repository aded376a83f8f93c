import { randomUUID } from "node:crypto";
import { eq, max } from "drizzle-orm";
import { asker, organisation } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { Language } from "../i18n/language.ts";
import { askerPlace } from "./details.ts";
import { findAnswerer } from "./find-answerer.ts";
import { type AskerRow, findAsker, findAskersByChat, type OrganisationRow } from "./store.ts";

/**
 * Whoever asks this organisation something in this chat: the one who is there already, or a new one with a number of their own and a
 * key of their own. Undefined where nobody of the staff could answer.
 */
export async function openAsker(
  work: Work,
  school: OrganisationRow,
  chatId: number,
  language: Language,
): Promise<AskerRow | undefined> {
  const { db, now, vault } = work;
  const known = (await findAskersByChat(db, chatId)).find(
    ({ organisationId }) => organisationId === school.id,
  );
  if (known) return known;
  const answerer = await findAnswerer(db, school);
  if (!answerer) return undefined;
  // Two who come at once must not get one number.
  await db
    .select({ id: organisation.id })
    .from(organisation)
    .where(eq(organisation.id, school.id))
    .for("update");
  const [last] = await db
    .select({ number: max(asker.number) })
    .from(asker)
    .where(eq(asker.organisationId, school.id));
  const id = randomUUID();
  const keyId = await vault.newKey(db, "person", now);
  await db.insert(asker).values({
    ...{ id, keyId, organisationId: school.id, chatId, language, caseWorkerId: answerer.id },
    number: (last?.number ?? 0) + 1,
    details: await vault.seal(db, keyId, askerPlace(id), JSON.stringify({})),
    ...{ createdAt: now, lastAt: now },
  });
  return findAsker(db, id);
}

/** Somebody wrote: whoever said stop and writes again wants an answer after all. */
export async function noteAsking({ db, now }: Work, { id }: Pick<AskerRow, "id">): Promise<void> {
  await db.update(asker).set({ lastAt: now, stoppedAt: null }).where(eq(asker.id, id));
}
