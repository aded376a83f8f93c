import { and, desc, eq, isNull } from "drizzle-orm";
import { ownWords } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { withCapitals } from "../i18n/capitals.ts";
import { withDutchBeneath } from "../i18n/dutch-beneath.ts";
import { findWhoIsThere } from "../people/duty/who-is-there.ts";
import type { AlumnusView } from "../people/store.ts";
import { isInCrisis } from "./find-running-crisis.ts";
import { hearWords, signalsOfUnheard, type Words } from "./hear-words.ts";
import { passOnInCrisis } from "./pass-on-in-crisis.ts";
import { isAtLeast } from "./question-set.ts";
import { findLastDone, findSeverity, type SignalRow } from "./store.ts";
import { storeSignals } from "./store-signals.ts";
import { tidyTheirsLater } from "./tidy-up.ts";

/** One "thank you, a human reads this" is enough for words that come one after another. */
const quietMilliseconds = 10 * 60_000;

/**
 * Words that no question asked for: kept, put before a human as a wish for a message, and acknowledged with who reads them
 * and when. `isCrisis` tells the caller to open the safety questions. `saidBefore`: they were written before it was known by whom,
 * and what there was to say in a crisis was said then.
 */
export async function hearUnasked(
  work: Work,
  view: AlumnusView,
  words: Words,
  saidBefore = false,
): Promise<{ signals: SignalRow[]; isCrisis: boolean }> {
  const { now } = work;
  const { row } = view;
  const before = await findLastUnasked(work, row.id);
  const ended = await findJustEnded(work, row);
  const whose = { personId: row.id, keyId: row.keyId, ...(ended ? { checkInId: ended } : {}) };
  const { wordsId, signals: found } = await hearWords(work, whose, words);
  const isCrisis = found.some(({ severity }) => isAtLeast(severity, "crisis"));
  const inCrisis = await isInCrisis(work.db, row.id);
  // We asked for a sentence more: that is no wish for a message, and whoever has this person reads it with the answers. Where they
  // are not there in time, a colleague who is would not know of it.
  const isReadAlong = ended !== undefined && (await findWhoIsThere(work, view)).isTheirs;
  const unasked = {
    cause: `words:${wordsId}`,
    rule: "unasked",
    theme: "general",
    severity: "attention",
    // In a crisis nobody is said to want a message: a human is called.
    ...(isCrisis || inCrisis ? {} : ({ wish: "message" } as const)),
  } as const;
  const about = { personId: row.id, wordsId, ...(ended ? { checkInId: ended } : {}) };
  const unheard = inCrisis ? signalsOfUnheard(wordsId, words) : [];
  const all = isReadAlong ? found : [...found, unasked];
  const signals = await storeSignals(work, about, [...all, ...unheard]);
  if (isCrisis) await tidyTheirsLater(work, view, words);
  // After a crisis, until a human has recorded an outcome, whatever comes is passed on and said to be.
  if (!isCrisis && inCrisis) {
    if (!saidBefore) await passOnInCrisis(work, view, words);
    return { signals, isCrisis };
  }
  const isRecent = before !== undefined && now.getTime() - before.getTime() < quietMilliseconds;
  if (!isCrisis && !isRecent && row.chatId !== null) {
    const text = await withDutchBeneath(work.texts, view.language, async (texts, language) => {
      const { when, reader } = await findWhoIsThere({ ...work, texts }, { ...view, language });
      return withCapitals(texts(language)("checkin:flow.unasked", { worker: reader, when }), language);
    });
    await say(work, { chatId: row.chatId, outgoing: { kind: "say", text } });
  }
  return { signals, isCrisis };
}

async function findLastUnasked(work: Work, personId: string): Promise<Date | undefined> {
  const [row] = await work.db
    .select({ at: ownWords.at })
    .from(ownWords)
    .where(and(eq(ownWords.personId, personId), isNull(ownWords.checkInId)))
    .orderBy(desc(ownWords.at))
    .limit(1);
  return row?.at;
}

/** Until so long after its end, words belong to the check-in that asked whether there was more to say. */
const moreMilliseconds = 60 * 60_000;

/** The check-in that ended a moment ago with "want to say something more?". */
async function findJustEnded(
  work: Work,
  { id, sharedPhone }: AlumnusView["row"],
): Promise<string | undefined> {
  const last = await findLastDone(work.db, id);
  const isRecent = last?.endedAt && work.now.getTime() - last.endedAt.getTime() < moreMilliseconds;
  // Not every end asks for more: not that of a crisis, nor the neutral one on a shared phone.
  if (!isRecent || last.background === null) return undefined;
  const asksForMore = !isAtLeast(await findSeverity(work.db, last.id), sharedPhone ? "urgent" : "crisis");
  return asksForMore ? last.id : undefined;
}
