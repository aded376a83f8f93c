import type { Button, Buttons, Outgoing } from "../delivery/outgoing.ts";
import { isolate } from "../i18n/isolate.ts";
import { type Language, rightToLeft } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import type { Position } from "./next-question.ts";
import type { Question } from "./question-set.ts";
import type { PublishedSet } from "./store.ts";

type QuestionTexts = Record<string, { prompt: string; option?: Record<string, string> }>;

function textsOf(
  published: PublishedSet,
  language: Language,
): { question: QuestionTexts; situation: Record<string, string> } {
  return published.texts[language] as { question: QuestionTexts; situation: Record<string, string> };
}

function fill(text: string, values: Readonly<Record<string, string>>, language: Language): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name] ?? "";
    return rightToLeft.has(language) ? isolate(value) : value;
  });
}

export interface QuestionContext {
  readonly published: PublishedSet;
  readonly language: Language;
  readonly checkInId: string;
  readonly worker: string;
  /** The code of what we believe the person does. */
  readonly situation: string | undefined;
}

/** A question's words as they were published with the check-in's version. */
export function promptOf(context: QuestionContext, question: Question): string {
  const texts = textsOf(context.published, context.language);
  const situation = context.situation ? (texts.situation[context.situation] ?? "") : "";
  return fill(
    texts.question[question.id]?.prompt ?? "",
    { worker: context.worker, situation },
    context.language,
  );
}

/** The words on an option's button. */
export function labelOf(
  { published, language }: Pick<QuestionContext, "published" | "language">,
  questionId: string,
  optionId: string,
): string {
  return textsOf(published, language).question[questionId]?.option?.[optionId] ?? optionId;
}

export const labelsOf = (context: Pick<QuestionContext, "published" | "language">, question: Question) =>
  question.options.map(({ id }) => ({ optionId: id, label: labelOf(context, question.id, id) }));

const segmenter = new Intl.Segmenter();
const lengthOf = (label: string) => [...segmenter.segment(label)].length;

/** Two short buttons share a row; a long one has its own, so that nothing is cut off on a small phone. */
export function inRows(buttons: readonly Button[], shortest = 14): Button[][] {
  const rows: Button[][] = [];
  for (const button of buttons) {
    const last = rows.at(-1);
    const fits =
      last?.length === 1 &&
      last[0] &&
      lengthOf(last[0].label) <= shortest &&
      lengthOf(button.label) <= shortest;
    if (fits) last.push(button);
    else rows.push([button]);
  }
  return rows;
}

/** The buttons of a question: its options, "done" where several may be chosen, and at most two extras in one small row. */
export function questionButtons(
  context: QuestionContext,
  t: Say,
  question: Question,
  ticked: readonly string[],
): Buttons {
  const { checkInId: checkIn } = context;
  const options = labelsOf(context, question).map(({ optionId, label }) => ({
    label: ticked.includes(optionId) ? `✓ ${label}` : label,
    action: { do: "answer", checkIn, question: question.id, option: optionId } as const,
  }));
  const extra = (name: "skip" | "human" | "done"): Button => ({
    label: t(`checkin:extra.${name}`),
    action: { do: "extra", checkIn, question: question.id, extra: name },
  });
  const done = question.kind === "many" && ticked.length > 0 ? [[extra("done")]] : [];
  const extras = question.withoutExtras ? [] : [[extra("skip"), extra("human")]];
  return [...inRows(options), ...done, ...extras];
}

/** One question, one message: where one is, the words, the buttons. */
export function questionMessage(
  context: QuestionContext,
  t: Say,
  position: Position,
  ticked: readonly string[],
): Outgoing {
  const count = t("checkin:flow.progress", { number: position.number, total: position.total });
  return {
    kind: "say",
    text: `${count}  ${promptOf(context, position.question)}`,
    buttons: questionButtons(context, t, position.question, ticked),
  };
}
