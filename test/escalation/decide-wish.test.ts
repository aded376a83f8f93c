import { expect, test } from "vitest";
import { decideWish } from "../../src/escalation/decide-wish.ts";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour));
const contacted = at(9);

type Wish = Parameters<typeof decideWish>[0];
const said = (wish: Wish, hour: number) => ({ wish, at: at(hour) });

test.each<[string, Wish, Wish, Parameters<typeof decideWish>[2], Date | null, Wish]>([
  ["the first wish stands", null, "message", [], null, "message"],
  ["nothing is wished: what stood stays", "call", null, [said("call", 8)], null, "call"],
  ["a line of text after a wish for a call", "call", "message", [said("call", 8)], null, "call"],
  ["a line of text after a wish to meet", "meet", "message", [said("meet", 8)], null, "meet"],
  ["a line of text after a wish for a human", "human", "message", [said("human", 8)], null, "human"],
  ["words that nobody read, after a wish for a call", "call", "read", [said("call", 8)], null, "call"],
  ["another tap on what is wished", "human", "call", [said("human", 8)], null, "call"],
  ["a call after a line of text", "message", "call", [said("message", 8)], null, "call"],
  ["a line of text after unread words", "read", "message", [said("read", 8)], null, "message"],
  ["a line of text after the call took place", "call", "message", [said("call", 8)], contacted, "message"],
  [
    "a line of text, and a call was wished again after the contact",
    "call",
    "message",
    [said("call", 8), said("call", 10)],
    contacted,
    "call",
  ],
])("%s", (_, stands, wish, before, contactedAt, expected) => {
  expect(decideWish(stands, wish, before, contactedAt)).toBe(expected);
});
