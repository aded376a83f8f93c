import { randomUUID } from "node:crypto";
import type { Work } from "../delivery/work.ts";
import { type AskerRow, findAskersByChat } from "../people/store.ts";
import { type ErasureEntry, recordErasure } from "../privacy/erasure-ledger.ts";
import { chatHashOf } from "./chat-hash.ts";
import { personalParts } from "./personal-parts.ts";

/** Empties what every room holds of a chat; returns the ids of data keys that were destroyed. */
export async function eraseChatTraces(
  work: Work,
  chatId: number,
  updateId: number | undefined,
): Promise<string[]> {
  const keyIds: string[] = [];
  for (const part of personalParts) keyIds.push(...((await part.eraseChat?.(work, chatId, updateId)) ?? []));
  return keyIds;
}

/** Empties what every room holds of somebody who asks and destroys their key; returns the keys that are gone. */
export async function eraseAsker(work: Work, row: AskerRow): Promise<string[]> {
  const { db, vault, now } = work;
  const keyIds = [row.keyId];
  for (const part of personalParts) keyIds.push(...((await part.erase?.(work, row, undefined)) ?? []));
  await vault.destroyKey(db, row.keyId, now);
  return keyIds;
}

/**
 * Erases the chat of somebody whom no school knows: a parent who asked something, with all that they asked; a card that went to the
 * wrong person. In the caller's transaction, with a line in the ledger.
 */
export async function eraseChat(
  work: Work,
  chatId: number,
  cause: { readonly updateId?: number; readonly replayed?: ErasureEntry } = {},
): Promise<void> {
  const keyIds: string[] = [];
  for (const row of await findAskersByChat(work.db, chatId)) keyIds.push(...(await eraseAsker(work, row)));
  keyIds.push(...(await eraseChatTraces(work, chatId, cause.updateId)));
  await recordErasure(
    work.db,
    cause.replayed ?? {
      id: randomUUID(),
      at: work.now,
      kind: "chat",
      reason: "ownWish",
      subjectId: null,
      organisationId: null,
      keyIds,
      numberHash: null,
      chatHash: chatHashOf(work.vault, chatId),
    },
  );
}
