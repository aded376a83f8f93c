import { Refused } from "../people/find-organisation.ts";
import { readDay } from "../people/import/read-day.ts";

/** A day as it is typed at the desk. Throws Refused for what is none. */
export function readCliDay(text: string): string {
  const day = readDay(text);
  if (!day) throw new Refused(`"${text}" is no day. Write it as 2026-07-17.`);
  return day;
}
