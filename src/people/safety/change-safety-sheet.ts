import { eq } from "drizzle-orm";
import { chat } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import type { CaseWorkerRow, ChatRow } from "../store.ts";
import { findSafetySheet } from "./find-safety-sheet.ts";
import { mostNumbers, readOwnNumber, readSafetyNumber, type SafetyNumber } from "./safety-sheet.ts";
import { codeOfSheet, contentOf, maySign, type SheetDraft } from "./show-safety-sheet.ts";
import { type SheetContent, type Signed, signSafetySheet } from "./sign-safety-sheet.ts";

/** Changes that were not signed are forgotten after an hour: nobody ever read them. */
const draftMinutes = 60;

type Expected = Extract<NonNullable<ChatRow["expects"]>, { kind: "safety" }>;

/** What is typed next in this chat, if it is for the sheet and not too late. */
export function expectedOfSheet(work: Pick<Work, "now">, chatRow: ChatRow): Expected | undefined {
  const { expects } = chatRow;
  return expects?.kind === "safety" && new Date(expects.until) > work.now ? expects : undefined;
}

/** The sheet with this chat's own changes to it. */
export async function findDraft(work: Work, by: CaseWorkerRow, chatRow: ChatRow): Promise<SheetDraft> {
  const signed = contentOf(await findSafetySheet(work, by.organisationId));
  const changed = expectedOfSheet(work, chatRow);
  if (!changed) return { ...signed, isChanged: false };
  const { onCall, numbers } = changed;
  return { onCall, numbers, isChanged: codeOfSheet(changed) !== codeOfSheet(signed) };
}

/** Keeps a change until it is signed, and what is typed next; refuses nothing, as nothing counts before a signature. */
export async function keepDraft(
  work: Work,
  chatRow: ChatRow,
  { onCall, numbers }: SheetContent,
  awaits?: number | "own",
): Promise<void> {
  const until = new Date(work.now.getTime() + draftMinutes * 60_000).toISOString();
  const expects = {
    kind: "safety",
    onCall,
    numbers,
    until,
    ...(awaits === undefined ? {} : { awaits }),
  } as const;
  await work.db.update(chat).set({ expects }).where(eq(chat.chatId, chatRow.chatId));
}

export type Typed =
  | { readonly ok: true; readonly draft: SheetContent }
  | { readonly ok: false; readonly reason: "notANumber" | "notOwn" | "tooMany" };

/** Puts what was typed in its place. Refuses what is no number, and loses nothing by it: the next try counts. */
export function takeTyped({ onCall, numbers, awaits }: Expected, text: string): Typed {
  if (awaits === "own") {
    const own = readOwnNumber(text);
    if (!own) return { ok: false, reason: "notOwn" };
    if (numbers.length >= mostNumbers) return { ok: false, reason: "tooMany" };
    return { ok: true, draft: { onCall, numbers: [...numbers, own] } };
  }
  const old = awaits === undefined ? undefined : numbers[awaits];
  const number = readSafetyNumber(text);
  if (!old || !number) return { ok: false, reason: "notANumber" };
  const changed = (one: SafetyNumber) => (one === old ? { ...one, number } : one);
  return { ok: true, draft: { onCall, numbers: numbers.map(changed) } };
}

/**
 * Signs exactly what the tapped button stood under (`code`): the changes of this chat, or what stands there already. Refuses
 * (`stale`) what has changed since.
 */
export async function signShown(
  work: Work,
  by: CaseWorkerRow,
  chatRow: ChatRow,
  code: string,
): Promise<Signed | { readonly ok: false; readonly reason: "stale" }> {
  if (!maySign(by)) return { ok: false, reason: "notYours" };
  const draft = await findDraft(work, by, chatRow);
  const signed = contentOf(await findSafetySheet(work, by.organisationId));
  const content = [draft, signed].find((one) => codeOfSheet(one) === code);
  if (!content) return { ok: false, reason: "stale" };
  const { onCall, numbers } = content;
  const done = await signSafetySheet(work, by, { onCall, numbers });
  if (done.ok && chatRow.expects?.kind === "safety")
    await work.db.update(chat).set({ expects: null }).where(eq(chat.chatId, chatRow.chatId));
  return done;
}
