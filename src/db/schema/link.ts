import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, instant } from "./bytes.ts";
import { alumnus, caseWorker } from "./people.ts";

/** A one-time link for one person. Only the hash of its token is kept (security.md 10). */
export const invitation = pgTable(
  "invitation",
  {
    id: uuid().primaryKey(),
    alumnusId: uuid().references(() => alumnus.id),
    caseWorkerId: uuid().references(() => caseWorker.id),
    tokenHash: text().notNull().unique(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
    revokedAt: instant(),
    /** The case worker who made it in the chat; null for a card of the operator. */
    madeBy: uuid(),
  },
  (t) => [index("invitation_alumnus").on(t.alumnusId)],
);

/** Wrong tokens by chat: after a few, a chat waits (security.md 10). */
export const invitationGuess = pgTable("invitation_guess", {
  chatId: bigint({ mode: "number" }).primaryKey(),
  since: instant().notNull(),
  wrong: integer().notNull(),
});

/** Somebody who used an invitation and is on the way to being known: from the language to the case worker's yes. */
export const linking = pgTable(
  "linking",
  {
    id: uuid().primaryKey(),
    invitationId: uuid()
      .notNull()
      .references(() => invitation.id),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    chatId: bigint({ mode: "number" }).notNull(),
    /** The key of the one answer that may be given before the yes; destroyed with a no. */
    keyId: uuid().notNull(),
    step: text({ enum: ["language", "robot", "offer", "phone", "question", "waiting"] }).notNull(),
    /** The language that the card carried: the first guess, until the person chooses. */
    languageHint: text(),
    language: text(),
    offer: text({ enum: ["yes", "notNow", "talkFirst"] }),
    offerAt: instant(),
    /** The words that the answer is about: `consent_text.version`. */
    textVersion: text(),
    sharedPhone: boolean(),
    /** Encrypted under `keyId` (`SaidBefore`): the answer to the one question that names nobody, and words. */
    said: bytes(),
    /** Words are among it: by when somebody reads them (the same rule as `own_words`); null while nobody wrote. */
    readDueAt: instant(),
    /** When it was handed on that nobody had; null again with new words. */
    unreadRaisedAt: instant(),
    startedAt: instant().notNull(),
    outcome: text({ enum: ["confirmed", "wrongPerson", "replaced", "stopped", "expired"] }),
    decidedAt: instant(),
    /** Who decided; without an outcome, who has said whose words these are. */
    decidedBy: uuid(),
  },
  (t) => [index("linking_chat").on(t.chatId), index("linking_alumnus").on(t.alumnusId)],
);

/** A given, declined or withdrawn permission, as a record of its own. The newest of a person counts; none is ever changed. */
export const consent = pgTable(
  "consent",
  {
    id: uuid().primaryKey(),
    /** The order in which records were written, also within an instant. */
    seq: bigserial({ mode: "number" }).notNull(),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    /** `telegram`: that we write in this chat. `guidance`: taking part without it. `agreement`: what both promise (CAP-03). */
    purpose: text({ enum: ["telegram", "guidance", "agreement"] }).notNull(),
    answer: text({ enum: ["yes", "no", "notNow", "talkFirst", "withdrawn"] }).notNull(),
    /** The words that were agreed to: `consent_text.version`. */
    textVersion: text().notNull(),
    language: text().notNull(),
    at: instant().notNull(),
    /** Whole years of the young person at that moment. */
    age: integer(),
    givenBy: text({ enum: ["alumnus", "parent"] })
      .notNull()
      .default("alumnus"),
    /** How it was given: in the chat by the person, or told to whoever recorded it. */
    channel: text({ enum: ["telegram", "paper", "phone", "inPerson", "unknown"] })
      .notNull()
      .default("telegram"),
    /** The case worker who recorded it; null when the person did it, or the operator. */
    recordedBy: uuid(),
  },
  (t) => [index("consent_alumnus").on(t.alumnusId)],
);

/** Which parent it was, when the case worker wrote it down beside the parent's yes or no. */
export const consentParent = pgTable("consent_parent", {
  consentId: uuid()
    .primaryKey()
    .references(() => consent.id),
  relation: text({ enum: ["mother", "father", "guardian"] }).notNull(),
  at: instant().notNull(),
  recordedBy: uuid(),
});

/** The exact words behind a version, so that they can be shown again. Published once, never changed. No names are in it. */
export const consentText = pgTable("consent_text", {
  version: text().primaryKey(),
  language: text().notNull(),
  words: jsonb().$type<readonly string[]>().notNull(),
  publishedAt: instant().notNull(),
});

/**
 * An offer to take part, and what came of it (LAW-08): when it was made, by which way, in which words, whether it arrived, and
 * what was answered. `reoffer` is the one of a year after the exit (LAW-11), once for ever; `later`: said again of somebody's own accord.
 */
export const offer = pgTable(
  "offer",
  {
    id: uuid().primaryKey(),
    seq: bigserial({ mode: "number" }).notNull(),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    kind: text({ enum: ["first", "reoffer", "later"] })
      .notNull()
      .default("first"),
    /** `telegram`: by the robot. `other`: by a human, who did not say how. */
    channel: text({ enum: ["telegram", "paper", "phone", "inPerson", "other"] }).notNull(),
    textVersion: text().notNull(),
    language: text().notNull(),
    /** Null for answers from before offers were rows: made when it was answered, at the latest. */
    madeAt: instant(),
    /** What became of the robot's message; null for what a human said. */
    delivery: text({ enum: ["waiting", "sent", "failed"] }),
    /** Null while nobody has answered. */
    answer: text({ enum: ["yes", "notNow", "talkFirst"] }),
    answeredAt: instant(),
    /** The case worker who made it or wrote the answer down; null when the robot and the person did, or the operator. */
    recordedBy: uuid(),
    /** The card through which it was answered; who used it may still be unsure. */
    linkingId: uuid().references(() => linking.id),
  },
  (t) => [
    index("offer_alumnus").on(t.alumnusId),
    uniqueIndex("offer_again").on(t.alumnusId).where(sql`${t.kind} = 'reoffer'`),
  ],
);

/** A phone that was let go of, by whom and why; for ten minutes it can be taken back. */
export const unlinking = pgTable(
  "unlinking",
  {
    id: uuid().primaryKey(),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    chatId: bigint({ mode: "number" }).notNull(),
    reason: text({ enum: ["newPhone", "wrongPerson", "ownWish", "other", "silent"] }).notNull(),
    linkedAt: instant(),
    /** Since when the person took part, which is not when this phone was linked; null in rows from before it was kept. */
    joinedAt: instant(),
    at: instant().notNull(),
    by: uuid(),
    undoneAt: instant(),
  },
  (t) => [index("unlinking_alumnus").on(t.alumnusId)],
);

/** A chat that was silent for a year is asked whether it is still the same person; a case worker confirms (security.md 10). */
export const identityCheck = pgTable(
  "identity_check",
  {
    id: uuid().primaryKey(),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    chatId: bigint({ mode: "number" }).notNull(),
    askedAt: instant().notNull(),
    answer: text({ enum: ["same", "other"] }),
    answeredAt: instant(),
    outcome: text({ enum: ["confirmed", "wrongPerson", "unlinked"] }),
    decidedAt: instant(),
    decidedBy: uuid(),
  },
  (t) => [
    index("identity_check_alumnus").on(t.alumnusId),
    uniqueIndex("identity_check_open").on(t.alumnusId).where(sql`${t.outcome} is null`),
  ],
);
