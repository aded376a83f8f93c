import { and, asc, eq, inArray, isNull, ne } from "drizzle-orm";
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

/** The robot's own moments are over with the check-in that they began; a human's when a human had contact in its time. */
export async function closeMoments(work: Work, place: EnrolmentRow, { contacts }: Lasting): Promise<void> {
  const { db, now } = work;
  const open = await db
    .select({ moment: contactMoment, asked: checkIn.state })
    .from(contactMoment)
    .leftJoin(checkIn, eq(checkIn.id, contactMoment.checkInId))
    .where(and(eq(contactMoment.enrolmentId, place.id), inArray(contactMoment.state, ["planned", "asked"])))
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
  for (const { id, form, fromDay } of open) {
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
    if (!isHad) continue;
    await db.update(contactMoment).set({ state: "done", changedAt: now }).where(eq(contactMoment.id, id));
    await db
      .update(task)
      .set({ doneAt: now, outcome: "settled" })
      .where(and(eq(task.momentId, id), isNull(task.doneAt)));
  }
}
