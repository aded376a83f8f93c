import { and, desc, eq, isNull, ne } from "drizzle-orm";
import { findRunningCheckIn } from "../checkin/store.ts";
import { findWaitingWatches } from "../checkin/watch.ts";
import { type Contact, findContacts, lastContacts } from "../contact/find-contacts.ts";
import type { Db } from "../db/connect.ts";
import { contactRecord, escalation, task } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { firstNameOf } from "../people/details.ts";
import { findHellosDue } from "../people/find-hello.ts";
import { findStanding, type Standing } from "../people/find-waiting.ts";
import { hasGuidanceEnded } from "../people/guidance-over.ts";
import { findOffers, type OfferRow } from "../people/link/keep-offer.ts";
import { nameOfStaff } from "../people/name-of-staff.ts";
import { type AlumnusRow, findCaseWorker, findChat, findOrganisation, isReachable } from "../people/store.ts";
import { findWaitingDeadlines } from "../programme/deadline/find-deadlines.ts";
import { findPlannedStep } from "../programme/store.ts";
import { decideNextStep, type NextStep } from "./decide-next-step.ts";

/** How somebody stands, for whoever guides them. */
export interface Profile {
  readonly standing: Standing;
  /** The school that they come from, where another organisation guides them; the list of a school names itself. */
  readonly cameFrom: string | undefined;
  /** The newest contact, of a human or of the robot, in which somebody was reached. */
  readonly last: Contact | undefined;
  /** The first name of who had it; undefined for the robot, and for who was forgotten. */
  readonly lastBy: string | undefined;
  /** A later try of a human that reached nobody. */
  readonly triedAt: Date | undefined;
  readonly next: NextStep;
  /** The offers that were made, oldest first. */
  readonly offers: readonly OfferRow[];
  /** The guidance has ended: the robot asks nothing any more. */
  readonly isOver: boolean;
  /** Messages of the robot arrive, as far as we know. */
  readonly isReachable: boolean;
  /** They have said that they read none of our languages. */
  readonly readsNone: boolean;
}

/** Gathers how this person stands. The caller has asked `may`. */
export async function findProfile(work: Work, person: AlumnusRow): Promise<Profile> {
  const { db } = work;
  const organisation = await findOrganisation(db, person.organisationId);
  const standing = await findStanding(work, person, organisation);
  const { school } = standing.details;
  const last = lastContacts(await findContacts(db, [person.id])).get(person.id);
  const worker = last?.caseWorkerId ? await findCaseWorker(db, last.caseWorkerId) : undefined;
  const name = worker && (await nameOfStaff(work, worker));
  const running = await findRunningCheckIn(db, person.id);
  const [dated] = await findWaitingDeadlines(work, person);
  const isOver = await hasGuidanceEnded(db, person.id);
  const next = decideNextStep({
    alert: await findRunning(db, person.id),
    isOver,
    isStopped: person.stoppedAt !== null,
    isHelloDue: (await findHellosDue(db, [person.id])).has(person.id),
    isWaiting: standing.waiting !== undefined,
    isLinked: person.chatId !== null,
    checkIn:
      running && (running.state === "invited" || running.state === "open" || running.state === "paused")
        ? { state: running.state, since: running.createdAt }
        : undefined,
    watches: await findWaitingWatches(db, person.id),
    programme: isOver ? await findClosing(db, person.id) : await findPlannedStep(db, person.id),
    dated: dated && { what: dated.kind, at: dated.dueAt },
  });
  return {
    ...{ standing, last, next, isOver },
    cameFrom: school.toLowerCase() === organisation.name.toLowerCase() ? undefined : school,
    offers: await findOffers(db, person.id),
    lastBy: name && firstNameOf(name),
    triedAt: await findTry(db, person.id, last?.at),
    isReachable: await isReachable(db, person.chatId),
    readsNone: person.chatId !== null && (await findChat(db, person.chatId))?.readsNoneSince != null,
  };
}

/** Whoever the robot could not tell that it is over hears it from a human. */
async function findClosing(db: Db, alumnusId: string) {
  const [row] = await db
    .select({ dueDay: task.dueDay })
    .from(task)
    .where(and(eq(task.alumnusId, alumnusId), eq(task.kind, "closing"), isNull(task.doneAt)));
  return row && { what: "closing", at: new Date(`${row.dueDay}T12:00:00Z`) };
}

async function findRunning(db: Db, personId: string) {
  const [row] = await db
    .select({ state: escalation.state, planned: escalation.planned, nextStepAt: escalation.nextStepAt })
    .from(escalation)
    .where(and(eq(escalation.personId, personId), ne(escalation.state, "resolved")));
  return row;
}

async function findTry(db: Db, personId: string, since: Date | undefined): Promise<Date | undefined> {
  const [row] = await db
    .select({ at: contactRecord.at, result: contactRecord.result })
    .from(contactRecord)
    .where(and(eq(contactRecord.personId, personId), isNull(contactRecord.undoneAt)))
    .orderBy(desc(contactRecord.at), desc(contactRecord.seq))
    .limit(1);
  return row && row.result === "notReached" && (!since || row.at > since) ? row.at : undefined;
}
