import { type Language, rightToLeft } from "./language.ts";

const FIRST_STRONG_ISOLATE = "\u2068";
const POP_DIRECTIONAL_ISOLATE = "\u2069";

/**
 * Keeps a name, a number or a Dutch term from turning the direction of the sentence around it. Each line is isolated by
 * itself, as an isolate ends with its line; what is isolated inside a line stays so.
 */
export function isolate(value: string): string {
  return value
    .replace(/[\u202a-\u202e]/g, "")
    .split("\n")
    .map((line) => (line === "" ? line : isolateLine(line)))
    .join("\n");
}

/** The same only where the message around it runs to the left: what opens a line there would turn the whole line. */
export const isolateIn = (language: Language, value: string): string =>
  rightToLeft.has(language) ? isolate(value) : value;

function isolateLine(line: string): string {
  // An isolate that is closed more often than opened would end this one early; names have no use for such characters.
  const inside = isBalanced(line) ? line : line.replace(/[\u2066-\u2069]/g, "");
  return `${FIRST_STRONG_ISOLATE}${inside}${POP_DIRECTIONAL_ISOLATE}`;
}

function isBalanced(line: string): boolean {
  let depth = 0;
  for (const mark of line.match(/[\u2066-\u2069]/g) ?? []) {
    depth += mark === POP_DIRECTIONAL_ISOLATE ? -1 : 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
