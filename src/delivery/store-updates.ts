import type { Db } from "../db/connect.ts";
import { inbox } from "../db/schema/index.ts";
import type { Vault } from "../privacy/vault.ts";

/** An update as far as delivery knows it: a number, a chat, and a body that only telegram/ reads. */
export interface StoredUpdate {
  readonly updateId: number;
  /** 0 when the update belongs to no chat. */
  readonly chatId: number;
  readonly body: unknown;
}

export const inboxPlace = (botId: number, updateId: number) => ({
  table: "inbox",
  column: "body",
  row: `${botId}:${updateId}`,
});

/**
 * Stores updates, encrypted, in one transaction; one that is already there is left as it is. Only when this has resolved
 * may they be confirmed to Telegram (security.md 1). Throws when the database cannot: then Telegram keeps them.
 */
export async function storeUpdates(
  stores: { readonly db: Db; readonly vault: Vault; readonly now: Date; readonly botId: number },
  updates: readonly StoredUpdate[],
): Promise<void> {
  if (updates.length === 0) return;
  const { db, vault, now, botId } = stores;
  await db.transaction(async (tx) => {
    const keyId = await vault.dayKey(tx, now);
    const rows = [];
    for (const { updateId, chatId, body } of updates)
      rows.push({
        botId,
        updateId,
        chatId,
        keyId,
        body: await vault.seal(tx, keyId, inboxPlace(botId, updateId), JSON.stringify(body)),
        receivedAt: now,
      });
    await tx.insert(inbox).values(rows).onConflictDoNothing();
  });
}
