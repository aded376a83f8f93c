import { and, eq, gte } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { cohort, enrolment } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { nextMessageTime } from "../people/calendar/next-message-time.ts";
import { canBeWrittenTo } from "../people/can-be-written-to.ts";
import { hasTalk } from "../people/has-talk.ts";
import type { AlumnusView } from "../people/store.ts";
import { findCourse } from "./find-course.ts";
import type { Programme } from "./programme.ts";
import type { EnrolmentRow } from "./store.ts";

/**
 * The word at the end of the guidance, at a good time, to whoever takes part and can be written to; while a human talks with
 * them it waits. Where the programme keeps the door open (CAP-27) it says so; elsewhere it says who helps from then on (LAW-09).
 */
export async function sayEnd(
  work: Work,
  view: AlumnusView,
  place: Pick<EnrolmentRow, "cohortId">,
): Promise<void> {
  const { chatId, joinedAt, stoppedAt, sharedPhone, ownTime } = view.row;
  if (chatId === null || joinedAt === null || stoppedAt !== null) return;
  if (!(await canBeWrittenTo(work, view.row)) || (await hasTalk(work.db, view.row.id))) return;
  const t = work.texts(view.language);
  const staysOpen = (await findAfterTerm(work.db, place)) === "keepsDoorOpen";
  const open = sharedPhone ? "programme:end.shared" : "programme:end.text";
  const closed = sharedPhone ? "programme:end.closesShared" : "programme:end.closes";
  const text = t(staysOpen ? open : closed, {
    name: view.details.firstName,
    worker: view.workerName,
  });
  // The term ends at midnight, for most in the middle of a vacation.
  const dueAt = nextMessageTime(view.organisation, ownTime, work.now);
  await say(work, { chatId, lane: "relay", dueAt, outgoing: { kind: "say", text } });
}

/** What the last programme of a cohort does after its term. */
async function findAfterTerm(
  db: Db,
  { cohortId }: Pick<EnrolmentRow, "cohortId">,
): Promise<Programme["afterTerm"] | undefined> {
  const [group] = await db.select().from(cohort).where(eq(cohort.id, cohortId));
  return group && (await findCourse(db, group)).at(-1)?.programme.afterTerm;
}

/** A talk that began then is over: the guidance may have ended meanwhile, and nobody has said so. */
export async function sayEndAfterTalk(work: Work, view: AlumnusView, since: Date): Promise<void> {
  const isOver = and(eq(enrolment.endReason, "term"), gte(enrolment.endedAt, since));
  const [ended] = await work.db
    .select({ cohortId: enrolment.cohortId })
    .from(enrolment)
    .where(and(eq(enrolment.alumnusId, view.row.id), isOver));
  if (ended) await sayEnd(work, view, ended);
}
