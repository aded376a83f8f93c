import { and, count, eq, isNotNull, isNull, notInArray } from "drizzle-orm";
import { ownWords, talkMessage } from "../db/schema/index.ts";
import type { Button, Buttons } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { formatMoment } from "../i18n/format-moment.ts";
import { autonyms } from "../i18n/language.ts";
import { findTalksOf, type TalkRow, turnToTalk } from "./store.ts";
import { type TalkView, viewTalk } from "./talk-view.ts";

/** Shows the owner a talk: what state it is in, since when the person waits, and what can be done with it. */
export async function sayTalk(work: Work, row: TalkRow): Promise<void> {
  const seen = await viewTalk(work, row);
  if (!seen || seen.owner.chatId === null) return;
  const others = (await findTalksOf(work.db, row.ownerId)).length > 1;
  const unread = await countUnread(work, row);
  await say(work, {
    chatId: seen.owner.chatId,
    subject: { kind: "talkNotice", id: row.id },
    outgoing: {
      kind: "say",
      text: linesOf(work, row, seen, others).join("\n"),
      buttons: buttonsOf(row, seen, unread),
    },
  });
}

/** The owner turns to this talk again: it is shown, and what they type is meant for it. */
export async function takeInHand(work: Work, row: TalkRow): Promise<void> {
  await sayTalk(work, await turnToTalk(work.db, row));
}

function linesOf(work: Work, row: TalkRow, seen: TalkView, others: boolean): string[] {
  const { toStaff: t, name, view, staffLanguage: language } = seen;
  const moment = (at: Date) => formatMoment(language, view.organisation.timeZone, at, work.now);
  return [
    t("talk:title", { name }),
    ...(row.waitingSince ? [t("talk:waiting", { name, moment: moment(row.waitingSince) })] : []),
    ...(row.state === "asked" ? [t("talk:asked", { name })] : [t("talk:open", { name })]),
    ...(view.language === language ? [] : [t("talk:reads", { name, language: autonyms[view.language] })]),
    ...(others ? [t("talk:several")] : []),
    ...(row.state === "open" && view.row.sharedPhone ? [t("talk:shared")] : []),
  ];
}

function buttonsOf(row: TalkRow, { toStaff: t }: TalkView, unread: number): Buttons {
  const button = (verb: "read" | "sentences" | "note" | "ask" | "handOver" | "takeBack" | "end"): Button => ({
    label: t(`talk:button.${verb}`),
    action: { do: "talk", talk: row.id, verb },
  });
  const read: Button = {
    label: t("talk:button.unread", { n: unread }),
    action: { do: "readWords", alumnus: row.personId },
  };
  return [
    ...(unread > 0 ? [[read]] : []),
    // Also for whoever goes on with a talk: the message with this button lies in another chat.
    ...(row.waitingSince ? [[button("read")]] : []),
    [button("sentences"), button("note")],
    [button("ask"), button("handOver")],
    [button("takeBack"), button("end")],
  ];
}

/** Words from before this talk that nobody has read; those of the talk stand in it. */
async function countUnread({ db }: Work, { id, personId }: TalkRow): Promise<number> {
  const inTalk = db
    .select({ id: talkMessage.wordsId })
    .from(talkMessage)
    .where(and(eq(talkMessage.talkId, id), isNotNull(talkMessage.wordsId)));
  const [row] = await db
    .select({ n: count() })
    .from(ownWords)
    .where(and(eq(ownWords.personId, personId), isNull(ownWords.readAt), notInArray(ownWords.id, inTalk)));
  return row?.n ?? 0;
}
