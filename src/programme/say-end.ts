import { and, eq, gte } from "drizzle-orm";
import { enrolment } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { nextMessageTime } from "../people/calendar/next-message-time.ts";
import { canBeWrittenTo } from "../people/can-be-written-to.ts";
import { hasTalk } from "../people/has-talk.ts";
import type { AlumnusView } from "../people/store.ts";

/** The word at the end of the guidance, at a good time, to whoever takes part and can be written to; while a human talks with them it waits. */
export async function sayEnd(work: Work, view: AlumnusView): Promise<void> {
  const { chatId, joinedAt, stoppedAt, sharedPhone, ownTime } = view.row;
  if (chatId === null || joinedAt === null || stoppedAt !== null) return;
  if (!(await canBeWrittenTo(work, view.row)) || (await hasTalk(work.db, view.row.id))) return;
  const t = work.texts(view.language);
  const text = t(sharedPhone ? "programme:end.shared" : "programme:end.text", {
    name: view.details.firstName,
    worker: view.workerName,
  });
  // The term ends at midnight, for most in the middle of a vacation.
  const dueAt = nextMessageTime(view.organisation, ownTime, work.now);
  await say(work, { chatId, lane: "relay", dueAt, outgoing: { kind: "say", text } });
}

/** A talk that began then is over: the guidance may have ended meanwhile, and nobody has said so. */
export async function sayEndAfterTalk(work: Work, view: AlumnusView, since: Date): Promise<void> {
  const isOver = and(eq(enrolment.endReason, "term"), gte(enrolment.endedAt, since));
  const [ended] = await work.db
    .select({ id: enrolment.id })
    .from(enrolment)
    .where(and(eq(enrolment.alumnusId, view.row.id), isOver));
  if (ended) await sayEnd(work, view);
}
