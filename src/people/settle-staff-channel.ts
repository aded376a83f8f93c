import type { Work } from "../delivery/work.ts";
import type { SendOutcome } from "../delivery/work-outbox.ts";
import { tellBounced } from "./confirm-email.ts";
import { recordProof } from "./prove-channels.ts";
import { findCaseWorker } from "./store.ts";

/** What the end of a message says about a channel of somebody of the staff: a proof is written down, a lost code is said. */
export async function settleStaffChannel(work: Work, outcome: SendOutcome): Promise<void> {
  const { subjectKind, subjectId, state, code, queue } = outcome;
  if (subjectId === null) return;
  if (subjectKind === "proof") {
    const channel = queue === "mail" ? "email" : "telegram";
    return recordProof(work, { caseWorkerId: subjectId, channel, state, code });
  }
  if (subjectKind !== "mailCode" || state !== "undeliverable") return;
  const worker = await findCaseWorker(work.db, subjectId);
  if (worker) await tellBounced(work, worker);
}
