import { sql } from "drizzle-orm";
import { bigint, bigserial, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { Language } from "../../i18n/language.ts";
import type { OwnItem } from "../../knowledge/own-item.ts";
import { bytes, instant } from "./bytes.ts";
import { ownWords } from "./checkin.ts";
import { alumnus, asker, caseWorker, organisation, person } from "./people.ts";

/** A question that was typed or spoken, and what became of it. Its words are kept only while it may still go to a human. */
export const question = pgTable(
  "question",
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => person.id),
    organisationId: uuid()
      .notNull()
      .references(() => organisation.id),
    at: instant().notNull(),
    language: text().notNull(),
    /**
     * What the robot made of it; `unheard`: a voice note, which only a human can hear; `straight`: a human was asked at once, and the
     * robot not at all.
     */
    outcome: text({
      enum: ["answer", "choose", "human", "worry", "crisis", "unheard", "straight"],
    }).notNull(),
    /** What it seems to be about. */
    topic: text(),
    /** Which item was shown for it, at once or after a tap. */
    itemId: text(),
    /** Encrypted, until it goes to a human or a day has passed. */
    body: bytes(),
    messageId: bigint({ mode: "number" }).notNull(),
    /** When it went to a human, and as which words. */
    sentAt: instant(),
    wordsId: uuid().references(() => ownWords.id, { onDelete: "set null" }),
  },
  (t) => [
    index("question_person").on(t.personId, t.at),
    index("question_organisation").on(t.organisationId, t.at),
    index("question_body").on(t.at).where(sql`${t.body} is not null`),
  ],
);

/** What somebody who asks wants to be reminded of; without a row it is off. */
export const reminder = pgTable(
  "reminder",
  {
    id: uuid().primaryKey(),
    askerId: uuid()
      .notNull()
      .references(() => asker.id),
    kind: text({ enum: ["openDays", "april", "exitEvening"] }).notNull(),
    at: instant().notNull(),
    /** The local day of which they were reminded last. */
    lastFor: text(),
  },
  (t) => [unique("reminder_once").on(t.askerId, t.kind)],
);

/**
 * Somebody who asks belongs to this young person: a case worker knows it, or the young person wished it (`tiedBy` null). Nothing of the
 * young person follows from it for whoever asks.
 */
export const tie = pgTable(
  "tie",
  {
    id: uuid().primaryKey(),
    askerId: uuid()
      .notNull()
      .references(() => asker.id),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    tiedBy: uuid().references(() => caseWorker.id),
    at: instant().notNull(),
  },
  (t) => [unique("tie_once").on(t.askerId, t.alumnusId)],
);

/** The link with which a young person lets somebody at home belong to them: one at a time, gone once it is used. */
export const tieLink = pgTable("tie_link", {
  alumnusId: uuid()
    .primaryKey()
    .references(() => alumnus.id),
  tokenHash: text().notNull().unique(),
  expiresAt: instant().notNull(),
});

/**
 * What an organisation says about what can be asked: that an item is true there, its own answer, an item of its own, or that one
 * is not to be shown. Append-only; of an item the newest that a second person approved counts.
 */
export const knowledgeEntry = pgTable(
  "knowledge_entry",
  {
    id: uuid().primaryKey(),
    seq: bigserial({ mode: "number" }).notNull(),
    organisationId: uuid()
      .notNull()
      .references(() => organisation.id),
    itemId: text().notNull(),
    kind: text({ enum: ["confirm", "replace", "add", "withdraw"] }).notNull(),
    /** The own answer or item; null for `confirm` and `withdraw`. */
    content: jsonb().$type<OwnItem>(),
    proposedBy: uuid()
      .notNull()
      .references(() => caseWorker.id),
    proposedAt: instant().notNull(),
    /** Four eyes: never the same as `proposedBy`. */
    decidedBy: uuid().references(() => caseWorker.id),
    decidedAt: instant(),
    decision: text({ enum: ["approved", "refused"] }),
  },
  (t) => [index("knowledge_entry_organisation").on(t.organisationId, t.itemId, t.seq)],
);

/** A question that the robot should know, without names: other words for an item, or (without one) something that nobody could find. */
export const knowledgeWish = pgTable(
  "knowledge_wish",
  {
    id: uuid().primaryKey(),
    organisationId: uuid()
      .notNull()
      .references(() => organisation.id),
    language: text().notNull(),
    words: text().notNull(),
    itemId: text(),
    wishedBy: uuid()
      .notNull()
      .references(() => caseWorker.id),
    wishedAt: instant().notNull(),
    /** A second person has looked at it: from then on the words find the item here. */
    takenBy: uuid().references(() => caseWorker.id),
    takenAt: instant(),
  },
  (t) => [index("knowledge_wish_organisation").on(t.organisationId, t.wishedAt)],
);

/** Who can help in a municipality, as an organisation says (CAP-09). */
export const directoryEntry = pgTable(
  "directory_entry",
  {
    id: uuid().primaryKey(),
    organisationId: uuid()
      .notNull()
      .references(() => organisation.id),
    municipality: text().notNull(),
    name: text().notNull(),
    /** What they do, by language; Dutch always. */
    what: jsonb().$type<Readonly<Partial<Record<Language, string>>>>().notNull(),
    phone: text(),
    url: text(),
    /** Its place in the organisation's list. */
    place: integer().notNull(),
    at: instant().notNull(),
  },
  (t) => [index("directory_entry_organisation").on(t.organisationId, t.municipality)],
);

/** Who of the staff approves what colleagues propose (four eyes). */
export const knowledgeApprover = pgTable(
  "knowledge_approver",
  {
    organisationId: uuid()
      .notNull()
      .references(() => organisation.id),
    caseWorkerId: uuid()
      .notNull()
      .references(() => caseWorker.id),
    at: instant().notNull(),
  },
  (t) => [unique("knowledge_approver_once").on(t.organisationId, t.caseWorkerId)],
);
