import { randomUUID } from "node:crypto";
import { and, desc, eq, gt, isNull } from "drizzle-orm";
import { recordContact } from "../contact/record-contact.ts";
import { alumnus, caseWorker, chat, contactRecord, escalationNotice, ownWords } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { firstNameOf, openName } from "../people/details.ts";
import { isStaffed } from "../people/duty/is-staffed.ts";
import {
  type AlumnusRow,
  type AlumnusView,
  type CaseWorkerRow,
  type ChatRow,
  findAlumnus,
  findCaseWorker,
  findChat,
  languageOfStaff,
  viewAlumnus,
} from "../people/store.ts";
import { findToContact, type Refused, type ToContact } from "./find-to-contact.ts";
import { moveEscalation } from "./move-escalation.ts";
import { expectNothing } from "./note-outcome.ts";
import { lockRunningEscalation, stateOf, updateEscalation } from "./store.ts";

/** How long typed words are for the person who was chosen. */
export const messageMinutes = 10;
/** Telegram takes 4,096 characters; the line above the words needs room too. */
export const longestMessage = 3_500;
/** An answer so long after a message is told to the one who wrote it. */
const answerMilliseconds = 7 * 86_400_000;

/**
 * The case worker wants to write to this person: the next typed words are passed on. One message at a time; what the person
 * writes back is heard like any words (a talk with both at the keyboard is another thing, and comes later). Refuses as
 * `findToContact` does, and a person whom the robot cannot or may not write to.
 */
export async function askForMessage(
  work: Work,
  by: CaseWorkerRow,
  alumnusId: string,
): Promise<Refused | { ok: true }> {
  const found = await findToWrite(work, by, alumnusId);
  if (!found.ok) return found;
  const { person, chatId } = found;
  await expectMessage(work, chatId, person.id);
  const t = work.texts(await languageOfStaff(work.db, by));
  const { details } = await viewAlumnus(work, person);
  const lines = [
    t("escalation:message.ask", { name: details.firstName }),
    ...(person.sharedPhone ? [t("escalation:message.askShared")] : []),
  ];
  const drop = {
    label: t("escalation:message.drop"),
    action: { do: "message", alumnus: person.id, step: "drop" } as const,
  };
  await say(work, { chatId, outgoing: { kind: "say", text: lines.join("\n"), buttons: [[drop]] } });
  return { ok: true };
}

async function expectMessage({ db, now }: Work, chatId: number, alumnusId: string): Promise<void> {
  const until = new Date(now.getTime() + messageMinutes * 60_000).toISOString();
  await db
    .update(chat)
    .set({ expects: { kind: "message", alumnusId, until } })
    .where(eq(chat.chatId, chatId));
}

type ToWrite = ToContact & { readonly theirChatId: number };

async function findToWrite(work: Work, by: CaseWorkerRow, alumnusId: string): Promise<ToWrite | Refused> {
  const found = await findToContact(work, by, alumnusId);
  if (!found.ok) return found;
  const { person } = found;
  const theirs = person.chatId === null ? undefined : await findChat(work.db, person.chatId);
  if (person.chatId === null || !theirs) return { ok: false, reason: "noChat" };
  if (person.stoppedAt) return { ok: false, reason: "stopped" };
  if (theirs.blockedSince) return { ok: false, reason: "blocked" };
  // A year of silence: whose phone it is now is not known.
  if (theirs.silentSince) return { ok: false, reason: "silent" };
  return { ...found, theirChatId: person.chatId };
}

export type Passed =
  /** No message is expected: the words are for something else. */
  | { readonly kind: "notExpected" }
  | { readonly kind: "passed"; readonly name: string }
  | { readonly kind: "tooLong"; readonly name: string }
  /** A sticker, a photo, a voice note. */
  | { readonly kind: "noText"; readonly name: string }
  /** Typed after the ten minutes: nobody got it. */
  | { readonly kind: "tooLate"; readonly alumnusId: string; readonly name: string }
  | { readonly kind: "refused"; readonly refused: Refused; readonly name: string };

/**
 * Passes typed words on to the young person, in their language and as what they are: the words of a human. A running
 * escalation that nobody has is taken with it. Nothing counts as contact by it: whether it was one shows when the person
 * answers, and a human says so. It stands as `messaged` among the contacts, and whoever wrote it hears when it does not arrive.
 * What cannot be passed on stays expected, and nothing of it is kept.
 */
