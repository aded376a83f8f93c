import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { staffingOf } from "./duty/decide-duty.ts";
import { nextStaffed } from "./duty/is-staffed.ts";
import type { PersonView } from "./store.ts";

/**
 * Tells somebody's case worker something that can wait until they are at work: what somebody did by themselves in an evening
 * or a vacation rings nobody's phone. Nothing happens when the case worker has no Telegram; where nobody ever works it is told now.
 */
export async function tellWorker(
  work: Work,
  { worker, organisation }: Pick<PersonView, "worker" | "organisation">,
  text: string,
): Promise<void> {
  if (worker.chatId === null) return;
  const hours = staffingOf({ organisation, absences: [] }, worker);
  const dueAt = nextStaffed(hours, work.now) ?? work.now;
  await say(work, { chatId: worker.chatId, lane: "alert", dueAt, outgoing: { kind: "say", text } });
}
