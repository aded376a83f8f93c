import { expect, test } from "vitest";
import { isNewWish } from "../../src/escalation/is-new-wish.ts";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour));
const taken = at(9);

type Wish = Parameters<typeof isNewWish>[0];
const said = (wish: Wish, hour: number) => ({ wish, at: at(hour) });

test.each<[string, Wish, Parameters<typeof isNewWish>[1], Date | null, boolean]>([
  ["nothing was wished", null, [], taken, false],
  ["the first wish", "human", [said(null, 8)], taken, true],
  ["another wish than before", "human", [said("message", 10)], taken, true],
  ["the same, and somebody took it since", "human", [said("human", 8)], taken, true],
  [
    "the same for a second time since it was taken",
    "human",
    [said("human", 8), said("human", 10)],
    taken,
    false,
  ],
  ["the same while nobody has it", "human", [said("human", 8)], null, false],
  ["the first words", "message", [said("human", 8)], taken, true],
  ["more words than before it was taken", "message", [said("message", 8)], taken, false],
  ["a message after unread words of theirs rang", "message", [said("read", 8)], taken, false],
  ["unread words for a second time", "read", [said("read", 8)], taken, false],
])("%s", (_, wish, before, takenAt, expected) => {
  expect(isNewWish(wish, before, takenAt)).toBe(expected);
});
