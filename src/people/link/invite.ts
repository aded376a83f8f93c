import { createHash, randomBytes, randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "../../db/connect.ts";
import { invitation } from "../../db/schema/index.ts";

/** How long an invitation can be used (security.md 10). */
export const invitationDays = 7;

/** The hash under which a token is kept. The token has 160 random bits, so a plain hash cannot be turned back. */
export const hashToken = (token: string) => createHash("sha256").update(token).digest("base64url");

/**
 * Makes a one-time invitation for an alumnus or a case worker and revokes the person's earlier ones. Returns the token:
 * 27 characters of A-Z, a-z, 0-9, _ and -, shown once and never stored. `madeBy` is the case worker who made it in the chat.
 */
export async function invite(
  db: Db,
  now: Date,
  person: { alumnusId: string } | { caseWorkerId: string },
  madeBy?: string,
): Promise<{ token: string; expiresAt: Date }> {
  const token = randomBytes(20).toString("base64url");
  const expiresAt = new Date(now.getTime() + invitationDays * 86_400_000);
  const whose =
    "alumnusId" in person
      ? eq(invitation.alumnusId, person.alumnusId)
      : eq(invitation.caseWorkerId, person.caseWorkerId);
  await db
    .update(invitation)
    .set({ revokedAt: now })
    .where(and(whose, isNull(invitation.usedAt), isNull(invitation.revokedAt)));
  await db.insert(invitation).values({
    id: randomUUID(),
    ...person,
    tokenHash: hashToken(token),
    createdAt: now,
    expiresAt,
    madeBy: madeBy ?? null,
  });
  return { token, expiresAt };
}
