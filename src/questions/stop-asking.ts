import { eq } from "drizzle-orm";
import { asker } from "../db/schema/index.ts";
import { dropUnsentQuestions } from "../delivery/drop-unsent.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { followReach } from "../escalation/follow-reach.ts";
import { checkedText } from "../i18n/dutch-beneath.ts";
import type { Language } from "../i18n/language.ts";
import { spokenIn } from "../i18n/spoken-texts.ts";
import { findAskersByChat } from "../people/store.ts";
import { endTalk } from "../talk/end-talk.ts";
import { lockRunningTalk } from "../talk/store.ts";

/**
 * STOP in a chat, for all as whom somebody asks in it: nothing is sent any more, no reminder either. What stands open with a human stays
 * open, and asking again undoes it. Says nothing: whoever is something else here too reads of it once.
 */
export async function stopAskers(work: Work, chatId: number): Promise<void> {
  const { db, now } = work;
  for (const row of await findAskersByChat(db, chatId)) {
    const talk = await lockRunningTalk(db, row.id);
    if (talk) await endTalk(work, talk, "stopped");
    await db.update(asker).set({ stoppedAt: now }).where(eq(asker.id, row.id));
    await followReach(work, row.id);
  }
  await dropUnsentQuestions(work, chatId);
}

/** The same for somebody who is nothing but who asks, with what they read of it. */
export async function stopAsking(work: Work, chatId: number, language: Language): Promise<void> {
  await stopAskers(work, chatId);
  await say(work, {
    chatId,
    outgoing: {
      ...{ kind: "say", text: checkedText(work.texts, language, "questions:stop.done") },
      spoken: spokenIn(language, "questions:stop.done"),
    },
  });
}
