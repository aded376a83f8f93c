/** The message that asks, as the outbox knows it: whether it arrived, and its number in the chat. */
interface AskedBy {
  readonly state: "new" | "sending" | "sent" | "blocked" | "undeliverable" | "unknown" | "dropped";
  readonly messageId: number | null;
}

export type Answering = "answers" | "before" | "unsure";

/**
 * Whether what somebody typed answers what they were asked. `before`: the question came after it. `unsure`: the question has not
 * arrived, as far as we know; whoever never read it cannot have answered it. Telegram counts a chat's messages up. A question that
 * nobody knows of any more was read long ago.
 */
export function decideAnswering(question: AskedBy | undefined, messageId: number): Answering {
  if (!question) return "answers";
  if (question.state !== "sent" || question.messageId === null) return "unsure";
  return question.messageId < messageId ? "answers" : "before";
}
