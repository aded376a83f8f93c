import { and, asc, eq } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { answer, checkIn } from "../db/schema/index.ts";
import { findQuestion } from "./question-set.ts";
import { findSet } from "./store.ts";

/**
 * The finished check-ins in which a wish to learn or to try more could be told and something was answered, oldest first, and
 * whether it was told (domain 4.10, R15). Questions take turns: a check-in that did not ask says nothing.
 */
export async function findGrowth(
  db: Db,
  alumnusId: string,
): Promise<{ readonly endedAt: Date; readonly growth: boolean }[]> {
  const rows = await db
    .select({
      id: checkIn.id,
      setHash: checkIn.setHash,
      endedAt: checkIn.endedAt,
      questionId: answer.questionId,
      options: answer.options,
    })
    .from(answer)
    .innerJoin(checkIn, eq(checkIn.id, answer.checkInId))
    .where(
      and(
        eq(checkIn.alumnusId, alumnusId),
        eq(checkIn.state, "done"),
        eq(answer.complete, true),
        eq(answer.skipped, false),
      ),
    )
    .orderBy(asc(checkIn.endedAt), asc(checkIn.id));
  const found = new Map<string, { endedAt: Date; growth: boolean }>();
  for (const { id, setHash, endedAt, questionId, options } of rows) {
    const { set } = await findSet(db, setHash);
    const telling = findQuestion(set, questionId)?.options.filter((one) => one.talkPoint === "growth") ?? [];
    if (telling.length === 0 || !endedAt) continue;
    const isTold = telling.some((one) => options.includes(one.id));
    found.set(id, { endedAt, growth: isTold || found.get(id)?.growth === true });
  }
  return [...found.values()];
}
