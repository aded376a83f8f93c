import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { deadline, deadlineLook, task } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { localDay, startOfDay } from "../../people/duty/is-staffed.ts";
import { type AlumnusRow, findOrganisation, type OrganisationRow } from "../../people/store.ts";
import type { Deadline } from "./deadline.ts";
import { decideBeforeRest } from "./decide-before-rest.ts";
import { decideChanges, keyOf, type StoredDeadline, taskDay } from "./decide-changes.ts";
import { decideDeadlines, nextLookDay } from "./decide-deadlines.ts";
import { gatherKnown } from "./gather-known.ts";

export const deadlinePlace = (id: string) => ({ table: "deadline", column: "day", row: id });

/** One person's deadlines are settled or fired by one instance at a time; whoever was never looked at gets a row first. */
export async function lockLook({ db, now }: Pick<Work, "db" | "now">, alumnusId: string): Promise<void> {
  await db.insert(deadlineLook).values({ alumnusId, lookAt: now }).onConflictDoNothing();
  await db.select().from(deadlineLook).where(eq(deadlineLook.alumnusId, alumnusId)).for("update");
}

/**
 * Brings somebody's dated watches in line with what is known now: new ones wait, those whose day moved or whose reason is gone
 * are dropped, and a task that was opened for such a day ends; it is to be done again when the reason comes back, as when somebody who
 * stopped takes part again. Doing it twice changes nothing. Returns what is true now, by
 * its key. Of somebody who was erased nothing is left to settle.
 */
export async function settleDeadlines(work: Work, person: AlumnusRow): Promise<Map<string, Deadline>> {
  const { db, now } = work;
  await lockLook(work, person.id);
  if (person.erasedAt || person.details.length === 0) {
    await setLook(work, person.id, null);
    return new Map();
  }
  const organisation = await findOrganisation(db, person.organisationId);
  const known = await gatherKnown(work, person, organisation);
  const wanted = decideBeforeRest(decideDeadlines(known), known.today, organisation);
  const stored = (await findStored(work, person)).map((one) => ({
    ...one,
    dueDay: localDay(organisation, one.dueAt),
  }));
  const { add, drop, move, revive, settle, reopen } = decideChanges(stored, wanted, known.today);
  for (const { deadline: one, state, isLate } of add)
    await insert(work, person, organisation, one, state, isLate);
  const of = (rows: readonly StoredDeadline[]) =>
    inArray(
      deadline.id,
      rows.map(({ id }) => id),
    );
  if (drop.length > 0) await db.update(deadline).set({ state: "dropped", changedAt: now }).where(of(drop));
  for (const { stored: one, dueDay } of move)
    await db
      .update(deadline)
      .set({ dueAt: startOfDay(organisation, dueDay) })
      .where(eq(deadline.id, one.id));
  for (const { stored: one, isLate, dueDay } of revive) {
    const dueAt = isLate ? now : startOfDay(organisation, dueDay);
    const values = { state: "waiting", isLate, changedAt: now, dueAt } as const;
    await db.update(deadline).set(values).where(eq(deadline.id, one.id));
  }
  if (settle.length > 0)
    await db
      .update(task)
      .set({ doneAt: now, outcome: "settled" })
      .where(
        and(
          eq(task.alumnusId, person.id),
          inArray(
            task.about,
            settle.map(({ id }) => id),
          ),
          isNull(task.doneAt),
        ),
      );
  for (const { stored: one, deadline: due } of reopen)
    await db
      .update(task)
      .set({ doneAt: null, outcome: null, dueDay: taskDay(known.today, due) })
      .where(and(eq(task.alumnusId, person.id), eq(task.about, one.id), eq(task.outcome, "settled")));
  const day = nextLookDay(known);
  await setLook(work, person.id, day === null ? null : startOfDay(organisation, day));
  return new Map(wanted.map((one) => [keyOf(one), one]));
}

const setLook = ({ db }: Pick<Work, "db">, alumnusId: string, lookAt: Date | null) =>
  db.update(deadlineLook).set({ lookAt }).where(eq(deadlineLook.alumnusId, alumnusId));

/** All rows of a person, opened. */
export async function findStored(
  { db, vault }: Pick<Work, "db" | "vault">,
  person: Pick<AlumnusRow, "id" | "keyId">,
) {
  const rows = await db.select().from(deadline).where(eq(deadline.alumnusId, person.id));
  return Promise.all(
    rows.map(async ({ day, ...row }) => ({
      ...row,
      day: await vault.open(db, person.keyId, deadlinePlace(row.id), day),
    })),
  );
}

async function insert(
  { db, vault, now }: Work,
  person: AlumnusRow,
  organisation: OrganisationRow,
  { kind, stage, day, source, dueDay }: Deadline,
  state: "waiting" | "skipped",
  isLate: boolean,
): Promise<void> {
  const id = randomUUID();
  await db
    .insert(deadline)
    .values({
      ...{ id, alumnusId: person.id, kind, stage, source, state, isLate, changedAt: now },
      about: vault.fingerprint("deadline_day", `${person.id}|${day}`),
      day: await vault.seal(db, person.keyId, deadlinePlace(id), day),
      dueAt: isLate ? now : startOfDay(organisation, dueDay),
    })
    .onConflictDoNothing();
}
