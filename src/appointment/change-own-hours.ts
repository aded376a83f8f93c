import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { ownHours } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { mayAbout } from "../people/find-colleagues.ts";
import { actorOfStaff, type CaseWorkerRow, findOrganisation } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { type AppointmentRow, mostOwnHours, type OwnHoursRow } from "./appointment.ts";
import type { TypedHours } from "./read-own-hours.ts";
import { findBooked, findOwnHours } from "./store.ts";

export type OwnHoursAdded =
  | {
      readonly ok: true;
      readonly stretches: readonly Pick<OwnHoursRow, "kind" | "fromAt" | "untilAt">[];
      /** What is agreed on at a time that does not suit any more: it stays until somebody moves it. */
      readonly inTheWay: readonly AppointmentRow[];
    }
  | { readonly ok: false; readonly reason: "past" | "tooMany" };

/** Keeps own hours of a case worker, as they typed them. Refuses `past` for a time that has passed. */
export async function addOwnHours(
  work: Work,
  worker: CaseWorkerRow,
  typed: TypedHours,
): Promise<OwnHoursAdded> {
  const { db, now } = work;
  if (!mayAbout(actorOfStaff(worker), "arrangeDuty", worker)) throw new Error("Own hours are one's own");
  const { timeZone } = await findOrganisation(db, worker.organisationId);
  const stretches = stretchesOf(typed, timeZone);
  const last = stretches.at(-1);
  if (!last || last.until <= now) return { ok: false, reason: "past" };
  const known = await findOwnHours(db, worker.id, now);
  if (known.length + stretches.length > mostOwnHours) return { ok: false, reason: "tooMany" };
  const rows = stretches.map(({ from, until }) => ({
    id: randomUUID(),
    caseWorkerId: worker.id,
    kind: typed.kind,
    fromAt: from,
    untilAt: until,
    createdAt: now,
  }));
  await db.insert(ownHours).values(rows);
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: worker.id },
    action: "setOwnHours",
    subject: { kind: "caseWorker", id: worker.id },
  });
  const booked = typed.kind === "busy" ? await findBooked(db, worker.id, now) : [];
  const inTheWay = booked.filter(({ startsAt, endsAt }) =>
    stretches.some(({ from, until }) => startsAt && endsAt && startsAt < until && from < endsAt),
  );
  return { ok: true, stretches: rows, inTheWay };
}

/** Whole days as one, else each day's hours; the hour that a change of the clock skips is nobody's. */
function stretchesOf({ from, until, spans }: TypedHours, timeZone: string): { from: Date; until: Date }[] {
  const at = (day: Temporal.PlainDate, time: string) =>
    new Date(day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds);
  const first = Temporal.PlainDate.from(from);
  const end = Temporal.PlainDate.from(until).add({ days: 1 });
  if (spans.length === 0) return [{ from: at(first, "00:00"), until: at(end, "00:00") }];
  const stretches: { from: Date; until: Date }[] = [];
  for (let day = first; Temporal.PlainDate.compare(day, end) < 0; day = day.add({ days: 1 }))
    stretches.push(...spans.map((span) => ({ from: at(day, span.from), until: at(day, span.to) })));
  return stretches.filter((one) => one.from < one.until);
}

/** Forgets own hours again. False for whoever's they are not, and for those that are gone. */
export async function dropOwnHours(work: Work, worker: CaseWorkerRow, id: string): Promise<boolean> {
  const dropped = await work.db
    .delete(ownHours)
    .where(and(eq(ownHours.id, id), eq(ownHours.caseWorkerId, worker.id)))
    .returning({ id: ownHours.id });
  return dropped.length > 0;
}
