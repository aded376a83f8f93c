import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Background } from "../../checkin/next-question.ts";
import type { QuestionSet } from "../../checkin/question-set.ts";
import { bytes, instant } from "./bytes.ts";
import { alumnus, caseWorker, person } from "./people.ts";

/** A published question set, kept by the hash of its content, so that an answer can always be read as it was asked. */
export const questionSetVersion = pgTable("question_set_version", {
  hash: text().primaryKey(),
  version: integer().notNull(),
  body: jsonb().$type<QuestionSet>().notNull(),
  texts: jsonb().$type<Record<string, unknown>>().notNull(),
  publishedAt: instant().notNull(),
});

export const checkIn = pgTable(
  "check_in",
  {
    id: uuid().primaryKey(),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    setHash: text()
      .notNull()
      .references(() => questionSetVersion.hash),
    state: text({
      enum: ["invited", "open", "paused", "done", "declined", "fine", "lapsed", "stopped"],
    }).notNull(),
    /** How many check-ins this person had before: themes and strength questions take turns by it. */
    round: integer().notNull(),
    startedBy: uuid().references(() => caseWorker.id),
    /** Whose young person it was asked of: another case worker since then has not held it. */
    caseWorkerId: uuid()
      .notNull()
      .references(() => caseWorker.id),
    /** What we believed the person does when the check-in began. */
    situationBefore: text(),
    /** What else the plan of questions follows, as it was at the beginning. */
    background: jsonb().$type<Background>(),
    /** Somebody helped with answering, says the person (domain 4.5). */
    answeredWithHelp: boolean().notNull().default(false),
    /** The question on the person's screen; typed words belong to it. */
    awaiting: text(),
    /** The outbox row of that question. */
    askedId: uuid(),
    /** How often it was asked again after silence. */
    reminders: integer().notNull().default(0),
    createdAt: instant().notNull(),
    openedAt: instant(),
    endedAt: instant(),
  },
  (t) => [
    index("check_in_alumnus").on(t.alumnusId, t.createdAt),
    // One check-in at a time: two case workers who start one at once get one.
    uniqueIndex("check_in_running").on(t.alumnusId).where(sql`${t.state} in ('invited', 'open', 'paused')`),
  ],
);

export const answer = pgTable(
  "answer",
  {
    checkInId: uuid()
      .notNull()
      .references(() => checkIn.id),
    questionId: text().notNull(),
    options: jsonb().$type<string[]>().notNull(),
    skipped: boolean().notNull().default(false),
    /** Answered in words; the words themselves stand in own_words. */
    inWords: boolean().notNull().default(false),
    /** False while a question with several answers is still being ticked. */
    complete: boolean().notNull(),
    answeredAt: instant().notNull(),
    setVersion: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.checkInId, t.questionId] })],
);

/** What a young person wrote or said, in a check-in or out of the blue. A human reads each of them. */
export const ownWords = pgTable(
  "own_words",
  {
    id: uuid().primaryKey(),
    personId: uuid("alumnus_id")
      .notNull()
      .references(() => person.id),
    checkInId: uuid().references(() => checkIn.id),
    questionId: text(),
    kind: text({ enum: ["text", "voice", "photo", "place"] }).notNull(),
    /** Encrypted: the text, the place, or Telegram's id of the voice note or photo. */
    body: bytes().notNull(),
    /** Telegram's number of the message, so that an edit finds its words. */
    messageId: bigint({ mode: "number" }),
    at: instant().notNull(),
    readAt: instant(),
    readBy: uuid().references(() => caseWorker.id),
    /** By when a human has read it, as the person was told; then it goes to others too. Null for words from before that promise. */
    readDueAt: instant(),
    /** When it was handed on because nobody had read it. */
    unreadRaisedAt: instant(),
  },
  (t) => [
    index("own_words_alumnus").on(t.personId, t.at),
    index("own_words_unread").on(t.personId).where(sql`${t.readAt} is null`),
  ],
);

/** Something that an answer, words or their combination tell a human. Never changed, never removed by an answer. */
export const signal = pgTable(
  "signal",
  {
    id: uuid().primaryKey(),
    personId: uuid("alumnus_id")
      .notNull()
      .references(() => person.id),
    checkInId: uuid().references(() => checkIn.id),
    wordsId: uuid().references(() => ownWords.id),
    escalationId: uuid(),
    /** What raised it; the same cause raises once. */
    cause: text().notNull(),
    questionId: text(),
    optionId: text(),
    rule: text(),
    theme: text().notNull(),
    severity: text({ enum: ["none", "attention", "urgent", "crisis"] }).notNull(),
    wish: text({ enum: ["call", "message", "meet", "human", "read"] }),
    at: instant().notNull(),
    /** The person said that this tap was a slip: a note for the human, who decides. */
    tappedWrongAt: instant(),
  },
  (t) => [
    unique("signal_cause").on(t.personId, t.cause),
    index("signal_escalation").on(t.escalationId),
    index("signal_alumnus").on(t.personId, t.at),
  ],
);

/** Something worth asking about soon after it happens: a first week, the end of a trial month, a contract (domain 4.1, 7). */
export const watch = pgTable(
  "watch",
  {
    id: uuid().primaryKey(),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    occasion: text({
      enum: ["firstWeek", "trialMonth", "contractTalk", "schoolStart", "application"],
    }).notNull(),
    /** The check-in whose answers set it. */
    setBy: uuid()
      .notNull()
      .references(() => checkIn.id),
    dueAt: instant().notNull(),
    /** From then on it is no longer soon after what happened, and the next ordinary check-in serves. */
    lapsesAt: instant().notNull(),
    state: text({ enum: ["waiting", "asked", "dropped"] })
      .notNull()
      .default("waiting"),
    /** The check-in that asked. */
    askedIn: uuid().references(() => checkIn.id),
  },
  (t) => [
    // A newer answer moves what is watched; it is never asked about twice.
    uniqueIndex("watch_waiting").on(t.alumnusId, t.occasion).where(sql`${t.state} = 'waiting'`),
    index("watch_due").on(t.dueAt).where(sql`${t.state} = 'waiting'`),
  ],
);
