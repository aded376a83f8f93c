import type { Work } from "../delivery/work.ts";
import type { CaseWorkerRow } from "../people/store.ts";
import { findMessageAt, findTalk, findTalkOfNotice, findTalksOf, type TalkRow } from "./store.ts";

/** A talk in which nothing was said for so long is asked about before typed words go there. */
const quietMilliseconds = 60 * 60_000;

export type Target =
  | { readonly kind: "talk"; readonly row: TalkRow }
  /** It could be meant for one of these. */
  | { readonly kind: "unclear"; readonly talks: readonly TalkRow[] }
  /** An answer to a message of a talk that is over: it begins anew. */
  | { readonly kind: "ended"; readonly row: TalkRow }
  | { readonly kind: "none" };

/**
 * For whom a case worker's words are. An answer (Telegram's reply) goes where it was made, also after a year. Words without one
 * go to the only open talk when something was said there within the hour and the case worker did nothing else since they
 * wrote there; whatever is less clear than that is asked, because words for one young person must never reach another.
 */
export async function findTarget(
  { db, now }: Work,
  by: CaseWorkerRow,
  chatId: number,
  replyTo: number | undefined,
  /** Words of this chat wait to be told for whom they are: what follows them waits too. */
  othersWait = false,
): Promise<Target> {
  const talks = await findTalksOf(db, by.id);
  if (replyTo !== undefined) {
    const talkId =
      (await findMessageAt(db, chatId, replyTo))?.talkId ?? (await findTalkOfNotice(db, chatId, replyTo));
    const row = talkId === undefined ? undefined : await findTalk(db, talkId);
    if (row) return answered(row, talks);
    // An answer to something else: perhaps about somebody else.
    return talks.length === 0 ? { kind: "none" } : { kind: "unclear", talks };
  }
  const [only, ...others] = talks;
  if (!only) return { kind: "none" };
  const isQuiet = now.getTime() - only.lastAt.getTime() > quietMilliseconds;
  return others.length > 0 || isQuiet || othersWait || !only.atHand
    ? { kind: "unclear", talks }
    : { kind: "talk", row: only };
}

/** The talk of the message that was answered, or the one that goes on with the same person now. */
function answered(row: TalkRow, talks: readonly TalkRow[]): Target {
  const now = row.state === "ended" ? talks.find(({ personId }) => personId === row.personId) : row;
  return now ? { kind: "talk", row: now } : { kind: "ended", row };
}
