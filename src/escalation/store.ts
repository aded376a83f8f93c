import { and, asc, desc, eq, isNull, lte, min, ne, notInArray, type SQLWrapper, sql } from "drizzle-orm";
import { isAtLeast, type Severity } from "../checkin/question-set.ts";
import type { Db } from "../db/connect.ts";
import { escalation, escalationEvent, handOver, signal } from "../db/schema/index.ts";
import { everybody } from "../people/store.ts";
import type { Partner } from "./decide-move.ts";
import type { EscalationState } from "./escalation-state.ts";

export type EscalationRow = typeof escalation.$inferSelect;

const iso = (instant: Date | null) => instant?.toISOString() ?? null;
const date = (instant: string | null) => (instant === null ? null : new Date(instant));

export const stateOf = (row: EscalationRow): EscalationState => ({
  severity: row.severity,
  state: row.state,
  ownerId: row.ownerId,
  step: row.step,
  nextStepAt: iso(row.nextStepAt),
  planned: row.planned,
  acknowledgedAt: iso(row.acknowledgedAt),
  contactedAt: iso(row.contactedAt),
  resolvedAt: iso(row.resolvedAt),
  outcome: row.outcome,
  level: row.level,
  addresseeId: row.addresseeId,
  laps: row.laps,
  roundAt: iso(row.roundAt ?? row.openedAt),
  asks: row.asks,
});

const columnsOf = (state: EscalationState) => ({
  severity: state.severity,
  state: state.state,
  ownerId: state.ownerId,
  step: state.step,
  nextStepAt: date(state.nextStepAt),
  planned: state.planned,
  acknowledgedAt: date(state.acknowledgedAt),
  contactedAt: date(state.contactedAt),
  resolvedAt: date(state.resolvedAt),
  outcome: state.outcome,
  level: state.level,
  addresseeId: state.addresseeId,
  laps: state.laps,
  roundAt: date(state.roundAt),
  asks: state.asks,
});

export async function findEscalation(db: Db, id: string): Promise<EscalationRow | undefined> {
  const [row] = await db.select().from(escalation).where(eq(escalation.id, id));
  return row;
}

/** The row, locked until the transaction ends, so that of two who act at once the second sees what the first did. */
export async function lockEscalation(db: Db, id: string): Promise<EscalationRow | undefined> {
  const [row] = await db.select().from(escalation).where(eq(escalation.id, id)).for("update");
  return row;
}

/** The same, unless somebody else is at it at this moment: then it is theirs, and undefined. */
export async function lockFreeEscalation(db: Db, id: string): Promise<EscalationRow | undefined> {
  const [row] = await db
    .select()
    .from(escalation)
    .where(eq(escalation.id, id))
    .for("update", { skipLocked: true });
  return row;
}

/** The one escalation of this person that is not resolved, locked. */
export async function lockRunningEscalation(db: Db, personId: string): Promise<EscalationRow | undefined> {
  const [row] = await db
    .select()
    .from(escalation)
    .where(and(eq(escalation.personId, personId), ne(escalation.state, "resolved")))
    .for("update");
  return row;
}

export async function insertEscalation(
  db: Db,
  values: {
    id: string;
    personId: string;
    organisationId: string;
    theme: string;
    wish: EscalationRow["wish"];
    openedAt: Date;
  },
  state: EscalationState,
): Promise<EscalationRow> {
  const [row] = await db
    .insert(escalation)
    .values({ ...values, ...columnsOf(state) })
    .returning();
  if (!row) throw new Error("An escalation that was not stored");
  return row;
}

export async function updateEscalation(
  db: Db,
  row: EscalationRow,
  state: EscalationState,
  more: Partial<Pick<EscalationRow, "theme" | "wish" | "note" | "personToldAt">> = {},
): Promise<EscalationRow> {
  const [updated] = await db
    .update(escalation)
    .set({ ...columnsOf(state), ...more })
    .where(eq(escalation.id, row.id))
    .returning();
  if (!updated) throw new Error("An escalation that is gone");
  return updated;
}

/** One line of what happened; `before` lets the step be undone. */
export async function recordEvent(
  db: Db,
  row: EscalationRow,
  event: {
    at: Date;
    kind: string;
    caseWorkerId?: string;
    before?: EscalationState;
    facts?: Record<string, string | number | boolean>;
  },
): Promise<void> {
  await db.insert(escalationEvent).values({
    escalationId: row.id,
    at: event.at,
    kind: event.kind,
    caseWorkerId: event.caseWorkerId ?? null,
    severity: row.severity,
    before: event.before ?? null,
    facts: event.facts ?? null,
  });
}

