import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { CohortPart, Programme } from "../../programme/programme.ts";
import { instant } from "./bytes.ts";
import { checkIn } from "./checkin.ts";
import { alumnus, caseWorker, organisation } from "./people.ts";

/** A programme as it was at some moment, kept by the hash of its content: a cohort goes on with the one it began with. */
export const programmeVersion = pgTable("programme_version", {
  hash: text().primaryKey(),
  key: text().notNull(),
  body: jsonb().$type<Programme>().notNull(),
  publishedAt: instant().notNull(),
});

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
    parts: jsonb().$type<readonly CohortPart[]>().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [unique("cohort_name").on(t.organisationId, t.name)],
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
      enum: ["silent", "outOfSight", "blocked", "offer", "reoffer", "moment", "closing"],
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
