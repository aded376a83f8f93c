import { decideSignals, type FoundSignal, type Previous } from "./decide-signals.ts";
import { type Background, type Given, nextQuestion, type Position } from "./next-question.ts";
import { maxSeverity, type QuestionSet, type Severity, type Situation } from "./question-set.ts";

export interface PlayStart {
  readonly situationBefore: Situation | undefined;
  readonly round: number;
  readonly sharedPhone: boolean;
  readonly background: Background;
  readonly previous: Previous;
}

/** One question on the screen, and what the answers so far have signalled. */
export interface PlayedStep {
  readonly position: Position;
  readonly given: readonly Given[];
  readonly signals: readonly FoundSignal[];
  readonly severity: Severity;
}

/** What one answers in a play: an answer, and how serious words that came with it are. */
export interface PlayedAnswer {
  readonly given: Given;
  readonly words?: Severity;
}

/** No check-in is longer; a play that comes so far has found a fault in the questions. */
const endless = 40;

/**
 * Plays a check-in without a person, a phone or a database: yields each question, takes an answer, and returns how it
 * stood at the end. Decides as the product does, so that a preview and a test show what people will see.
 */
export function* playCheckIn(
  set: QuestionSet,
  start: PlayStart,
): Generator<PlayedStep, Omit<PlayedStep, "position">, PlayedAnswer> {
  const { previous, ...known } = start;
  let given: Given[] = [];
  let signals: readonly FoundSignal[] = [];
  let severity: Severity = "none";
  for (let number = 1; number <= endless; number += 1) {
    const position = nextQuestion(set, { ...known, given, severity });
    if (!position) return { given, signals, severity };
    const answer: PlayedAnswer = yield { position, given, signals, severity };
    given = [...given.filter(({ questionId }) => questionId !== answer.given.questionId), answer.given];
    signals = decideSignals(set, { id: "preview", given, situationBefore: start.situationBefore }, previous);
    severity = [...signals.map((one) => one.severity), answer.words ?? "none"].reduce<Severity>(
      maxSeverity,
      severity,
    );
  }
  throw new Error("A check-in that does not end");
}
