import { and, inArray, isNotNull, isNull, or } from "drizzle-orm";
import { alumnus } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { openDetails } from "./details.ts";
import { findLookedAfterBy } from "./duty/find-deputy.ts";
import { isGuided } from "./guidance-over.ts";
import type { CaseWorkerRow } from "./store.ts";

/** The people of a case worker, and of whoever they stand in for now, who take part and whose guidance is not over, by name; those without Telegram are marked, because a human takes the step there. */
export async function listCaseload(
  work: Work,
  worker: CaseWorkerRow,
): Promise<{ id: string; name: string }[]> {
  const rows = await work.db
    .select()
    .from(alumnus)
    .where(
      and(
        inArray(alumnus.caseWorkerId, await findLookedAfterBy(work.db, worker, work.now)),
        or(isNotNull(alumnus.chatId), isNotNull(alumnus.joinedAt)),
        isNull(alumnus.stoppedAt),
        isGuided(work.db),
      ),
    );
  const named = [];
  for (const row of rows) {
    const { firstName, lastName } = await openDetails(work.db, work.vault, row);
    named.push({ id: row.id, name: `${firstName} ${lastName}${row.chatId === null ? " ☎" : ""}` });
  }
  return named.sort((a, b) => a.name.localeCompare(b.name, "nl"));
}
