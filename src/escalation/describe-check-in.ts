import { chosenOptions } from "../checkin/next-question.ts";
import { labelOf, promptOf } from "../checkin/question-message.ts";
import { findQuestion } from "../checkin/question-set.ts";
import { type CheckInRow, findGiven, findSet } from "../checkin/store.ts";
import type { Work } from "../delivery/work.ts";
import { formatDayAndTime } from "../i18n/format-moment.ts";
import type { Language } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import type { PersonView } from "../people/store.ts";

/** One check-in for the one who may see the details: what was asked and answered, a silence about safety, and what to talk about. */
export async function describeCheckIn(
  { db }: Work,
  t: Say,
  language: Language,
  view: PersonView,
  one: CheckInRow,
): Promise<string[]> {
  const published = await findSet(db, one.setHash);
  const situation = one.situationBefore ?? undefined;
  const context = { published, language, checkInId: one.id, worker: view.workerName, situation };
  const moment = formatDayAndTime(language, view.organisation.timeZone, one.createdAt);
  const lines = ["", t("escalation:details.checkIn", { moment })];
  if (one.answeredWithHelp) lines.push(t("escalation:details.withHelp"));
  const allGiven = await findGiven(db, one.id);
  for (const given of allGiven) {
    const question = findQuestion(published.set, given.questionId);
    if (!question) continue;
    const chosen = given.options.map((option) => labelOf(context, question.id, option)).join(", ");
    const answered = chosen || t(given.skipped ? "escalation:details.skipped" : "escalation:details.inWords");
    lines.push(`• ${promptOf(context, question)}\n   ${answered}`);
  }
  const silent = one.state === "open" && findQuestion(published.set, one.awaiting ?? "");
  if (silent && silent.module === "SAFE")
    lines.push(t("escalation:details.silentSafety", { question: promptOf(context, silent) }));
  const points = chosenOptions(published.set, allGiven).flatMap(({ option }) => option.talkPoint ?? []);
  if (points.length > 0) lines.push("", t("escalation:details.talkPoints"));
  for (const point of new Set(points)) lines.push(`• ${t(`escalation:details.talkPoint.${point}`)}`);
  return lines;
}
