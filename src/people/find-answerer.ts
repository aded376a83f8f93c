import { and, asc, eq, isNull } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { caseWorker } from "../db/schema/index.ts";
import type { CaseWorkerRow, OrganisationRow } from "./store.ts";

const firstChoice = ["attentionOfficer", "coordinator", "caseWorker"] as const;

/**
 * Who of the staff answers first what parents ask: whoever the organisation named, else the attention officer, a coordinator, anybody,
 * who is longest there. Undefined where nobody is on the staff.
 */
export async function findAnswerer(
  db: Db,
  { id, answererId }: Pick<OrganisationRow, "id" | "answererId">,
): Promise<CaseWorkerRow | undefined> {
  const staff = await db
    .select()
    .from(caseWorker)
    .where(and(eq(caseWorker.organisationId, id), isNull(caseWorker.leftAt)))
    .orderBy(asc(caseWorker.createdAt), asc(caseWorker.id));
  const named = staff.find((one) => one.id === answererId);
  return named ?? firstChoice.flatMap((role) => staff.find((one) => one.role === role) ?? [])[0];
}
