import fc from "fast-check";
import { nothingBefore } from "../../src/checkin/decide-signals.ts";
import type { Background, Given, Position } from "../../src/checkin/next-question.ts";
import { playCheckIn } from "../../src/checkin/play-check-in.ts";
import type { Question, Severity, Situation } from "../../src/checkin/question-set.ts";
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

export { nothingBefore };

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
  readonly background?: Partial<Background>;
}

/** Nothing asked before, in autumn. */
export const freshBackground: Background = {
  season: "autumn",
  lastAsked: {},
  worries: [],
  age: 19,
  newcomer: false,
  occasion: undefined,
};

export interface Talk {
  readonly start: Start;
  readonly positions: readonly Position[];
  readonly given: readonly Given[];
  readonly asked: readonly string[];
  readonly severity: Severity;
}

/** Plays a check-in from the first question to the end. `words` may make it more serious than the answers say. */
export function play(
  start: Start,
  answer: (question: Question, number: number) => Given,
  words: (number: number) => Severity = () => "none",
): Talk {
  const positions: Position[] = [];
  const steps = playCheckIn(questionSet, {
    situationBefore: start.situationBefore,
    round: start.round ?? 0,
    sharedPhone: start.sharedPhone ?? false,
    background: { ...freshBackground, ...start.background },
    previous: nothingBefore,
  });
  let step = steps.next();
  while (!step.done) {
    const { position } = step.value;
    positions.push(position);
    const number = positions.length;
    step = steps.next({ given: answer(position.question, number), words: words(number) });
  }
  const { given: answers, severity } = step.value;
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
