import { and, asc, eq, inArray, isNotNull, isNull, lte, ne } from "drizzle-orm";
import { describeSaid } from "../checkin/describe-said.ts";
import { isLongOver } from "../checkin/personal-part.ts";
import { alumnus, caseWorker, talk, talkCopyPart, talkMessage, talkNote } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { formatWithYear } from "../i18n/format-moment.ts";
import { nameOfStaff } from "../people/name-of-staff.ts";
import type { PersonRow, PersonView } from "../people/store.ts";
import type { Item, PersonalPart, Reader, RetentionRun, Section } from "../privacy/personal-part.ts";
import { endTalk } from "./end-talk.ts";
import { openNote } from "./note-in-talk.ts";
import { openSaid } from "./open-said.ts";
import { lockRunningTalk } from "./store.ts";

/**
 * What case workers wrote to somebody, and the notes about it; what the person said stands among their own words. Not what they asked a
 * colleague: it can be about others, or a worry that is reported without the person. Whether that is shown, a human decides on a request.
 */
async function gather(work: Work, view: PersonView, reader: Reader): Promise<readonly Section[]> {
  const { t, language, timeZone } = reader;
  const { db } = work;
  const items: Item[] = [];
  const data: unknown[] = [];
  const written = await db
    .select({ message: talkMessage, worker: caseWorker })
    .from(talkMessage)
    .innerJoin(talk, eq(talk.id, talkMessage.talkId))
    .innerJoin(caseWorker, eq(caseWorker.id, talkMessage.caseWorkerId))
    .where(and(eq(talk.personId, view.row.id), isNotNull(talkMessage.body)))
    .orderBy(asc(talkMessage.seq));
  for (const { message, worker } of written) {
    const said = await openSaid(work, view.row.keyId, message);
    if (!said) continue;
    const name = (await nameOfStaff(work, worker)) ?? t("rights:formerStaff");
    const label = formatWithYear(language, timeZone, message.at);
    items.push({ label, text: `${name}: ${describeSaid(t, said, "rights:words")}` });
    data.push({ at: message.at, by: name, said, outcome: message.outcome });
  }
  const notes = await db
    .select({ note: talkNote })
    .from(talkNote)
    .innerJoin(talk, eq(talk.id, talkNote.talkId))
    .where(and(eq(talk.personId, view.row.id), isNull(talkNote.askedId)))
    .orderBy(asc(talkNote.at));
  for (const { note } of notes) {
    const { text } = await openNote(work, view.row.keyId, note);
    items.push({ label: t("rights:note"), text: `“${text}”` });
    data.push({ at: note.at, note: text });
  }
  return [{ id: "talks", title: t("talk:section"), items, data }];
}

/** The talk ends, and of what was said in talks nothing is left. */
async function erase(work: Work, row: PersonRow): Promise<string[]> {
  const running = await lockRunningTalk(work.db, row.id);
  if (running) await endTalk(work, running, "erased");
  const own = work.db.select({ id: talk.id }).from(talk).where(eq(talk.personId, row.id));
  await work.db.delete(talkNote).where(inArray(talkNote.talkId, own));
  await work.db.delete(talkMessage).where(inArray(talkMessage.talkId, own));
  return [];
}

/** Numbers that lead to a chat of the staff go with it; what was written to the young person stays theirs. */
async function eraseChat({ db }: Work, chatId: number): Promise<string[]> {
  await db.update(talkMessage).set({ chatId: null, messageId: null }).where(eq(talkMessage.chatId, chatId));
  await db
    .update(talkMessage)
    .set({ copyChatId: null, copyMessageId: null, copies: [], translations: [] })
    .where(eq(talkMessage.copyChatId, chatId));
  await db.delete(talkCopyPart).where(eq(talkCopyPart.chatId, chatId));
  return [];
}

/** What was written in talks that are over is kept as long as the young person's own words, and the numbers beyond it. */
async function forgetWords({ db }: Work, { organisationId, before, most }: RetentionRun): Promise<number> {
  const old = await db
    .select({ id: talkMessage.id })
    .from(talkMessage)
    .innerJoin(talk, eq(talk.id, talkMessage.talkId))
    .innerJoin(alumnus, eq(alumnus.id, talk.personId))
    .where(
      and(
        eq(alumnus.organisationId, organisationId ?? ""),
        isNull(alumnus.erasedAt),
        eq(talk.state, "ended"),
        lte(talk.endedAt, before),
        isNotNull(talkMessage.body),
      ),
    )
    .limit(most);
  const ids = old.map(({ id }) => id);
  if (ids.length === 0) return 0;
  return (
    await db
      .update(talkMessage)
      .set({ body: null })
      .where(inArray(talkMessage.id, ids))
      .returning({ id: talkMessage.id })
  ).length;
}

/** Notes are kept with the contacts that they are about. */
async function forgetNotes({ db }: Work, run: RetentionRun): Promise<number> {
  const old = db
    .select({ id: talkNote.id })
    .from(talkNote)
    .innerJoin(talk, eq(talk.id, talkNote.talkId))
    .innerJoin(alumnus, eq(alumnus.id, talk.personId))
    .where(and(ne(talk.state, "open"), isLongOver(db, run)))
    .limit(run.most);
  return (await db.delete(talkNote).where(inArray(talkNote.id, old)).returning()).length;
}

/** What was said between a human and somebody through the robot. */
export const talkPart: PersonalPart = {
  name: "talk",
  gather,
  erase,
  eraseChat,
  retain: { words: forgetWords, contacts: forgetNotes },
};
