import { eq, inArray } from "drizzle-orm";
import {
  alumnus,
  asker,
  chat,
  consent,
  consentParent,
  identityCheck,
  invitation,
  invitationGuess,
  linking,
  offer,
  unlinking,
} from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { forgetCards } from "../link/forget-cards.ts";
import { type AlumnusRow, type AskerRow, isAsker, type PersonRow } from "../store.ts";

/**
 * What is left in the row counts for figures: the organisation, the school type, the exit profile, and the year of leaving.
 * The row itself keeps its place, because figures hang on it; its details are the caller's, who knows what has to stay.
 */
export async function erasePerson(work: Work, row: PersonRow): Promise<string[]> {
  return isAsker(row) ? eraseAsker(work, row) : eraseAlumnus(work, row);
}

/** Of somebody who asks nothing is left but that there was one. */
async function eraseAsker({ db, now }: Work, { id }: AskerRow): Promise<string[]> {
  await db
    .update(asker)
    .set({ details: Buffer.alloc(0), chatId: null, language: "nl", erasedAt: now })
    .where(eq(asker.id, id));
  return [];
}

async function eraseAlumnus(work: Work, row: AlumnusRow): Promise<string[]> {
  const { db, now, vault } = work;
  const keyIds: string[] = [];
  for (const one of await db.select().from(linking).where(eq(linking.alumnusId, row.id))) {
    keyIds.push(one.keyId);
    await vault.destroyKey(db, one.keyId, now);
  }
  await db.delete(offer).where(eq(offer.alumnusId, row.id));
  await db.delete(unlinking).where(eq(unlinking.alumnusId, row.id));
  await db.delete(identityCheck).where(eq(identityCheck.alumnusId, row.id));
  await db.delete(linking).where(eq(linking.alumnusId, row.id));
  await db.delete(invitation).where(eq(invitation.alumnusId, row.id));
  const consents = db.select({ id: consent.id }).from(consent).where(eq(consent.alumnusId, row.id));
  await db.delete(consentParent).where(inArray(consentParent.consentId, consents));
  await db.delete(consent).where(eq(consent.alumnusId, row.id));
  await db
    .update(alumnus)
    .set({
      ownNumberHash: `erased:${row.id}`,
      detailsHash: "",
      exitDate: `${row.exitDate.slice(0, 4)}-01-01`,
      language: "nl",
      preferredChannel: "telegram",
      situation: null,
      situationSince: null,
      atHomeSince: null,
      destination: null,
      followingOn: null,
      ownTime: null,
      rhythm: "planned",
      chatId: null,
      linkedAt: null,
      sharedPhone: false,
      tidiesUp: false,
      caseWorkerSince: null,
      joinedAt: null,
      stoppedAt: null,
      consentLookAt: null,
      erasedAt: now,
    })
    .where(eq(alumnus.id, row.id));
  return keyIds;
}

/** Empties what this room holds of a chat, whoever is behind it; returns the ids of the keys that it destroyed. */
export async function eraseChat(work: Work, chatId: number): Promise<string[]> {
  const { db, now, vault } = work;
  const rows = await db.select().from(linking).where(eq(linking.chatId, chatId));
  for (const { keyId } of rows) await vault.destroyKey(db, keyId, now);
  await forgetCards(
    work,
    rows.map(({ id }) => id),
  );
  await db.delete(unlinking).where(eq(unlinking.chatId, chatId));
  await db.delete(identityCheck).where(eq(identityCheck.chatId, chatId));
  await db.delete(invitationGuess).where(eq(invitationGuess.chatId, chatId));
  await db.delete(chat).where(eq(chat.chatId, chatId));
  return rows.map(({ keyId }) => keyId);
}
