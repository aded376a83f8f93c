import { sql } from "drizzle-orm";
import { index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, instant } from "./bytes.ts";
import { alumnus, caseWorker } from "./people.ts";
import { contactMoment } from "./programme.ts";

/**
 * A talk of a young person with their case worker: times are offered, one is chosen, and it takes place or not. One that runs
 * at a time for a person. Its id is the id in both calendars, and `sequence` counts its changes there (RFC 5545, 3.8.7.4).
 */
export const appointment = pgTable(
  "appointment",
  {
    id: uuid().primaryKey(),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    caseWorkerId: uuid()
      .notNull()
      .references(() => caseWorker.id),
    /** The planned contact that it fulfils; null for one that came up in between. */
    momentId: uuid().references(() => contactMoment.id),
    form: text({ enum: ["phone", "physical"] }).notNull(),
    state: text({ enum: ["offered", "booked", "held", "missed", "cancelled", "lapsed"] }).notNull(),
    /** A booked one has both; an offer has none yet. */
    startsAt: instant(),
    endsAt: instant(),
    place: text({ enum: ["phone", "school", "walk", "typed"] }).notNull(),
    /** Encrypted with the person's key: where, or on which number, in somebody's own words. Emptied when it is over. */
    placeText: bytes(),
    company: text({ enum: ["alone", "together"] }),
    sequence: integer().notNull().default(0),
    bookedAt: instant(),
    /** When the young person, and the case worker, is reminded; null when that was done, or is not needed. */
    remindAt: instant(),
    remindWorkerAt: instant(),
    /** When the case worker is asked how it went, or an offer that nobody took is over; null when there is nothing to do. */
    askAt: instant(),
    askedTimes: integer().notNull().default(0),
    /** The young person said that they come. */
    confirmedAt: instant(),
    createdAt: instant().notNull(),
    endedAt: instant(),
    endedBy: text({ enum: ["alumnus", "caseWorker", "robot"] }),
  },
  (t) => [
    uniqueIndex("appointment_running").on(t.alumnusId).where(sql`${t.state} in ('offered', 'booked')`),
    // Two people who tap the same time at once: the second finds it taken.
    uniqueIndex("appointment_slot").on(t.caseWorkerId, t.startsAt).where(sql`${t.state} = 'booked'`),
    index("appointment_alumnus").on(t.alumnusId),
    index("appointment_moment").on(t.momentId),
    index("appointment_remind").on(t.remindAt).where(sql`${t.remindAt} is not null`),
    index("appointment_remind_worker").on(t.remindWorkerAt).where(sql`${t.remindWorkerAt} is not null`),
    index("appointment_ask").on(t.askAt).where(sql`${t.askAt} is not null`),
  ],
);

/** Hours of a case worker that differ from the working hours, for appointments alone: not on that day, or on that day after all. */
export const ownHours = pgTable(
  "own_hours",
  {
    id: uuid().primaryKey(),
    caseWorkerId: uuid()
      .notNull()
      .references(() => caseWorker.id),
    kind: text({ enum: ["busy", "free"] }).notNull(),
    fromAt: instant().notNull(),
    untilAt: instant().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [index("own_hours_case_worker").on(t.caseWorkerId, t.untilAt)],
);
