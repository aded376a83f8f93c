import { eq } from "drizzle-orm";
import type { Database } from "../../src/db/connect.ts";
import { alumnus } from "../../src/db/schema/index.ts";
import { lookAgainAtAll } from "../../src/people/look-again.ts";
import type { Life } from "./life.ts";
import type { PlannedYoung } from "./plan-world.ts";

/** What a later list of the school does to whoever's exit day stood wrong in the first: the day is another, and they are looked at. */
export function correctExit(
  life: Life,
  { db }: Database,
  now: () => number,
  { correction }: PlannedYoung,
  alumnusId: string,
): void {
  if (!correction) return;
  life.agenda.add(correction.at, () =>
    db.transaction(async (tx) => {
      await tx.update(alumnus).set({ exitDate: correction.exitDay }).where(eq(alumnus.id, alumnusId));
      await lookAgainAtAll({ db: tx, now: new Date(now()) }, [alumnusId]);
    }),
  );
}
