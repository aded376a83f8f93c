import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { knowledgeWish, signal } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { EscalationRow } from "../escalation/store.ts";
import { findEscalation } from "../escalation/store.ts";
import { languageOf } from "../i18n/language.ts";
import { shippedKnowledge } from "../knowledge/ask.ts";
import { expectWords } from "../people/expect-words.ts";
import { type CaseWorkerRow, findPerson, isAsker, languageOfStaff } from "../people/store.ts";
import { codeOf } from "./show-menu.ts";

export type WishRow = typeof knowledgeWish.$inferSelect;

const longestWish = 300;
const mostItems = 4;

/** A human has answered a question that the robot could not: they are asked once whether it is to know it next time. */
export async function offerToKeep(work: Work, by: CaseWorkerRow, row: EscalationRow): Promise<void> {
  const person = await findPerson(work.db, row.personId);
  if (!person || !isAsker(person) || by.chatId === null || row.theme !== "question") return;
  const said = await work.db
    .select({ rule: signal.rule })
    .from(signal)
    .where(eq(signal.escalationId, row.id));
  if (!said.some(({ rule }) => rule?.split(":")[0] === "question")) return;
  const t = work.texts(await languageOfStaff(work.db, by));
  const button = (as: "words" | "item" | "no") => ({
    label: t(`questions:staff.keep.${as}`),
    action: { do: "keepQuestion", escalation: row.id, as } as const,
  });
  await say(work, {
    chatId: by.chatId,
    outgoing: {
      ...{ kind: "say", text: t("questions:staff.keep.ask"), quiet: true },
      buttons: [[button("words"), button("item")], [button("no")]],
    },
  });
}

/** Asks for the question without names: what was asked is a person's, what is kept is nobody's. False for whoever did not answer it. */
export async function askWithoutNames(
  work: Work,
  by: CaseWorkerRow,
  escalationId: string,
  as: "words" | "item",
): Promise<boolean> {
  const row = await findEscalation(work.db, escalationId);
  if (row?.ownerId !== by.id || by.chatId === null) return false;
  const t = work.texts(await languageOfStaff(work.db, by));
  await expectWords(work, by.chatId, { kind: "keepQuestion", escalationId, as });
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text: t("questions:staff.keep.type") } });
  return true;
}

/** Keeps the cleaned question as a wish to the editor, in the language of whoever asked; other words for an item are asked which. */
export async function keepWish(
  work: Work,
  by: CaseWorkerRow,
  { escalationId, as }: { readonly escalationId: string; readonly as: "words" | "item" },
  typed: string,
): Promise<void> {
  const { db, now } = work;
  const { chatId } = by;
  const row = await findEscalation(db, escalationId);
  const person = row && (await findPerson(db, row.personId));
  if (row?.ownerId !== by.id || !person || chatId === null) return;
  const t = work.texts(await languageOfStaff(db, by));
  const words = typed.trim().slice(0, longestWish);
  const language = languageOf(person.language) ?? "nl";
  const id = randomUUID();
  await db.insert(knowledgeWish).values({
    ...{ id, organisationId: row.organisationId, language, words, wishedBy: by.id, wishedAt: now },
  });
  if (as === "item")
    return void (await say(work, {
      chatId,
      outgoing: { kind: "say", text: t("questions:staff.keep.kept") },
    }));
  const { finder, texts } = shippedKnowledge();
  const nearest = finder.find(language, words).slice(0, mostItems);
  const buttons = nearest.flatMap(({ id: item }) => {
    const question = texts.nl.get(item)?.question;
    return question
      ? [[{ label: question, action: { do: "keepFor", wish: id, item: codeOf(item) } as const }]]
      : [];
  });
  const outgoing = { kind: "say", text: t("questions:staff.keep.which"), buttons } as const;
  await say(work, { chatId, outgoing });
}

/** These words are another way to ask this item. False when they are somebody else's, or gone. */
export async function wishFor(
  { db }: Work,
  by: CaseWorkerRow,
  wishId: string,
  itemId: string,
): Promise<boolean> {
  if (!shippedKnowledge().items.has(itemId)) return false;
  const changed = await db
    .update(knowledgeWish)
    .set({ itemId })
    .where(and(eq(knowledgeWish.id, wishId), eq(knowledgeWish.wishedBy, by.id)))
    .returning({ id: knowledgeWish.id });
  return changed.length === 1;
}
