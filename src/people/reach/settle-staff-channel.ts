import { sql } from "drizzle-orm";
import type { Db } from "../../db/connect.ts";
import { caseWorker } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import type { SendOutcome } from "../../delivery/work-outbox.ts";
import { findCaseWorker } from "../store.ts";
import { tellBounced } from "./confirm-email.ts";
import { recordProof } from "./prove-channels.ts";

/**
 * What the end of a message says about a channel of somebody of the staff: a proof is written down, a mailbox that refuses
 * any mail of ours as well, and a code that did not arrive is said in the chat.
 */
export async function settleStaffChannel(work: Work, outcome: SendOutcome): Promise<void> {
  const { subjectKind, subjectId, state, code, queue, chatId } = outcome;
  const channel = queue === "mail" ? "email" : "telegram";
  if (subjectKind === "proof" && subjectId !== null)
    return recordProof(work, { caseWorkerId: subjectId, channel, state, code });
  if (queue !== "mail" || state !== "undeliverable") return;
  if (subjectKind === "mailCode") {
    const worker = subjectId === null ? undefined : await findCaseWorker(work.db, subjectId);
    return worker && tellBounced(work, worker);
  }
  const caseWorkerId = await findMailboxOwner(work.db, chatId);
  if (caseWorkerId !== undefined) await recordProof(work, { caseWorkerId, channel, state, code });
}

/** Whose mailbox this line is (`mailLineOf`). */
async function findMailboxOwner(db: Db, line: number): Promise<string | undefined> {
  const prefix = line.toString(16).padStart(12, "0");
  const [row] = await db
    .select({ id: caseWorker.id })
    .from(caseWorker)
    .where(sql`replace(${caseWorker.id}::text, '-', '') like ${`${prefix}%`}`);
  return row?.id;
}
