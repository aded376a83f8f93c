import type { Db } from "../../src/db/connect.ts";
import {
  alumnus,
  caseWorker,
  contactRecord,
  conversationState,
  escalation,
  inbox,
  linking,
  outbox,
  ownWords,
} from "../../src/db/schema/index.ts";
import { inboxPlace } from "../../src/delivery/store-updates.ts";
import { type Place, SealBroken, type Vault } from "../../src/privacy/vault.ts";

/**
 * All that somebody with the database and the master key can still read: every sealed value of every table, opened, and
 * all that cannot be opened left out.
 */
export async function openEverything(db: Db, vault: Vault): Promise<string[]> {
  const opened: string[] = [];
  const tryOpen = async (keyIds: readonly string[], place: Place, sealed: Buffer | null) => {
    if (!sealed || sealed.length === 0) return;
    for (const keyId of keyIds)
      try {
        opened.push(await vault.open(db, keyId, place, sealed));
      } catch (error) {
        if (!(error instanceof SealBroken)) throw error;
      }
  };
  const people = await db.select().from(alumnus);
  const personKeys = people.map(({ keyId }) => keyId);
  for (const { id, keyId, details } of people)
    await tryOpen([keyId], { table: "alumnus", column: "details", row: id }, details);
  for (const { id, keyId, name } of await db.select().from(caseWorker))
    await tryOpen([keyId], { table: "case_worker", column: "name", row: id }, name);
  for (const { id, body } of await db.select().from(ownWords))
    await tryOpen(personKeys, { table: "own_words", column: "body", row: id }, body);
  for (const { id, note } of await db.select().from(escalation))
    await tryOpen(personKeys, { table: "escalation", column: "note", row: id }, note);
  for (const { id, note } of await db.select().from(contactRecord))
    await tryOpen(personKeys, { table: "contact_record", column: "note", row: id }, note);
  for (const { id, keyId, said } of await db.select().from(linking))
    await tryOpen([keyId], { table: "linking", column: "said", row: id }, said);
  for (const { botId, updateId, keyId, body } of await db.select().from(inbox))
    await tryOpen([keyId], inboxPlace(botId, updateId), body);
  for (const { id, keyId, body } of await db.select().from(outbox))
    await tryOpen([keyId], { table: "outbox", column: "body", row: id }, body);
  for (const { chatId, keyId, body } of await db.select().from(conversationState))
    await tryOpen([keyId], { table: "conversation_state", column: "body", row: String(chatId) }, body);
  return opened;
}
