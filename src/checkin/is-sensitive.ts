import type { Question, QuestionSet } from "./question-set.ts";

/** About danger or the mind by its module, or with an answer that is a crisis. */
export const isSensitive = ({ module, options }: Question): boolean =>
  module === "SAFE" || module === "M" || options.some(({ severity }) => severity === "crisis");

/**
 * Whether a check-in of this set may touch something sensitive. Every question can open others, so it is the set as a whole
 * that counts; ours begins with "I can't go on", so no check-in of it is harmless.
 */
export const asksSensitively = ({ questions }: QuestionSet): boolean => questions.some(isSensitive);
