import { sql } from "drizzle-orm";
import {
  bigint,
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
import type { AppointmentSettings } from "../../appointment/appointment.ts";
import type { PolicySettings } from "../../escalation/policy.ts";
import type { WorksOnHolidays } from "../../people/calendar/is-holiday.ts";
import type { MessageHours, OwnTime } from "../../people/calendar/is-message-time.ts";
import type { ClosedDays, StaffedHours } from "../../people/duty/is-staffed.ts";
import type { ImportMapping } from "../../people/import/import-mapping.ts";
import type { SafetyNumber } from "../../people/safety/safety-sheet.ts";
import type { RetentionSettings } from "../../privacy/decide-retention.ts";
import type { SilenceDays } from "../../programme/decide-standing.ts";
import { bytes, instant } from "./bytes.ts";

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
  /** When silence is asked about, becomes a human's task, and is out of sight; null for the default (programme/decide-standing.ts). */
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

/**
 * What one of the staff wrote while it was not clear for whom, each sealed with their own key and named by Telegram's number, until
 * a tap says so. `writtenAt` (of the last of them) and `until` are ISO 8601. At most one group waits; the others are given back and
 * kept until whoever wrote them has read so.
 */
export interface HeldGroup {
  readonly words: readonly {
    readonly sealed: string;
    readonly messageId: number;
    /** The message that they answer, when it is not known yet whose it is. */
    readonly replyTo?: number;
  }[];
  /** The outbox row that asks about them, or gives them back. */
  readonly message: string;
  readonly writtenAt: string;
  readonly until: string;
  readonly isGivenBack?: true;
}

/** `until` is ISO 8601: what comes later is an ordinary message, or an old button. */
export type ChatExpects =
  /** `asked`: the outbox row that asks, which nobody has asked for: what was typed before it came is no answer to it. */
  | {
      readonly kind: "note";
      readonly escalationId: string;
      readonly asked?: string;
      readonly until: string;
    }
  | { readonly kind: "correction"; readonly item: string; readonly until: string }
  | { readonly kind: "erasure"; readonly until: string }
  /** The mail address of somebody of the staff. */
  | { readonly kind: "email"; readonly until: string }
  /** The code that was mailed: its keyed hash, the address sealed with the person's key, and how often it was typed wrong. */
  | {
      readonly kind: "emailCode";
      readonly address: string;
      readonly code: string;
      readonly wrong: number;
      readonly until: string;
    }
  /** Working hours of a weekday, days away, a turn on call of somebody of the staff; days on which the organisation is closed. */
  | { readonly kind: "hours"; readonly caseWorkerId: string; readonly day: string; readonly until: string }
  | { readonly kind: "away" | "shift"; readonly caseWorkerId: string; readonly until: string }
  | { readonly kind: "closedDays"; readonly until: string }
  /** A private note during a talk. */
  | { readonly kind: "talkNote"; readonly talkId: string; readonly until: string }
  /** A question to a colleague during a talk, and the colleague's answer. */
  | {
      readonly kind: "talkAsk";
      readonly talkId: string;
      readonly colleagueId: string;
      readonly until: string;
    }
  | { readonly kind: "talkAnswer"; readonly noteId: string; readonly until: string }
  /** A part of a name. */
  | { readonly kind: "findPerson"; readonly until: string }
  /** An alumnus looks at the questions: what is typed is one. */
  | { readonly kind: "question"; readonly until: string }
  /** A question that goes to a human as it is, of this person; `isMore`: what follows one, as long as no human has been in touch. */
  | { readonly kind: "askHuman"; readonly personId: string; readonly isMore: boolean; readonly until: string }
  /** The name of the young person whom a parent's worry is about. */
  | { readonly kind: "matchWorry"; readonly escalationId: string; readonly until: string }
  /** A question of a parent without names, to be kept for the robot. */
  | {
      readonly kind: "keepQuestion";
      readonly escalationId: string;
      readonly as: "words" | "item";
      readonly until: string;
    }
  /** A worry that was told about. */
  | { readonly kind: "worryWords"; readonly personId: string; readonly until: string }
  /** The number on which somebody who asks wants to be called. */
  | {
      readonly kind: "askPhone";
      readonly personId: string;
      readonly interpreter: boolean;
      /** Told in the middle of a worry, which goes on. */
      readonly isWorry: boolean;
      readonly until: string;
    }
  /** The minutes of a contact that is being noted; then it is written down. */
  | {
      readonly kind: "contactMinutes";
      readonly contactId: string;
      readonly alumnusId: string;
      readonly channel: string;
      readonly until: string;
    }
  /** More about a contact that was noted. */
  | {
      readonly kind: "contactNote" | "contactDay" | "contactLength";
      readonly contactId: string;
      readonly until: string;
    }
  /** A date of somebody that is watched. */
  | {
      readonly kind: "watchedDay";
      readonly alumnusId: string;
      readonly date: "contractEnd" | "indicationEnd" | "letter";
      readonly until: string;
    }
  /** A time on which a case worker has no room for an appointment, or does after all; the place of one. */
  | { readonly kind: "ownHours"; readonly until: string }
  | { readonly kind: "appointmentPlace"; readonly appointmentId: string; readonly until: string }
  /** Since which day the situation is what was chosen. */
  | { readonly kind: "situationDay"; readonly alumnusId: string; readonly until: string }
  /** In which months there is contact. */
  | { readonly kind: "agreedMonths"; readonly alumnusId: string; readonly until: string }
  /** A changed safety sheet that nobody has signed yet, and which number is typed next (its place in the list, or a new one). */
  | {
      readonly kind: "safety";
      readonly onCall: "rota" | "none";
      readonly numbers: readonly SafetyNumber[];
      readonly awaits?: number | "own";
      readonly until: string;
    };

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
  /** What the next typed message is for, such as a note with an outcome, or which tap is waited for; null for nothing. */
  expects: jsonb().$type<ChatExpects>(),
  /** Beside `expects`, which any screen may change: what somebody wrote must not get lost by that. */
  heldWords: jsonb().$type<readonly HeldGroup[]>(),
  /** Telegram's id of the album that came last: its photos are messages of their own, and what is said about them is said once. */
  lastAlbum: text(),
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
    /** The case worker who made it in the chat; null for a card of the operator. */
    madeBy: uuid(),
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
    /** The language that the card carried: the first guess, until the person chooses. */
    languageHint: text(),
    language: text(),
    offer: text({ enum: ["yes", "notNow", "talkFirst"] }),
    offerAt: instant(),
    /** The words that the answer is about: `consent_text.version`. */
    textVersion: text(),
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

/** A given, declined or withdrawn permission, as a record of its own. The newest of a person counts; none is ever changed. */
export const consent = pgTable(
  "consent",
  {
    id: uuid().primaryKey(),
    /** The order in which records were written, also within an instant. */
    seq: bigserial({ mode: "number" }).notNull(),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    /** `telegram`: that we write in this chat. `guidance`: taking part without it. `agreement`: what both promise (CAP-03). */
    purpose: text({ enum: ["telegram", "guidance", "agreement"] }).notNull(),
    answer: text({ enum: ["yes", "no", "notNow", "talkFirst", "withdrawn"] }).notNull(),
    /** The words that were agreed to: `consent_text.version`. */
    textVersion: text().notNull(),
    language: text().notNull(),
    at: instant().notNull(),
    /** Whole years of the young person at that moment. */
    age: integer(),
    givenBy: text({ enum: ["alumnus", "parent"] })
      .notNull()
      .default("alumnus"),
    /** How it was given: in the chat by the person, or told to whoever recorded it. */
    channel: text({ enum: ["telegram", "paper", "phone", "inPerson", "unknown"] })
      .notNull()
      .default("telegram"),
    /** The case worker who recorded it; null when the person did it, or the operator. */
    recordedBy: uuid(),
  },
  (t) => [index("consent_alumnus").on(t.alumnusId)],
);

/** Which parent it was, when the case worker wrote it down beside the parent's yes or no. */
export const consentParent = pgTable("consent_parent", {
  consentId: uuid()
    .primaryKey()
    .references(() => consent.id),
  relation: text({ enum: ["mother", "father", "guardian"] }).notNull(),
  at: instant().notNull(),
  recordedBy: uuid(),
});

/** The exact words behind a version, so that they can be shown again. Published once, never changed. No names are in it. */
export const consentText = pgTable("consent_text", {
  version: text().primaryKey(),
  language: text().notNull(),
  words: jsonb().$type<readonly string[]>().notNull(),
  publishedAt: instant().notNull(),
});

/**
 * An offer to take part, and what came of it (LAW-08): when it was made, by which way, in which words, whether it arrived, and
 * what was answered. `reoffer` is the one of a year after the exit (LAW-11), once for ever; `later`: said again of somebody's own accord.
 */
export const offer = pgTable(
  "offer",
  {
    id: uuid().primaryKey(),
    seq: bigserial({ mode: "number" }).notNull(),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    kind: text({ enum: ["first", "reoffer", "later"] })
      .notNull()
      .default("first"),
    /** `telegram`: by the robot. `other`: by a human, who did not say how. */
    channel: text({ enum: ["telegram", "paper", "phone", "inPerson", "other"] }).notNull(),
    textVersion: text().notNull(),
    language: text().notNull(),
    /** Null for answers from before offers were rows: made when it was answered, at the latest. */
    madeAt: instant(),
    /** What became of the robot's message; null for what a human said. */
    delivery: text({ enum: ["waiting", "sent", "failed"] }),
    /** Null while nobody has answered. */
    answer: text({ enum: ["yes", "notNow", "talkFirst"] }),
    answeredAt: instant(),
    /** The case worker who made it or wrote the answer down; null when the robot and the person did, or the operator. */
    recordedBy: uuid(),
    /** The card through which it was answered; who used it may still be unsure. */
    linkingId: uuid().references(() => linking.id),
  },
  (t) => [
    index("offer_alumnus").on(t.alumnusId),
    uniqueIndex("offer_again").on(t.alumnusId).where(sql`${t.kind} = 'reoffer'`),
  ],
);

/** A phone that was let go of, by whom and why; for ten minutes it can be taken back. */
export const unlinking = pgTable(
  "unlinking",
  {
    id: uuid().primaryKey(),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    chatId: bigint({ mode: "number" }).notNull(),
    reason: text({ enum: ["newPhone", "wrongPerson", "ownWish", "other", "silent"] }).notNull(),
    linkedAt: instant(),
    at: instant().notNull(),
    by: uuid(),
    undoneAt: instant(),
  },
  (t) => [index("unlinking_alumnus").on(t.alumnusId)],
);

/** A chat that was silent for a year is asked whether it is still the same person; a case worker confirms (security.md 10). */
export const identityCheck = pgTable(
  "identity_check",
  {
    id: uuid().primaryKey(),
    alumnusId: uuid()
      .notNull()
      .references(() => alumnus.id),
    chatId: bigint({ mode: "number" }).notNull(),
    askedAt: instant().notNull(),
    answer: text({ enum: ["same", "other"] }),
    answeredAt: instant(),
    outcome: text({ enum: ["confirmed", "wrongPerson", "unlinked"] }),
    decidedAt: instant(),
    decidedBy: uuid(),
  },
  (t) => [
    index("identity_check_alumnus").on(t.alumnusId),
    uniqueIndex("identity_check_open").on(t.alumnusId).where(sql`${t.outcome} is null`),
  ],
);

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
