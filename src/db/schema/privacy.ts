import { sql } from "drizzle-orm";
import {
  bigserial,
  date,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { RetentionClass } from "../../privacy/decide-retention.ts";
import { bytes, instant } from "./bytes.ts";
import { organisation } from "./people.ts";

/** Data keys, each wrapped by the master key. Destroying one (emptying `wrapped`) erases all that it encrypted (security.md 9). */
export const dataKey = pgTable(
  "data_key",
  {
    id: uuid().primaryKey(),
    kind: text({ enum: ["person", "linking", "day"] }).notNull(),
    /** For a day key: the UTC day whose updates and messages it encrypts. */
    day: date(),
    wrapped: bytes(),
    createdAt: instant().notNull(),
    destroyedAt: instant(),
  },
  (t) => [uniqueIndex("data_key_day").on(t.day).where(sql`${t.kind} = 'day'`)],
);

/** Who opened or changed what, and when. Append-only: a trigger refuses change and deletion (security.md 14). Never content. */
export const accessLog = pgTable("access_log", {
  id: bigserial({ mode: "number" }).primaryKey(),
  at: instant().notNull(),
  actorKind: text({ enum: ["alumnus", "caseWorker", "operator", "system"] }).notNull(),
  actorId: uuid(),
  action: text().notNull(),
  subjectKind: text().notNull(),
  subjectId: uuid(),
  facts: jsonb().$type<Record<string, string | number | boolean>>(),
});

/**
 * The erasure ledger: who was erased, by ids and keyed hashes, never content. Append-only by a trigger. An older backup that
 * is restored is brought in line with it before anything is served (security.md 9).
 */
export const erasure = pgTable("erasure", {
  seq: bigserial({ mode: "number" }).primaryKey(),
  /** The same in the database and in the ledger's file. */
  id: uuid().notNull().unique(),
  at: instant().notNull(),
  kind: text({ enum: ["alumnus", "chat", "caseWorker"] }).notNull(),
  reason: text({ enum: ["ownWish", "retention"] }).notNull(),
  subjectId: uuid(),
  organisationId: uuid(),
  /** Data keys that were destroyed. */
  keyIds: jsonb().$type<string[]>().notNull(),
  /** A keyed hash of the school's own number, so that a later import knows the person was erased. */
  numberHash: text(),
  /** A keyed hash of Telegram's number of the chat. */
  chatHash: text(),
});

/** What retention removed: how many of which class, for which organisation, on which UTC day. Never content. */
export const retentionRecord = pgTable(
  "retention_record",
  {
    id: bigserial({ mode: "number" }).primaryKey(),
    class: text().$type<RetentionClass>().notNull(),
    /** Null for what belongs to no organisation, such as updates from Telegram. */
    organisationId: uuid().references(() => organisation.id),
    day: date().notNull(),
    count: integer().notNull(),
  },
  (t) => [unique("retention_record_one").on(t.class, t.organisationId, t.day).nullsNotDistinct()],
);

/** One row: when retention looks again. Of several instances the one that moves it does the work. */
export const retentionTurn = pgTable("retention_turn", {
  id: smallint().primaryKey(),
  nextAt: instant().notNull(),
});
