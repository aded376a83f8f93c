import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { crisisMessage, crisisSpoken } from "../checkin/crisis-message.ts";
import { isInCrisis } from "../checkin/find-running-crisis.ts";
import { isHelpWord } from "../checkin/hear-help-word.ts";
import { hearWords, signalsOfUnheard, type Words } from "../checkin/hear-words.ts";
import { passOnInCrisis } from "../checkin/pass-on-in-crisis.ts";
import { isAtLeast } from "../checkin/question-set.ts";
import type { SignalRow } from "../checkin/store.ts";
import { storeSignals } from "../checkin/store-signals.ts";
import { tidyLater, tidyTheirsLater } from "../checkin/tidy-up.ts";
import { ownWords, talkMessage } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { autonyms } from "../i18n/language.ts";
import { isInOtherScript } from "../i18n/script-of.ts";
import { findWhoIsThere, type WhoIsThere } from "../people/duty/who-is-there.ts";
import { findWriter, writingMilliseconds } from "../people/has-talk.ts";
import { findCaseWorker, isAsker, type PersonView } from "../people/store.ts";
import { giveTalkTo } from "./give-talk-to.ts";
import { sayCopy } from "./say-copy.ts";
import { changeTalk, findOtherSide, lockRunningTalk, type TalkRow } from "./store.ts";
import { findWhereabouts, hiddenIfShared, type TalkView, viewTalk } from "./talk-view.ts";
import { isToTranslate } from "./translate.ts";

/** So often a young person is told that nobody is at the keyboard, however much they write. */
const quietMilliseconds = writingMilliseconds;

/**
 * What a young person says while a human talks with them goes to that human; the robot is silent. It is kept and has to be read
 * in time like any words of theirs. Words of crisis also bring the numbers and raise an escalation, from the returned signals.
 * While the owner is not at work nobody is there for whom the robot is silent (docs/decisions/0020): words of crisis of an alumnus
 * ask the safety questions, which bring the numbers (`opensSafety`, the caller's); in a crisis all that comes is said to be passed
 * on, unless the owner wrote a moment ago, and a voice note, a photo or a place rings. HELP brings the numbers in a crisis at any time.
 * Where the owner is away, whoever stands in and can be reached goes on with the talk. Undefined when no talk is open: then the words are
 * for whoever else hears them.
 */
export async function hearInTalk(
  work: Work,
  view: PersonView,
  words: Words,
): Promise<{ readonly signals: SignalRow[]; readonly opensSafety: boolean } | undefined> {
  const { db, now } = work;
  const chatId = view.row.chatId;
  const running = await lockRunningTalk(db, view.row.id);
  if (running?.state !== "open" || chatId === null) return undefined;
  const row = await keepGoing(work, view, running);
  const owner = row && (await findCaseWorker(db, row.ownerId));
  if (!row || !owner || owner.chatId === null || owner.leftAt) return undefined;
  const { wordsId, signals: found } = await hearWords(
    work,
    { personId: view.row.id, keyId: view.row.keyId },
    words,
  );
  const id = randomUUID();
  const seen = await viewTalk(work, row);
  if (!seen) return undefined;
  await db.insert(talkMessage).values({
    ...{ id, talkId: row.id, at: now, wordsId, chatId, messageId: words.messageId },
    copyChatId: owner.chatId,
    toTranslate: isToTranslate(work, words, view.language, seen.staffLanguage),
  });
  const { isAtWork, isAway } = await findWhereabouts(work, view, owner.id);
  const isWriting = isAtWork || (!isAway && (await findWriter(db, row.personId, now)) === owner.id);
  const there = await findWhoIsThere(work, view);
  const answered = words.replyTo && { chatId, messageId: words.replyTo };
  const copies = await sayCopy(work, id, words, {
    ...{ chatId: owner.chatId, from: seen.name, isHidden: false, isQuiet: !isAtWork },
    ...(answered ? { answers: await findOtherSide(db, answered, owner.chatId) } : {}),
    // The first of several: one tap says that all of it was read.
    ...(row.waitingSince === null
      ? {
          buttons: [
            [{ label: seen.toStaff("talk:button.read"), action: { do: "talk", talk: row.id, verb: "read" } }],
          ],
        }
      : {}),
  });
  await setCopies(work, id, copies);
  const inCrisis = await isInCrisis(db, view.row.id);
  // The copy goes to the owner without a sound then.
  const unheard = !isAtWork && inCrisis ? signalsOfUnheard(wordsId, words) : [];
  const signals = await storeSignals(work, { personId: view.row.id, wordsId }, [...found, ...unheard]);
  const isCrisis = found.some(({ severity }) => isAtLeast(severity, "crisis"));
  // Whoever is at work hears of it now: the owner reads it when they are back, and the young person was told another moment.
  if (!isAtWork && there.now)
    await db.update(ownWords).set({ readDueAt: now }).where(eq(ownWords.id, wordsId));
  const opensSafety = isCrisis && !isAtWork && !isAsker(view.row);
  if (opensSafety) await tidyTheirsLater(work, view, words);
  else if (isCrisis) await sayNumbers(work, view, words, row);
  else if (inCrisis && (!isWriting || isCallForHelp(words))) await passOnInCrisis(work, view, words);
  const told = isCrisis || isWriting || inCrisis ? false : await tellLater(work, seen, row, there);
  const isForeign =
    words.kind === "text" &&
    [view.language, seen.staffLanguage].every((language) => isInOtherScript(words.text, language));
  if (isForeign && row.toldLanguageAt === null) await tellLanguage(work, seen, owner.chatId);
  await changeTalk(db, row, {
    lastAt: now,
    waitingSince: row.waitingSince ?? now,
    askedToEndAt: null,
    ...(isForeign ? { toldLanguageAt: row.toldLanguageAt ?? now } : {}),
    ...(told ? { toldLaterAt: now } : {}),
  });
  return { signals, opensSafety };
}

