import { and, eq } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { codeStep, escalationEvent } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { CodeStep } from "./code-steps.ts";
import type { EscalationRow } from "./store.ts";

/** The steps of the reporting code that a human says were taken. */
export async function findTickedSteps(db: Db, escalationId: string): Promise<ReadonlySet<CodeStep>> {
  const rows = await db
    .select({ step: codeStep.step })
    .from(codeStep)
    .where(eq(codeStep.escalationId, escalationId));
  return new Set(rows.map(({ step }) => step));
}

/**
 * Whether an outcome may be recorded now: always for what is less than a crisis; for a crisis once the human has ticked a
 * step of the reporting code or said that it is not needed. One tap away, so it never holds anybody up in an emergency.
 */
export async function mayResolveCrisis(
  { db }: Pick<Work, "db">,
  row: Pick<EscalationRow, "id" | "severity">,
): Promise<boolean> {
  if (row.severity !== "crisis") return true;
  if ((await findTickedSteps(db, row.id)).size > 0) return true;
  const [said] = await db
    .select({ id: escalationEvent.id })
    .from(escalationEvent)
    .where(and(eq(escalationEvent.escalationId, row.id), eq(escalationEvent.kind, "codeNotNeeded")))
    .limit(1);
  return said !== undefined;
}
