import type { Work } from "../delivery/work.ts";
import { noticeUnblocked } from "../people/notice-blocked.ts";
import { type CaseWorkerRow, findAskersByChat, findPersonByChat } from "../people/store.ts";
import { findMissed } from "./find-told.ts";
import { followReach } from "./follow-reach.ts";
import { push } from "./notify.ts";
import { showEscalation } from "./show-today.ts";
import { lockEscalation } from "./store.ts";

/**
 * Brings into the chat of somebody of the staff what they were told of in this round and cannot find there, because it went by mail
 * alone or did not arrive: each alert that nobody has taken, as a message with its buttons. A mail says "open Telegram", and only
 * there it can be taken (docs/decisions/0019).
 */
export async function showMissed(work: Work, worker: CaseWorkerRow): Promise<void> {
  const { chatId } = worker;
  if (chatId === null) return;
  for (const id of await findMissed(work.db, { ...worker, chatId })) {
    // Somebody may have taken it between the question and the lock: then it is no longer news to anybody else.
    const row = await lockEscalation(work.db, id);
    if (row?.ownerId === null && row.state !== "resolved") await showEscalation(work, worker, id, push);
  }
}

/** A chat that was closed to us is open again: noted, and somebody of the staff finds there what they missed. */
export async function openChat(work: Work, chatId: number): Promise<void> {
  await noticeUnblocked(work, chatId);
  const found = await findPersonByChat(work, chatId);
  if (found && "worker" in found) await showMissed(work, found.worker);
  if (found && "view" in found) await followReach(work, found.view.row.id);
  for (const { id } of await findAskersByChat(work.db, chatId)) await followReach(work, id);
}
