import type { Given } from "./next-question.ts";
import { findQuestion, type Question, type QuestionSet } from "./question-set.ts";

/** What stands under a question beside its options. */
export const extras = ["skip", "human", "done", "later", "tappedWrong"] as const;
export type Extra = (typeof extras)[number];

/** What came from the phone, freed of Telegram. */
export type Reply =
  | { readonly kind: "option"; readonly questionId: string; readonly optionId: string }
  | { readonly kind: "extra"; readonly questionId: string; readonly extra: Extra }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "voice" }
  /** A photo without words or a place: it answers no question, and a human can see it. */
  | { readonly kind: "shown" }
  /** A sticker, a contact …: nothing that answers a question. */
  | { readonly kind: "other" };

/** What it means for the check-in. */
export type Meaning =
  /** An answer; `advances` when it answers the question on the screen. */
  | { readonly kind: "answer"; readonly given: Given; readonly advances: boolean }
  /** Several answers, one more ticked or unticked. */
  | { readonly kind: "tick"; readonly given: Given }
  /** Words beside a question with buttons: kept for the human, the question stands. */
  | { readonly kind: "remark"; readonly questionId: string | undefined }
  | { readonly kind: "human" }
  /** The rest another time: the check-in rests, and goes on where it stood. */
  | { readonly kind: "later" }
  /** A serious answer was a slip of the finger, says the person: noted, and nothing is closed by it. */
  | { readonly kind: "tappedWrong" }
  | { readonly kind: "notUnderstood" }
  /** The same tap again, or a button that no longer means anything. */
  | { readonly kind: "nothing" };

const given = (questionId: string, values: Partial<Given>): Given => ({
  questionId,
  options: [],
  skipped: false,
  inWords: false,
  complete: true,
  ...values,
});

/**
 * Decides what a reply means: taps count for the question on their button, whenever they come and in whatever order; words
 * count for the question on the screen. `labels` gives an option's text, so that typing it is the same as tapping it.
 * `countsAgain`: whether a serious answer that was given before counts anew (find-said-again.ts).
 */
export function decideReply(
  set: QuestionSet,
  state: {
    readonly awaiting: string | undefined;
    readonly given: readonly Given[];
    readonly countsAgain?: (questionId: string, optionId: string) => boolean;
  },
  reply: Reply,
  labels: (question: Question) => readonly { optionId: string; label: string }[],
): Meaning {
  const before = (id: string) => state.given.find((one) => one.questionId === id);
  const advances = (id: string) => state.awaiting === id;
  const isAgain = (id: string, optionId: string) => state.countsAgain?.(id, optionId) === true;
  switch (reply.kind) {
    case "other":
      return { kind: "notUnderstood" };
    case "shown":
      return { kind: "remark", questionId: findQuestion(set, state.awaiting ?? "")?.id };
    case "extra": {
      const question = findQuestion(set, reply.questionId);
      if (reply.extra === "human" || reply.extra === "later" || reply.extra === "tappedWrong")
        return { kind: reply.extra };
      if (!question || before(question.id)?.complete) return { kind: "nothing" };
      const ticked = reply.extra === "done" ? (before(question.id)?.options ?? []) : [];
      const answer = ticked.length > 0 ? { options: ticked } : { skipped: true };
      return { kind: "answer", given: given(question.id, answer), advances: advances(question.id) };
    }
    case "option": {
      const question = findQuestion(set, reply.questionId);
      if (!question?.options.some(({ id }) => id === reply.optionId)) return { kind: "nothing" };
      return tapped(question, reply.optionId, before(question.id), {
        advances: advances(question.id),
        isAgain: isAgain(question.id, reply.optionId),
      });
    }
    case "voice":
    case "text": {
      const question = state.awaiting === undefined ? undefined : findQuestion(set, state.awaiting);
      if (!question) return { kind: "remark", questionId: undefined };
      const typed = reply.kind === "text" ? matchLabel(reply.text, labels(question)) : undefined;
      if (question.kind === "open" && !typed)
        return { kind: "answer", given: given(question.id, { inWords: true }), advances: true };
      return typed
        ? tapped(question, typed, before(question.id), {
            advances: true,
            isAgain: isAgain(question.id, typed),
          })
        : { kind: "remark", questionId: question.id };
    }
  }
}

function tapped(
  question: Question,
  optionId: string,
  earlier: Given | undefined,
  { advances, isAgain }: { readonly advances: boolean; readonly isAgain: boolean },
): Meaning {
  if (question.kind === "many") {
    if (earlier?.complete) return { kind: "nothing" };
    const isAlone = (id: string) => question.options.some((option) => option.id === id && option.alone);
    // "Nothing" says it all: it unticks the rest and needs no "done".
    if (isAlone(optionId))
      return { kind: "answer", given: given(question.id, { options: [optionId] }), advances };
    const ticked = earlier?.options ?? [];
    const options = ticked.includes(optionId)
      ? ticked.filter((id) => id !== optionId)
      : [...ticked, optionId];
    return { kind: "tick", given: given(question.id, { options, complete: false }) };
  }
  const isSame = earlier?.options.length === 1 && earlier.options[0] === optionId;
  if (isSame && !isAgain) return { kind: "nothing" };
  return { kind: "answer", given: given(question.id, { options: [optionId] }), advances };
}

/** What is left of a label for comparing: no emoji, capitals, marks on letters or punctuation; a phone without a Turkish ı types i. */
export const plainLabel = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ı", "i")
    .replaceAll("ł", "l")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** The option whose label is what was typed, emoji, case and punctuation aside. */
function matchLabel(
  text: string,
  labels: readonly { optionId: string; label: string }[],
): string | undefined {
  const typed = plainLabel(text);
  if (typed === "") {
    // A thumb has the colour of whoever sends it.
    const sign = text.replace(/\p{Emoji_Modifier}|\uFE0F/gu, "").trim();
    return sign === "" ? undefined : labels.find(({ label }) => label.includes(sign))?.optionId;
  }
  return labels.find(({ label }) => plainLabel(label) === typed)?.optionId;
}
