import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { readPastDay } from "../../contact/read-past-day.ts";
import { knownDate } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { findSubject } from "../../people/duty/find-deputy.ts";
import { localDay, plusDays } from "../../people/duty/is-staffed.ts";
import { readDates } from "../../people/duty/read-dates.ts";
import { lookAgain } from "../../people/look-again.ts";
import { may } from "../../people/may.ts";
import {
  type AlumnusRow,
  actorOfStaff,
  type CaseWorkerRow,
  findAlumnus,
  findOrganisation,
} from "../../people/store.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import type { DatedKind } from "./deadline.ts";
import { gatherKnown, knownDatePlace } from "./gather-known.ts";

/** Nobody's contract is known further ahead, and no letter that is older can still be objected to. */
const farthestDays = 3_660;
const oldestLetterDays = 366;

/** The person whose dates this case worker may write down; undefined for anybody else's, and for who was erased. */
export async function findForDates(
  { db, now }: Pick<Work, "db" | "now">,
  by: CaseWorkerRow,
  alumnusId: string,
): Promise<AlumnusRow | undefined> {
  const person = await findAlumnus(db, alumnusId);
  if (!person || person.erasedAt || person.details.length === 0) return undefined;
  return may(actorOfStaff(by), "changeSituation", await findSubject(db, person, now)) ? person : undefined;
}

export type DateNoted =
  | { readonly ok: true; readonly person: AlumnusRow }
  /** `past`: an end that has been; `future`: a letter that is still to come; `far`: so far away that the year is likely wrong. */
  | {
      readonly ok: false;
      readonly reason: "notYours" | "unclear" | "noSuchDay" | "past" | "future" | "far";
    };

/**
 * Writes down a date as it is typed (`31-3-2027`, `31 maart`, `vrijdag`), in place of the one before: the end of a contract or of
 * an indication, which is today or still to come, or the date of a letter, which has been. What is watched follows within seconds.
 */
export async function noteDate(
  work: Work,
  by: CaseWorkerRow,
  alumnusId: string,
  kind: Exclude<DatedKind, "studyWish">,
  text: string,
): Promise<DateNoted> {
  const person = await findForDates(work, by, alumnusId);
  if (!person) return { ok: false, reason: "notYours" };
  const organisation = await findOrganisation(work.db, person.organisationId);
  const read = readDay(kind, text, localDay(organisation, work.now));
  if (!read.ok) return read;
  await replace(work, by, person, kind, read.day);
  return { ok: true, person };
}

type Read =
  | { readonly ok: true; readonly day: string }
  | { readonly ok: false; readonly reason: "unclear" | "noSuchDay" | "past" | "future" | "far" };

function readDay(kind: Exclude<DatedKind, "studyWish">, text: string, today: string): Read {
  if (kind === "letter") {
    const read = readPastDay(text, today);
    if (!read.ok) return read;
    return read.day < plusDays(today, -oldestLetterDays) ? { ok: false, reason: "far" } : read;
  }
  const read = readDates(text, today);
  if (!read.ok) {
    // "Yesterday" is a day, too, and no end that is still to come.
    const isPast = read.reason === "unclear" && readPastDay(text, today).ok;
    return { ok: false, reason: isPast ? "past" : read.reason === "noSuchDay" ? "noSuchDay" : "unclear" };
  }
  const { from: day, until } = read.days;
  if (day !== until) return { ok: false, reason: "unclear" };
  if (day < today) return { ok: false, reason: "past" };
  return day > plusDays(today, farthestDays) ? { ok: false, reason: "far" } : { ok: true, day };
}

/** The wish to study counts from today, for a year. False when the person is not this case worker's. */
export async function noteStudyWish(work: Work, by: CaseWorkerRow, alumnusId: string): Promise<boolean> {
  const person = await findForDates(work, by, alumnusId);
  if (!person) return false;
  const organisation = await findOrganisation(work.db, person.organisationId);
  await replace(work, by, person, "studyWish", localDay(organisation, work.now));
  return true;
}

/**
 * Takes a date back: what was watched for it does not come any more. One that an answer or the school's list gave is said to be none,
 * until a newer word. `gone` when it was not there (any more).
 */
export async function dropDate(
  work: Work,
  by: CaseWorkerRow,
  alumnusId: string,
  kind: DatedKind,
): Promise<"dropped" | "gone" | "notYours"> {
  const person = await findForDates(work, by, alumnusId);
  if (!person) return "notYours";
  const organisation = await findOrganisation(work.db, person.organisationId);
  const known = (await gatherKnown(work, person, organisation))[kind];
  if (!known) return "gone";
  if (known.source === "caseWorker") {
    await end(work, person, kind);
    await changed(work, by, person, kind);
  } else await replace(work, by, person, kind, none);
  return "dropped";
}

async function end({ db, now }: Work, person: AlumnusRow, kind: DatedKind): Promise<boolean> {
  const rows = await db
    .update(knownDate)
    .set({ endedAt: now })
    .where(and(eq(knownDate.alumnusId, person.id), eq(knownDate.kind, kind), isNull(knownDate.endedAt)))
    .returning({ id: knownDate.id });
  return rows.length > 0;
}

/** Stands where a day would: a human says that there is none. */
const none = "";

async function replace(
  work: Work,
  by: CaseWorkerRow,
  person: AlumnusRow,
  kind: DatedKind,
  day: string,
): Promise<void> {
  const { db, vault, now } = work;
  await end(work, person, kind);
  const id = randomUUID();
  const sealed = await vault.seal(db, person.keyId, knownDatePlace(id), day);
  await db
    .insert(knownDate)
    .values({ id, alumnusId: person.id, kind, day: sealed, notedAt: now, notedBy: by.id });
  await changed(work, by, person, kind);
}

async function changed(work: Work, by: CaseWorkerRow, person: AlumnusRow, kind: DatedKind): Promise<void> {
  await lookAgain(work, person.id);
  await recordAccess(work.db, {
    at: work.now,
    actor: { kind: "caseWorker", id: by.id },
    action: "changeDates",
    subject: { kind: "alumnus", id: person.id },
    facts: { kind },
  });
}
