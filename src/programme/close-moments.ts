import { and, asc, eq, gt, gte, inArray, isNull, ne, or } from "drizzle-orm";
import { correctDays } from "../contact/contact-record.ts";
import type { Contact } from "../contact/find-contacts.ts";
import { checkIn, contactMoment, task } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { isOpenToUs } from "../people/can-be-written-to.ts";
import type { Lasting } from "./gather-standing.ts";
import type { EnrolmentRow, MomentRow } from "./store.ts";

/** A talk some days before its window fulfils it too: a case worker calls when it suits both. */
const earlyDays = 14;

/** Where in the night a day ends matters to nobody who has talks by day. */
const dayAfterUtc = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
const earliestOf = (fromDay: string) => new Date(Date.parse(`${fromDay}T00:00:00Z`) - earlyDays * 86_400_000);

/**
 * The robot's own moments are over with the check-in that they began; a human's when a human had contact in its time, and no more when
 * that contact was taken back or corrected. Of whoever cannot be written to each step is a human's, and so are the robot's moments.
 * One that was missed stays so, unless a contact of its days was noted afterwards; a later one is what its overdue task waited for.
 */
export async function closeMoments(
  work: Work,
  place: EnrolmentRow,
  { about, contacts }: Lasting,
): Promise<void> {
  const { db, now } = work;
  const isByHand = !isOpenToUs(about.chat, now);
  const open = await db
    .select({ moment: contactMoment, asked: checkIn.state })
    .from(contactMoment)
    .leftJoin(checkIn, eq(checkIn.id, contactMoment.checkInId))
    .where(
      and(
        eq(contactMoment.enrolmentId, place.id),
        or(inArray(contactMoment.state, ["planned", "asked", "missed"]), wasDoneLately(now)),
      ),
    )
    .orderBy(asc(contactMoment.fromDay));
  const ofHumans = open.filter(
    (one) =>
      earliestOf(one.moment.fromDay) <= now && (one.moment.form !== "bot" || isForHuman(one, isByHand)),
  );
  const since = contacts.filter(({ at }) => at >= place.createdAt);
  if (ofHumans.length > 0)
    await fulfilMoments(
      work,
      ofHumans.map(({ moment }) => moment),
      since,
      await findWindows(db, place.id),
    );
  const missed = open.flatMap(({ moment }) => (moment.state === "missed" ? [moment] : []));
  if (missed.length > 0) await settleLate(work, missed, since);
  for (const { moment, asked } of open) {
    if (moment.form !== "bot" || moment.state !== "asked") continue;
    if (!asked || isRunning(asked)) continue;
    const became = asked === "lapsed" ? "missed" : "done";
    await db
      .update(contactMoment)
      .set({ state: became, changedAt: now })
      .where(eq(contactMoment.id, moment.id));
  }
}

const isRunning = (asked: string) => ["invited", "open", "paused"].includes(asked);

/** A moment of the robot that no answer has ended, and that a human has had instead, or has to have. */
const isForHuman = (
  { moment, asked }: { readonly moment: MomentRow; readonly asked: string | null },
  isByHand: boolean,
) => (asked === null || isRunning(asked)) && (isByHand || moment.state === "done");

/** A contact can be corrected for so long; what is older is not asked about again, for the contacts themselves go one day. */
const lately = (now: Date) => new Date(now.getTime() - (correctDays + 1) * 86_400_000);
const wasDoneLately = (now: Date) =>
  and(eq(contactMoment.state, "done"), gte(contactMoment.changedAt, lately(now)));

/** What was done by a contact that is none is to be done again, and so is what a human was asked to do for it. */
async function reopen(
  { db, now }: Pick<Work, "db" | "now">,
  momentId: string,
  state: "planned" | "asked",
): Promise<void> {
  await db.update(contactMoment).set({ state, changedAt: now }).where(eq(contactMoment.id, momentId));
  await db
    .update(task)
    .set({ doneAt: null, doneBy: null, outcome: null })
    .where(and(eq(task.momentId, momentId), inArray(task.outcome, ["settled", "reached"])));
}

