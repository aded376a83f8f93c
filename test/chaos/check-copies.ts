import { clearReferences } from "./check-takes.ts";
import { type Facts, referenceOf } from "./facts.ts";
import type { Rows } from "./rows.ts";

/** A message without a number that may be on a phone all the same: nobody knew whether a try of it had arrived. */
function mayHaveArrived({ line, state, about }: Rows["messages"][number]): boolean {
  if (line !== "chat") return false;
  // Said at most once; or still open.
  if (["unknown", "sending", "new"].includes(state)) return true;
  // Given up because somebody took it, or because it was refused when it was said again: after a try without an answer, or
  // after a death, which counts as no try.
  return (state === "dropped" && about !== null) || ["blocked", "undeliverable"].includes(state);
}

/** Messages that no row knows: each must be the second copy of one that a row knows, in the same chat and words. */
export function repeated(facts: Facts, rows: Rows): { duplicates: number; strangers: string[] } {
  const known = new Set(rows.messages.map(({ chat, message }) => `${chat} ${message}`));
  const texts = new Set(
    facts.made
      .filter((call) => known.has(`${call.chat} ${call.message}`))
      .map((call) => `${call.chat} ${call.text}`),
  );
  const unsure = new Map<number, number>();
  for (const row of rows.messages)
    if (mayHaveArrived(row)) unsure.set(row.chat, (unsure.get(row.chat) ?? 0) + 1);
  let duplicates = 0;
  const strangers: string[] = [];
  for (const call of facts.made) {
    const words = `${call.chat} ${call.text}`;
    if (known.has(`${call.chat} ${call.message}`)) continue;
    const left = unsure.get(call.chat ?? 0) ?? 0;
    if (texts.has(words)) duplicates += 1;
    else if (left > 0) {
      unsure.set(call.chat ?? 0, left - 1);
      // A further one in the same words is a copy of this.
      texts.add(words);
    } else strangers.push(`message ${call.message} in chat ${call.chat}`);
  }
  return { duplicates, strangers };
}

/** Mails about an escalation of which there are more than rows. */
export function mailedTwice(facts: Facts, rows: Rows): number {
  const clear = clearReferences(rows);
  const written = Map.groupBy(
    rows.messages.filter(({ line }) => line === "mail"),
    ({ about }) => about,
  );
  return rows.escalations.reduce((sum, { id }) => {
    const taken = clear.has(referenceOf(id)) ? (facts.mails.get(referenceOf(id))?.length ?? 0) : 0;
    return sum + Math.max(0, taken - (written.get(id)?.length ?? 0));
  }, 0);
}
