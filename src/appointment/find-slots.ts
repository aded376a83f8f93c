import { eq } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import type { Db } from "../db/connect.ts";
import { contactMoment } from "../db/schema/index.ts";
import { staffingOf } from "../people/duty/decide-duty.ts";
import { findDutyPlan } from "../people/duty/find-duty.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import type { AlumnusRow, AlumnusView, OrganisationRow } from "../people/store.ts";
import {
  type AppointmentForm,
  type AppointmentRow,
  daysAhead,
  minutesOf,
  settingsOf,
} from "./appointment.ts";
import { decideSlots, isFreeSlot, type SlotFacts, type Stretch } from "./decide-slots.ts";
import { findBooked, findOwnHours } from "./store.ts";

/** For whom and with whom times are looked for. */
export interface SlotQuery {
  readonly person: Pick<AlumnusRow, "ownTime">;
  readonly organisation: OrganisationRow;
  readonly caseWorkerId: string;
  readonly form: AppointmentForm;
  /** An appointment that moves is not in its own way. */
  readonly except?: string;
  /** Where the young person agreed in words, as with somebody who has no Telegram, no notice is needed. */
  readonly withoutNotice?: boolean;
  /** Times lie on the planned contact's days, as long as there is one on them. */
  readonly momentId?: string | null;
}

/** For whom and with whom the times of this appointment are looked for: always with whoever guides the person now. */
export const queryOf = (view: AlumnusView, row: AppointmentRow, canWrite: boolean): SlotQuery => ({
  person: view.row,
  organisation: view.organisation,
  caseWorkerId: view.row.caseWorkerId,
  form: row.form,
  except: row.id,
  momentId: row.momentId,
  // Somebody to whom the robot cannot write agreed on it in words.
  withoutNotice: !canWrite,
});

/**
 * Times that can be offered, at most six; from a local day on when one is given. None for who has left the staff. A planned contact's
 * own days come first; when nothing is free on them, later ones are offered.
 */
export async function findSlots(db: Db, now: Date, query: SlotQuery, from?: string): Promise<Date[]> {
  const facts = await factsOf(db, now, query);
  if (!facts) return [];
  const days = query.momentId ? await daysOf(db, query.momentId) : undefined;
  if (days && (from ?? "") <= days.untilDay) {
    const { fromDay, untilDay } = days;
    const lastDay = untilDay < facts.lastDay ? untilDay : facts.lastDay;
    const within = decideSlots({ ...facts, lastDay }, from && from > fromDay ? from : fromDay);
    if (within.length > 0) return within;
  }
  return decideSlots(facts, from);
}

/** Whether the case worker has this time. Only what was locked first (`lockDiary`) stays so. */
export async function isSlotFree(db: Db, now: Date, query: SlotQuery, at: Date): Promise<boolean> {
  const facts = await factsOf(db, now, query);
  return facts !== undefined && isFreeSlot(facts, at);
}

async function factsOf(db: Db, now: Date, query: SlotQuery): Promise<SlotFacts | undefined> {
  const { organisation, caseWorkerId, form, person, except, withoutNotice } = query;
  const plan = await findDutyPlan({ db }, organisation, now);
  const worker = plan.staff.find(({ id }) => id === caseWorkerId);
  if (!worker) return undefined;
  const own = await findOwnHours(db, caseWorkerId, now);
  const ofKind = (wanted: "busy" | "free"): Stretch[] =>
    own.flatMap(({ kind, fromAt, untilAt }) => (kind === wanted ? [{ from: fromAt, until: untilAt }] : []));
  const booked = await findBooked(db, caseWorkerId, now);
  const { noticeHours } = settingsOf(organisation.appointments);
  const notice = withoutNotice ? 0 : noticeHours * 3_600_000;
  const today = Temporal.PlainDate.from(localDay(organisation, now));
  return {
    staffing: staffingOf(plan, worker),
    away: plan.absences.flatMap(({ caseWorkerId: id, fromDay, untilDay }) =>
      id === caseWorkerId ? [{ from: fromDay, until: untilDay }] : [],
    ),
    busy: ofKind("busy"),
    free: ofKind("free"),
    taken: booked.flatMap(({ id, startsAt, endsAt }) =>
      id !== except && startsAt && endsAt ? [{ from: startsAt, until: endsAt }] : [],
    ),
    earliest: new Date(now.getTime() + notice),
    lastDay: today.add({ days: daysAhead }).toString(),
    minutes: minutesOf(organisation.appointments, form),
    likesFrom: person.ownTime?.from ?? null,
  };
}

async function daysOf(db: Db, momentId: string) {
  const [row] = await db
    .select({ fromDay: contactMoment.fromDay, untilDay: contactMoment.untilDay })
    .from(contactMoment)
    .where(eq(contactMoment.id, momentId));
  return row;
}
