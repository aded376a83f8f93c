import { desc, eq } from "drizzle-orm";
import { recordFirstAnswer } from "../../src/checkin/first-answer.ts";
import type { Db } from "../../src/db/connect.ts";
import { alumnus, caseWorker, chat, outbox, questionSetVersion } from "../../src/db/schema/index.ts";
import type { Work } from "../../src/delivery/work.ts";
import type { Language } from "../../src/i18n/language.ts";
import { confirmLink } from "../../src/people/link/confirm-link.ts";
import { answerFirstQuestion } from "../../src/people/link/first-question.ts";
import {
  answerOffer,
  answerPhone,
  chooseLinkingLanguage,
  understandRobot,
} from "../../src/people/link/link.ts";
import { findLinking, type LinkingRow } from "../../src/people/link/linking.ts";
import { findCaseWorker, viewAlumnus } from "../../src/people/store.ts";

const seeChat = (db: Db, chatId: number, now: Date) =>
  db.insert(chat).values({ chatId, language: "nl", firstSeenAt: now, lastSeenAt: now });

/** A case worker's phone without the first minute: for tests about what comes after. */
export async function linkCaseWorker(db: Db, now: Date, id: string, chatId: number): Promise<void> {
  await seeChat(db, chatId, now);
  await db.update(caseWorker).set({ chatId, linkedAt: now, listedAt: now }).where(eq(caseWorker.id, id));
}

/** An alumnus' phone without the first minute. */
export async function linkAlumnus(db: Db, now: Date, id: string, chatId: number): Promise<void> {
  await seeChat(db, chatId, now);
  await db.update(alumnus).set({ chatId, linkedAt: now }).where(eq(alumnus.id, id));
}

/**
 * The first minute after a card was scanned, up to the case worker's yes, by the use cases themselves and unseen: what is said
 * on the way is not sent. Everything that it leaves in the rows is there; how it looks has walks of its own.
 */
export async function passFirstMinute(
  work: Work,
  chatId: number,
  workerId: string,
  said: { readonly language: Language; readonly sharedPhone: boolean },
): Promise<void> {
  const { db } = work;
  const now = async (): Promise<LinkingRow> => {
    const row = await findLinking(work, chatId);
    if (!row) throw new Error("Nobody is on the way to being known in this chat");
    return row;
  };
  await chooseLinkingLanguage(work, await now(), said.language);
  await understandRobot(work, await now());
  await answerOffer(work, await now(), "yes");
  await answerPhone(work, await now(), said.sharedPhone);
  await answerFirstQuestion(work, await now(), "good");
  const worker = await findCaseWorker(db, workerId);
  const confirmed = worker && (await confirmLink(work, worker, (await now()).id, true));
  if (!confirmed?.ok) throw new Error("The case worker's yes was refused");
  const [set] = await db
    .select()
    .from(questionSetVersion)
    .orderBy(desc(questionSetVersion.publishedAt))
    .limit(1);
  await recordFirstAnswer(work, await viewAlumnus(work, confirmed.alumnus), "good", set?.hash ?? "");
  await db.update(outbox).set({ state: "dropped", body: null }).where(eq(outbox.state, "new"));
}
