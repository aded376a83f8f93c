import type { Work } from "../delivery/work.ts";
import type { AlumnusView } from "../people/store.ts";
import { askQuestion } from "./ask-question.ts";
import { findRunningCheckIn } from "./store.ts";

/** A talk is over: what a check-in would have asked meanwhile is asked now. A question that stood open before it still does. */
export async function goOnAfterTalk(work: Work, view: AlumnusView): Promise<void> {
  const row = await findRunningCheckIn(work.db, view.row.id);
  if (row?.state === "open" && row.awaiting === null) await askQuestion(work, view, row);
}
