import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  boolean,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, instant } from "./bytes.ts";
import { ownWords } from "./checkin.ts";
import { caseWorker, person } from "./people.ts";

/** A case worker and a young person writing to each other through the robot: one at a time for a young person. */
export const talk = pgTable(
  "talk",
  {
    id: uuid().primaryKey(),
    personId: uuid("alumnus_id")
      .notNull()
      .references(() => person.id),
    /** Who writes with the young person now. */
    ownerId: uuid()
      .notNull()
      .references(() => caseWorker.id),
    /** `asked`: on a phone of several people, whether writing is safe now; nothing is passed on before a yes. */
    state: text({ enum: ["asked", "open", "ended"] }).notNull(),
    openedAt: instant().notNull(),
    /** The last word of either side, or the opening. */
    lastAt: instant().notNull(),
    /** Since when the young person waits for an answer: their oldest message that was neither answered nor said to be read. */
    waitingSince: instant(),
    /** The owner has done nothing else since they opened it or wrote in it: what they type now is meant for it. */
    atHand: boolean().notNull(),
    /** When the young person was last told that nobody is at the keyboard now. */
    toldLaterAt: instant(),
    /** When the owner was told that the young person writes in another language than the one they chose. */
    toldLanguageAt: instant(),
    /** What the young person sent that could not be passed on (`at` is ISO 8601): it is taken off their phone with the rest. */
    unfit: jsonb()
      .$type<readonly { readonly messageId: number; readonly at: string }[]>()
      .notNull()
      .default([]),
    /** Until when it stands in a contact of whoever had it before: the owner's minutes begin after this. */
    writtenDownAt: instant(),
    /** When the owner was asked whether a quiet talk is over. */
    askedToEndAt: instant(),
    endedAt: instant(),
    endedBecause: text({
      enum: ["done", "notSafe", "call", "noAnswer", "quiet", "stopped", "left", "erased"],
    }),
  },
  (t) => [
    uniqueIndex("talk_running").on(t.personId).where(sql`${t.state} <> 'ended'`),
    index("talk_owner").on(t.ownerId).where(sql`${t.state} <> 'ended'`),
    index("talk_alumnus").on(t.personId, t.openedAt),
  ],
);

/**
 * One message of a talk: where it was written and where its copy lies. The numbers of both sides are kept as long as the talk,
 * so that a reply or a change finds its way after a year too.
 */
export const talkMessage = pgTable(
  "talk_message",
  {
    id: uuid().primaryKey(),
    talkId: uuid()
      .notNull()
      .references(() => talk.id),
    seq: bigserial({ mode: "number" }).notNull(),
    at: instant().notNull(),
    /** Who wrote it; null for the young person. */
    caseWorkerId: uuid().references(() => caseWorker.id),
    /** Where it was written, and its number there; null for a sentence that was chosen by a tap. */
    chatId: bigint({ mode: "number" }),
    messageId: bigint({ mode: "number" }),
    /** The young person's words, as any of theirs. */
    wordsId: uuid().references(() => ownWords.id, { onDelete: "set null" }),
    /** Encrypted with the young person's key: what a case worker wrote. Emptied with the young person's own words. */
    body: bytes(),
    /** The outbox rows of the copy, in their order; empty while it waits for a yes. */
    copies: jsonb().$type<readonly string[]>().notNull().default([]),
    /** The outbox rows of a machine's translation of it, which goes where the copy goes. */
    translations: jsonb().$type<readonly string[]>().notNull().default([]),
    copyChatId: bigint({ mode: "number" }),
    /** The number of the copy, or of its first part, once it has arrived; those of the others stand in `talkCopyPart`. */
    copyMessageId: bigint({ mode: "number" }),
    outcome: text({ enum: ["sent", "blocked", "undeliverable", "unknown"] }),
    /** A machine is to translate it for the reader. */
    toTranslate: boolean().notNull().default(false),
    changedAt: instant(),
    takenBackAt: instant(),
  },
  (t) => [
    index("talk_message_talk").on(t.talkId, t.seq),
    index("talk_message_source").on(t.chatId, t.messageId),
    index("talk_message_copy").on(t.copyChatId, t.copyMessageId),
    index("talk_message_words").on(t.wordsId),
    index("talk_message_translate").on(t.seq).where(sql`${t.toTranslate}`),
  ],
);

/** Where the other messages of a copy lie: parts of a long text, a change, a translation. A reply to any of them is for its talk. */
export const talkCopyPart = pgTable(
  "talk_copy_part",
  {
    chatId: bigint({ mode: "number" }).notNull(),
    messageId: bigint({ mode: "number" }).notNull(),
    talkMessageId: uuid()
      .notNull()
      .references(() => talkMessage.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.chatId, t.messageId] }),
    index("talk_copy_part_message").on(t.talkMessageId),
  ],
);

/** What a case worker writes down for themselves during a talk, or asks a colleague: never passed on to the young person. */
export const talkNote = pgTable(
  "talk_note",
  {
    id: uuid().primaryKey(),
    talkId: uuid()
      .notNull()
      .references(() => talk.id),
    at: instant().notNull(),
    by: uuid()
      .notNull()
      .references(() => caseWorker.id),
    /** Encrypted with the young person's key. */
    body: bytes().notNull(),
    /** The colleague who was asked; null for a note. */
    askedId: uuid().references(() => caseWorker.id),
    /** Encrypted: what the colleague answered. */
    answer: bytes(),
    answeredAt: instant(),
  },
  (t) => [index("talk_note_talk").on(t.talkId, t.at)],
);
