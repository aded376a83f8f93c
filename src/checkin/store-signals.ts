import { randomUUID } from "node:crypto";
import { signal } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { FoundSignal } from "./decide-signals.ts";
import type { SignalRow } from "./store.ts";

/** Stores what was found and returns only what is new: a cause that has raised before raises nothing again. */
export async function storeSignals(
  work: Work,
  about: { readonly personId: string; readonly checkInId?: string; readonly wordsId?: string },
  found: readonly FoundSignal[],
): Promise<SignalRow[]> {
  if (found.length === 0) return [];
  const rows = found.map((one) => ({
    id: randomUUID(),
    personId: about.personId,
    checkInId: about.checkInId ?? null,
    wordsId: about.wordsId ?? null,
    cause: one.cause,
    questionId: one.questionId ?? null,
    optionId: one.optionId ?? null,
    rule: one.rule ?? null,
    theme: one.theme,
    severity: one.severity,
    wish: one.wish ?? null,
    at: work.now,
  }));
  return work.db.insert(signal).values(rows).onConflictDoNothing().returning();
}
