import type { Button, Buttons } from "../delivery/outgoing.ts";
import { isolate } from "../i18n/isolate.ts";
import { type Language, rightToLeft } from "../i18n/language.ts";
import { wordsHash } from "../i18n/recordings.ts";
import type { Spoken } from "../i18n/spoken-texts.ts";
import type { Say } from "../i18n/texts.ts";
import type { Extra } from "./decide-reply.ts";
import type { Position } from "./next-question.ts";
import type { Question } from "./question-set.ts";
import type { PublishedSet } from "./store.ts";

interface QuestionText {
  readonly prompt: string;
  /** Instead of the prompt for who is at home and looks for nothing. */
  readonly soft?: string;
  readonly option?: Record<string, string>;
  /** What the robot explains after an option. */
  readonly says?: Record<string, string>;
}
type QuestionTexts = Record<string, QuestionText>;

function textsOf(
  published: PublishedSet,
  language: Language,
): { question: QuestionTexts; situation: Record<string, string> } {
  // A check-in that began before a language came has its questions in the others.
  return (published.texts[language] ?? published.texts.nl) as {
    question: QuestionTexts;
    situation: Record<string, string>;
  };
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
  /** The code of what we believed the person does when the check-in began. */
  readonly situation: string | undefined;
  /** What the person has just said that they do; the same when left out. */
  readonly situationNow?: string | undefined;
}

/** A question's words as they were published with the check-in's version. */
export function promptOf(context: QuestionContext, question: Question): string {
  const texts = textsOf(context.published, context.language);
  const situation = context.situation ? (texts.situation[context.situation] ?? "") : "";
  return fill(wordsOf(context, question).text, { worker: context.worker, situation }, context.language);
}

function wordsOf(context: QuestionContext, question: Question) {
  const text = textsOf(context.published, context.language).question[question.id];
  const isAtHome = (context.situationNow ?? context.situation) === "at_home";
  const soft = isAtHome ? text?.soft : undefined;
  return soft === undefined
    ? ({ text: text?.prompt ?? "", name: "prompt" } as const)
    : ({ text: soft, name: "soft" } as const);
}

/** What of a question can be listened to: its words as they were published with the check-in's version. */
export function spokenOf(context: QuestionContext, question: Question): Spoken {
  const { text, name } = wordsOf(context, question);
  return {
    language: context.language,
    texts: [{ key: `checkin:question.${question.id}.${name}`, words: wordsHash(text) }],
  };
}

/** What the robot explains after these options were chosen, in their order; empty for most. */
export function explanationsOf(
  context: QuestionContext,
  questionId: string,
  options: readonly string[],
): string[] {
  const says = textsOf(context.published, context.language).question[questionId]?.says ?? {};
  return options.flatMap((option) => {
    const text = says[option];
    return text ? [fill(text, { worker: context.worker }, context.language)] : [];
  });
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

/** More answers than three: two of them, and a button that shows the next two. */
function onPage<T>(list: readonly T[], page: number): { shown: readonly T[]; next: number | undefined } {
  if (list.length <= 3) return { shown: list, next: undefined };
  const pages = Math.ceil(list.length / 2);
  const current = page % pages;
  return { shown: list.slice(current * 2, current * 2 + 2), next: (current + 1) % pages };
}

export interface ButtonOptions {
  readonly ticked?: readonly string[];
  /** Which answers are shown where they come three at a time; counts from 0. */
  readonly page?: number;
  /** So long by now that going on later is offered. */
  readonly isLong?: boolean;
  /** A tapped answer has just become a crisis: it may have been a slip. */
  readonly maySlip?: boolean;
}

/** The buttons of a question: its options, "done" where several may be chosen, and at most two extras in one small row. */
export function questionButtons(
  context: QuestionContext,
  t: Say,
  question: Question,
  { ticked = [], page = 0, isLong = false, maySlip = false }: ButtonOptions = {},
): Buttons {
  const { checkInId: checkIn } = context;
  const labels = labelsOf(context, question);
  const { shown, next } = question.fewButtons ? onPage(labels, page) : { shown: labels, next: undefined };
  const options = shown.map(({ optionId, label }) => ({
    label: ticked.includes(optionId) ? `✓ ${label}` : label,
    action: { do: "answer", checkIn, question: question.id, option: optionId } as const,
  }));
  const extra = (name: Extra): Button => ({
    label: t(`checkin:extra.${name}`),
    action: { do: "extra", checkIn, question: question.id, extra: name },
  });
  const done = question.kind === "many" && ticked.length > 0 ? [[extra("done")]] : [];
  const more: Button[][] =
    next === undefined
      ? []
      : [
          [
            {
              label: t("checkin:extra.more"),
              action: { do: "otherAnswers", checkIn, question: question.id, page: String(next) },
            },
          ],
        ];
  const extras = question.withoutExtras ? [] : [[extra("skip"), extra("human")]];
  const later = isLong ? [[extra("later")]] : [];
  const slip = maySlip ? [[extra("tappedWrong")]] : [];
  return [...inRows(options), ...more, ...done, ...extras, ...later, ...slip];
}

/** The words of one question's message: where one is, and what is asked. */
export function questionText(
  context: QuestionContext,
  t: Say,
  position: Position,
  offersLater: boolean,
): string {
  const count = t("checkin:flow.progress", { number: position.number, total: position.total });
  const text = `${count}  ${promptOf(context, position.question)}`;
  return offersLater ? `${text}\n\n${t("checkin:flow.goOnOffer")}` : text;
}
