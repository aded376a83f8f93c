import { and, desc, eq, isNull } from "drizzle-orm";
import { ownWords } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { AlumnusView } from "../people/store.ts";
import { findWhoIsThere } from "../people/who-is-there.ts";
import { hearWords, type Words } from "./hear-words.ts";
import { isAtLeast } from "./question-set.ts";
import type { SignalRow } from "./store.ts";
import { storeSignals } from "./store-signals.ts";

/** One "thank you, a human reads this" is enough for words that come one after another. */
const quietMilliseconds = 10 * 60_000;

/**
 * Words that no question asked for: kept, put before a human as a wish for a message, and acknowledged with when a human
 * reads them. `isCrisis` tells the caller to open the safety questions.
 */
export async function hearUnasked(
  work: Work,
  view: AlumnusView,
  words: Words,
): Promise<{ signals: SignalRow[]; isCrisis: boolean }> {
  const { now } = work;
  const { row } = view;
  const before = await findLastUnasked(work, row.id);
  const { wordsId, signals: found } = await hearWords(work, { alumnusId: row.id, keyId: row.keyId }, words);
  const isCrisis = found.some(({ severity }) => isAtLeast(severity, "crisis"));
  const unasked = {
    cause: `words:${wordsId}`,
    rule: "unasked",
    theme: "general",
    severity: "attention",
    // In a crisis nobody is said to want a message: a human is called.
    ...(isCrisis ? {} : ({ wish: "message" } as const)),
  } as const;
  const signals = await storeSignals(work, { alumnusId: row.id, wordsId }, [...found, unasked]);
  const isRecent = before !== undefined && now.getTime() - before.getTime() < quietMilliseconds;
  if (!isCrisis && !isRecent && row.chatId !== null) {
    const t = work.texts(view.language);
    const { when } = await findWhoIsThere(work, view);
    await say(work, {
      chatId: row.chatId,
      outgoing: { kind: "say", text: t("checkin:flow.unasked", { worker: view.workerName, when }) },
    });
  }
  return { signals, isCrisis };
}

async function findLastUnasked(work: Work, alumnusId: string): Promise<Date | undefined> {
  const [row] = await work.db
    .select({ at: ownWords.at })
    .from(ownWords)
    .where(and(eq(ownWords.alumnusId, alumnusId), isNull(ownWords.checkInId)))
    .orderBy(desc(ownWords.at))
    .limit(1);
  return row?.at;
}
