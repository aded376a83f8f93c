import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  bigserial,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, instant } from "./bytes.ts";

/** Every update that Telegram handed over, stored before it is confirmed (security.md 1). */
export const inbox = pgTable(
  "inbox",
  {
    seq: bigserial({ mode: "number" }).primaryKey(),
    botId: bigint({ mode: "number" }).notNull(),
    updateId: bigint({ mode: "number" }).notNull(),
    /** 0 for an update without a chat. */
    chatId: bigint({ mode: "number" }).notNull(),
    keyId: uuid().notNull(),
    /** Encrypted; emptied seven days after handling. */
    body: bytes(),
    receivedAt: instant().notNull(),
    tries: integer().notNull().default(0),
    retryAt: instant(),
    state: text({ enum: ["new", "done", "parked"] })
      .notNull()
      .default("new"),
    /** A code such as `DB_23505` or `BUG`, never a message. */
    errorCode: text(),
    handledAt: instant(),
  },
  (t) => [
    unique("inbox_update").on(t.botId, t.updateId),
    index("inbox_line").on(t.chatId, t.seq).where(isNew(t.state)),
    // The order in which updates are taken: the first that is free is found without reading all that wait.
    index("inbox_turn").on(t.seq).where(isNew(t.state)),
    index("inbox_handled").on(t.handledAt),
  ],
);

/** Every message that the product wants to say, written with the change that caused it. */
export const outbox = pgTable(
  "outbox",
  {
    id: uuid().primaryKey(),
    seq: bigserial({ mode: "number" }).notNull(),
    /** The chat; for a mail the number of its line (`delivery/mail-line.ts`). */
    chatId: bigint({ mode: "number" }).notNull(),
    /** `chat` keeps its order and its pace; `tap` answers a tapped button and waits for nobody; `mail` is the second channel. */
    line: text({ enum: ["chat", "tap", "mail"] }).notNull(),
    /** 0 crisis reply, 1 alert, 2 reply, 3 relay, 4 invitation. */
    lane: smallint().notNull(),
    promise: text({ enum: ["atLeastOnce", "atMostOnce"] }).notNull(),
    keyId: uuid().notNull(),
    /** Encrypted; emptied as soon as it has come to its end, sent or not. */
    body: bytes(),
    /** The outbox row whose message this one changes or takes back. */
    targetId: uuid(),
    subjectKind: text(),
    subjectId: uuid(),
    createdAt: instant().notNull(),
    dueAt: instant().notNull(),
    retryAt: instant(),
    tries: integer().notNull().default(0),
    state: text({ enum: ["new", "sending", "sent", "blocked", "undeliverable", "unknown", "dropped"] })
      .notNull()
      .default("new"),
    errorCode: text(),
    messageId: bigint({ mode: "number" }),
    sentAt: instant(),
    /** When whoever wrote it was told that it does not get through for now. */
    delayedAt: instant(),
  },
  (t) => [
    // A claim goes by these two, whatever PostgreSQL knows of the tables: no other index of rows that wait may fit it. One by due time did,
    // and as long as nothing was counted it was taken: all that waits was read and sorted for each message.
    index("outbox_line").on(t.chatId, t.line, t.lane, t.seq).where(isOpen(t.state)),
    index("outbox_turn").on(t.line, t.lane, t.seq).where(isOpen(t.state)),
    index("outbox_subject").on(t.subjectKind, t.subjectId),
    index("outbox_message").on(t.chatId, t.messageId).where(sql`${t.messageId} is not null`),
    // A row that is still to be sent and holds nothing would stop its line for ever.
    check("outbox_holds_what_it_sends", sql`${t.body} is not null or not ${isOpen(t.state)}`),
  ],
);

/** Who works on which line, and until when: a chat's updates (`in`), its messages (`chat`), its taps (`tap`), a mailbox (`mail`). */
export const lease = pgTable(
  "lease",
  {
    queue: text({ enum: ["in", "chat", "tap", "mail"] }).notNull(),
    chatId: bigint({ mode: "number" }).notNull(),
    owner: text().notNull(),
    until: instant().notNull(),
    /** The line rests until then: a chat gets one message a second. */
    restUntil: instant(),
  },
  (t) => [primaryKey({ columns: [t.queue, t.chatId] })],
);

/** One row a bot: the moment up to which sends are already promised, for the pace over all instances. */
export const pace = pgTable("pace", {
  botId: bigint({ mode: "number" }).primaryKey(),
  promisedUntil: instant().notNull(),
});

/**
 * When the service was last at work, a row each: a round of what time sets in motion, updates fetched, updates that another
 * process was fetching with the same token. `since`: from when on there was no long gap.
 */
export const signOfLife = pgTable("sign_of_life", {
  kind: text({ enum: ["ticked", "polled", "conflict"] }).primaryKey(),
  at: instant().notNull(),
  since: instant().notNull(),
});

/** One row a bot: what Telegram was last told about it (`introductionMark`), so that a start does not tell it again. */
export const introduction = pgTable("introduction", {
  botId: bigint({ mode: "number" }).primaryKey(),
  mark: text().notNull(),
  toldAt: instant().notNull(),
});

/** The state of grammY's conversation window: encrypted, deleted when a check-in pauses or ends; losing it loses nothing. */
export const conversationState = pgTable("conversation_state", {
  chatId: bigint({ mode: "number" }).primaryKey(),
  keyId: uuid().notNull(),
  body: bytes().notNull(),
});

function isNew(state: AnyPgColumn): SQL {
  return sql`${state} = 'new'`;
}
function isOpen(state: AnyPgColumn): SQL {
  return sql`${state} in ('new', 'sending')`;
}
