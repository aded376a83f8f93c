import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { languageOf } from "../i18n/language.ts";
import { spokenIn } from "../i18n/spoken-texts.ts";
import type { LinkingRow } from "../people/link/linking.ts";
import { inRows } from "./question-message.ts";
import { findQuestion } from "./question-set.ts";
import { questionSet } from "./questions.ts";

const firstQuestionId = questionSet.opening[0] ?? "";

/** The question that may be answered before anybody knows for sure who answers: the first of every check-in; it names nobody. */
export const firstQuestion = () => {
  const question = findQuestion(questionSet, firstQuestionId);
  if (!question) throw new Error("The question set has no first question");
  return question;
};

export const isFirstOption = (option: string) => firstQuestion().options.some(({ id }) => id === option);

/** Asks it, in the language that was just chosen. */
export async function askFirstQuestion(work: Work, linking: LinkingRow): Promise<void> {
  const language = languageOf(linking.language) ?? "nl";
  const t = work.texts(language);
  const question = firstQuestion();
  const buttons = question.options.map(({ id }) => ({
    label: t(`checkin:question.${question.id}.option.${id}` as "checkin:question.G1.option.good"),
    action: { do: "firstAnswer", linking: linking.id, option: id } as const,
  }));
  const prompt = t(`checkin:question.${question.id}.prompt` as "checkin:question.G1.prompt");
  const text = `${t("people:link.firstQuestion")}\n\n${prompt}`;
  const spoken = spokenIn(language, "people:link.firstQuestion", `checkin:question.${question.id}.prompt`);
  const outgoing = { kind: "say", text, buttons: inRows(buttons), spoken } as const;
  await say(work, { chatId: linking.chatId, outgoing });
}