export async function passMessage(
  work: Work,
  by: CaseWorkerRow,
  chatRow: ChatRow,
  text: string | undefined,
): Promise<Passed> {
  const { db, now, vault } = work;
  const { expects } = chatRow;
  if (expects?.kind !== "message") return { kind: "notExpected" };
  const found = await findToWrite(work, by, expects.alumnusId);
  const name = await nameFor(work, expects.alumnusId, found);
  if (!found.ok || new Date(expects.until) < now) {
    await expectNothing(work, chatRow.chatId);
    return found.ok
      ? { kind: "tooLate", alumnusId: expects.alumnusId, name }
      : { kind: "refused", refused: found, name };
  }
  const { person, running, theirChatId } = found;
  if (text === undefined || text.length > longestMessage) {
    await expectMessage(work, chatRow.chatId, person.id);
    return { kind: text === undefined ? "noText" : "tooLong", name };
  }
  await expectNothing(work, chatRow.chatId);
  if (running && running.ownerId === null) {
    // The message itself tells the person who has seen theirs.
    await updateEscalation(db, running, stateOf(running), { personToldAt: running.personToldAt ?? now });
    const moved = await moveEscalation(work, by, running.id, { do: "take" });
    if (!moved.ok) return { kind: "refused", refused: moved, name };
  }
  const id = randomUUID();
  const record = { id, alumnusId: person.id, caseWorkerId: by.id, escalationId: running?.id ?? null };
  await recordContact(work, { ...record, result: "messaged", channel: "telegram" });
  const { language } = await viewAlumnus(work, person);
  const worker = firstNameOf(await openName(db, vault, by));
  const frame = work.texts(language)(
    person.sharedPhone ? "escalation:message.frameShared" : "escalation:message.frame",
    { worker },
  );
  await say(work, {
    chatId: theirChatId,
    lane: running?.severity === "crisis" ? "crisis" : "reply",
    subject: { kind: "message", id },
    outgoing: { kind: "say", text: `${frame}\n${text}` },
  });
  return { kind: "passed", name };
}

async function nameFor(work: Work, alumnusId: string, found: ToWrite | Refused): Promise<string> {
  // Somebody else's by now: not even the name is for this reader.
  if (!found.ok && found.reason === "notYours") return "";
  const row = await findAlumnus(work.db, alumnusId);
  return row ? (await viewAlumnus(work, row)).details.firstName : "";
}

/** A message that was passed on did not arrive: whoever wrote it hears so, and calls. */
export async function tellUndelivered(work: Work, contactId: string): Promise<void> {
  const { db } = work;
  const [found] = await db
    .select({ record: contactRecord, worker: caseWorker, person: alumnus })
    .from(contactRecord)
    .innerJoin(caseWorker, eq(caseWorker.id, contactRecord.caseWorkerId))
    .innerJoin(alumnus, eq(alumnus.id, contactRecord.alumnusId))
    .where(eq(contactRecord.id, contactId));
  if (!found || found.worker.chatId === null || found.worker.leftAt || found.person.details.length === 0)
    return;
  const { details } = await viewAlumnus(work, found.person);
  const t = work.texts(await languageOfStaff(db, found.worker));
  const button = {
    label: t("escalation:message.call"),
    action: { do: "call", alumnus: found.person.id, step: "number" } as const,
  };
  await say(work, {
    chatId: found.worker.chatId,
    lane: "alert",
    outgoing: {
      kind: "say",
      text: t("escalation:message.undelivered", { name: details.firstName }),
      buttons: [[button]],
    },
  });
}

/**
 * The young person wrote while a message to them is unanswered: whoever wrote it hears that there is an answer, once a
 * message, unless the words have just rung that phone as an escalation. Nothing of the words is in it. Without a sound when
 * nobody is at work. Call it after whatever was said was taken and raised: only words that were kept now are an answer.
 */
export async function tellAnswer(work: Work, view: AlumnusView): Promise<void> {
  const { db, now } = work;
  const { row, organisation } = view;
  const [last] = await db
    .select()
    .from(contactRecord)
    .where(and(eq(contactRecord.alumnusId, row.id), isNull(contactRecord.undoneAt)))
    .orderBy(desc(contactRecord.at))
    .limit(1);
  const since = new Date(now.getTime() - answerMilliseconds);
  if (last?.result !== "messaged" || last.at < since || !(await isFirstAnswer(work, row, last.at))) return;
  const worker = await findCaseWorker(db, last.caseWorkerId);
  if (!worker || worker.chatId === null || worker.leftAt) return;
  if (await justRang(work, row.id, worker.id)) return;
  const t = work.texts(await languageOfStaff(db, worker));
  const { details } = await viewAlumnus(work, row);
  const read = {
    label: t("escalation:message.read"),
    action: { do: "readWords", alumnus: row.id } as const,
  };
  await say(work, {
    chatId: worker.chatId,
    lane: "alert",
    outgoing: {
      kind: "say",
      text: t("escalation:message.answered", { name: details.firstName }),
      buttons: [[read]],
      ...(isStaffed(organisation, now) ? {} : { quiet: true }),
    },
  });
}

/** Words were kept in this transaction, and none between the message and now. */
async function isFirstAnswer({ db, now }: Work, { id }: AlumnusRow, since: Date): Promise<boolean> {
  const rows = await db
    .select({ at: ownWords.at })
    .from(ownWords)
    .where(and(eq(ownWords.alumnusId, id), gt(ownWords.at, since)));
  return rows.length > 0 && rows.every(({ at }) => at.getTime() === now.getTime());
}

/** The words opened an escalation or raised one, and this phone has got its message in the same transaction. */
async function justRang({ db, now }: Work, alumnusId: string, caseWorkerId: string): Promise<boolean> {
  const running = await lockRunningEscalation(db, alumnusId);
  if (!running) return false;
  const [row] = await db
    .select({ id: escalationNotice.id })
    .from(escalationNotice)
    .where(
      and(
        eq(escalationNotice.escalationId, running.id),
        eq(escalationNotice.caseWorkerId, caseWorkerId),
        eq(escalationNotice.sentAt, now),
      ),
    );
  return row !== undefined;
}
