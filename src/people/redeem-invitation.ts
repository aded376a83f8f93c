import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { invitation, invitationGuess } from "../db/schema/index.ts";
import { hashToken } from "./invite.ts";

/** Wrong tokens that a chat may try in an hour before it has to wait. */
export const mostWrongTokens = 5;
const windowMilliseconds = 3_600_000;

export type Redemption =
  | {
      readonly ok: true;
      readonly invitationId: string;
      readonly person: { alumnusId: string } | { caseWorkerId: string };
    }
  | { readonly ok: false; readonly reason: "unknown" | "tooMany" };

/**
 * Uses up an invitation: of many at once exactly one succeeds. An unknown, used, revoked and expired token are the same
 * refusal, so that a token reveals nothing; after five wrong ones in an hour the chat must wait (security.md 10).
 */
export async function redeemInvitation(
  db: Db,
  now: Date,
  chatId: number,
  token: string,
): Promise<Redemption> {
  const since = new Date(now.getTime() - windowMilliseconds);
  const [guess] = await db.select().from(invitationGuess).where(eq(invitationGuess.chatId, chatId));
  if (guess && guess.since > since && guess.wrong >= mostWrongTokens) return { ok: false, reason: "tooMany" };
  const [used] = await db
    .update(invitation)
    .set({ usedAt: now })
    .where(
      and(
        eq(invitation.tokenHash, hashToken(token)),
        isNull(invitation.usedAt),
        isNull(invitation.revokedAt),
        gt(invitation.expiresAt, now),
      ),
    )
    .returning();
  if (used?.alumnusId) return { ok: true, invitationId: used.id, person: { alumnusId: used.alumnusId } };
  if (used?.caseWorkerId)
    return { ok: true, invitationId: used.id, person: { caseWorkerId: used.caseWorkerId } };
  const isStale = !guess || guess.since <= since;
  await db
    .insert(invitationGuess)
    .values({ chatId, since: now, wrong: 1 })
    .onConflictDoUpdate({
      target: invitationGuess.chatId,
      set: isStale ? { since: now, wrong: 1 } : { wrong: sql`${invitationGuess.wrong} + 1` },
    });
  return { ok: false, reason: "unknown" };
}
