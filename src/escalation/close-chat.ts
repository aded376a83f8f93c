import { storeSignals } from "../checkin/store-signals.ts";
import type { Work } from "../delivery/work.ts";
import { noticeBlocked } from "../people/notice-blocked.ts";
import { raiseEscalation } from "./raise-escalation.ts";

/** A chat was closed to us; an alumnus' comes onto the case worker's list until a human has been in touch another way (R10). */
export async function closeChat(work: Work, chatId: number): Promise<void> {
  const person = await noticeBlocked(work, chatId);
  if (!person) return;
  const cause = `blocked:${work.now.toISOString()}`;
  const signals = await storeSignals(work, { personId: person.id }, [
    { cause, rule: "R10", theme: "general", severity: "attention" },
  ]);
  await raiseEscalation(work, person, signals);
}
