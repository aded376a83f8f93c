import { bigserial, index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { SafetyNumber } from "../../people/safety/safety-sheet.ts";
import { instant } from "./bytes.ts";
import { caseWorker, organisation } from "./people.ts";

/** Days on which somebody of the staff is away, and who stands in. Never deleted: an absence that was called off has an end. */
export const absence = pgTable(
  "absence",
  {
    id: uuid().primaryKey(),
    caseWorkerId: uuid()
      .notNull()
      .references(() => caseWorker.id),
    /** Local dates of the organisation (`2026-12-01`), both included. */
    fromDay: text().notNull(),
    untilDay: text().notNull(),
    deputyId: uuid().references(() => caseWorker.id),
    createdAt: instant().notNull(),
    /** The case worker or coordinator who set it. */
    madeBy: uuid().notNull(),
    /** Called off, or the person is back earlier. */
    endedAt: instant(),
  },
  (t) => [index("absence_case_worker").on(t.caseWorkerId)],
);

/** A turn of the on-call rota: somebody who is called in a crisis outside working hours. */
export const onCallShift = pgTable(
  "on_call_shift",
  {
    id: uuid().primaryKey(),
    organisationId: uuid()
      .notNull()
      .references(() => organisation.id),
    caseWorkerId: uuid()
      .notNull()
      .references(() => caseWorker.id),
    fromAt: instant().notNull(),
    untilAt: instant().notNull(),
    createdAt: instant().notNull(),
    madeBy: uuid().notNull(),
    endedAt: instant(),
  },
  (t) => [index("on_call_shift_organisation").on(t.organisationId, t.untilAt)],
);

/** Whether messages to somebody of the staff arrive, by channel: what the proof of the morning and real messages showed last. */
export const channelProof = pgTable(
  "channel_proof",
  {
    caseWorkerId: uuid()
      .notNull()
      .references(() => caseWorker.id),
    channel: text({ enum: ["telegram", "email"] }).notNull(),
    triedAt: instant().notNull(),
    provenAt: instant(),
    /** Set when the newest try failed; null when it arrived. */
    failedAt: instant(),
    /** A code such as `TG_403`, never a message. */
    code: text(),
  },
  (t) => [primaryKey({ columns: [t.caseWorkerId, t.channel] })],
);

/**
 * What a school signs before a young person is asked about danger: whether somebody is on call outside the hours, and the
 * numbers to call, checked by a named person on a date. Append-only; the newest of an organisation counts.
 */
export const safetySheet = pgTable(
  "safety_sheet",
  {
    id: uuid().primaryKey(),
    seq: bigserial({ mode: "number" }).notNull(),
    organisationId: uuid()
      .notNull()
      .references(() => organisation.id),
    onCall: text({ enum: ["rota", "none"] }).notNull(),
    numbers: jsonb().$type<readonly SafetyNumber[]>().notNull(),
    checkedBy: uuid()
      .notNull()
      .references(() => caseWorker.id),
    checkedAt: instant().notNull(),
  },
  (t) => [index("safety_sheet_organisation").on(t.organisationId, t.seq)],
);
