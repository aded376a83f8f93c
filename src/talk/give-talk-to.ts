import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { firstNameOf, openName } from "../people/details.ts";
import type { CaseWorkerRow } from "../people/store.ts";
import { findChat } from "../people/store.ts";
import { sayStory } from "./say-story.ts";
import { sayTalk } from "./show-talk.ts";
import { changeTalk, leaveTalks, type TalkRow } from "./store.ts";
import { hiddenIfShared, viewTalk } from "./talk-view.ts";
import { writeDownSoFar } from "./write-down-talk.ts";

/**
 * Somebody else goes on with a talk: the young person hears who, and that person sees what was said so far. Whoever had it gets
 * the minutes until now. Nothing is asked; the caller has seen to it that this person may.
 */
export async function giveTalkTo(work: Work, row: TalkRow, to: CaseWorkerRow): Promise<TalkRow> {
  // What the one before is typing is for somebody who is not theirs any more.
  await leaveTalks(work.db, row.ownerId);
  const before = await viewTalk(work, row);
  if (before) await writeDownSoFar(work, row, before);
  const given = await changeTalk(work.db, row, { ownerId: to.id, askedToEndAt: null, atHand: false });
  const seen = await viewTalk(work, given);
  if (!seen) return given;
  const { chatId } = seen.view.row;
  const theirs = chatId === null ? undefined : await findChat(work.db, chatId);
  if (chatId !== null && given.state === "open" && !theirs?.blockedSince) {
    const worker = firstNameOf(await openName(work.db, work.vault, to));
    await say(work, {
      chatId,
      subject: { kind: "talkNotice", id: row.id },
      outgoing: {
        ...{ kind: "say", text: seen.toPerson("talk:goesOn", { worker }) },
        ...hiddenIfShared(seen.view),
      },
    });
  }
  await sayStory(work, given);
  await sayTalk(work, given);
  return given;
}
