/**
 * What is kept and for how long: the one place. Days after the moment named by `after`. Sources: security.md 9 and its law
 * kit (raw inbox 7 days), domain 6.5 (free text 90 days, guidance data two years after the end of guidance); the rest is
 * our proposal. Where `min` and `max` differ, an organisation may set its own number.
 */
export interface RetentionRule {
  /** What is removed, in a few words for the operator. */
  readonly what: string;
  /** The moment from which the days count. */
  readonly after: string;
  readonly days: number;
  readonly min: number;
  readonly max: number;
  /** `organisation`: set and run for each one. `everywhere`: belongs to no organisation, and cannot be set. */
  readonly scope: "organisation" | "everywhere";
}

const fixed = (days: number) => ({ days, min: days, max: days });

export const retentionRules = {
  updates: {
    what: "the content of updates from Telegram",
    after: "handling",
    ...fixed(7),
    scope: "everywhere",
  },
  updateNumbers: {
    what: "the rows of handled updates, without content; those put aside once a human has them or the operator looked",
    after: "handling",
    ...fixed(30),
    scope: "everywhere",
  },
  messages: {
    what: "the rows of sent messages, without content",
    after: "the message was written",
    ...fixed(30),
    scope: "everywhere",
  },
  guesses: { what: "counts of wrong tokens", after: "the first of them", ...fixed(1), scope: "everywhere" },
  strangerChats: {
    what: "chats of somebody whom nobody knows",
    after: "the last message",
    ...fixed(90),
    scope: "everywhere",
  },
  linkings: {
    what: "cards that were scanned and that nobody confirmed",
    after: "the scan, or the end without a yes",
    days: 30,
    min: 14,
    max: 90,
    scope: "organisation",
  },
  words: {
    what: "own words and voice notes",
    after: "a human read them; never before",
    days: 90,
    min: 14,
    max: 730,
    scope: "organisation",
  },
  answers: {
    what: "the answers of check-ins",
    after: "the end of guidance",
    days: 730,
    min: 0,
    max: 730,
    scope: "organisation",
  },
  contacts: {
    what: "records of contacts, and notes with an outcome",
    after: "the end of guidance",
    days: 730,
    min: 0,
    max: 730,
    scope: "organisation",
  },
  accounts: {
    what: "the young person altogether, as an erasure",
    after: "the end of guidance",
    days: 730,
    min: 0,
    max: 1_825,
    scope: "organisation",
  },
  askers: {
    what: "whoever asked something (a parent) altogether, as an erasure",
    after: "their last word, once nothing of theirs is open; with a reminder 400 days at least",
    days: 180,
    min: 30,
    max: 730,
    scope: "organisation",
  },
  questions: {
    what: "the words of questions that did not go to a human",
    after: "the question",
    ...fixed(1),
    scope: "everywhere",
  },
  staff: {
    what: "the name of staff who left",
    after: "they left; until then the reading log can name them",
    days: 730,
    min: 30,
    max: 1_825,
    scope: "organisation",
  },
} as const satisfies Record<string, RetentionRule>;

/** A parent who asked in spring to be reminded next winter says nothing until then: so many days after their last word at most. */
export const daysForReminder = 400;

export type RetentionClass = keyof typeof retentionRules;
export const retentionClasses = Object.keys(retentionRules) as readonly RetentionClass[];

/** Days by class, where an organisation differs from the default. */
export type RetentionSettings = Partial<Record<RetentionClass, number>>;

/** Guidance ends so many months after leaving school (LAW-09), or later where a programme lasts longer. */
export const guidanceMonths = 24;

/** The days that count; a stored number outside the limits of today is brought back inside them. */
export function decideDays(name: RetentionClass, settings: RetentionSettings | null): number {
  const { days, min, max } = retentionRules[name];
  return Math.min(max, Math.max(min, settings?.[name] ?? days));
}

/** Why this number cannot be set, or undefined when it can. */
export function decideRefusal(name: string, days: number): string | undefined {
  if (!retentionClasses.includes(name as RetentionClass))
    return `There is no class of this name. There are: ${settable.join(", ")}.`;
  const { what, scope, min, max } = retentionRules[name as RetentionClass];
  if (scope === "everywhere") return `${name} (${what}) is the same everywhere and cannot be set.`;
  if (!Number.isInteger(days) || days < min || days > max)
    return `${name} (${what}) takes whole days from ${min} to ${max}.`;
  return undefined;
}

/** The classes that an organisation can set. */
export const settable: readonly RetentionClass[] = retentionClasses.filter(
  (name) => retentionRules[name].scope === "organisation",
);

/** Whatever is older than this goes. */
export function decideLimit(name: RetentionClass, settings: RetentionSettings | null, now: Date): Date {
  return new Date(now.getTime() - decideDays(name, settings) * 86_400_000);
}
