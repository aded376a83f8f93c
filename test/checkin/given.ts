import fc from "fast-check";
import { decideSignals, type Previous } from "../../src/checkin/decide-signals.ts";
import { type Given, nextQuestion, type Position } from "../../src/checkin/next-question.ts";
import { maxSeverity, type Question, type Severity, type Situation } from "../../src/checkin/question-set.ts";
import { questionSet } from "../../src/checkin/questions.ts";

/** An answer by options; none means that the person told it in words. */
export const given = (questionId: string, ...options: string[]): Given => ({
  questionId,
  options,
  skipped: false,
  inWords: options.length === 0,
  complete: true,
});

/** `G1 notGood, G1b home money`: answers as one line of a table. */
export const givenAs = (line: string): Given[] =>
  line
    .split(", ")
    .filter(Boolean)
    .map((one) => {
      const [questionId = "", ...options] = one.split(" ");
      return given(questionId, ...options);
    });

export const nothingBefore: Previous = { worries: [], marks: [] };

/** Any answer that a question can get: an option, several, words, or skipped. */
export const anyAnswerTo = (question: Question): fc.Arbitrary<Given> => {
  const ids = question.options.map(({ id }) => id);
  const chosen =
    question.kind === "open"
      ? fc.constant<string[]>([])
      : question.kind === "many"
        ? fc.subarray(ids, { minLength: 1 })
        : fc.constantFrom(...ids).map((id) => [id]);
  return fc.oneof(
    { weight: 9, arbitrary: chosen.map((options) => given(question.id, ...options)) },
    { weight: 1, arbitrary: fc.constant({ ...given(question.id), inWords: false, skipped: true }) },
  );
};

export interface Start {
  readonly situationBefore?: Situation;
  readonly round?: number;
  readonly sharedPhone?: boolean;
}

export interface Talk {
  readonly start: Start;
  readonly positions: readonly Position[];
  readonly given: readonly Given[];
  readonly asked: readonly string[];
  readonly severity: Severity;
}

/**
 * Plays a check-in from the first question to the end, as the product does: a question, an answer, the signals so far, the
 * next question. `words` may make it more serious than the answers say. Gives up after forty questions.
 */
export function play(
  start: Start,
  answer: (question: Question, number: number) => Given,
  words: (number: number) => Severity = () => "none",
): Talk {
  const answers: Given[] = [];
  const positions: Position[] = [];
  let severity: Severity = "none";
  for (let number = 1; number <= 40; number += 1) {
    const position = nextQuestion(questionSet, {
      situationBefore: start.situationBefore,
      round: start.round ?? 0,
      sharedPhone: start.sharedPhone ?? false,
      given: answers,
      severity,
    });
    if (!position) break;
    positions.push(position);
    answers.push(answer(position.question, number));
    const checkIn = { id: "c", given: answers, situationBefore: start.situationBefore };
    for (const found of decideSignals(questionSet, checkIn, nothingBefore))
      severity = maxSeverity(severity, found.severity);
    severity = maxSeverity(severity, words(number));
  }
  return { start, positions, given: answers, asked: positions.map(({ question }) => question.id), severity };
}

/** Answers with what the table says, and what is fine otherwise: the first option that signals nothing. */
export const answering =
  (line: string) =>
  (question: Question): Given => {
    const said = givenAs(line).find(({ questionId }) => questionId === question.id);
    if (said) return said;
    const fine = question.options.find(({ severity, marks }) => severity === "none" && !marks?.length);
    const option = fine ?? question.options.find(({ severity }) => severity === "none");
    return option ? given(question.id, option.id) : given(question.id);
  };
