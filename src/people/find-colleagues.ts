import { and, asc, eq, isNull } from "drizzle-orm";
import { caseWorker } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { firstNameOf, openName } from "./details.ts";
import { type Actor, type Deed, may } from "./may.ts";
import { actorOfStaff, type CaseWorkerRow, findCaseWorker } from "./store.ts";

export interface Colleague {
  readonly id: string;
  readonly row: CaseWorkerRow;
  /** The whole name. */
  readonly name: string;
  readonly firstName: string;
}

/** One of the staff, with the name opened. */
export async function openColleague(
  { db, vault }: Pick<Work, "db" | "vault">,
  row: CaseWorkerRow,
): Promise<Colleague> {
  const name = await openName(db, vault, row);
  return { id: row.id, row, name, firstName: firstNameOf(name) };
}

/** Everybody of an organisation who has not left, by name. */
export async function findColleagues(
  work: Pick<Work, "db" | "vault">,
  organisationId: string,
): Promise<Colleague[]> {
  const rows = await work.db
    .select()
    .from(caseWorker)
    .where(and(eq(caseWorker.organisationId, organisationId), isNull(caseWorker.leftAt)))
    .orderBy(asc(caseWorker.createdAt));
  await work.vault.readKeys(
    work.db,
    rows.map(({ keyId }) => keyId),
  );
  const colleagues: Colleague[] = [];
  for (const row of rows) colleagues.push(await openColleague(work, row));
  return colleagues.sort((a, b) => a.name.localeCompare(b.name, "nl"));
}

/** One of the staff about whom this may be done; undefined when it may not, or when they are not here (any more). */
export async function findColleagueFor(
  work: Pick<Work, "db">,
  by: CaseWorkerRow,
  deed: Extract<Deed, "arrangeDuty" | "planDuty">,
  id: string,
): Promise<CaseWorkerRow | undefined> {
  const row = await findCaseWorker(work.db, id);
  return row && !row.leftAt && mayAbout(actorOfStaff(by), deed, row) ? row : undefined;
}

/** Whether this may be done about one of the staff. */
export const mayAbout = (
  actor: Actor,
  deed: Extract<Deed, "arrangeDuty" | "planDuty" | "takeShift">,
  { id, organisationId }: Pick<CaseWorkerRow, "id" | "organisationId">,
): boolean => may(actor, deed, { personId: null, organisationId, caseWorkerId: id });
