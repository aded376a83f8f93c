import { randomUUID } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import { ownWords } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { Spoken } from "../i18n/spoken-texts.ts";
import { findReadDue } from "../people/duty/who-is-there.ts";
import { findOrganisation, findPerson } from "../people/store.ts";
import type { FoundSignal } from "./decide-signals.ts";
import { findCrisisWords } from "./find-crisis-words.ts";
import { raiseChanged } from "./find-said-again.ts";
import type { OwnWordsRow } from "./store.ts";

/** What can be said and passed on. Voice notes and photos stay with Telegram; we keep their ids. `caption`: the words beneath. */
export type Said =
  /** `spoken`: a sentence of ours, which may have been recorded. */
  | { readonly kind: "text"; readonly text: string; readonly spoken?: Spoken }
  | { readonly kind: "voice"; readonly fileId: string; readonly seconds: number; readonly caption?: string }
  /** `follows`: of an album, and not its first. */
  | { readonly kind: "photo"; readonly fileId: string; readonly caption?: string; readonly follows?: true }
  | {
      readonly kind: "place";
      readonly latitude: number;
      readonly longitude: number;
      readonly caption?: string;
    };

/** What a young person wrote or said, with Telegram's number of the message, and of the one that it answers. */
export type Words = Said & { readonly messageId: number; readonly replyTo?: number };
/** Words that are typed or spoken: what a question can be answered with. */
export type SpokenWords = Extract<Words, { kind: "text" | "voice" }>;

/** The typed part of it, where words of crisis can be found. */
export const typedIn = (said: Said): string | undefined => (said.kind === "text" ? said.text : said.caption);

/** The same with other words: what can be changed of a photo or a voice note is what stands beneath it. */
export const withWords = <One extends Said>(said: One, text: string): One =>
  said.kind === "text" ? { ...said, text } : { ...said, caption: text };

const wordsPlace = (id: string) => ({ table: "own_words", column: "body", row: id });

interface Whose {
  readonly personId: string;
  /** The key of the person whose words they are. */
  readonly keyId: string;
  readonly checkInId?: string;
  readonly questionId?: string;
}

/**
 * Keeps words for a human to read and looks for words of crisis in them before they are sealed, in the same transaction.
 * What is found only ever raises; what is not found means nothing, which is why a human reads all of it (security.md 12).
 */
export async function hearWords(
  work: Work,
  whose: Whose,
  words: Words,
): Promise<{ wordsId: string; signals: FoundSignal[] }> {
  const { db, vault, now } = work;
  const id = randomUUID();
  await db.insert(ownWords).values({
    id,
    personId: whose.personId,
    checkInId: whose.checkInId ?? null,
    questionId: whose.questionId ?? null,
    kind: words.kind,
    body: await vault.seal(db, whose.keyId, wordsPlace(id), JSON.stringify(words)),
    messageId: words.messageId,
    at: now,
    readDueAt: await readDueOf(work, whose.personId),
  });
  return { wordsId: id, signals: signalsOfWords(id, words) };
}

/**
 * Nobody can tell what is in a voice note or a photo before a human has heard or seen it, nor what a place means: in a crisis it rings
 * like words of crisis (docs/decisions/0020). None for what is typed.
 */
export const signalsOfUnheard = (wordsId: string, { kind }: Said): FoundSignal[] =>
  kind === "text"
    ? []
    : [{ cause: `words:${wordsId}:${kind}`, rule: kind, theme: "safety", severity: "crisis" }];

async function readDueOf(work: Work, personId: string): Promise<Date> {
  const { db, now } = work;
  const person = await findPerson(db, personId);
  if (!person) throw new Error("Words of nobody");
  const school = await findOrganisation(db, person.organisationId);
  return findReadDue(work, school, now);
}

function signalsOfWords(wordsId: string, words: Words): FoundSignal[] {
  const typed = typedIn(words);
  const hit = typed ? findCrisisWords(typed) : null;
  if (!hit) return [];
  return [{ cause: `words:${wordsId}:${hit.rule}`, rule: hit.rule, theme: "safety", severity: hit.severity }];
}

/**
 * An edited message: the new words replace the old ones, count as unread again, and signal what they signal anew
 * (`raiseChanged`). Undefined when the message is not one of this person's words (an edited command, or a tap typed as text).
 */
export async function changeWords(
  work: Work,
  whose: Pick<Whose, "personId" | "keyId">,
  messageId: number,
  text: string,
): Promise<{ row: OwnWordsRow; signals: FoundSignal[] } | undefined> {
  const { db, vault, now } = work;
  const [row] = await db
    .select()
    .from(ownWords)
    .where(and(eq(ownWords.personId, whose.personId), eq(ownWords.messageId, messageId)));
  if (!row || row.kind === "place") return undefined;
  const before = await openWords(work, whose.keyId, row);
  const words: Words = withWords(before, text);
  const body = await vault.seal(db, whose.keyId, wordsPlace(row.id), JSON.stringify(words));
  const readDueAt = await readDueOf(work, whose.personId);
  await db
    .update(ownWords)
    .set({ body, readAt: null, readBy: null, readDueAt, unreadRaisedAt: null })
    .where(eq(ownWords.id, row.id));
  const found = signalsOfWords(row.id, words);
  // Telegram also reports a message as edited whose words are as they were.
  const isChanged = typedIn(before) !== text;
  return { row, signals: isChanged ? await raiseChanged(db, whose.personId, found, now) : found };
}

/** Seals words anew under another key, as when the person's own is about to be destroyed. */
export async function resealWords(
  work: Pick<Work, "db" | "vault">,
  ids: readonly string[],
  fromKey: string,
  toKey: string,
): Promise<void> {
  const { db, vault } = work;
  for (const row of await db
    .select()
    .from(ownWords)
    .where(inArray(ownWords.id, [...ids]))) {
    const plain = await vault.open(db, fromKey, wordsPlace(row.id), row.body);
    const body = await vault.seal(db, toKey, wordsPlace(row.id), plain);
    await db.update(ownWords).set({ body }).where(eq(ownWords.id, row.id));
  }
}

/** Opens words for whoever may read them; the caller has asked `may` and writes the access log. */
export async function openWords(
  work: Pick<Work, "db" | "vault">,
  keyId: string,
  row: OwnWordsRow,
): Promise<Words> {
  return JSON.parse(await work.vault.open(work.db, keyId, wordsPlace(row.id), row.body)) as Words;
}
