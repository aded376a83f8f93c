import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { type Offered, offerSlots } from "../appointment/offer-slots.ts";
import { remindOfCheckIn } from "../checkin/remind-of-check-in.ts";
import { startCheckIn } from "../checkin/start-check-in.ts";
import { findCheckIn } from "../checkin/store.ts";
import { dropWatches } from "../checkin/watch.ts";
import { checkIn, contactMoment, enrolment, regimeRecord, standing, task } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { canBeWrittenTo } from "../people/can-be-written-to.ts";
import { findPartSince } from "../people/link/find-part-since.ts";
import { type AlumnusView, lockAlumnus, viewAlumnus } from "../people/store.ts";
import { closeMoments } from "./close-moments.ts";
import { comeBack } from "./come-back.ts";
import { followLeaver } from "./follow-leaver.ts";
import { gatherLasting, gatherStanding, type Lasting } from "./gather-standing.ts";
import { lengthenPlace } from "./lengthen-place.ts";
import { openTask } from "./open-task.ts";
import { reopenPlace } from "./reopen-place.ts";
import { sayEnd } from "./say-end.ts";
import { sayGoesOn } from "./say-goes-on.ts";
import { sayReoffer } from "./say-reoffer.ts";
import { decideStanding } from "./standing/decide-standing.ts";
import type { Deed, Standing } from "./standing/standing.ts";
import { type EnrolmentRow, findPlace, findThemes, type Place } from "./store.ts";

/** Each deed changes what the next decision sees; more in one look than this is a circle. */
const mostRounds = 12;
/** When a check-in cannot start now, it is tried again so much later. */
const laterHours = 24;

/**
 * Looks at somebody's place: does what is due, and writes down where they stand, what happens next, by whom and when. The only
 * thing that moves a standing, whatever caused the look. Throws when deeds go round in a circle: that is a fault of ours,
 * and it is reported.
 */
export async function moveOn(work: Work, alumnusId: string, setHash: string): Promise<void> {
  const { db, now } = work;
  const row = await lockAlumnus(db, alumnusId);
  const [before] = await db.select().from(standing).where(eq(standing.alumnusId, alumnusId)).for("update");
  if (!row || before?.lookAt === null || !before || before.lookAt > now) return;
  const lookNoMore = () => db.update(standing).set({ lookAt: null }).where(eq(standing.alumnusId, alumnusId));
  if (row.erasedAt) return void (await lookNoMore());
  const view = await viewAlumnus(work, row);
  const lasting = await gatherLasting(work, view);
  const found =
    (await findPlace(db, alumnusId)) ??
    (await reopenPlace(work, row)) ??
    (await comeBack(work, view, lasting));
  if (!found) return void (await lookNoMore());
  let current: Place | undefined = await followLeaver(work, row, found);
  await closeMoments(work, current.place, lasting);
  for (let round = 0; round < mostRounds; round += 1) {
    if (!current) return write(work, alumnusId, before, over);
    const { facts, why, regime } = await gatherStanding(work, view, current, lasting);
    const decided = decideStanding(facts, now);
    const named = why && decided.state === "waits" ? { ...decided, reason: why } : decided;
    const stands = { ...named, regime: regime.regime, regimeReason: regime.reason };
    if (decided.deeds.length === 0) {
      await write(work, alumnusId, before, stands);
      if (facts.part === "joined") await sayGoesOn(work, view, regime.regime);
      return;
    }
    let isPutOff = false;
    for (const deed of decided.deeds)
      isPutOff = !(await carryOut(work, view, current, deed, setHash, lasting)) || isPutOff;
    if (isPutOff) {
      const lookAt = new Date(now.getTime() + laterHours * 3_600_000);
      return write(work, alumnusId, before, { ...stands, next: { ...stands.next, at: lookAt }, lookAt });
    }
    // A deed may have ended the guidance.
    current = await findPlace(db, alumnusId);
  }
  throw new Error("A standing that goes round in a circle");
}

const over: Standing = {
  state: "ended",
  reason: "term",
  next: { what: "nothing", by: "nobody", at: null },
  lookAt: null,
  deeds: [],
};

async function write(
  { db, now }: Work,
  alumnusId: string,
  before: typeof standing.$inferSelect,
  {
    state,
    reason,
    next,
    lookAt,
    ...law
  }: Standing & { readonly regime?: string; readonly regimeReason?: string },
): Promise<void> {
  const isNew = before.state !== state || before.reason !== reason;
  await recordRegime({ db, now }, alumnusId, before, law);
  await db
    .update(standing)
    .set({
      state,
      reason,
      ...("regime" in law ? { regime: law.regime, regimeReason: law.regimeReason } : {}),
      next: next.what,
      nextBy: next.by,
      nextAt: next.at,
      // A look in the past would come again at once, and for ever.
      lookAt: lookAt && lookAt <= now ? new Date(now.getTime() + 60_000) : lookAt,
      ...(isNew ? { since: now } : {}),
    })
    .where(eq(standing.alumnusId, alumnusId));
}

