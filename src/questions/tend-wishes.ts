import { and, asc, count, eq, gte, inArray, isNotNull, isNull, lt, or, type SQL } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { knowledgeWish, question } from "../db/schema/index.ts";
import { type Hand, isApprover, type Wrong } from "../knowledge/change-own.ts";
import { startOfDay } from "../people/duty/is-staffed.ts";
import type { OrganisationRow } from "../people/store.ts";

/**
 * What humans kept for the robot in a local month (`2026-11`), how many questions it could not answer (`missed`), and how many a human
 * was asked at once (`straight`), by what they seemed to be about and language: for whoever edits the answers. Of those questions
 * nothing else is kept.
 */
export async function findMonth(
  db: Db,
  { id, timeZone }: Pick<OrganisationRow, "id" | "timeZone">,
  month: string,
) {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const following = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
  const from = startOfDay({ timeZone }, `${month}-01`);
  const until = startOfDay({ timeZone }, `${following}-01`);
  const inMonth = (at: typeof knowledgeWish.wishedAt | typeof question.at) =>
    and(gte(at, from), lt(at, until));
  const wishes = await db
    .select()
    .from(knowledgeWish)
    .where(and(eq(knowledgeWish.organisationId, id), inMonth(knowledgeWish.wishedAt)))
    .orderBy(asc(knowledgeWish.wishedAt), asc(knowledgeWish.id));
  const countOf = (which: SQL | undefined) =>
    db
      .select({ topic: question.topic, language: question.language, count: count() })
      .from(question)
      .where(and(eq(question.organisationId, id), inMonth(question.at), which))
      .groupBy(question.topic, question.language)
      .orderBy(asc(question.topic), asc(question.language));
  const missed = await countOf(and(isNull(question.itemId), inArray(question.outcome, ["human", "choose"])));
  // A voice note is a question of which the robot knows nothing but that it was asked.
  const straight = await countOf(
    or(eq(question.outcome, "straight"), and(eq(question.outcome, "unheard"), isNotNull(question.sentAt))),
  );
  return { wishes, missed, straight };
}

/** Other words count from now on. Refuses whoever was not appointed, who kept them themselves, and what is no words for an item. */
export async function takeWishes(
  { db, now }: { readonly db: Db; readonly now: Date },
  by: Hand,
  starts: readonly string[],
): Promise<{ readonly ok: true; readonly count: number } | Wrong> {
  if (!(await isApprover(db, by)))
    return {
      ok: false,
      why: "Only who was appointed may take them: `knowledge approvers --add NAME`. Nothing was changed.",
    };
  const all = await db
    .select()
    .from(knowledgeWish)
    .where(eq(knowledgeWish.organisationId, by.organisationId));
  const chosen = starts.map((start) => all.find(({ id }) => start.length >= 8 && id.startsWith(start)));
  const missing = starts.find((_, index) => chosen[index] === undefined);
  if (missing !== undefined) return { ok: false, why: `There is no wish ${missing}. Nothing was changed.` };
  const rows = chosen.flatMap((row) => row ?? []);
  const own = rows.find(({ wishedBy }) => wishedBy === by.id);
  if (own)
    return { ok: false, why: "A second person must look at what you kept yourself. Nothing was changed." };
  const isNew = rows.find(({ itemId }) => itemId === null);
  if (isNew)
    return {
      ok: false,
      why: `${isNew.id.slice(0, 8)} is a new question: write an item for it (\`knowledge import\`). Nothing was changed.`,
    };
  for (const { id } of rows)
    await db.update(knowledgeWish).set({ takenBy: by.id, takenAt: now }).where(eq(knowledgeWish.id, id));
  return { ok: true, count: rows.length };
}
