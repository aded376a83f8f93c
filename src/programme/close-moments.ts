import { and, asc, eq, gte, inArray, isNull, ne, or } from "drizzle-orm";
import { correctDays } from "../contact/contact-record.ts";
import type { Contact } from "../contact/find-contacts.ts";
import { checkIn, contactMoment, task } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { Lasting } from "./gather-standing.ts";
import type { EnrolmentRow, MomentRow } from "./store.ts";

/** A talk some days before its window fulfils it too: a case worker calls when it suits both. */
const earlyDays = 14;

/** Where in the night a day ends matters to nobody who has talks by day. */
const dayAfterUtc = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
const earliestOf = (fromDay: string) => new Date(Date.parse(`${fromDay}T00:00:00Z`) - earlyDays * 86_400_000);

/**
 * The robot's own moments are over with the check-in that they began; a human's when a human had contact in its time, and no more when
 * that contact was taken back or corrected.
 */
export async function closeMoments(work: Work, place: EnrolmentRow, { contacts }: Lasting): Promise<void> {
  const { db, now } = work;
  const open = await db
    .select({ moment: contactMoment, asked: checkIn.state })
    .from(contactMoment)
    .leftJoin(checkIn, eq(checkIn.id, contactMoment.checkInId))
    .where(
      and(
        eq(contactMoment.enrolmentId, place.id),
        or(inArray(contactMoment.state, ["planned", "asked"]), wasDoneLately(now)),
      ),
    )
    .orderBy(asc(contactMoment.fromDay));
  const ofHumans = open.filter(({ moment }) => moment.form !== "bot" && earliestOf(moment.fromDay) <= now);
  if (ofHumans.length > 0)
    await fulfilMoments(
      work,
      ofHumans.map(({ moment }) => moment),
      contacts.filter(({ at }) => at >= place.createdAt),
      await findWindows(db, place.id),
    );
  for (const { moment, asked } of open) {
    if (moment.form !== "bot" || moment.state !== "asked") continue;
    if (!asked || ["invited", "open", "paused"].includes(asked)) continue;
    const became = asked === "lapsed" ? "missed" : "done";
    await db
      .update(contactMoment)
      .set({ state: became, changedAt: now })
      .where(eq(contactMoment.id, moment.id));
  }
}

/** A contact can be corrected for so long; what is older is not asked about again, for the contacts themselves go one day. */
const wasDoneLately = (now: Date) =>
  and(
    eq(contactMoment.state, "done"),
    ne(contactMoment.form, "bot"),
    gte(contactMoment.changedAt, new Date(now.getTime() - (correctDays + 1) * 86_400_000)),
  );

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

/** The last days of all contacts that humans were to have, whatever became of them. */
async function findWindows(db: Work["db"], enrolmentId: string): Promise<readonly string[]> {
  const rows = await db
    .select({ untilDay: contactMoment.untilDay })
    .from(contactMoment)
    .where(
      and(
        eq(contactMoment.enrolmentId, enrolmentId),
        ne(contactMoment.form, "bot"),
        ne(contactMoment.state, "dropped"),
      ),
    );
  return rows.map(({ untilDay }) => untilDay);
}

/** One talk is one contact: what took place in the days of another planned contact is that one's. */
async function fulfilMoments(
  { db, now }: Work,
  open: readonly MomentRow[],
  contacts: readonly Contact[],
  windows: readonly string[],
): Promise<void> {
  for (const { id, form, fromDay, state, checkInId } of open) {
    const before = windows
      .filter((untilDay) => untilDay < fromDay)
      .sort()
      .at(-1);
    const early = earliestOf(fromDay);
    const over = before === undefined ? early : dayAfterUtc(before);
    const from = over > early ? over : early;
    // Words that were passed on are the contact where a message was planned, and no talk.
    const isHad = contacts.some(
      ({ by, at, result }) =>
        by === "human" &&
        at >= from &&
        (result === "reached" || (form === "message" && result === "messaged")),
    );
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
