import { expect, test } from "vitest";
import { decideAnswering } from "../../src/escalation/decide-answering.ts";

test.each<[string, Parameters<typeof decideAnswering>[0], ReturnType<typeof decideAnswering>]>([
  ["the question was read", { state: "sent", messageId: 11 }, "answers"],
  ["the question came after it", { state: "sent", messageId: 13 }, "before"],
  ["the question is on its way", { state: "new", messageId: null }, "unsure"],
  ["the question is being sent", { state: "sending", messageId: null }, "unsure"],
  ["the phone took no question", { state: "blocked", messageId: null }, "unsure"],
  ["nobody knows of the question any more", undefined, "answers"],
])("words with the number 12: %s", (_, question, expected) => {
  expect(decideAnswering(question, 12)).toBe(expected);
});
