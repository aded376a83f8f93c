import { and, eq, gt, isNull } from "drizzle-orm";
import type { Db } from "../../db/connect.ts";
import { invitation } from "../../db/schema/index.ts";
import { type Arrival, type Arriving, type CardFor, decideArrival, isUsedUp } from "./decide-arrival.ts";
import { hashToken } from "./invite.ts";
import { findGuesses, hasGuessedOften, noteWrongToken } from "./wrong-tokens.ts";

export type Redemption =
  | {
      readonly ok: true;
      readonly invitationId: string;
      readonly arrival: Arrival;
      readonly person: CardFor;
    }
  | { readonly ok: false; readonly reason: "unknown" | "tooMany" }
  /** It works, and was made for somebody else than who opened it: it is left as it is. */
  | { readonly ok: false; readonly reason: "left"; readonly arrival: Arrival; readonly person: CardFor };

function cardForOf({ alumnusId, caseWorkerId }: typeof invitation.$inferSelect): CardFor | undefined {
  if (alumnusId) return { alumnusId };
  return caseWorkerId ? { caseWorkerId } : undefined;
}

/**
 * Uses up an invitation: of many at once exactly one succeeds. An unknown, used, revoked and expired token are the same
 * refusal, so that a token reveals nothing; after five wrong ones in an hour the chat must wait (security.md 10). In the
 * wrong hands (`who`) one that works is not used up.
 */
export async function redeemInvitation(
  db: Db,
  now: Date,
  chatId: number,
  token: string,
  who: Arriving = { kind: "unknown" },
): Promise<Redemption> {
  const guesses = await findGuesses(db, now, chatId);
  if (hasGuessedOften(guesses)) return { ok: false, reason: "tooMany" };
  const works = and(
    eq(invitation.tokenHash, hashToken(token)),
    isNull(invitation.usedAt),
    isNull(invitation.revokedAt),
    gt(invitation.expiresAt, now),
  );
  const [found] = await db.select().from(invitation).where(works);
  const person = found && cardForOf(found);
  const arrival = person && decideArrival(who, person);
  if (person && arrival && !isUsedUp(arrival)) return { ok: false, reason: "left", arrival, person };
  const [used] = await db.update(invitation).set({ usedAt: now }).where(works).returning();
  if (used && person && arrival) return { ok: true, invitationId: used.id, arrival, person };
  await noteWrongToken(db, now, chatId, guesses);
  return { ok: false, reason: "unknown" };
}
