import { eq } from "drizzle-orm";
import { correctAtHomeSince, decideAtHomeSince } from "../checkin/decide-at-home-since.ts";
import { type Situation, situations } from "../checkin/question-set.ts";
import { alumnus } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { findSubject } from "../people/duty/find-deputy.ts";
import { localDay, localTime } from "../people/duty/is-staffed.ts";
import { lookAgain } from "../people/look-again.ts";
import { may } from "../people/may.ts";
import {
  type AlumnusRow,
  actorOfStaff,
  type CaseWorkerRow,
  findOrganisation,
  lockAlumnus,
} from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";

export type SituationChanged =
  | { readonly ok: true; readonly person: AlumnusRow }
  | { readonly ok: false; readonly reason: "notYours" | "unknown" | "future" | "nothing" };

/** The person whose situation this case worker may change; undefined for anybody else's. */
export async function findForSituation(
  { db, now }: Pick<Work, "db" | "now">,
  by: CaseWorkerRow,
  alumnusId: string,
): Promise<AlumnusRow | undefined> {
  const person = await lockAlumnus(db, alumnusId);
  if (!person || person.erasedAt || person.details.length === 0) return undefined;
  return may(actorOfStaff(by), "changeSituation", await findSubject(db, person, now)) ? person : undefined;
}

/**
 * Writes down what somebody does now, as the case worker knows it: the same values as the check-in's own question. It counts
 * from now until a day is given (`changeSituationSince`); the next check-in asks whether it still holds. The same situation
 * again keeps its day. Refuses `unknown` for a value that no question has.
 */
export async function changeSituation(
  work: Work,
  by: CaseWorkerRow,
  alumnusId: string,
  to: string,
): Promise<SituationChanged> {
  const situation: Situation | undefined = situations.find((one) => one === to);
  const person = await findForSituation(work, by, alumnusId);
  if (!person) return { ok: false, reason: "notYours" };
  if (!situation) return { ok: false, reason: "unknown" };
  const situationSince = person.situation === situation ? (person.situationSince ?? work.now) : work.now;
  const atHomeSince = decideAtHomeSince(person, situation, situationSince);
  return store(work, by, person, { situation, situationSince, atHomeSince });
}

/** Since which local day it is so: today or before. Refuses `nothing` while no situation is known. */
export async function changeSituationSince(
  work: Work,
  by: CaseWorkerRow,
  alumnusId: string,
  day: string,
): Promise<SituationChanged> {
  const person = await findForSituation(work, by, alumnusId);
  if (!person) return { ok: false, reason: "notYours" };
  if (person.situation === null) return { ok: false, reason: "nothing" };
  const organisation = await findOrganisation(work.db, person.organisationId);
  if (day > localDay(organisation, work.now)) return { ok: false, reason: "future" };
  const situationSince = localTime(organisation, new Date(`${day}T12:00:00Z`), 0, "00:00");
  const atHomeSince = correctAtHomeSince(person, situationSince);
  return store(work, by, person, { situationSince, atHomeSince });
}

async function store(
  { db, now }: Work,
  by: CaseWorkerRow,
  person: AlumnusRow,
  values: Partial<AlumnusRow>,
): Promise<SituationChanged> {
  const [changed] = await db.update(alumnus).set(values).where(eq(alumnus.id, person.id)).returning();
  if (!changed) throw new Error("Somebody who is gone");
  await lookAgain({ db, now }, person.id);
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "changeSituation",
    subject: { kind: "alumnus", id: person.id },
  });
  return { ok: true, person: changed };
}
