import { sql } from "drizzle-orm";
import {
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { EscalationState } from "../../escalation/escalation-state.ts";
import { bytes, instant } from "./bytes.ts";
import { caseWorker, organisation, person } from "./people.ts";

/** A signal handed to humans. Nothing closes it but an outcome that a human recorded. */
export const escalation = pgTable(
  "escalation",
  {
    id: uuid().primaryKey(),
    personId: uuid("alumnus_id")
      .notNull()
      .references(() => person.id),
    organisationId: uuid()
      .notNull()
      .references(() => organisation.id),
    severity: text({ enum: ["attention", "urgent", "crisis"] }).notNull(),
    theme: text().notNull(),
    /** `read`: nobody had read the words in time; it rings like a wish. */
    wish: text({ enum: ["call", "message", "meet", "human", "read"] }),
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
    /** How far it has been handed up (domain 7.3): the case worker, the attention officer, the whole chain of partners. */
    level: text({ enum: ["basic", "plus", "lifeCourse"] })
      .notNull()
      .default("basic"),
    /** To whom it was handed and who has not taken it yet; null when it is the chain's. */
    addresseeId: uuid().references(() => caseWorker.id),
    /** How often the whole chain has been gone through without anybody taking it. */
    laps: integer().notNull().default(0),
    /** Since when the chain goes round for this: whoever was told since then is not rung again. Null for rows of before. */
    roundAt: instant(),
    /** How often the owner was asked for the outcome since the contact. */
    asks: integer().notNull().default(0),
    /** Encrypted: the note with the outcome. */
    note: bytes(),
    /** When the young person was told that a human has read it, and who. */
    personToldAt: instant(),
  },
  (t) => [
    uniqueIndex("escalation_running").on(t.personId).where(sql`${t.state} <> 'resolved'`),
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
    /** When one was last sent that the case worker had not asked for; null when there was none. */
    pushedAt: instant(),
    failedAt: instant(),
  },
  (t) => [
    uniqueIndex("escalation_notice_one").on(t.escalationId, t.caseWorkerId),
    index("escalation_notice_message").on(t.messageId),
  ],
);

/** The newest mail about an escalation to somebody of the staff: a table of its own, because a mail is never changed. */
export const escalationMail = pgTable(
  "escalation_mail",
  {
    escalationId: uuid()
      .notNull()
      .references(() => escalation.id),
    caseWorkerId: uuid()
      .notNull()
      .references(() => caseWorker.id),
    /** The outbox row of the newest mail. */
    messageId: uuid().notNull(),
    severity: text({ enum: ["attention", "urgent", "crisis"] }).notNull(),
    sentAt: instant().notNull(),
    failedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.escalationId, t.caseWorkerId] }),
    index("escalation_mail_message").on(t.messageId),
  ],
);

/**
 * A contact of a human that took place, or was tried, by whatever way (CAP-13). One that was noted by mistake is marked, never
 * deleted. What the robot had is not here: a finished check-in is that (contact/find-contacts.ts).
 */
export const contactRecord = pgTable(
  "contact_record",
  {
    id: uuid().primaryKey(),
    /** The order in which they were written down, also within an instant. */
    seq: bigserial({ mode: "number" }).notNull(),
    personId: uuid("alumnus_id")
      .notNull()
      .references(() => person.id),
    caseWorkerId: uuid()
      .notNull()
      .references(() => caseWorker.id),
    escalationId: uuid().references(() => escalation.id),
    at: instant().notNull(),
    /** `messaged`: a human's words were passed on; nobody knows yet whether it was a contact. */
    result: text({ enum: ["reached", "notReached", "messaged"] }).notNull(),
    channel: text({
      enum: ["telegram", "phone", "visit", "whatsapp", "sms", "email", "letter", "other"],
    })
      .notNull()
      .default("phone"),
    /** `in`: the young person began it. */
    direction: text({ enum: ["in", "out"] })
      .notNull()
      .default("out"),
    /** How long it took; null while nobody said. */
    minutes: integer(),
    /** What it was about: themes of the questions. */
    themes: jsonb().$type<readonly string[]>().notNull().default([]),
    /** Encrypted with the young person's key: a short factual note; null for none. */
    note: bytes(),
    /** When it was written down; null in rows of before this was kept, which were written at `at`. */
    notedAt: instant(),
    /** The outbox row of the confirmation in the case worker's chat: corrections are shown there. */
    shownId: uuid(),
    /** Set when it was taken back within ten minutes. */
    undoneAt: instant(),
  },
  (t) => [
    index("contact_record_alumnus").on(t.personId, t.at),
    index("contact_record_worker").on(t.caseWorkerId, t.at),
  ],
);

/** An escalation handed to somebody else: a recorded step, with who agreed (domain 7.3). Append-only but for `undoneAt`. */
export const handOver = pgTable(
  "hand_over",
  {
    id: uuid().primaryKey(),
    escalationId: uuid()
      .notNull()
      .references(() => escalation.id),
    at: instant().notNull(),
    by: uuid()
      .notNull()
      .references(() => caseWorker.id),
    to: text({ enum: ["colleague", "level", "partner"] }).notNull(),
    colleagueId: uuid().references(() => caseWorker.id),
    level: text({ enum: ["basic", "plus", "lifeCourse"] }),
    partner: text({
      enum: ["municipality", "transferPoint", "uwv", "jobCoach", "care", "doctor", "safeHome", "other"],
    }),
    /** The young person knows of it and agrees; false only in a crisis. */
    agreed: boolean().notNull(),
    undoneAt: instant(),
  },
  (t) => [index("hand_over_escalation").on(t.escalationId, t.at)],
);

/** A step of the reporting code (meldcode) that a human says was taken, in a crisis: a checklist, never the robot's decision. */
export const codeStep = pgTable(
  "code_step",
  {
    escalationId: uuid()
      .notNull()
      .references(() => escalation.id),
    step: text({ enum: ["signals", "consult", "talk", "weigh", "decide"] }).notNull(),
    at: instant().notNull(),
    by: uuid()
      .notNull()
      .references(() => caseWorker.id),
  },
  (t) => [primaryKey({ columns: [t.escalationId, t.step] })],
);

/**
 * What the auditor found to be wrong, from when until when, by kind and the row that it is about. Written by the auditor's own
 * process alone; a finding that is gone stays as a line with an end.
 */
export const auditFinding = pgTable(
  "audit_finding",
  {
    id: uuid().primaryKey(),
    kind: text().notNull(),
    /** The id or number of the row, never content. */
    subject: text().notNull(),
    firstSeenAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
    /** When the operator was told; null while that has not succeeded. */
    reportedAt: instant(),
    goneAt: instant(),
  },
  (t) => [uniqueIndex("audit_finding_now").on(t.kind, t.subject).where(sql`${t.goneAt} is null`)],
);

/** The daily test alert: from a signal to the operator's phone and mailbox, and whether it arrived. */
export const testAlert = pgTable("test_alert", {
  /** The UTC day, one alert each. */
  day: text().primaryKey(),
  escalationId: uuid()
    .notNull()
    .references(() => escalation.id),
  raisedAt: instant().notNull(),
  arrivedAt: instant(),
});
