import { and, eq, isNotNull } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { knowledgeWish } from "../db/schema/index.ts";

/** Approved words of an organisation, by the item that they ask for. */
export async function findTakenWords(
  db: Db,
  organisationId: string,
): Promise<{ readonly id: string; readonly phrasings: readonly string[] }[]> {
  const rows = await db
    .select({ id: knowledgeWish.itemId, words: knowledgeWish.words })
    .from(knowledgeWish)
    .where(
      and(
        eq(knowledgeWish.organisationId, organisationId),
        isNotNull(knowledgeWish.takenAt),
        isNotNull(knowledgeWish.itemId),
      ),
    );
  return rows.flatMap(({ id, words }) => (id === null ? [] : [{ id, phrasings: [words] }]));
}
