import { eq } from "drizzle-orm";
import { hearWords, type SpokenWords } from "../checkin/hear-words.ts";
import { storeSignals } from "../checkin/store-signals.ts";
import { chat } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { correctionRule } from "../escalation/answer-correction.ts";
import type { CorrectionItem } from "../escalation/is-correction-item.ts";
import { raiseEscalation } from "../escalation/raise-escalation.ts";
import { changeContact, readContact } from "../people/change-contact.ts";
import { findWhoIsThere } from "../people/duty/who-is-there.ts";
import { may } from "../people/may.ts";
import { type AlumnusView, actorOfAlumnus, languageOfStaff } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";

/** How long a typed message counts as the correction that was asked for. */
export const correctionMinutes = 10;

const subjectOf = ({ row }: AlumnusView) => ({
  personId: row.id,
  organisationId: row.organisationId,
  caseWorkerId: row.caseWorkerId,
});

/** The person says which item is wrong: the next message, typed or spoken, is what it should be. */
export async function askCorrection(work: Work, view: AlumnusView, item: CorrectionItem): Promise<void> {
  const { chatId } = view.row;
  if (chatId === null || !may(actorOfAlumnus(view.row), "correctOwnData", subjectOf(view))) return;
  const until = new Date(work.now.getTime() + correctionMinutes * 60_000).toISOString();
  await work.db
    .update(chat)
    .set({ expects: { kind: "correction", item, until } })
    .where(eq(chat.chatId, chatId));
  const t = work.texts(view.language);
  const text = t("rights:correct.type", { item: t(`rights:correct.item.${item}`) });
  await say(work, { chatId, outgoing: { kind: "say", text } });
}

/**
 * Takes what was typed or said. The person's own telephone number or e-mail address counts at once, and the case worker is told.
 * Anything else is for a human: it stands on the case worker's list as `attention` until there is an outcome, and then the
 * person hears of it (AVG 16).
 */
export async function takeCorrection(
  work: Work,
  view: AlumnusView,
  item: CorrectionItem,
  words: SpokenWords,
): Promise<void> {
  const { row, worker, details, language, workerName } = view;
  if (row.chatId === null || !may(actorOfAlumnus(row), "correctOwnData", subjectOf(view))) return;
  const t = work.texts(language);
  const contact = item === "contact" && words.kind === "text" ? readContact(words.text) : undefined;
  await recordAccess(work.db, {
    at: work.now,
    actor: { kind: "alumnus", id: row.id },
    action: "correctOwnData",
    subject: { kind: "alumnus", id: row.id },
    facts: { item, atOnce: contact !== undefined },
  });
  if (contact) {
    await changeContact(work, row, contact);
    await say(work, {
      chatId: row.chatId,
      outgoing: { kind: "say", text: t("rights:correct.changed") },
    });
    if (worker.chatId === null) return;
    const text = work.texts(await languageOfStaff(work.db, worker))("rights:correct.tellWorker", {
      name: details.firstName,
    });
    await say(work, { chatId: worker.chatId, lane: "alert", outgoing: { kind: "say", text } });
    return;
  }
  const { wordsId } = await hearWords(work, { personId: row.id, keyId: row.keyId, questionId: item }, words);
  const found = { rule: correctionRule, theme: "general", severity: "attention" } as const;
  const signals = await storeSignals(work, { personId: row.id, wordsId }, [
    { ...found, cause: `words:${wordsId}` },
  ]);
  await raiseEscalation(work, row, signals);
  const { when } = await findWhoIsThere(work, view);
  await say(work, {
    chatId: row.chatId,
    outgoing: { kind: "say", text: t("rights:correct.passedOn", { worker: workerName, when }) },
  });
}
