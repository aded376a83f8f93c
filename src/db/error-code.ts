import { DrizzleQueryError } from "drizzle-orm/errors";

/**
 * A short code for any error, fit for a row or a log: `DB_23505`, `DB_ECONNREFUSED`, or the error's class. Never its
 * message: a DrizzleQueryError carries the query's parameters, a GrammyError the text that was sent (security.md 7).
 */
export function errorCode(error: unknown): string {
  if (error instanceof DrizzleQueryError) {
    const code = codeOf(error.cause);
    return code ? `DB_${code}` : "DB";
  }
  const code = codeOf(error);
  if (code) return code;
  return error instanceof Error ? error.name : "UNKNOWN";
}

/** Where in our own code an error was thrown, as `room/file.ts:12`: enough to find a fault without its message. */
export function whereOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  return /\/src\/([\w-]+\/[\w-]+\.ts:\d+)/.exec(stack)?.[1] ?? "elsewhere";
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return /^[A-Z0-9_]{2,40}$/.test(String(error.code)) ? String(error.code) : undefined;
}