const besideMoves = [
  "noted",
  "codeNotNeeded",
  "looked",
  "added",
  "undelivered",
  "delayed",
  "arrived",
  "skipped",
  "nobodyReacts",
  "waitsForDuty",
  "talkGoesOn",
] as const;

/** The last event that moved the escalation; what was only written beside it does not stand in the way of an undo. */
export async function findLastMove(db: Db, escalationId: string) {
  const [row] = await db
    .select()
    .from(escalationEvent)
    .where(
      and(eq(escalationEvent.escalationId, escalationId), notInArray(escalationEvent.kind, [...besideMoves])),
    )
    .orderBy(desc(escalationEvent.id))
    .limit(1);
  return row;
}

/** Who took it last, whatever became of it since; undefined while nobody has. */
export async function findLastTaker(db: Db, escalationId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ id: escalationEvent.caseWorkerId })
    .from(escalationEvent)
    .where(and(eq(escalationEvent.escalationId, escalationId), eq(escalationEvent.kind, "take")))
    .orderBy(desc(escalationEvent.id))
    .limit(1);
  return row?.id ?? undefined;
}

/** The ids of escalations whose next step is due, the most serious and longest due first; each is a transaction of its own. */
export async function findDueEscalations(db: Db, now: Date, most: number): Promise<string[]> {
  const rows = await db
    .select({ id: escalation.id })
    .from(escalation)
    .where(and(ne(escalation.state, "resolved"), lte(escalation.nextStepAt, now)))
    .orderBy(
      sql`case ${escalation.severity} when 'crisis' then 0 when 'urgent' then 1 else 2 end`,
      asc(escalation.nextStepAt),
      asc(escalation.openedAt),
    )
    .limit(most);
  return rows.map(({ id }) => id);
}

/** When the next escalation takes its next step: a query, for `findNextStep`. */
export const nextEscalationStep = (db: Db): SQLWrapper =>
  db
    .select({ at: min(escalation.nextStepAt) })
    .from(escalation)
    .where(ne(escalation.state, "resolved"));

/** The running escalations of a case worker's own people, and those that they took; the most serious and oldest first. */
export async function findListOf(db: Db, caseWorkerId: string): Promise<EscalationRow[]> {
  const all = everybody(db);
  const rows = await db
    .select({ escalation, responsible: all.caseWorkerId })
    .from(escalation)
    .innerJoin(all, eq(all.id, escalation.personId))
    .where(ne(escalation.state, "resolved"))
    .orderBy(asc(escalation.openedAt));
  const rank = { crisis: 0, urgent: 1, attention: 2 };
  return rows
    .filter(
      ({ escalation: row, responsible }) =>
        row.ownerId === caseWorkerId || (row.ownerId === null && responsible === caseWorkerId),
    )
    .map((row) => row.escalation)
    .sort((a, b) => rank[a.severity] - rank[b.severity]);
}

/** What raised this escalation, in order. */
export async function findSignalsOf(db: Db, escalationId: string) {
  return db
    .select()
    .from(signal)
    .where(eq(signal.escalationId, escalationId))
    .orderBy(asc(signal.at), asc(signal.id));
}

/** Signals that belong to no escalation: there must never be one of attention or more. */
export async function countLooseSignals(db: Db): Promise<number> {
  const rows = await db
    .select({ id: signal.id })
    .from(signal)
    .where(and(isNull(signal.escalationId), ne(signal.severity, "none")));
  return rows.length;
}

/** Who outside the organisation was asked to help last, and not taken back. */
export async function findPartner(db: Db, escalationId: string): Promise<Partner | undefined> {
  const [row] = await db
    .select({ partner: handOver.partner })
    .from(handOver)
    .where(
      and(eq(handOver.escalationId, escalationId), eq(handOver.to, "partner"), isNull(handOver.undoneAt)),
    )
    .orderBy(desc(handOver.at))
    .limit(1);
  return row?.partner ?? undefined;
}

/**
 * When the young person last said that a serious tap behind this escalation was a slip, and how serious it was; undefined when
 * there was none, or when they said something as serious since.
 */
export async function findSlip(
  db: Db,
  escalationId: string,
): Promise<{ readonly at: Date; readonly severity: Severity } | undefined> {
  const signals = await findSignalsOf(db, escalationId);
  const slips = signals.flatMap(({ severity, tappedWrongAt: at }) => (at ? [{ at, severity }] : []));
  const last = slips.reduce<(typeof slips)[number] | undefined>(
    (latest, one) => (latest && latest.at > one.at ? latest : one),
    undefined,
  );
  const isMeant = ({ at, severity, tappedWrongAt }: (typeof signals)[number]) =>
    last !== undefined && tappedWrongAt === null && at > last.at && isAtLeast(severity, last.severity);
  return signals.some(isMeant) ? undefined : last;
}
