import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { alumnus } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { openDetails } from "./details.ts";
import type { CaseWorkerRow } from "./store.ts";

/** The linked people of a case worker who have not stopped, by name: those to whom a check-in can be sent. */
export async function listCaseload(
  work: Work,
  worker: CaseWorkerRow,
): Promise<{ id: string; name: string }[]> {
  const rows = await work.db
    .select()
    .from(alumnus)
    .where(and(eq(alumnus.caseWorkerId, worker.id), isNotNull(alumnus.chatId), isNull(alumnus.stoppedAt)));
  const named = [];
  for (const row of rows) {
    const { firstName, lastName } = await openDetails(work.db, work.vault, row);
    named.push({ id: row.id, name: `${firstName} ${lastName}` });
  }
  return named.sort((a, b) => a.name.localeCompare(b.name, "nl"));
}
