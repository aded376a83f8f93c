import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { findAlumnus, languageOfStaff, viewAlumnus } from "../store.ts";

/**
 * Somebody's card was scanned on a phone that is linked to another young person: siblings with one phone, or the wrong
 * card. The card's case worker hears it, not whose phone it was, and can record an answer given without Telegram.
 */
export async function tellCardOfOther(work: Work, alumnusId: string): Promise<void> {
  const person = await findAlumnus(work.db, alumnusId);
  if (!person) return;
  const { details, worker } = await viewAlumnus(work, person);
  if (worker.chatId === null) return;
  const t = work.texts(await languageOfStaff(work.db, worker));
  const button = {
    label: t("people:person.noteOffer"),
    action: { do: "noteOffer", alumnus: person.id, how: "ask", answer: "ask" } as const,
  };
  const text = t("people:confirm.tell.cardOfOther", { name: details.firstName });
  await say(work, {
    chatId: worker.chatId,
    lane: "alert",
    outgoing: { kind: "say", text, buttons: [[button]] },
  });
}
