import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { may } from "../people/may.ts";
import { type AlumnusView, actorOfAlumnus } from "../people/store.ts";
import { contextOf } from "./ask-question.ts";
import { questionButtons, spokenOf } from "./question-message.ts";
import { findQuestion } from "./question-set.ts";
import { findCheckIn, findSet } from "./store.ts";

/** Shows the next answers of a question that shows three at a time. An old button or somebody else's does nothing. */
export async function showOtherAnswers(
  work: Work,
  view: AlumnusView,
  tapped: { readonly checkIn: string; readonly question: string; readonly page: string },
): Promise<void> {
  const row = await findCheckIn(work.db, tapped.checkIn);
  const { chatId, organisationId, caseWorkerId } = view.row;
  if (!row || chatId === null || row.awaiting !== tapped.question || !row.askedId) return;
  const subject = { personId: row.alumnusId, organisationId, caseWorkerId };
  if (!may(actorOfAlumnus(view.row), "answerCheckIn", subject)) return;
  const published = await findSet(work.db, row.setHash);
  const question = findQuestion(published.set, tapped.question);
  if (!question) return;
  const context = contextOf(published, view, row);
  const page = Number(tapped.page) || 0;
  const buttons = questionButtons(context, work.texts(view.language), question, { page });
  const outgoing = { kind: "changeButtons", buttons, spoken: spokenOf(context, question) } as const;
  await say(work, { chatId, targetId: row.askedId, outgoing });
}
