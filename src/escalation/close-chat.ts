import { storeSignals } from "../checkin/store-signals.ts";
import type { Work } from "../delivery/work.ts";
import { noticeBlocked, tellBlocked } from "../people/notice-blocked.ts";
import type { PersonRow } from "../people/store.ts";
import { followReach } from "./follow-reach.ts";
import { raiseEscalation } from "./raise-escalation.ts";
import { lockRunningEscalation } from "./store.ts";

/**
 * A chat was closed to us. An alumnus comes onto the case worker's list until a human has been in touch another way (R10); somebody who
 * asks does when they wait for a human. A parent who wants no more messages, and waits for nobody, is left alone.
 */
export async function closeChat(work: Work, chatId: number): Promise<void> {
  const closed = await noticeBlocked(work, chatId);
  if (!closed) return;
  if (closed.alumnus) await raiseBlocked(work, closed.alumnus);
  for (const asker of closed.askers)
    if (await lockRunningEscalation(work.db, asker.id)) await raiseBlocked(work, asker);
}

async function raiseBlocked(work: Work, person: PersonRow): Promise<void> {
  await tellBlocked(work, person);
  const cause = `blocked:${work.now.toISOString()}`;
  const signals = await storeSignals(work, { personId: person.id }, [
    { cause, rule: "R10", theme: "general", severity: "attention" },
  ]);
  await raiseEscalation(work, person, signals);
  await followReach(work, person.id, { isRefreshed: true });
}
