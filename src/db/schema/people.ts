import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { AppointmentSettings } from "../../appointment/appointment.ts";
import type { PolicySettings } from "../../escalation/policy.ts";
import type { WorksOnHolidays } from "../../people/calendar/is-holiday.ts";
import type { MessageHours, OwnTime } from "../../people/calendar/is-message-time.ts";
import type { ClosedDays, StaffedHours } from "../../people/duty/is-staffed.ts";
import type { ImportMapping } from "../../people/import/import-mapping.ts";
import type { RetentionSettings } from "../../privacy/decide-retention.ts";
import type { SilenceDays } from "../../programme/standing/standing.ts";
import { bytes, instant } from "./bytes.ts";
import type { ChatExpects, HeldGroup } from "./chat-expects.ts";

export const organisation = pgTable("organisation", {
  id: uuid().primaryKey(),
  name: text().notNull().unique(),
  timeZone: text().notNull(),
  language: text().notNull(),
  staffedHours: jsonb().$type<StaffedHours>().notNull(),
  /** Local dates on which nobody is at work whatever the hours say: holidays, a study day. Null for none. */
  closedDays: jsonb().$type<ClosedDays>(),
  /** The Dutch public holidays on which this organisation works all the same; null for none of them. */
  worksOnHolidays: jsonb().$type<NonNullable<WorksOnHolidays>>(),
  /** When a message that can wait may go to a young person; null for the default (people/calendar/is-message-time.ts). */
  messageHours: jsonb().$type<MessageHours>(),
  /** Where this organisation's steps and waiting times differ from ours (escalation/policy.ts); null for nowhere. */
  policies: jsonb().$type<PolicySettings>(),
  /** `proof`: of the operator, for the daily test alert; no young person is in it and no list or figure counts it. */
  purpose: text({ enum: ["school", "proof"] })
    .notNull()
    .default("school"),
  /** Photos may be passed on in a talk. */
  photos: boolean().notNull().default(true),
  /** Only languages that native speakers have reviewed are offered here; all of them when false. */
  reviewedLanguagesOnly: boolean().notNull().default(false),
  /** What an alert shows before somebody opens it. */
  alertDetail: text({ enum: ["reference", "firstName"] })
    .notNull()
    .default("firstName"),
  /** Which heading and which word of the school's own list means what; null when nothing was saved. Nothing about people. */
  importMapping: jsonb().$type<ImportMapping>(),
  /** Days by class of data, where this organisation keeps shorter or longer than the default (privacy/decide-retention.ts). */
  retention: jsonb().$type<RetentionSettings>(),
  /** How many young people one full-time case worker looks after; null for the default (caseload/decide-workload.ts). */
  caseloadNorm: integer(),
  /** When silence is asked about, becomes a human's task, and is out of sight; null for the default (programme/standing/standing.ts). */
  silenceDays: jsonb().$type<SilenceDays>(),
  /** A school stands alone, or belongs to a region, a board, or both (CAP-23). */
  kind: text({ enum: ["school", "region", "board"] })
    .notNull()
    .default("school"),
  /** Whether an agreement about taking part is asked, and of whom (CAP-03). */
  agreement: text({ enum: ["off", "alumnus", "alumnusAndParent"] })
    .notNull()
    .default("off"),
  /** Nothing is asked of anybody before they agreed; false until the school says so. */
  agreementNeeded: boolean().notNull().default(false),
  /** The public code of its link for questions (`t.me/<bot>?start=ask-<code>`); null while nobody made a link. It opens nothing. */
  askCode: text().unique(),
  /** The local day of its evening about life after school, of which parents can be reminded; null for none. */
  exitEvening: text(),
  /** Who of the staff answers what the robot does not know; null for whoever is there (people/find-answerer.ts). */
  answererId: uuid(),
  /** How long appointments last and how long before they are made; null for the default (appointment/appointment.ts). */
  appointments: jsonb().$type<AppointmentSettings>(),
  createdAt: instant().notNull(),
});

/** A school that belongs to a region or a board. */
export const membership = pgTable(
  "membership",
  {
    parentId: uuid()
      .notNull()
      .references(() => organisation.id),
    schoolId: uuid()
      .notNull()
      .references(() => organisation.id),
    /** The coordinators above may see who is at this school, whether they take part and who guides them (people/may.ts). */
    shares: boolean().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.parentId, t.schoolId] })],
);

/** A private chat with the bot, whoever is behind it. */
export const chat = pgTable("chat", {
  chatId: bigint({ mode: "number" }).primaryKey(),
  language: text().notNull(),
  /** Languages in which somebody wrote here, and about which they were asked: each is asked about once. */
  languagesOffered: jsonb().$type<readonly string[]>().notNull().default([]),
  /** Since when somebody says that they read none of our languages. */
  readsNoneSince: instant(),
  /** Set when Telegram says that the person blocked the bot, cleared when they come back. */
  blockedSince: instant(),
  /** Which commands a start of the service last put into this chat's menu (`menuMark`); null for none yet. */
  menu: text(),
  /** What the next typed message is for, such as a note with an outcome, or which tap is waited for; null for nothing. */
  expects: jsonb().$type<ChatExpects>(),
  /** Beside `expects`, which any screen may change: what somebody wrote must not get lost by that. */
  heldWords: jsonb().$type<readonly HeldGroup[]>(),
  /** Telegram's id of the album that came last: its photos are messages of their own, and what is said about them is said once. */
  lastAlbum: text(),
  /** The album of which it was said that something of it is not passed on: its photos may pass while its videos do not. */
  toldAlbum: text(),
  firstSeenAt: instant().notNull(),
  lastSeenAt: instant().notNull(),
  /** Set when the first sign of life after a year comes: since when it had been silent. Null once it is known again who it is. */
  silentSince: instant(),
});

