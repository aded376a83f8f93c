import type { Work } from "../delivery/work.ts";
import { openName } from "./details.ts";
import type { CaseWorkerRow } from "./store.ts";

/** The whole name of a case worker, also of one who left; undefined when it was erased. */
export async function nameOfStaff(
  { db, vault }: Pick<Work, "db" | "vault">,
  row: CaseWorkerRow,
): Promise<string | undefined> {
  return row.name.length === 0 ? undefined : openName(db, vault, row);
}
