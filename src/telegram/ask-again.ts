import { openAppointment } from "../appointment/open-appointment.ts";
import { showSlots } from "../appointment/show-slots.ts";
import { findRunningAppointment } from "../appointment/store.ts";
import { askQuestion } from "../checkin/ask-question.ts";
import { sayOpening } from "../checkin/start-check-in.ts";
import { findRunningCheckIn } from "../checkin/store.ts";
import type { Work } from "../delivery/work.ts";
import { sayAtSixteen, waitsForOwnYes } from "../people/link/ask-at-sixteen.ts";
import { askWhoItIs } from "../people/link/check-identity.ts";
import { findOffers } from "../people/link/keep-offer.ts";
import type { AlumnusView, AskerView, ChatRow } from "../people/store.ts";
import { sayReofferWords } from "../programme/say-reoffer.ts";
import { showMenu } from "../questions/show-menu.ts";
import { tellBegun } from "../talk/open-talk.ts";
import { lockRunningTalk } from "../talk/store.ts";

/** The same for somebody who asks: who is there while a human talks with them, else the subjects. */
export async function askAskerAgain(work: Work, view: AskerView): Promise<void> {
  const talk = await lockRunningTalk(work.db, view.row.id);
  if (talk && view.row.chatId !== null) return tellBegun(work, talk, view.row.chatId);
  await showMenu(work, view);
}

/**
 * What stands open on this phone, said again in the language that was chosen just now: nothing that was asked before is lost, and
 * while a human talks only who is there. Of several questions all come, the one that waits longest last, nearest to the thumb.
 */
export async function askAgain(
  work: Work,
  view: AlumnusView,
  { chatId, silentSince }: ChatRow,
): Promise<void> {
  if (silentSince) return askWhoItIs(work, view, { again: true });
  const talk = await lockRunningTalk(work.db, view.row.id);
  if (talk) return tellBegun(work, talk, chatId);
  const offers = await findOffers(work.db, view.row.id);
  const reoffer = offers.find(
    ({ kind, channel, answer }) => kind === "reoffer" && channel === "telegram" && !answer,
  );
  if (reoffer && view.row.stoppedAt) await sayReofferWords(work, view, reoffer.id);
  const row = await findRunningAppointment(work.db, view.row.id);
  const open = row?.state === "offered" ? await openAppointment(work, row) : undefined;
  if (open) await showSlots(work, { kind: "alumnus", view }, open, { intro: "offer" });
  if (await waitsForOwnYes(work, view)) await sayAtSixteen(work, view);
  const running = await findRunningCheckIn(work.db, view.row.id);
  if (running?.state === "open") await askQuestion(work, view, running);
  if (running?.state === "invited") await sayOpening(work, view, running);
}
