import { describeSaid } from "../checkin/describe-said.ts";
import type { Said } from "../checkin/hear-words.ts";
import type { Say } from "../i18n/texts.ts";

const longestQuote = 80;
const segmenter = new Intl.Segmenter();

/** What was said, shortened to a line: enough to see which words are meant. */
export function shortQuote(t: Say, said: Said): string {
  const line = describeSaid(t, said, "escalation:details").replace(/\s+/g, " ");
  const letters = [...segmenter.segment(line)];
  const start = letters.slice(0, longestQuote).map(({ segment }) => segment);
  return letters.length > longestQuote ? `${start.join("")}…` : line;
}
