import { createHash } from "node:crypto";
import { and, eq, inArray, notInArray } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { checkIn, questionSetVersion } from "../db/schema/index.ts";
import { resources } from "../i18n/texts.ts";
import type { QuestionSet } from "./question-set.ts";
import { findSet, running } from "./store.ts";

/** The new set lacks a question or an option that a running check-in still shows on somebody's phone. */
export class QuestionRemoved extends Error {
  constructor(ids: readonly string[]) {
    super(
      `These questions or options are in use by running check-ins and may not be removed: ${ids.join(", ")}. Ids are append-only.`,
    );
    this.name = "QuestionRemoved";
  }
}

/** The words of the questions in every language, as they stand now. */
const textsIn = (all: typeof resources) =>
  Object.fromEntries(
    Object.entries(all).map(([language, rooms]) => [
      language,
      { question: rooms.checkin.question, situation: rooms.checkin.situation },
    ]),
  );
export const questionTexts = textsIn(resources);

/** Every question id and every `question:option` of a set. */
export const idsOf = (set: QuestionSet): string[] =>
  set.questions.flatMap(({ id, options }) => [id, ...options.map((option) => `${id}:${option.id}`)]);

/**
 * Stores this version of the questions and their texts under the hash of both, if it is new, and returns the hash. Check-ins
 * go on with the version they began with. Throws QuestionRemoved when a running check-in's version has an id that is gone.
 */
export async function publishQuestionSet(
  db: Db,
  now: Date,
  set: QuestionSet,
  all = resources,
): Promise<string> {
  const texts = textsIn(all);
  const hash = createHash("sha256")
    .update(JSON.stringify([set, texts]))
    .digest("base64url");
  const inUse = await db
    .selectDistinct({ hash: checkIn.setHash })
    .from(checkIn)
    .where(and(inArray(checkIn.state, [...running]), notInArray(checkIn.setHash, [hash])));
  const ids = new Set(idsOf(set));
  for (const { hash: older } of inUse) {
    const removed = idsOf((await findSet(db, older)).set).filter((id) => !ids.has(id));
    if (removed.length > 0) throw new QuestionRemoved(removed);
  }
  const [known] = await db
    .select({ hash: questionSetVersion.hash })
    .from(questionSetVersion)
    .where(eq(questionSetVersion.hash, hash));
  if (!known)
    await db
      .insert(questionSetVersion)
      .values({ hash, version: set.version, body: set, texts, publishedAt: now })
      .onConflictDoNothing();
  return hash;
}
