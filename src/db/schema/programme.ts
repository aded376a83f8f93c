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
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { ClosedDays } from "../../people/duty/is-staffed.ts";
import type { Agreement } from "../../programme/agree-months.ts";
import type { DatedKind, DeadlineKind } from "../../programme/deadline/deadline.ts";
import type { Regime } from "../../programme/decide-regime.ts";
import type { CohortPart, Programme } from "../../programme/programme.ts";
import { bytes, instant } from "./bytes.ts";
import { checkIn } from "./checkin.ts";
import { alumnus, caseWorker, organisation } from "./people.ts";

/** A programme as it was at some moment, kept by the hash of its content: a cohort goes on with the one it began with. */
export const programmeVersion = pgTable("programme_version", {
  hash: text().primaryKey(),
  key: text().notNull(),
  body: jsonb().$type<Programme>().notNull(),
  publishedAt: instant().notNull(),
});

/** A programme as an organisation has it, changed from ours or its own; of each key the highest version counts. None is ever changed. */
export const ownProgramme = pgTable(
  "own_programme",
  {
    organisationId: uuid()
      .notNull()
      .references(() => organisation.id),
    key: text().notNull(),
    version: integer().notNull(),
    hash: text()
      .notNull()
      .references(() => programmeVersion.hash),
    at: instant().notNull(),
    /** As the operator wrote it; about the programme, never about somebody. */
    why: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.key, t.version] })],
);

/** Those who leave in one year, such as "Klas van '26", and the programmes that they are in, one after another (CAP-01). */
export const cohort = pgTable(
  "cohort",
  {
    id: uuid().primaryKey(),
    organisationId: uuid()
      .notNull()
      .references(() => organisation.id),
    name: text().notNull(),
    /** Whoever left on one of these local days, both included, belongs to it. */
    exitsFrom: text().notNull(),
    exitsUntil: text().notNull(),
    /** Only those of whom the law makes one of these; null for all. So a vso school has a rhythm for each (LAW-06, 07). */
    regimes: jsonb().$type<readonly Regime[]>(),
    parts: jsonb().$type<readonly CohortPart[]>().notNull(),
    /** The closed days of the organisation by which its moments were planned; others are planned for within a minute. */
    closedDays: jsonb().$type<ClosedDays>(),
    createdAt: instant().notNull(),
  },
  (t) => [unique("cohort_name").on(t.organisationId, t.name)],
);

