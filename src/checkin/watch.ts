import { randomUUID } from "node:crypto";
import { and, asc, eq, inArray, lte, min, type SQLWrapper, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { watch } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { nextMessageTime } from "../people/calendar/next-message-time.ts";
import { localTime, type Staffing } from "../people/duty/is-staffed.ts";
import { hasGuidanceEnded } from "../people/guidance-over.ts";
import { isWithHuman } from "../people/has-human.ts";
import { restUntil, wishedRest } from "../people/rest-until.ts";
import { findAlumnus, viewAlumnus } from "../people/store.ts";
import { decideWatches } from "./decide-watches.ts";
import type { Given } from "./next-question.ts";
import type { QuestionSet } from "./question-set.ts";
import { startCheckIn } from "./start-check-in.ts";
import type { CheckInRow } from "./store.ts";

const dayMilliseconds = 86_400_000;

/** When in the day it is asked, local time. */
const goodTime = "11:00";

/** After so many days it is no longer soon after what happened, and the next ordinary check-in serves. */
const lateDays = 21;

/** Keeps what a finished check-in makes worth asking about, and drops what it has settled. */
export async function keepWatches(
  { db, now }: Pick<Work, "db" | "now">,
  row: CheckInRow,
  staffing: Staffing,
  set: QuestionSet,
  given: readonly Given[],
): Promise<void> {
  const decision = decideWatches(set, given);
  const isOver = await hasGuidanceEnded(db, row.alumnusId);
  if (decision.drop.length > 0)
    await db
      .update(watch)
      .set({ state: "dropped" })
      .where(
        and(
          eq(watch.alumnusId, row.alumnusId),
          eq(watch.state, "waiting"),
          inArray(watch.occasion, [...decision.drop]),
        ),
      );
  // Whoever answers after the end is heard, and not asked again.
  for (const { occasion, afterDays } of isOver ? [] : decision.set) {
    const dueAt = localTime(staffing, now, afterDays, goodTime);
    const lapsesAt = new Date(dueAt.getTime() + lateDays * dayMilliseconds);
    await db
      .insert(watch)
      .values({ id: randomUUID(), alumnusId: row.alumnusId, occasion, setBy: row.id, dueAt, lapsesAt })
      .onConflictDoUpdate({
        target: [watch.alumnusId, watch.occasion],
        targetWhere: sql`${watch.state} = 'waiting'`,
        set: { dueAt, lapsesAt, setBy: row.id },
      });
  }
}

/** The guidance is over: nothing is asked about any more. */
export const dropWatches = ({ db }: Pick<Work, "db">, alumnusId: string): Promise<unknown> =>
  db
    .update(watch)
    .set({ state: "dropped" })
    .where(and(eq(watch.alumnusId, alumnusId), eq(watch.state, "waiting")));

/** Ids of what is due to be asked about, oldest first. */
export async function findDueWatches(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: watch.id })
    .from(watch)
    .where(and(eq(watch.state, "waiting"), lte(watch.dueAt, now)))
    .orderBy(asc(watch.dueAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** What is watched of this person now, soonest first. */
export async function findWaitingWatches(db: Db, alumnusId: string) {
  return db
    .select({ occasion: watch.occasion, dueAt: watch.dueAt })
    .from(watch)
    .where(and(eq(watch.alumnusId, alumnusId), eq(watch.state, "waiting")))
    .orderBy(asc(watch.dueAt));
}

/** When the next of all watches is due: a query, for `findNextStep`. */
export const nextWatch = (db: Db): SQLWrapper =>
  db
    .select({ at: min(watch.dueAt) })
    .from(watch)
    .where(eq(watch.state, "waiting"));

/**
 * Starts the short check-in that a due watch asks for, at a time that is good for this person: else it waits until then. While
 * another check-in runs, or nobody is there to read the answers soon, it waits for a good time a day later; it is dropped when
 * the person takes no part any more, or three weeks after it was due. Whoever wants to hear less often is asked no sooner than their
 * season is over; when that is too late, the watch is dropped.
 */
export async function startWatched(work: Work, watchId: string, setHash: string): Promise<void> {
  const { db, now } = work;
  const [due] = await db.select().from(watch).where(eq(watch.id, watchId)).for("update");
  if (due?.state !== "waiting" || due.dueAt > now) return;
  const person = await findAlumnus(db, due.alumnusId);
  if (!person) return;
  const change = (values: Partial<typeof watch.$inferInsert>) =>
    db.update(watch).set(values).where(eq(watch.id, due.id));
  if (now >= due.lapsesAt) return void (await change({ state: "dropped" }));
  const view = await viewAlumnus(work, person);
  const goodTime = (from: Date) => nextMessageTime(view.organisation, person.ownTime, from);
  // Whoever is with a human, or heard something lately, is asked a day or two later.
  const rests = [await restUntil(work, person.chatId), await wishedRest(work, person)];
  const day = new Date(now.getTime() + dayMilliseconds);
  const from = (await isWithHuman(work, person.id)) ? day : now;
  const next = goodTime(rests.reduce<Date>((last, rest) => (rest && rest > last ? rest : last), from));
  if (next >= due.lapsesAt) return void (await change({ state: "dropped" }));
  if (next > now) return void (await change({ dueAt: next }));
  const started = await startCheckIn(work, { occasion: due.occasion }, view, setHash);
  if (started.ok) return void (await change({ state: "asked", askedIn: started.checkInId }));
  if (started.reason === "notLinked" || started.reason === "stopped")
    return void (await change({ state: "dropped" }));
  await change({ dueAt: goodTime(day) });
}
