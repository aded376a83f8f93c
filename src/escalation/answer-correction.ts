import { and, eq } from "drizzle-orm";
import { signal } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { firstNameOf, openName } from "../people/details.ts";
import { type CaseWorkerRow, findPerson, isReachable, viewPerson } from "../people/store.ts";
import type { Outcome } from "./escalation-state.ts";
import type { EscalationRow } from "./store.ts";

/** The rule under which "something in my data is wrong" stands among the signals. */
export const correctionRule = "correction";

/** Whoever said that something is wrong in their data hears what came of it, when a human has recorded that. */
export async function answerCorrection(
  work: Work,
  row: EscalationRow,
  by: CaseWorkerRow,
  outcome: Outcome,
): Promise<void> {
  const [asked] = await work.db
    .select({ id: signal.id })
    .from(signal)
    .where(and(eq(signal.escalationId, row.id), eq(signal.rule, correctionRule)))
    .limit(1);
  const person = asked && (await findPerson(work.db, row.personId));
  if (!person || person.chatId === null || !(await isReachable(work.db, person.chatId))) return;
  const { language } = await viewPerson(work, person);
  const worker = firstNameOf(await openName(work.db, work.vault, by));
  const text = work.texts(language)(`rights:correct.answer.${outcome}`, { worker });
  await say(work, { chatId: person.chatId, outgoing: { kind: "say", text } });
}
