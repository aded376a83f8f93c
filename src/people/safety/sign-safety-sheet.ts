import { randomUUID } from "node:crypto";
import { safetySheet } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import { may } from "../may.ts";
import { actorOfStaff, type CaseWorkerRow } from "../store.ts";
import type { SafetySheetRow } from "./find-safety-sheet.ts";
import { mostNumbers, type SafetyNumber } from "./safety-sheet.ts";

/** What is signed. */
export interface SheetContent {
  readonly onCall: "rota" | "none";
  readonly numbers: readonly SafetyNumber[];
}

export type Signed =
  | { readonly ok: true; readonly row: SafetySheetRow }
  | { readonly ok: false; readonly reason: "notYours" | "tooMany" | "incomplete" };

/**
 * A named person says that they checked these numbers today. A new row each time; what was signed before stays as it was.
 * Coordinators and attention officers sign in the chat; at the machine the operator writes down who of the staff did it.
 * Refuses a sheet without 112 and 113, which no school does without, and more numbers than anybody reads.
 */
export async function signSafetySheet(
  { db, now }: Pick<Work, "db" | "now">,
  by: CaseWorkerRow,
  content: SheetContent,
  through: "chat" | "operator" = "chat",
): Promise<Signed> {
  const actor = through === "chat" ? actorOfStaff(by) : ({ kind: "operator" } as const);
  const { organisationId } = by;
  if (!may(actor, "signSafetySheet", { personId: "", caseWorkerId: "", organisationId }))
    return { ok: false, reason: "notYours" };
  if (content.numbers.length > mostNumbers) return { ok: false, reason: "tooMany" };
  const has = (kind: SafetyNumber["kind"]) =>
    content.numbers.some((one) => one.kind === kind && one.number !== "");
  if (!has("emergency") || !has("suicide")) return { ok: false, reason: "incomplete" };
  const [row] = await db
    .insert(safetySheet)
    .values({
      id: randomUUID(),
      organisationId,
      onCall: content.onCall,
      numbers: content.numbers,
      checkedBy: by.id,
      checkedAt: now,
    })
    .returning();
  if (!row) throw new Error("A safety sheet that was not stored");
  await recordAccess(db, {
    at: now,
    actor: through === "chat" ? { kind: "caseWorker", id: by.id } : { kind: "operator" },
    action: "signSafetySheet",
    subject: { kind: "organisation", id: organisationId },
  });
  return { ok: true, row };
}
