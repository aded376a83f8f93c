import type { Work } from "../delivery/work.ts";
import type { AlumnusView } from "../people/store.ts";
import { askQuestion } from "./ask-question.ts";
import { sayOpening } from "./start-check-in.ts";
import { findRunningCheckIn } from "./store.ts";

/** A check-in that was running goes on where the person reads now: on a new phone it is asked again what stood open. */
export async function carryOn(work: Work, view: AlumnusView): Promise<void> {
  const row = await findRunningCheckIn(work.db, view.row.id);
  if (!row) return;
  if (row.state === "open") await askQuestion(work, view, row);
  else await sayOpening(work, view, row);
}
