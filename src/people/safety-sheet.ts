/** One number that a young person reads in a crisis. */
export interface SafetyNumber {
  /** What it is for; each kind has its own words in every language. `own` is the school's, with a name of its own. */
  readonly kind: "emergency" | "suicide" | "violence" | "doctor" | "child" | "own";
  /** As it is dialled: `112`, `0800-0113`. */
  readonly number: string;
  /** When somebody answers, as it is shown (`08:00–18:00`); absent for day and night. */
  readonly hours?: string;
  /** The name of an `own` number. */
  readonly name?: string;
}
