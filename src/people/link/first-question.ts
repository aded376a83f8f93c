import { and, eq } from "drizzle-orm";
import { linking } from "../../db/schema/index.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { checkedText } from "../../i18n/dutch-beneath.ts";
import { openSaid, sealSaid } from "../said-before.ts";
import type { AlumnusView } from "../store.ts";
import { advance, type LinkingRow, languageOfLinking, subjectOf } from "./linking.ts";

/**
 * Keeps the answer to the one question under the linking's own key: until the case worker's yes nobody can read it, and
 * after a no nobody ever will. False when it has been answered already.
 */
export async function answerFirstQuestion(work: Work, row: LinkingRow, option: string): Promise<boolean> {
  const said = await sealSaid(work, row, { ...(await openSaid(work, row)), option });
  if (!(await advance(work, row, "question", { step: "waiting", said }))) return false;
  const { workerName } = await subjectOf(work, row);
  const key = row.sharedPhone ? "people:link.thanksShared" : "people:link.thanks";
  const text = checkedText(work.texts, languageOfLinking(row), key, { worker: workerName });
  await say(work, { chatId: row.chatId, outgoing: { kind: "say", text } });
  return true;
}

/**
 * The one question, answered after the case worker's yes: it is known by then who answers. False when it was answered
 * before, or the button is of another linking.
 */
export async function takeLateFirstAnswer(
  { db }: Work,
  { row }: Pick<AlumnusView, "row">,
  linkingId: string,
): Promise<boolean> {
  const taken = await db
    .update(linking)
    .set({ step: "waiting" })
    .where(
      and(
        eq(linking.id, linkingId),
        eq(linking.alumnusId, row.id),
        eq(linking.step, "question"),
        eq(linking.outcome, "confirmed"),
      ),
    )
    .returning({ id: linking.id });
  return taken.length === 1;
}
