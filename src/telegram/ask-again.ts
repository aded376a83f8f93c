import { askTypedPlace } from "../appointment/change-details.ts";
import { openAppointment } from "../appointment/open-appointment.ts";
import { showSlots } from "../appointment/show-slots.ts";
import { findRunningAppointment } from "../appointment/store.ts";
import { askQuestion } from "../checkin/ask-question.ts";
import { isInCrisis } from "../checkin/find-running-crisis.ts";
import { sayPaused } from "../checkin/pause-check-in.ts";
import { sayOpening } from "../checkin/start-check-in.ts";
import { findRunningCheckIn, findSeverity } from "../checkin/store.ts";
import type { ChatExpects } from "../db/schema/chat-expects.ts";
import type { Work } from "../delivery/work.ts";
import { isCorrectionItem } from "../escalation/is-correction-item.ts";
import { askOwnTime } from "../people/calendar/ask-own-time.ts";
import { askAgreement, waitsForAgreement } from "../people/link/agree.ts";
import { sayAtSixteen, waitsForOwnYes } from "../people/link/ask-at-sixteen.ts";
import { askToTidy, askWhosePhone } from "../people/link/change-phone.ts";
import { askWhoItIs } from "../people/link/check-identity.ts";
import { findOffers } from "../people/link/keep-offer.ts";
import { type AlumnusView, type AskerView, type ChatRow, isAsker, type PersonView } from "../people/store.ts";
import { sayReofferWords } from "../programme/say-reoffer.ts";
import { askOpenQuestion } from "../questions/answer-question.ts";
import { askForWorry, askWorryAgain } from "../questions/ask-worry.ts";
import { askForPhone } from "../questions/call-me.ts";
import { sayDanger } from "../questions/hear-danger.ts";
import { askForWords, saySent } from "../questions/pass-on.ts";
import { showMenu } from "../questions/show-menu.ts";
import { askCorrection } from "../rights/correct-my-data.ts";
import { askErasureAgain } from "../rights/erase-my-data.ts";
import { tellBegun } from "../talk/open-talk.ts";
import { lockRunningTalk } from "../talk/store.ts";

/** Whether somebody said that they are in danger: no human has recorded an outcome yet, or the safety questions stand open. */
export async function isInDanger({ db }: Pick<Work, "db">, { row }: PersonView): Promise<boolean> {
  if (await isInCrisis(db, row.id)) return true;
  const running = isAsker(row) ? undefined : await findRunningCheckIn(db, row.id);
  return running?.state === "open" && (await findSeverity(db, running.id)) === "crisis";
}

/**
 * What stands open for somebody who asks, said again in the language that was chosen just now: the numbers in danger, who is there
 * while a human talks with them, what they were asked last. The subjects come when nothing waits.
 */
export async function askAskerAgain(work: Work, view: AskerView, chatRow: ChatRow): Promise<void> {
  const inDanger = await isInDanger(work, view);
  if (inDanger) await sayDanger(work, view);
  const talk = await lockRunningTalk(work.db, view.row.id);
  if (talk && view.row.chatId !== null) return tellBegun(work, talk, view.row.chatId);
  if (await askForExpected(work, view, chatRow)) return;
  if (await askWorryAgain(work, view)) return;
  if (await askOpenQuestion(work, view)) return;
  // Whoever is in danger reads whom to call, not a list of subjects beneath it.
  if (!inDanger) await showMenu(work, view);
}

/**
 * What stands open on this phone, said again in the language that was chosen just now: nothing that was asked before is lost, and
 * while a human talks only who is there. In danger the numbers come first. Of several questions all come, the one that waits
 * longest last, nearest to the thumb; and beneath it only what is answered by typing, for what is typed next is for that.
 */
export async function askAgain(work: Work, view: AlumnusView, chatRow: ChatRow): Promise<void> {
  const { chatId, silentSince } = chatRow;
  const inDanger = await isInDanger(work, view);
  const running = await findRunningCheckIn(work.db, view.row.id);
  const talk = silentSince ? undefined : await lockRunningTalk(work.db, view.row.id);
  // The question of a check-in has the numbers above it.
  if (inDanger && (silentSince || talk || running?.state !== "open")) await sayDanger(work, view);
  if (silentSince) return askWhoItIs(work, view, { again: true });
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
  if (await waitsForAgreement(work, view)) await askAgreement(work, view);
  if (running?.state === "open") await askQuestion(work, view, running, { withSafety: inDanger });
  if (running?.state === "paused" && running.openedAt) await sayPaused(work, view, running);
  else if (running?.state === "invited" || running?.state === "paused") await sayOpening(work, view, running);
  // Whoever is in danger reads whom to call, not whose phone it is beneath it.
  if (!inDanger || chatRow.expects?.kind !== "choice") await askForExpected(work, view, chatRow);
}

/** Asks again for what is typed or tapped next in this chat; false when nothing is waited for any more. */
async function askForExpected(work: Work, view: AlumnusView | AskerView, chatRow: ChatRow): Promise<boolean> {
  const { expects } = chatRow;
  if (!expects || new Date(expects.until) <= work.now) return false;
  if (isAsker(view.row)) return askAskerFor(work, view, expects);
  const side = { kind: "alumnus", view: view as AlumnusView } as const;
  switch (expects.kind) {
    case "correction":
      if (isCorrectionItem(expects.item)) await askCorrection(work, side.view, expects.item);
      return true;
    case "erasure":
      await askErasureAgain(work, chatRow, view.language);
      return true;
    case "appointmentPlace":
      return (await askTypedPlace(work, side, expects.appointmentId)).ok;
    case "askHuman":
      await (expects.isMore ? saySent(work, view) : askForWords(work, view));
      return true;
    case "question":
      await showMenu(work, view);
      return true;
    case "choice":
      await askChoice(work, side.view, expects);
      return true;
    default:
      return false;
  }
}

/** What a young person was choosing about their own phone and their own time. */
async function askChoice(
  work: Work,
  view: AlumnusView,
  expects: Extract<ChatExpects, { kind: "choice" }>,
): Promise<void> {
  if (expects.of === "ownTime") return askOwnTime(work, view, expects.step);
  return expects.of === "phone" ? askWhosePhone(work, view) : askToTidy(work, view);
}

/** What somebody who asks was about to type, at the school that they ask now. */
async function askAskerFor(work: Work, view: PersonView, expects: ChatExpects): Promise<boolean> {
  if (!("personId" in expects) || expects.personId !== view.row.id) return false;
  switch (expects.kind) {
    case "worryWords":
      await askForWorry(work, view);
      return true;
    case "askPhone":
      await askForPhone(work, view, expects);
      return true;
    case "askHuman":
      await (expects.isMore ? saySent(work, view) : askForWords(work, view));
      return true;
    default:
      return false;
  }
}
