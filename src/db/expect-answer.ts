import { sql } from "drizzle-orm";
import type { Database } from "./connect.ts";
import { errorCode } from "./error-code.ts";

/** The database did not answer; the message holds a code, never an address. */
export class DatabaseUnreachable extends Error {
  constructor(code: string) {
    super(`The database cannot be reached (${code}). \`npm run cli -- doctor\` looks further.`);
    this.name = "DatabaseUnreachable";
  }
}

/**
 * Resolves when the database answers. postgres.js connects again and again to something that hangs up on it, so somebody
 * has to say when it is enough: throws DatabaseUnreachable after `patienceMilliseconds`, or at once for a plain refusal.
 */
export async function expectAnswer(
  { db }: Pick<Database, "db">,
  patienceMilliseconds: number,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseUnreachable("NO_ANSWER")), patienceMilliseconds);
  });
  try {
    await Promise.race([db.execute(sql`select 1`), enough]);
  } catch (error) {
    throw error instanceof DatabaseUnreachable ? error : new DatabaseUnreachable(errorCode(error));
  } finally {
    clearTimeout(timer);
  }
}
