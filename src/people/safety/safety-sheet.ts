/** One number that a young person reads in a crisis. */
export interface SafetyNumber {
  /** What it is for; each kind has its own words in every language. `own` is the school's, with a name of its own. */
  readonly kind: "emergency" | "suicide" | "violence" | "doctor" | "child" | "own";
  /** As it is dialled: `112`, `0800-0113`. Empty for the person's own doctor, whose number only they know. */
  readonly number: string;
  /** When somebody answers, as it is shown (`08:00–18:00`); absent for day and night. */
  readonly hours?: string;
  /** The name of an `own` number. */
  readonly name?: string;
}

/** Right to show anywhere in the country, also to somebody whose school we do not know (security.md, numbers). */
export const nationalNumbers: readonly SafetyNumber[] = [
  { kind: "emergency", number: "112" },
  { kind: "suicide", number: "113" },
  { kind: "suicide", number: "0800-0113" },
  { kind: "violence", number: "0800-2000" },
];

/** What a first sheet begins with; it counts as checked only when a named person has signed it. */
export const proposedNumbers: readonly SafetyNumber[] = [
  ...nationalNumbers,
  { kind: "doctor", number: "" },
  { kind: "child", number: "0800-0432", hours: "08:00–18:00" },
];

/** As many as somebody in a crisis can still read. */
export const mostNumbers = 10;

/** A number as it was typed, tidied; undefined for anything but 3 to 15 digits with spaces, dashes and a plus in front. */
export function readSafetyNumber(typed: string): string | undefined {
  const number = typed
    .normalize("NFKC")
    .replace(/[\u2010-\u2015]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
  const digits = number.replace(/\D/g, "").length;
  return /^\+?[0-9][0-9 -]*$/.test(number) && digits >= 3 && digits <= 15 ? number : undefined;
}

/**
 * A number of the school's own, typed as `name: number`, with hours behind it if it is not answered day and night
 * (`Zorgteam: 013-1234567 (09:00-17:00)`); undefined for anything else.
 */
export function readOwnNumber(typed: string): SafetyNumber | undefined {
  const found = /^([^:\n]{1,40}):\s*([^(\n]+?)\s*(?:\(?(\d\d:\d\d)\s*[-–]\s*(\d\d:\d\d)\)?)?$/.exec(
    typed.normalize("NFKC").trim(),
  );
  const name = found?.[1]?.replace(/\s+/g, " ").trim();
  const number = found?.[2] === undefined ? undefined : readSafetyNumber(found[2]);
  if (!name || !/\p{L}/u.test(name) || /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name) || !number)
    return undefined;
  const [, , , from, until] = found ?? [];
  if (!from || !until) return { kind: "own", name, number };
  return isTime(from) && isTime(until) ? { kind: "own", name, number, hours: `${from}–${until}` } : undefined;
}

const isTime = (text: string) => /^([01]\d|2[0-4]):[0-5]\d$/.test(text);
