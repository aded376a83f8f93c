import { bigint, boolean, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { StaffedHours } from "../../people/is-staffed.ts";
import type { RetentionSettings } from "../../privacy/decide-retention.ts";
import { bytes, instant } from "./bytes.ts";

export const organisation = pgTable("organisation", {
  id: uuid().primaryKey(),
  name: text().notNull().unique(),
  timeZone: text().notNull(),
  language: text().notNull(),
  staffedHours: jsonb().$type<StaffedHours>().notNull(),
  /** What an alert shows before somebody opens it. */
  alertDetail: text({ enum: ["reference", "firstName"] })
    .notNull()
    .default("firstName"),
  /** Days by class of data, where this organisation keeps shorter or longer than the default (privacy/decide-retention.ts). */
  retention: jsonb().$type<RetentionSettings>(),
  createdAt: instant().notNull(),
});

/** `until` is ISO 8601: what comes later is an ordinary message, or an old button. */
export type ChatExpects =
  | { readonly kind: "note"; readonly escalationId: string; readonly until: string }
  | { readonly kind: "correction"; readonly item: string; readonly until: string }
  | { readonly kind: "erasure"; readonly until: string };

/** A private chat with the bot, whoever is behind it. */
export const chat = pgTable("chat", {
  chatId: bigint({ mode: "number" }).primaryKey(),
  language: text().notNull(),
  /** Set when Telegram says that the person blocked the bot, cleared when they come back. */
  blockedSince: instant(),
  /** What the next typed message is for, such as a note with an outcome, or which tap is waited for; null for nothing. */
  expects: jsonb().$type<ChatExpects>(),
  firstSeenAt: instant().notNull(),
  lastSeenAt: instant().notNull(),
});

export const caseWorker = pgTable(
  "case_worker",
  {
    id: uuid().primaryKey(),
    organisationId: uuid()
      .notNull()
      .references(() => organisation.id),
    keyId: uuid().notNull(),
    role: text({ enum: ["caseWorker", "coordinator"] }).notNull(),
    /** Encrypted. */
    name: bytes().notNull(),
    /** A keyed hash of the name, so that adding the same person twice is noticed. */
    nameHash: text().notNull(),
    chatId: bigint({ mode: "number" }).unique(),
    linkedAt: instant(),
    /** When this person last got the list of the morning. */
    listedAt: instant(),
    leftAt: instant(),
    createdAt: instant().notNull(),
  },
  (t) => [unique("case_worker_name").on(t.organisationId, t.nameHash)],
);

export const alumnus = pgTable(
  "alumnus",
  {
    id: uuid().primaryKey(),
    organisationId: uuid()
      .notNull()
      .references(() => organisation.id),
    keyId: uuid().notNull(),
    /** A keyed hash of the school's own number: finds the person again at the next import. */
    ownNumberHash: text().notNull(),
    /** Encrypted: names, birth date, own number, municipality, contact data (`AlumnusDetails`). */
    details: bytes().notNull(),
    /** A keyed hash of all imported values: an unchanged row of a second import changes nothing. */
    detailsHash: text().notNull(),
    schoolType: text({ enum: ["pro", "vso", "isk"] }).notNull(),
    exitProfile: text({ enum: ["labour_market", "day_activity", "further_education"] }).notNull(),
    exitDate: text().notNull(),
    language: text().notNull(),
    preferredChannel: text({ enum: ["telegram", "phone", "email", "letter"] }).notNull(),
    caseWorkerId: uuid()
      .notNull()
      .references(() => caseWorker.id),
    situation: text(),
    situationSince: instant(),
    chatId: bigint({ mode: "number" }).unique(),
    linkedAt: instant(),
    sharedPhone: boolean().notNull().default(false),
    stoppedAt: instant(),
    /** The person's data was erased: what is left in this row counts for figures and leads to nobody. */
    erasedAt: instant(),
    createdAt: instant().notNull(),
  },
  (t) => [
    unique("alumnus_own_number").on(t.organisationId, t.ownNumberHash),
    index("alumnus_case_worker").on(t.caseWorkerId),
  ],
);

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
    language: text(),
    offer: text({ enum: ["yes", "notNow", "talkFirst"] }),
    offerAt: instant(),
    sharedPhone: boolean(),
    /** Encrypted under `keyId` (`SaidBefore`): the answer to the one question that names nobody, and words. */
    said: bytes(),
    startedAt: instant().notNull(),
    outcome: text({ enum: ["confirmed", "wrongPerson", "replaced", "stopped", "expired"] }),
    decidedAt: instant(),
    decidedBy: uuid(),
  },
  (t) => [index("linking_chat").on(t.chatId), index("linking_alumnus").on(t.alumnusId)],
);

/** A given, declined or withdrawn permission, as a record of its own. */
export const consent = pgTable("consent", {
  id: uuid().primaryKey(),
  alumnusId: uuid()
    .notNull()
    .references(() => alumnus.id),
  purpose: text({ enum: ["telegram"] }).notNull(),
  answer: text({ enum: ["yes", "notNow", "talkFirst", "withdrawn"] }).notNull(),
  textVersion: text().notNull(),
  language: text().notNull(),
  at: instant().notNull(),
});
