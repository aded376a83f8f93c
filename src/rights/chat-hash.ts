import type { Vault } from "../privacy/vault.ts";

/** The keyed hash under which a chat is found again in the ledger, without its number standing there. */
export const chatHashOf = (vault: Vault, chatId: number) => vault.fingerprint("chat", String(chatId));
