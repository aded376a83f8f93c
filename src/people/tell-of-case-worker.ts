import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { nextMessageTime } from "./calendar/next-message-time.ts";
import { type AlumnusRow, findChat, viewAlumnus } from "./store.ts";

/**
 * The young person hears, at the next good time for a message, who their case worker is now and that this human will say hello
 * (R12). False where the robot cannot or may not write: no Telegram, STOP, blocked, or a phone of which nobody knows whose it is.
 */
export async function tellOfCaseWorker(work: Work, person: AlumnusRow): Promise<boolean> {
  const theirs = person.chatId === null ? undefined : await findChat(work.db, person.chatId);
  if (!theirs || person.stoppedAt || theirs.blockedSince || theirs.silentSince) return false;
  const { organisation, language, details, workerName: worker } = await viewAlumnus(work, person);
  const t = work.texts(language);
  const text = person.sharedPhone
    ? t("caseload:young.newWorkerShared", { worker })
    : t("caseload:young.newWorker", { worker, name: details.firstName });
  const dueAt = nextMessageTime(organisation, person.ownTime, work.now);
  await say(work, { chatId: theirs.chatId, lane: "relay", dueAt, outgoing: { kind: "say", text } });
  return true;
}