const isCallForHelp = (words: Words): boolean => words.kind === "text" && isHelpWord(words.text);

async function setCopies({ db }: Work, id: string, copies: readonly string[]): Promise<void> {
  await db.update(talkMessage).set({ copies }).where(eq(talkMessage.id, id));
}

/** The owner is away and somebody whose chat works stands in: they go on with it. Else it stays, and what is said there goes to others as unread. */
async function keepGoing(work: Work, view: PersonView, row: TalkRow): Promise<TalkRow> {
  const { deputyId } = await findWhereabouts(work, view, row.ownerId);
  const deputy = deputyId === null ? undefined : await findCaseWorker(work.db, deputyId);
  return deputy ? giveTalkTo(work, row, deputy) : row;
}

/**
 * Outside the owner's hours the young person reads honestly when a human does, and whether it is the owner alone who is not there.
 * True when something was said.
 */
async function tellLater(
  work: Work,
  { view, ownerName: worker, toPerson: t }: TalkView,
  row: TalkRow,
  { now: isSomebody, when }: WhoIsThere,
): Promise<boolean> {
  const isRecent = row.toldLaterAt && work.now.getTime() - row.toldLaterAt.getTime() < quietMilliseconds;
  if (isRecent || view.row.chatId === null) return false;
  const text = isSomebody ? t("talk:elsewhere", { worker, when }) : t("talk:later", { when });
  await say(work, {
    chatId: view.row.chatId,
    subject: { kind: "talkNotice", id: row.id },
    outgoing: { kind: "say", text, ...hiddenIfShared(view) },
  });
  return true;
}

/** They write in letters of another language than the one they chose: once a talk, what that means for the owner. */
async function tellLanguage(work: Work, { toStaff: t, name, view }: TalkView, chatId: number): Promise<void> {
  const language = autonyms[view.language];
  const text = t(work.hasTranslator ? "talk:language.machine" : "talk:language.none", { name, language });
  await say(work, { chatId, outgoing: { kind: "say", text, quiet: true } });
}

/** The one thing that the robot says of its own accord while a human talks: whom to call now. */
export async function sayNumbers(
  work: Work,
  view: PersonView,
  words: Words,
  { id }: Pick<TalkRow, "id">,
): Promise<void> {
  const { chatId } = view.row;
  if (chatId === null) return;
  const text = await crisisMessage(work, view);
  const outgoing = { kind: "say", text, spoken: await crisisSpoken(work, view) } as const;
  const subject = { kind: "talkNotice", id } as const;
  const outboxId = await say(work, { chatId, lane: "crisis", outgoing, subject });
  await tidyLater(work, view, outboxId);
  await tidyTheirsLater(work, view, words);
}
