import { eq, sql } from "drizzle-orm";
import type { Db } from "../../db/connect.ts";
import { invitationGuess } from "../../db/schema/index.ts";

/** Wrong tokens that a chat may try in an hour before it has to wait (security.md 10). */
const mostWrongTokens = 5;
const windowMilliseconds = 3_600_000;

/** How many wrong tokens a chat has tried in the last hour. */
export async function findGuesses(db: Db, now: Date, chatId: number): Promise<number> {
  const [guess] = await db.select().from(invitationGuess).where(eq(invitationGuess.chatId, chatId));
  return guess && guess.since.getTime() > now.getTime() - windowMilliseconds ? guess.wrong : 0;
}

export const hasGuessedOften = (guesses: number): boolean => guesses >= mostWrongTokens;

/** One more; `guesses` are those before it (`findGuesses`). */
export async function noteWrongToken(db: Db, now: Date, chatId: number, guesses: number): Promise<void> {
  await db
    .insert(invitationGuess)
    .values({ chatId, since: now, wrong: 1 })
    .onConflictDoUpdate({
      target: invitationGuess.chatId,
      set: guesses === 0 ? { since: now, wrong: 1 } : { wrong: sql`${invitationGuess.wrong} + 1` },
    });
}
