import { eq } from "drizzle-orm";
import { organisation } from "../../db/schema/index.ts";
import type { Access } from "../../privacy/record-access.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import type { Office } from "../add-staff.ts";
import { lockClosedDays, storeClosedDays } from "../duty/close-days.ts";
import type { StaffedHours } from "../duty/is-staffed.ts";
import { refuseDays } from "../duty/note-absence.ts";
import { Refused } from "../find-organisation.ts";
import { may } from "../may.ts";
import type { OrganisationRow } from "../store.ts";
import { addClosedDays, type ClosedDay, withoutDays } from "./decide-closed-days.ts";
import type { WorksOnHolidays } from "./is-holiday.ts";
import type { MessageHours } from "./is-message-time.ts";

type Desk = Pick<Office, "db" | "now">;

/** The operator closes days. Throws Refused for days that are over, the wrong way round, or more than eight weeks at a stretch. */
export async function closeDaysAtDesk(
  desk: Desk,
  { id }: OrganisationRow,
  days: ClosedDay,
): Promise<ClosedDay> {
  refuseOthers();
  return desk.db.transaction(async (db) => {
    const work = { db, now: desk.now };
    const { today, closed } = await lockClosedDays(work, id);
    const refusal = refuseDays(days, today);
    const added = refusal ? undefined : addClosedDays(closed, days);
    if (!added) throw new Refused(`${said[refusal ?? "tooLong"]} Nothing was changed.`);
    await storeClosedDays(work, id, { kind: "operator" }, added.closed, "closeDays", days);
    return added.stretch;
  });
}

const said = {
  past: "These days are over.",
  backwards: "The last day comes before the first.",
  tooLong:
    "Nobody would be at work for more than eight weeks at a stretch, or the days are more than a year away.",
} as const;

/** The operator opens closed days again, whatever they are called. Throws Refused when none of them is closed. */
export async function openDaysAtDesk(
  desk: Desk,
  { id }: OrganisationRow,
  days: Pick<ClosedDay, "from" | "until">,
): Promise<void> {
  refuseOthers();
  await desk.db.transaction(async (db) => {
    const work = { db, now: desk.now };
    const { closed } = await lockClosedDays(work, id);
    const isClosed = closed.some(({ from, until }) => from <= days.until && days.from <= until);
    if (!isClosed) throw new Refused("None of these days is closed. Nothing was changed.");
    await storeClosedDays(work, id, { kind: "operator" }, withoutDays(closed, days), "reopenDays", days);
  });
}

const refuseOthers = () => {
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not change the calendar.");
};

/** On which public holidays an organisation works; whoever calls has asked whether they may. */
export async function storeWorksOnHolidays(
  { db, now }: Desk,
  organisationId: string,
  actor: Access["actor"],
  works: WorksOnHolidays,
): Promise<void> {
  const worksOnHolidays = works?.length === 0 ? null : works;
  await db.update(organisation).set({ worksOnHolidays }).where(eq(organisation.id, organisationId));
  const subject = { kind: "organisation", id: organisationId };
  const facts = { works: works === "all" ? "all" : (works ?? []).join(",") };
  await recordAccess(db, { at: now, actor, action: "setHolidays", subject, facts });
}

/** The operator says on which public holidays an organisation works. */
export async function setWorksOnHolidays(
  desk: Desk,
  { id }: OrganisationRow,
  works: WorksOnHolidays,
): Promise<void> {
  refuseOthers();
  await desk.db.transaction((db) =>
    storeWorksOnHolidays({ db, now: desk.now }, id, { kind: "operator" }, works),
  );
}

/**
 * The operator sets when somebody of the organisation is at work, in its time zone: for whoever of the staff has no hours of
 * their own, for all waiting times from now on, and for what young people read about it.
 */
export async function setStaffedHours(
  desk: Desk,
  { id }: OrganisationRow,
  staffedHours: StaffedHours,
): Promise<void> {
  refuseOthers();
  await desk.db.transaction(async (db) => {
    await db.update(organisation).set({ staffedHours }).where(eq(organisation.id, id));
    await recordAccess(db, {
      at: desk.now,
      actor: { kind: "operator" },
      action: "setStaffedHours",
      subject: { kind: "organisation", id },
      facts: { days: Object.keys(staffedHours).join(",") },
    });
  });
}

/**
 * The operator sets when messages that can wait may go out: local times of day, at least an hour apart. Throws Refused for a
 * time in the night, between nine in the evening and eight in the morning.
 */
export async function setMessageHours(
  desk: Desk,
  { id }: OrganisationRow,
  messageHours: MessageHours,
): Promise<void> {
  refuseOthers();
  const { from, until, saturday, whenClosed } = messageHours;
  if (from < earliest || until > latest)
    throw new Refused(
      `Messages go out between ${earliest} and ${latest}, not in the night. Nothing was changed.`,
    );
  if (minutesOf(until) - minutesOf(from) < 60)
    throw new Refused("Leave at least an hour between the first and the last minute. Nothing was changed.");
  await desk.db.transaction(async (db) => {
    await db.update(organisation).set({ messageHours }).where(eq(organisation.id, id));
    await recordAccess(db, {
      at: desk.now,
      actor: { kind: "operator" },
      action: "setMessageHours",
      subject: { kind: "organisation", id },
      facts: { from, until, saturday, whenClosed },
    });
  });
}

const earliest = "08:00";
const latest = "21:00";
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
