import { errorCode } from "../db/error-code.ts";

/** One finding of `doctor`. `bad`: the service cannot be relied on. `note`: worth knowing, or not to be looked at now. */
export interface Check {
  readonly name: string;
  readonly state: "ok" | "bad" | "note";
  readonly message: string;
}

export const ok = (name: string, message: string): Check => ({ name, state: "ok", message });
export const bad = (name: string, message: string): Check => ({ name, state: "bad", message });
export const note = (name: string, message: string): Check => ({ name, state: "note", message });

/** Something took longer than it may. */
class TookTooLong extends Error {
  readonly code = "TIMEOUT";
}

/** Gives up waiting after so many milliseconds; what was waited for goes on unheard. */
export async function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong("Took too long")), milliseconds);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** Looks, and turns whatever goes wrong on the way into a finding of its own: one broken thing hides no other. */
export async function look(
  name: string,
  milliseconds: number,
  work: () => Promise<Check | readonly Check[]>,
  onError: (code: string) => Check = (code) => bad(name, `Could not be looked at (${code}).`),
): Promise<readonly Check[]> {
  try {
    const found = await within(milliseconds, work());
    return "name" in found ? [found] : found;
  } catch (error) {
    return [onError(errorCode(error))];
  }
}

/** `1 update`, `2 updates`. */
export const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;
