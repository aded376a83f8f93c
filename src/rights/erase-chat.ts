import { randomUUID } from "node:crypto";
import type { Work } from "../delivery/work.ts";
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

/**
 * Erases the chat of somebody whom nobody knows: a parent who asked something, a card that went to the wrong person. In the
 * caller's transaction, with a line in the ledger.
 */
export async function eraseChat(
  work: Work,
  chatId: number,
  cause: { readonly updateId?: number; readonly replayed?: ErasureEntry } = {},
): Promise<void> {
  const keyIds = await eraseChatTraces(work, chatId, cause.updateId);
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