/** What the law makes of somebody, each time that it or its reason is another: what it was before stays (LAW-05 to 07, 25). */
async function recordRegime(
  { db, now }: Pick<Work, "db" | "now">,
  alumnusId: string,
  before: Pick<typeof standing.$inferSelect, "regime" | "regimeReason">,
  { regime, regimeReason }: { readonly regime?: string; readonly regimeReason?: string },
): Promise<void> {
  if (!regime || !regimeReason) return;
  if (regime === before.regime && regimeReason === before.regimeReason) return;
  await db
    .insert(regimeRecord)
    .values({ id: randomUUID(), alumnusId, regime, reason: regimeReason, at: now });
}

/** Where nothing is free the case worker has heard it; one that is agreed on meanwhile comes first, and it is looked at again later. */
const isOffered = (offered: Offered) => offered.ok || offered.reason === "noSlots";

/** False when it cannot be done now and is tried again later. */
async function carryOut(
  work: Work,
  view: AlumnusView,
  at: Place,
  deed: Deed,
  setHash: string,
  lasting: Lasting,
): Promise<boolean> {
  const { db, now } = work;
  const { place } = at;
  switch (deed.do) {
    case "start": {
      const themes = await findThemes(db, deed.momentId);
      const started = await startCheckIn(work, { moment: deed.momentId, themes }, view, setHash);
      if (!started.ok) return false;
      await db
        .update(contactMoment)
        .set({ state: "asked", checkInId: started.checkInId, changedAt: now })
        .where(eq(contactMoment.id, deed.momentId));
      return true;
    }
    case "remind": {
      const row = await findCheckIn(db, deed.checkInId);
      if (row) await remindOfCheckIn(work, view, row);
      return true;
    }
    case "lapse":
      await db
        .update(checkIn)
        .set({ state: "lapsed", awaiting: null, askedId: null, endedAt: now })
        .where(and(eq(checkIn.id, deed.checkInId), inArray(checkIn.state, ["invited", "open", "paused"])));
      await closeMoments(work, place, lasting);
      return true;
    case "task":
      await openTask(work, view, deed);
      return true;
    case "settle":
      await db
        .update(task)
        .set({ doneAt: now, outcome: "settled" })
        .where(
          and(
            eq(task.alumnusId, view.row.id),
            eq(task.kind, deed.kind),
            eq(task.about, deed.about),
            isNull(task.doneAt),
          ),
        );
      return true;
    case "miss":
      await missMoment(work, view, deed);
      return true;
    case "offer":
      return isOffered(await offerSlots(work, view, { ...deed, by: "robot", chooses: "them" }));
    case "reoffer":
      await sayReoffer(work, view);
      await db.update(enrolment).set({ reofferedAt: now }).where(eq(enrolment.id, place.id));
      return true;
    case "lengthen":
      await lengthenPlace(work, view, at, deed.endsOn);
      return true;
    case "end":
      await endGuidance(work, view, place);
      return true;
  }
}

/**
 * A planned contact that did not come about. Whoever gave a sign of life waits for the human: the task stays, overdue. Whoever did
 * not is out of sight (R9, `lookedFor`): there is another task for that.
 */
async function missMoment(
  work: Work,
  view: AlumnusView,
  { momentId, isSeen, isBefore }: Extract<Deed, { do: "miss" }>,
): Promise<void> {
  const { db, now } = work;
  const [moment] = await db
    .update(contactMoment)
    .set({ state: isBefore ? "dropped" : "missed", changedAt: now })
    .where(eq(contactMoment.id, momentId))
    .returning();
  if (!moment) return;
  // One that stood as agreed on until now has no task yet; a task that is there stays as it is.
  if (isSeen) {
    if (moment.form !== "bot" && !isBefore)
      await openTask(work, view, { kind: "moment", about: momentId, dueDay: moment.untilDay, momentId });
    return;
  }
  await db
    .update(task)
    .set({ doneAt: now, outcome: "settled" })
    .where(and(eq(task.momentId, momentId), eq(task.kind, "moment")));
}

/**
 * The end of the term: a word to whoever takes part, at a good time after it, and nothing is planned any more (LAW-09). What is
 * open with a human stays.
 */
async function endGuidance(work: Work, view: AlumnusView, place: EnrolmentRow): Promise<void> {
  const { db, now } = work;
  await db.update(enrolment).set({ endedAt: now, endReason: "term" }).where(eq(enrolment.id, place.id));
  await db
    .update(contactMoment)
    .set({ state: "dropped", changedAt: now })
    .where(and(eq(contactMoment.enrolmentId, place.id), inArray(contactMoment.state, ["planned", "asked"])));
  await db
    .update(task)
    .set({ doneAt: now, outcome: "settled" })
    .where(
      and(
        eq(task.alumnusId, view.row.id),
        inArray(task.kind, ["offer", "reoffer", "hold", "moment"]),
        // What a human did before then stays as they left it.
        isNull(task.doneAt),
      ),
    );
  await dropWatches(work, view.row.id);
  await sayEnd(work, view, place);
  const takesPart = (await findPartSince(db, view.row)) !== null;
  // Whom the robot cannot tell that it is over hears it from a human.
  if (takesPart && !(await canBeWrittenTo(work, view.row)))
    await openTask(work, view, { kind: "closing", about: `end ${place.endsOn}` });
}
