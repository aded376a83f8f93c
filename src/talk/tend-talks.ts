import { and, eq, inArray, isNull, lte, ne } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { talk } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { everybody, isAsker, type OrganisationRow } from "../people/store.ts";
import { takeQuestionBack } from "./answer-safe.ts";
import { endTalk } from "./end-talk.ts";
import { endAfter, isTimeToEnd } from "./is-time-to-end.ts";
import { changeTalk, lockTalk, type TalkRow } from "./store.ts";
import { viewTalk } from "./talk-view.ts";

const hour = 3_600_000;
/** After so long without a word the owner is asked whether the talk is over: the robot asks nothing while it is open. */
const askAfter = 6 * hour;
/** A question whether writing is safe that nobody answers. */
const giveUpAfter = 24 * hour;

/**
 * What becomes of a talk in which nothing is said any more: the owner is asked once, and after three days without a word it ends at a
 * good time for the young person (`isTimeToEnd`) and is written down. One in which the young person waits for an answer is never ended by time: unread words are handed on.
 * Only while the organisation is staffed: until then it is put off.
 */
export async function tendTalk(work: Work, id: string): Promise<void> {
  const row = await lockTalk(work.db, id);
  if (row && row.state !== "ended" && row.waitingSince === null) await tend(work, row);
}

/** The talks of these organisations in which nothing was said for long and nobody waits. */
export async function findQuietTalks(
  db: Db,
  now: Date,
  organisations: readonly Pick<OrganisationRow, "id">[],
): Promise<string[]> {
  const ids = organisations.map(({ id }) => id);
  const all = everybody(db);
  const rows = await db
    .select({ id: talk.id })
    .from(talk)
    .innerJoin(all, eq(all.id, talk.personId))
    .where(
      and(
        inArray(all.organisationId, ids),
        ne(talk.state, "ended"),
        isNull(talk.waitingSince),
        lte(talk.lastAt, new Date(now.getTime() - askAfter)),
      ),
    );
  return rows.map(({ id }) => id);
}

async function tend(work: Work, row: TalkRow): Promise<void> {
  const quiet = work.now.getTime() - row.lastAt.getTime();
  if (row.state === "asked" && quiet >= giveUpAfter) {
    await endTalk(work, row, "noAnswer");
    const chatId = (await viewTalk(work, row))?.view.row.chatId ?? null;
    if (chatId !== null) await takeQuestionBack(work, row, chatId);
    return tell(work, row, "talk:safe.noAnswer");
  }
  if (await isOver(work, row, quiet)) {
    await endTalk(work, row, "quiet");
    return tell(work, row, "talk:quiet.ended");
  }
  if (row.askedToEndAt || row.state === "asked" || quiet < askAfter) return;
  await changeTalk(work.db, row, { askedToEndAt: work.now });
  await tell(work, row, "talk:quiet.ask");
}

async function isOver(work: Work, row: TalkRow, quiet: number): Promise<boolean> {
  const view = (await viewTalk(work, row))?.view;
  // Whoever was erased meanwhile is told nothing.
  if (!view) return quiet >= endAfter;
  const { organisation, row: person } = view;
  return isTimeToEnd(quiet, organisation, isAsker(person) ? null : person.ownTime, work.now);
}

async function tell(
  work: Work,
  row: TalkRow,
  key: "talk:safe.noAnswer" | "talk:quiet.ended" | "talk:quiet.ask",
): Promise<void> {
  const seen = await viewTalk(work, row);
  if (!seen || seen.owner.chatId === null) return;
  const { toStaff: t, name } = seen;
  const end = { label: t("talk:button.end"), action: { do: "talk", talk: row.id, verb: "end" } as const };
  const isAsk = key === "talk:quiet.ask";
  await say(work, {
    chatId: seen.owner.chatId,
    subject: { kind: "talkNotice", id: row.id },
    outgoing: {
      ...{ kind: "say", text: t(key, { name }), quiet: true },
      ...(isAsk ? { buttons: [[end]] } : {}),
    },
  });
}
