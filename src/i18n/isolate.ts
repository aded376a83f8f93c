const FIRST_STRONG_ISOLATE = "\u2068";
const POP_DIRECTIONAL_ISOLATE = "\u2069";

/** Keeps a name, a number or a Dutch term from turning the direction of the sentence around it. */
export function isolate(value: string): string {
  // An isolate inside the value would end this one early; names have no use for such characters.
  return `${FIRST_STRONG_ISOLATE}${value.replace(/[\u2066-\u2069\u202a-\u202e]/g, "")}${POP_DIRECTIONAL_ISOLATE}`;
}