/** A cohort that went over to another rhythm: from which day, from what to what, and why. */
export const cohortChange = pgTable(
  "cohort_change",
  {
    id: uuid().primaryKey(),
    cohortId: uuid()
      .notNull()
      .references(() => cohort.id),
    /** Local day from which the new programmes count; before it all stays. */
    fromDay: text().notNull(),
    before: jsonb().$type<readonly CohortPart[]>().notNull(),
    after: jsonb().$type<readonly CohortPart[]>().notNull(),
    /** As the operator wrote it; about the programme, never about somebody. */
    why: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [index("cohort_change_cohort").on(t.cohortId)],
);

/** Somebody's place in a cohort, from the exit until the end of the guidance. One at a time. */
export const enrolment = pgTable(
  "enrolment",
  {
    id: uuid().primaryKey(),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    cohortId: uuid()
      .notNull()
      .references(() => cohort.id),
    /** Local days of the organisation, `2026-07-15`: the exit, and the day after which nothing is planned any more. */
    startsOn: text().notNull(),
    endsOn: text().notNull(),
    createdAt: instant().notNull(),
    /** When the offer was made again (LAW-11), once; by a human, or in the chat. */
    reofferedAt: instant(),
    endedAt: instant(),
    endReason: text({
      enum: ["term", "ownWish", "transferred", "followingEducation", "otherCohort", "other"],
    }),
  },
  (t) => [uniqueIndex("enrolment_running").on(t.alumnusId).where(sql`${t.endedAt} is null`)],
);

/** A planned contact of a programme, in a window of days; what came of it stays. */
export const contactMoment = pgTable(
  "contact_moment",
  {
    id: uuid().primaryKey(),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    enrolmentId: uuid()
      .notNull()
      .references(() => enrolment.id),
    programmeHash: text()
      .notNull()
      .references(() => programmeVersion.hash),
    /** Which moment of the programme it is, with its place in time: `september 2026`. The same one is planned once. */
    occasion: text().notNull(),
    form: text({ enum: ["bot", "message", "phone", "physical"] }).notNull(),
    role: text({ enum: ["caseWorker", "attentionOfficer", "coordinator"] }).notNull(),
    themes: jsonb().$type<readonly string[]>().notNull(),
    /** Local days, both included. */
    fromDay: text().notNull(),
    untilDay: text().notNull(),
    /** When the robot's check-in comes; for a human moment one to two weeks before its window. Null when it asks nothing. */
    askAt: instant(),
    state: text({ enum: ["planned", "asked", "done", "missed", "dropped"] }).notNull(),
    checkInId: uuid().references(() => checkIn.id),
    changedAt: instant().notNull(),
  },
  (t) => [
    unique("contact_moment_once").on(t.enrolmentId, t.occasion),
    index("contact_moment_alumnus").on(t.alumnusId, t.fromDay),
  ],
);

/**
 * Where somebody stands now and what happens next: one row a person, rewritten whenever something changes. `nextAt` is
 * when time moves it on, the robot's next deed or the day a human's task is due; nobody who takes part is without one.
 */
export const standing = pgTable(
  "standing",
  {
    alumnusId: uuid()
      .primaryKey()
      .references(() => alumnus.id),
    state: text().notNull(),
    reason: text().notNull(),
    since: instant().notNull(),
    /** What the law makes of this person now, and why (LAW-05 to 07, 25); decided again at every look. */
    regime: text(),
    regimeReason: text(),
    next: text().notNull(),
    nextBy: text({ enum: ["robot", "human", "nobody"] }).notNull(),
    nextAt: instant(),
    /** The next look, no later than when time may change something; null when nothing will any more. */
    lookAt: instant(),
  },
  (t) => [index("standing_look").on(t.lookAt).where(sql`${t.lookAt} is not null`)],
);

/** Something that a human does for somebody by a day: call who fell silent, make the offer again, hold a planned talk. */
export const task = pgTable(
  "task",
  {
    id: uuid().primaryKey(),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    kind: text({
      enum: [
        "silent",
        "outOfSight",
        "blocked",
        "offer",
        "reoffer",
        "hold",
        "moment",
        "closing",
        "contractEnd",
        "indicationEnd",
        "atHome",
        "objection",
        "eighteen",
        "application",
        "growth",
      ],
    }).notNull(),
    /** What it is about, so that it is set once: a check-in, a moment, a date. */
    about: text().notNull(),
    /** The day on which it is shown first, and the one by which it is done; local. */
    fromDay: text().notNull(),
    dueDay: text().notNull(),
    momentId: uuid().references(() => contactMoment.id),
    createdAt: instant().notNull(),
    doneAt: instant(),
    doneBy: uuid().references(() => caseWorker.id),
    /** `settled`: the reason was gone by itself. */
    outcome: text({ enum: ["reached", "done", "settled"] }),
  },
  (t) => [
    unique("task_once").on(t.alumnusId, t.kind, t.about),
    index("task_open").on(t.alumnusId).where(sql`${t.doneAt} is null`),
  ],
);

/** The months that a case worker and a young person agreed on (CAP-29); the newest of a place counts, none is ever changed. */
export const agreedMonths = pgTable(
  "agreed_months",
  {
    id: uuid().primaryKey(),
    seq: bigserial({ mode: "number" }).notNull(),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    enrolmentId: uuid()
      .notNull()
      .references(() => enrolment.id),
    agreement: jsonb().$type<Agreement>().notNull(),
    at: instant().notNull(),
    /** Null for the operator. */
    by: uuid().references(() => caseWorker.id),
  },
  (t) => [index("agreed_months_enrolment").on(t.enrolmentId, t.seq)],
);

/** What the law made of somebody from a moment on, and why (LAW-05 to 07, 25): one row for each time it changed. */
export const regimeRecord = pgTable(
  "regime_record",
  {
    id: uuid().primaryKey(),
    seq: bigserial({ mode: "number" }).notNull(),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    regime: text().notNull(),
    reason: text().notNull(),
    at: instant().notNull(),
    /** When the person was told that another school offers the guidance now (LAW-25); null for the other regimes, and until then. */
    toldAt: instant(),
  },
  (t) => [index("regime_record_alumnus").on(t.alumnusId, t.seq)],
);

/** From when to when another organisation than the own one leads (LAW-19): a region in the first year, a municipality after it. */
export const leadPeriod = pgTable(
  "lead_period",
  {
    id: uuid().primaryKey(),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    organisationId: uuid()
      .notNull()
      .references(() => organisation.id),
    /** Local days, both included; the last is null while it has no end. */
    fromDay: text().notNull(),
    untilDay: text(),
    /** `programme`: by the cohort's programmes, and planned anew with them; `transfer`: the organisations agreed on it (LAW-19). */
    because: text({ enum: ["programme", "transfer"] }).notNull(),
    at: instant().notNull(),
  },
  (t) => [index("lead_period_alumnus").on(t.alumnusId, t.fromDay)],
);

/** A date in somebody's life that a case worker wrote down: until when a contract lasts. One of a kind counts at a time. */
export const knownDate = pgTable(
  "known_date",
  {
    id: uuid().primaryKey(),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    kind: text().$type<DatedKind>().notNull(),
    /** Encrypted with the person's key: a local day, `2027-03-14`. */
    day: bytes().notNull(),
    notedAt: instant().notNull(),
    notedBy: uuid()
      .notNull()
      .references(() => caseWorker.id),
    /** Taken back, or replaced by another day. */
    endedAt: instant(),
  },
  (t) => [uniqueIndex("known_date_now").on(t.alumnusId, t.kind).where(sql`${t.endedAt} is null`)],
);

/**
 * A dated watch (R1, R7, R8, R13 to R15): what happens so long before or after a day. It is worked out from what is known,
 * and follows when that changes; the same stage of the same day fires once, for ever.
 */
export const deadline = pgTable(
  "deadline",
  {
    id: uuid().primaryKey(),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    kind: text().$type<DeadlineKind>().notNull(),
    stage: text({ enum: ["first", "last"] }).notNull(),
    /** A keyed hash of the day, so that it is found again without being read. */
    about: text().notNull(),
    /** Encrypted with the person's key: the local day that it is about, which can be a birthday. */
    day: bytes().notNull(),
    source: text({ enum: ["answer", "caseWorker", "import"] }).notNull(),
    dueAt: instant().notNull(),
    /** Its day was over before we knew of it: then it rings nobody. */
    isLate: boolean().notNull(),
    state: text({ enum: ["waiting", "fired", "dropped", "skipped"] }).notNull(),
    changedAt: instant().notNull(),
  },
  (t) => [
    unique("deadline_once").on(t.alumnusId, t.kind, t.stage, t.about),
    index("deadline_due").on(t.dueAt).where(sql`${t.state} = 'waiting'`),
  ],
);

/** When somebody's dates are looked at next: at once after something changed, and when a year turns; null for then only. */
export const deadlineLook = pgTable(
  "deadline_look",
  {
    alumnusId: uuid()
      .primaryKey()
      .references(() => alumnus.id),
    lookAt: instant(),
  },
  (t) => [index("deadline_look_due").on(t.lookAt).where(sql`${t.lookAt} is not null`)],
);