export const caseWorker = pgTable(
  "case_worker",
  {
    id: uuid().primaryKey(),
    organisationId: uuid()
      .notNull()
      .references(() => organisation.id),
    keyId: uuid().notNull(),
    role: text({ enum: ["caseWorker", "attentionOfficer", "coordinator"] }).notNull(),
    /** Encrypted. */
    name: bytes().notNull(),
    /** A keyed hash of the name, so that adding the same person twice is noticed. */
    nameHash: text().notNull(),
    chatId: bigint({ mode: "number" }).unique(),
    linkedAt: instant(),
    /** When this person last got the list of the morning. */
    listedAt: instant(),
    /** Own working hours by weekday, in the organisation's time zone; null for the organisation's. */
    hours: jsonb().$type<StaffedHours>(),
    /** Which part of a full-time job this is, in hundredths, where somebody said so; null: own hours say it. */
    fteHundredths: integer(),
    /** Encrypted: the address of the second channel; null for none. */
    email: bytes(),
    /** When the person typed the code that was sent there. */
    emailConfirmedAt: instant(),
    leftAt: instant(),
    createdAt: instant().notNull(),
  },
  (t) => [unique("case_worker_name").on(t.organisationId, t.nameHash)],
);

/**
 * Whoever humans talk with, are told about and answer: a young person or somebody who asks. What is said by them and about them
 * refers to this; a trigger writes the row, so that every alumnus and every asker has one. The columns that refer to it are still
 * called `alumnus_id`: the release before this one knows them by that name.
 */
export const person = pgTable("person", {
  id: uuid().primaryKey(),
  kind: text({ enum: ["alumnus", "asker"] }).notNull(),
});

/** Somebody who asks a school something, mostly a parent, and whom humans answer. No name is asked; a number stands for one. */
export const asker = pgTable(
  "asker",
  {
    id: uuid().primaryKey(),
    organisationId: uuid()
      .notNull()
      .references(() => organisation.id),
    keyId: uuid().notNull(),
    /** Counted in an organisation: staff reads "Parent 12". */
    number: integer().notNull(),
    /** Encrypted: a number to call and whether an interpreter is wanted (`AskerDetails`); empty once erased. */
    details: bytes().notNull(),
    chatId: bigint({ mode: "number" }),
    /** Who answers first. */
    caseWorkerId: uuid()
      .notNull()
      .references(() => caseWorker.id),
    language: text().notNull(),
    createdAt: instant().notNull(),
    /** The last question or word. */
    lastAt: instant().notNull(),
    stoppedAt: instant(),
    erasedAt: instant(),
  },
  (t) => [
    unique("asker_number").on(t.organisationId, t.number),
    unique("asker_chat").on(t.chatId, t.organisationId),
  ],
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
    /** Since when it is another case worker than before: who has to say hello first (R12). Null while it is the first one. */
    caseWorkerSince: instant(),
    situation: text(),
    situationSince: instant(),
    /** Since when at home or seeking without a break, from one to the other too (R7); null for whoever has a place. */
    atHomeSince: instant(),
    /** Where the person went at the exit, as the school's list says: a snapshot that nothing changes later; one of the situations. */
    destination: text(),
    /** Since when the person is enrolled in further education, a local day of the school's list (LAW-05); null for not. */
    followingOn: text(),
    /** When the person likes to get questions; null for whenever. */
    ownTime: jsonb().$type<OwnTime>(),
    /** How often we may ask: as the programme plans it, or less. */
    rhythm: text({ enum: ["planned", "less"] })
      .notNull()
      .default("planned"),
    chatId: bigint({ mode: "number" }).unique(),
    linkedAt: instant(),
    sharedPhone: boolean().notNull().default(false),
    /** The person chose that what was said about danger goes from the chat again (security.md 11). */
    tidiesUp: boolean().notNull().default(false),
    /** Since when this person takes part, with or without Telegram; null before the first yes and after a "not now". */
    joinedAt: instant(),
    stoppedAt: instant(),
    /** When to look next whether somebody who said yes before turning sixteen is sixteen now; null when there is nothing to look at. */
    consentLookAt: instant(),
    /** The person's data was erased: what is left in this row counts for figures and leads to nobody. */
    erasedAt: instant(),
    createdAt: instant().notNull(),
  },
  (t) => [
    unique("alumnus_own_number").on(t.organisationId, t.ownNumberHash),
    index("alumnus_case_worker").on(t.caseWorkerId),
  ],
);
