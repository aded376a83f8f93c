import type { Work } from "../delivery/work.ts";
import { findDoubt } from "../escalation/find-doubt.ts";
import { findToContact, type Refused, type ToContact } from "../escalation/find-to-contact.ts";
import { type CaseWorkerRow, findChat } from "../people/store.ts";

export type ToWrite = ToContact & { readonly theirChatId: number };

/**
 * The young person to whom this case worker wants to write. Refuses as `findToContact` does, and somebody whom the robot
 * cannot or may not write to: no chat, STOP, blocked, a phone that was silent for a year (`silent`), or one by which nobody said what
 * is the matter, while another has the person's card (`silent` too).
 */
export async function findToWrite(
  work: Work,
  by: CaseWorkerRow,
  personId: string,
  talkOwnerId?: string,
): Promise<ToWrite | Refused> {
  const found = await findToContact(work, by, personId, talkOwnerId);
  if (!found.ok) return found;
  const { person } = found;
  const theirs = person.chatId === null ? undefined : await findChat(work.db, person.chatId);
  if (person.chatId === null || !theirs) return { ok: false, reason: "noChat" };
  if (person.stoppedAt) return { ok: false, reason: "stopped" };
  if (theirs.blockedSince) return { ok: false, reason: "blocked" };
  // A year of silence: whose phone it is now is not known. Nor is it known who said what is the matter, by another phone than this.
  const isUnsure =
    talkOwnerId !== by.id && found.running && (await findDoubt(work.db, found.running.id))?.isAll;
  if (theirs.silentSince || isUnsure) return { ok: false, reason: "silent" };
  return { ...found, theirChatId: person.chatId };
}
