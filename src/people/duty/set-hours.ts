import { eq } from "drizzle-orm";
import { caseWorker } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import { findColleagueFor, openColleague } from "../find-colleagues.ts";
import { tellStaff } from "../reach/tell-staff.ts";
import { type CaseWorkerRow, findOrganisation } from "../store.ts";
import type { StaffedHours } from "./is-staffed.ts";
import type { Spans } from "./read-hours.ts";

export type Weekday = keyof StaffedHours;
export const weekdays: readonly Weekday[] = ["1", "2", "3", "4", "5", "6", "7"];

/** What a tap sets for a day. */
export const hoursPresets: Readonly<Record<"day" | "office" | "morning" | "afternoon" | "off", Spans>> = {
  day: [{ from: "08:00", to: "17:00" }],
  office: [{ from: "08:30", to: "16:30" }],
  morning: [{ from: "08:00", to: "12:30" }],
  afternoon: [{ from: "12:30", to: "17:00" }],
  off: [],
};

/**
 * Sets the working hours of one weekday of somebody of the staff, in the organisation's time zone; the other days stay as
 * they are. `school` lets all days follow the organisation again. Somebody else's are a coordinator's to set, and they hear
 * it. Undefined when it may not be.
 */
export async function setHours(
  work: Work,
  by: CaseWorkerRow,
  caseWorkerId: string,
  change: { readonly day: Weekday; readonly spans: Spans } | "school",
): Promise<CaseWorkerRow | undefined> {
  const { db, now } = work;
  const person = await findColleagueFor(work, by, "arrangeDuty", caseWorkerId);
  if (!person) return undefined;
  const { staffedHours } = await findOrganisation(db, person.organisationId);
  const hours =
    change === "school" ? null : { ...(person.hours ?? staffedHours), [change.day]: change.spans };
  await db.update(caseWorker).set({ hours }).where(eq(caseWorker.id, person.id));
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "setHours",
    subject: { kind: "caseWorker", id: person.id },
    facts: { day: change === "school" ? "all" : change.day },
  });
  if (by.id !== person.id) {
    const { firstName } = await openColleague(work, by);
    await tellStaff(work, person, (t) => ({ text: t("people:duty.hours.tell", { name: firstName }) }));
  }
  return { ...person, hours };
}
