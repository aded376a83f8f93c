import { sql } from "drizzle-orm";
import {
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
import type { EscalationState } from "../../escalation/decide-escalation.ts";
import { bytes, instant } from "./bytes.ts";
import { alumnus, caseWorker, organisation } from "./people.ts";

/** A signal handed to humans. Nothing closes it but an outcome that a human recorded. */
export const escalation = pgTable(
  "escalation",
  {
    id: uuid().primaryKey(),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    organisationId: uuid()
      .notNull()
      .references(() => organisation.id),
    severity: text({ enum: ["attention", "urgent", "crisis"] }).notNull(),
    theme: text().notNull(),
    wish: text({ enum: ["call", "message", "meet", "human"] }),
    state: text({ enum: ["open", "notified", "acknowledged", "contacted", "resolved"] }).notNull(),
    /** Who took it. */
    ownerId: uuid().references(() => caseWorker.id),
    openedAt: instant().notNull(),
    /** How often the steps of the policy have been taken since it was opened, taken or came back. */
    step: integer().notNull(),
    /** When something happens again unless a human moves it; null only when resolved. */
    nextStepAt: instant(),
    /** The next step is a try that the owner planned, not a time that ran out. */
    planned: boolean().notNull().default(false),
    acknowledgedAt: instant(),
    contactedAt: instant(),
    resolvedAt: instant(),
    outcome: text({ enum: ["helped", "planned", "handedOver", "notNeeded"] }),
    /** Encrypted: the note with the outcome. */
    note: bytes(),
    /** When the young person was told that a human has read it, and who. */
    personToldAt: instant(),
  },
  (t) => [
    uniqueIndex("escalation_running").on(t.alumnusId).where(sql`${t.state} <> 'resolved'`),
    index("escalation_due").on(t.nextStepAt).where(sql`${t.state} <> 'resolved'`),
  ],
);

/** What happened to an escalation: append-only (a trigger refuses change and deletion). */
export const escalationEvent = pgTable(
  "escalation_event",
  {
    id: bigserial({ mode: "number" }).primaryKey(),
    escalationId: uuid()
      .notNull()
      .references(() => escalation.id),
    at: instant().notNull(),
    kind: text().notNull(),
    caseWorkerId: uuid().references(() => caseWorker.id),
    severity: text().notNull(),
    /** The state before it, so that a step can be undone. */
    before: jsonb().$type<EscalationState>(),
    facts: jsonb().$type<Record<string, string | number | boolean>>(),
  },
  (t) => [index("escalation_event_escalation").on(t.escalationId, t.id)],
);

/** The one message about an escalation in a case worker's chat. */
export const escalationNotice = pgTable(
  "escalation_notice",
  {
    id: uuid().primaryKey(),
    escalationId: uuid()
      .notNull()
      .references(() => escalation.id),
    caseWorkerId: uuid()
      .notNull()
      .references(() => caseWorker.id),
    /** The outbox row of the newest message; edits go there. */
    messageId: uuid().notNull(),
    severity: text({ enum: ["attention", "urgent", "crisis"] }).notNull(),
    sentAt: instant().notNull(),
    failedAt: instant(),
  },
  (t) => [
    uniqueIndex("escalation_notice_one").on(t.escalationId, t.caseWorkerId),
    index("escalation_notice_message").on(t.messageId),
  ],
);

/** A contact that took place, or was tried. */
export const contactRecord = pgTable("contact_record", {
  id: uuid().primaryKey(),
  alumnusId: uuid()
    .notNull()
    .references(() => alumnus.id),
  caseWorkerId: uuid()
    .notNull()
    .references(() => caseWorker.id),
  escalationId: uuid().references(() => escalation.id),
  at: instant().notNull(),
  result: text({ enum: ["reached", "notReached"] }).notNull(),
  /** Set when the step was undone within ten minutes. */
  undoneAt: instant(),
});