/** The last day of a planned contact, whatever became of it. */
interface LastDay {
  readonly untilDay: string;
  /** A human was to have it: it is none of the robot's, or it was somebody's task. */
  readonly isHumans: boolean;
}

async function findWindows(db: Work["db"], enrolmentId: string): Promise<readonly LastDay[]> {
  const rows = await db
    .select({ untilDay: contactMoment.untilDay, form: contactMoment.form, taskId: task.id })
    .from(contactMoment)
    .leftJoin(task, eq(task.momentId, contactMoment.id))
    .where(and(eq(contactMoment.enrolmentId, enrolmentId), ne(contactMoment.state, "dropped")));
  return rows.map(({ untilDay, form, taskId }) => ({
    untilDay,
    isHumans: form !== "bot" || taskId !== null,
  }));
}

const isLight = (form: MomentRow["form"]) => form === "message" || form === "bot";

/** Words that were passed on are the contact where a message or less was planned, and no talk. */
const isTalkFor = (form: MomentRow["form"], { by, result }: Contact): boolean =>
  by === "human" && (result === "reached" || (isLight(form) && result === "messaged"));

/**
 * The task of a missed contact ends with the talk that was had after its days, and is there again when that talk was none. What was
 * settled when the contact was missed is another matter: somebody is looked for instead.
 */
async function settleLate(
  { db, now }: Work,
  missed: readonly MomentRow[],
  contacts: readonly Contact[],
): Promise<void> {
  const rows = await db
    .select({ id: task.id, doneAt: task.doneAt, moment: contactMoment })
    .from(task)
    .innerJoin(contactMoment, eq(contactMoment.id, task.momentId))
    .where(
      and(
        inArray(
          task.momentId,
          missed.map(({ id }) => id),
        ),
        eq(contactMoment.state, "missed"),
        eq(task.kind, "moment"),
        or(
          isNull(task.doneAt),
          and(
            eq(task.outcome, "settled"),
            gt(task.doneAt, contactMoment.changedAt),
            gte(task.doneAt, lately(now)),
          ),
        ),
      ),
    );
  for (const { id, doneAt, moment } of rows) {
    const over = dayAfterUtc(moment.untilDay);
    const isHad = contacts.some((one) => one.at >= over && isTalkFor(moment.form, one));
    if (isHad === (doneAt !== null)) continue;
    const became = isHad ? { doneAt: now, outcome: "settled" as const } : { doneAt: null, outcome: null };
    await db.update(task).set(became).where(eq(task.id, id));
  }
}

/** One talk is one contact: what took place in the days of another planned contact is that one's. */
async function fulfilMoments(
  { db, now }: Work,
  open: readonly MomentRow[],
  contacts: readonly Contact[],
  windows: readonly LastDay[],
): Promise<void> {
  for (const { id, form, fromDay, untilDay, state, checkInId } of open) {
    const before = windows
      .flatMap(({ untilDay, isHumans }) =>
        untilDay < fromDay && (isHumans || form === "bot") ? [untilDay] : [],
      )
      .sort()
      .at(-1);
    const early = earliestOf(fromDay);
    const over = before === undefined ? early : dayAfterUtc(before);
    const from = over > early ? over : early;
    // What came after it was missed makes it no less so.
    const until = state === "missed" ? dayAfterUtc(untilDay) : now;
    const isHad = contacts.some((one) => one.at >= from && one.at <= until && isTalkFor(form, one));
    if (isHad === (state === "done")) continue;
    if (!isHad) {
      await reopen({ db, now }, id, checkInId === null ? "planned" : "asked");
      continue;
    }
    await db.update(contactMoment).set({ state: "done", changedAt: now }).where(eq(contactMoment.id, id));
    await db
      .update(task)
      .set({ doneAt: now, outcome: "settled" })
      .where(and(eq(task.momentId, id), isNull(task.doneAt)));
  }
}
