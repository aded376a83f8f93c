import { goOnAfterTalk } from "../checkin/go-on-after-talk.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { lookAgainAtStanding } from "../people/look-again.ts";
import { isAsker, isReachable, viewAlumnus } from "../people/store.ts";
import { sayEndAfterTalk } from "../programme/say-end.ts";
import { changeTalk, leaveTalks, type TalkRow } from "./store.ts";
import { hiddenIfShared, type TalkView, viewTalk, wipeButton } from "./talk-view.ts";
import { writeDownTalk } from "./write-down-talk.ts";
import { readBy } from "./write-in-talk.ts";

export type EndedBecause = NonNullable<TalkRow["endedBecause"]>;

/** The young person hears that the human has left, unless they ended it themselves or were never told that somebody is there. */
const isTold: ReadonlySet<EndedBecause> = new Set(["done", "quiet", "left"]);

/**
 * Ends a talk and writes it down as a contact with its minutes (`writeDownTalk`). The robot says that the human has left, and
 * how to reach one.
 */
export async function endTalk(work: Work, row: TalkRow, because: EndedBecause): Promise<void> {
  const { db, now } = work;
  if (row.state === "ended") return;
  const seen = await viewTalk(work, row);
  if (because === "done" && seen) await readBy(work, row, seen.owner);
  const ended = await changeTalk(db, row, {
    ...{ state: "ended", endedAt: now, endedBecause: because, waitingSince: null, atHand: false },
  });
  // What the owner is typing is for somebody who is gone: it must not go to whoever is left.
  await leaveTalks(db, row.ownerId);
  await lookAgainAtStanding(work, row.personId);
  if (!seen || because === "erased") return;
  if (because === "stopped") await tellStopped(work, ended, seen);
  await writeDownTalk(work, ended, seen);
  const { row: person } = seen.view;
  const isLeft = isTold.has(because) && row.state === "open" && (await isReachable(db, person.chatId));
  if (isLeft) await tellLeft(work, ended, seen, because);
  // Who said STOP is asked and told nothing more.
  if (isAsker(person) || because === "stopped") return;
  const view = await viewAlumnus(work, person);
  if (isLeft) await goOnAfterTalk(work, view);
  await sayEndAfterTalk(work, view, row.openedAt);
}

/** The young person hears that the human has left, with a button that takes the talk off the phone; after what the robot says of its own accord no check-in comes soon. */
async function tellLeft(work: Work, row: TalkRow, seen: TalkView, because: EndedBecause): Promise<void> {
  const { view, toPerson: t, ownerName } = seen;
  const { chatId } = view.row;
  if (chatId === null) return;
  await say(work, {
    chatId,
    ...(because === "quiet" ? { lane: "relay" } : {}),
    subject: { kind: "talkNotice", id: row.id },
    outgoing: {
      kind: "say",
      text: t("talk:ended", { worker: ownerName }),
      ...hiddenIfShared(view),
      buttons: [[wipeButton(seen, row)]],
    },
  });
}

/** The owner hears that the young person ended it: whoever goes on typing believes that it is read. */
async function tellStopped(
  work: Work,
  { id }: TalkRow,
  { owner, toStaff: t, name }: TalkView,
): Promise<void> {
  if (owner.chatId === null) return;
  await say(work, {
    chatId: owner.chatId,
    lane: "alert",
    subject: { kind: "talkNotice", id },
    outgoing: { kind: "say", text: t("talk:stopped", { name }) },
  });
}
