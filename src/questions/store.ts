import { randomUUID } from "node:crypto";
import { and, desc, eq, isNotNull } from "drizzle-orm";
import type { Words } from "../checkin/hear-words.ts";
import { ownWords, question } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { PersonView } from "../people/store.ts";

export type QuestionRow = typeof question.$inferSelect;

const place = (id: string) => ({ table: "question", column: "body", row: id });

/** Notes a question; its words only when they may still go to a human (`keeps`). */
export async function noteQuestion(
  { db, now, vault }: Work,
  { row, language }: PersonView,
  words: Words,
  given: Pick<QuestionRow, "outcome" | "topic" | "itemId"> & { readonly keeps: boolean },
): Promise<QuestionRow> {
  const { keeps, ...became } = given;
  const id = randomUUID();
  const [made] = await db
    .insert(question)
    .values({
      ...{ id, personId: row.id, organisationId: row.organisationId, at: now, language, ...became },
      body: keeps ? await vault.seal(db, row.keyId, place(id), JSON.stringify(words)) : null,
      messageId: words.messageId,
    })
    .returning();
  if (!made) throw new Error("A question that was not stored");
  return made;
}

/** A question of this person, locked: two taps at once send it once. Undefined for anybody else's. */
export async function lockQuestion(
  { db }: Work,
  { row }: PersonView,
  id: string,
): Promise<QuestionRow | undefined> {
  const [found] = await db.select().from(question).where(eq(question.id, id)).for("update");
  return found?.personId === row.id ? found : undefined;
}

/** Whether a message is among what this person asked, or said for a human to read. */
export async function hasSaid(
  { db }: Pick<Work, "db">,
  personId: string,
  messageId: number,
): Promise<boolean> {
  const [words] = await db
    .select({ id: ownWords.id })
    .from(ownWords)
    .where(and(eq(ownWords.personId, personId), eq(ownWords.messageId, messageId)));
  const [asked] = await db
    .select({ id: question.id })
    .from(question)
    .where(and(eq(question.personId, personId), eq(question.messageId, messageId)));
  return words !== undefined || asked !== undefined;
}

/** Whose question it is; undefined when there is none (any more). */
export async function findWhoAsked({ db }: Work, id: string): Promise<string | undefined> {
  const [found] = await db.select({ personId: question.personId }).from(question).where(eq(question.id, id));
  return found?.personId;
}

/** The question that this person asked last. */
export async function findNewestQuestion(
  { db }: Pick<Work, "db">,
  { row }: PersonView,
): Promise<QuestionRow | undefined> {
  const [found] = await db
    .select()
    .from(question)
    .where(eq(question.personId, row.id))
    .orderBy(desc(question.at))
    .limit(1);
  return found;
}

/** The words of a question, while they are kept. */
export async function openQuestion(
  { db, vault }: Work,
  { row }: PersonView,
  asked: QuestionRow,
): Promise<Words | undefined> {
  if (!asked.body) return undefined;
  return JSON.parse(await vault.open(db, row.keyId, place(asked.id), asked.body)) as Words;
}

/** A question that may still go to a human says from now on what its message says. False when there is none. */
export async function changeAsked({ db, vault }: Work, { row }: PersonView, words: Words): Promise<boolean> {
  const [waiting] = await db
    .select()
    .from(question)
    .where(
      and(eq(question.personId, row.id), eq(question.messageId, words.messageId), isNotNull(question.body)),
    );
  if (!waiting) return false;
  const body = await vault.seal(db, row.keyId, place(waiting.id), JSON.stringify(words));
  await db.update(question).set({ body }).where(eq(question.id, waiting.id));
  return true;
}

export async function changeQuestion(
  { db }: Work,
  { id }: Pick<QuestionRow, "id">,
  values: Partial<Pick<QuestionRow, "body" | "outcome" | "topic" | "itemId" | "sentAt" | "wordsId">>,
): Promise<void> {
  await db.update(question).set(values).where(eq(question.id, id));
}
