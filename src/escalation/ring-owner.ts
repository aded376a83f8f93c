import { and, eq } from "drizzle-orm";
import { escalationNotice } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { carryOut } from "./notify.ts";
import { lockRunningEscalation } from "./store.ts";

/**
 * Whoever took this person's escalation hears of it once more: a further signal that is no more serious only changes the message.
 * Nothing where nobody has it, and where what was raised in this transaction has just rung their phone.
 */
export async function ringOwner(work: Work, personId: string): Promise<void> {
  const running = await lockRunningEscalation(work.db, personId);
  const ownerId = running?.ownerId;
  if (!running || !ownerId || (await justRang(work, personId, ownerId))) return;
  await carryOut(work, running, [{ do: "notify", caseWorkerId: ownerId, by: ["telegram"] }]);
}

/** The words opened an escalation or raised one, and this phone has got its message in the same transaction. */
export async function justRang({ db, now }: Work, personId: string, caseWorkerId: string): Promise<boolean> {
  const running = await lockRunningEscalation(db, personId);
  if (!running) return false;
  const [row] = await db
    .select({ id: escalationNotice.id })
    .from(escalationNotice)
    .where(
      and(
        eq(escalationNotice.escalationId, running.id),
        eq(escalationNotice.caseWorkerId, caseWorkerId),
        eq(escalationNotice.sentAt, now),
      ),
    );
  return row !== undefined;
}
