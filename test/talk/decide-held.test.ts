import { expect, test } from "vitest";
import { type Arrival, decideHeld, goesWith } from "../../src/talk/decide-held.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23, 9, 0, seconds));
const group = { words: [], message: "", writtenAt: at(0).toISOString(), until: at(600).toISOString() };
const given = { ...group, isGivenBack: true } as const;

test.each<[string, typeof group, Arrival, boolean, number, ReturnType<typeof decideHeld>]>([
  ["the question has come", group, "arrived", false, 590, "wait"],
  ["nobody chose in time", group, "arrived", false, 601, "giveBack"],
  ["the question is on its way", group, "underWay", false, 30, "wait"],
  ["the question never came", group, "lost", false, 30, "ask"],
  ["it never came, and the phone takes nothing", group, "lost", true, 30, "wait"],
  ["nobody could choose, and the phone takes nothing", group, "lost", true, 601, "wait"],
  ["nobody could choose, and the phone takes messages again", group, "lost", false, 6_000, "giveBack"],
  ["given back, and on its way", given, "underWay", false, 30, "wait"],
  ["given back, and read", given, "arrived", false, 30, "forget"],
  ["given back before the phone was blocked", given, "arrived", true, 30, "forget"],
  ["given back, and it never came", given, "lost", false, 30, "giveBack"],
  ["given back, it never came, and the phone takes nothing", given, "lost", true, 30, "wait"],
])("%s", (_, one, arrival, isBlocked, seconds, next) => {
  expect(decideHeld(one, { arrival, isBlocked, now: at(seconds) })).toBe(next);
});

test.each<[string, typeof group, Arrival, number, number, boolean]>([
  ["written within the minute", group, "arrived", 59, 60, true],
  ["written within the minute, and heard much later", group, "underWay", 59, 300, true],
  ["written later", group, "arrived", 61, 61, false],
  ["the question never came", group, "lost", 1, 1, false],
  ["the question is over", group, "arrived", 30, 601, false],
  ["given back", given, "arrived", 1, 1, false],
])("one question stands for both: %s", (_, one, arrival, written, now, expected) => {
  expect(goesWith(one, arrival, at(written), at(now))).toBe(expected);
});
