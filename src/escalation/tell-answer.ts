import { and, desc, eq, gt, isNull } from "drizzle-orm";
import { contactRecord, ownWords } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { isStaffed } from "../people/duty/is-staffed.ts";
import {
  findCaseWorker,
  languageOfStaff,
  type PersonRow,
  type PersonView,
  viewPerson,
} from "../people/store.ts";
import { justRang } from "./ring-owner.ts";

/** An answer so long after a message is told to the one who wrote it. */
const answerMilliseconds = 7 * 86_400_000;

/**
 * The young person wrote after a talk in which they had said nothing: whoever wrote to them hears that there is an answer, once
 * a talk, unless the words have just rung that phone as an escalation. Nothing of the words is in it. Without a sound when
 * nobody is at work. Call it after whatever was said was taken and raised: only words that were kept now are an answer.
 */
export async function tellAnswer(work: Work, view: PersonView): Promise<void> {
  const { db, now } = work;
  const { row, organisation } = view;
  const [last] = await db
    .select()
    .from(contactRecord)
    .where(and(eq(contactRecord.personId, row.id), isNull(contactRecord.undoneAt)))
    .orderBy(desc(contactRecord.at))
    .limit(1);
  const since = new Date(now.getTime() - answerMilliseconds);
  if (last?.result !== "messaged" || last.at < since || !(await isFirstAnswer(work, row, last.at))) return;
  const worker = await findCaseWorker(db, last.caseWorkerId);
  if (!worker || worker.chatId === null || worker.leftAt) return;
  if (await justRang(work, row.id, worker.id)) return;
  const t = work.texts(await languageOfStaff(db, worker));
  const { details } = await viewPerson(work, row);
  const read = {
    label: t("escalation:message.read"),
    action: { do: "readWords", alumnus: row.id } as const,
  };
  await say(work, {
    chatId: worker.chatId,
    lane: "alert",
    outgoing: {
      kind: "say",
      text: t("escalation:message.answered", { name: details.firstName }),
      buttons: [[read]],
      ...(isStaffed(organisation, now) ? {} : { quiet: true }),
    },
  });
}

/** Words were kept in this transaction, and none between the message and now. */
async function isFirstAnswer({ db, now }: Work, { id }: PersonRow, since: Date): Promise<boolean> {
  const rows = await db
    .select({ at: ownWords.at })
    .from(ownWords)
    .where(and(eq(ownWords.personId, id), gt(ownWords.at, since)));
  return rows.length > 0 && rows.every(({ at }) => at.getTime() === now.getTime());
}
