import { and, eq } from "drizzle-orm";
import { plainLabel } from "../checkin/decide-reply.ts";
import { storeSignals } from "../checkin/store-signals.ts";
import { outbox } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { raiseEscalation } from "../escalation/raise-escalation.ts";
import { justRang } from "../escalation/ring-owner.ts";
import type { PersonView } from "../people/store.ts";
import { endTalk } from "./end-talk.ts";
import { tellBegun } from "./open-talk.ts";
import { changeTalk, lockRunningTalk, lockTalk, type TalkRow } from "./store.ts";
import { viewTalk } from "./talk-view.ts";
import { passOnWaiting } from "./write-in-talk.ts";

/**
 * On a shared phone: whether writing is safe now. A yes opens the talk and brings what was written meanwhile; a no, or "call
 * me", ends it with nothing passed on, and the case worker hears so; what was asked goes from the phone, and one line without a name
 * stands there instead. "Call me" is a wish for a human like any other: it stays open until somebody has called
 * (docs/decisions/0008). False for a button of another talk, or an old one.
 */
export async function answerSafe(
  work: Work,
  view: PersonView,
  talkId: string,
  answer: "yes" | "no" | "call",
): Promise<boolean> {
  const { db, now } = work;
  const row = await lockTalk(db, talkId);
  const chatId = view.row.chatId;
  if (!row || row.personId !== view.row.id || row.state !== "asked" || chatId === null) return false;
  const seen = await viewTalk(work, row);
  if (!seen) return false;
  const tell = async (key: "talk:safe.saidYes" | "talk:safe.saidNo" | "talk:safe.saidCall") => {
    if (seen.owner.chatId === null) return;
    const hasRung = await justRang(work, row.personId, row.ownerId);
    const call = {
      label: seen.toStaff("escalation:message.call"),
      action: { do: "call", alumnus: row.personId, step: "number" } as const,
    };
    await say(work, {
      chatId: seen.owner.chatId,
      lane: "alert",
      subject: { kind: "talkNotice", id: row.id },
      outgoing: {
        kind: "say",
        text: seen.toStaff(key, { name: seen.name }),
        ...(answer === "yes" ? {} : { buttons: [[call]] }),
        ...(hasRung ? { quiet: true } : {}),
      },
    });
  };
  if (answer === "yes") {
    const opened = await changeTalk(db, row, { state: "open", lastAt: now });
    await tellBegun(work, opened, chatId);
    await passOnWaiting(work, opened, chatId, view.row.keyId);
    await tell("talk:safe.saidYes");
    return true;
  }
  await endTalk(work, row, answer === "no" ? "notSafe" : "call");
  await takeQuestionBack(work, row, chatId);
  await say(work, { chatId, outgoing: { kind: "say", text: seen.toPerson("talk:safe.okay") } });
  if (answer === "call") await wishCall(work, view, row);
  await tell(answer === "no" ? "talk:safe.saidNo" : "talk:safe.saidCall");
  return true;
}

async function wishCall(work: Work, { row: person }: PersonView, { id }: TalkRow): Promise<void> {
  const found = {
    cause: `talk:${id}:call`,
    rule: "callRather",
    theme: "general",
    severity: "attention",
    wish: "call",
  } as const;
  await raiseEscalation(work, person, await storeSignals(work, { personId: person.id }, [found]));
}

/** On a phone that others read nothing stays that says that somebody wanted to write. */
export async function takeQuestionBack(work: Work, row: TalkRow, chatId: number): Promise<void> {
  const about = and(eq(outbox.subjectKind, "talkNotice"), eq(outbox.subjectId, row.id));
  const asked = await work.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.chatId, chatId), about));
  for (const { id } of asked) await say(work, { chatId, targetId: id, outgoing: { kind: "takeBack" } });
}

const answers = ["yes", "no", "call"] as const;

/** Typing what stands on a button is the same as tapping it. False for any other words, or when nothing is asked. */
export async function answerSafeInWords(work: Work, view: PersonView, text: string): Promise<boolean> {
  const row = await lockRunningTalk(work.db, view.row.id);
  if (row?.state !== "asked") return false;
  const t = work.texts(view.language);
  const answer = answers.find((one) => plainLabel(t(`talk:safe.${one}`)) === plainLabel(text));
  return answer !== undefined && answerSafe(work, view, row.id, answer);
}
