import { expect, test } from "vitest";
import { readDemoOptions, usualPort, WrongOption } from "../../src/simulator/read-demo-options.ts";

test("without flags: the usual port, or the next that is free; the story, in Dutch, in memory", () => {
  expect(readDemoOptions([], undefined)).toEqual({
    port: usualPort,
    isAsked: false,
    language: undefined,
    start: undefined,
    folder: undefined,
    pseudo: false,
  });
});

test("flags and PORT are read; a flag goes before PORT", () => {
  expect(
    readDemoOptions(["--port", "9000", "--language", "ar-SY", "--start=empty", "--folder", "data/r"], "8000"),
  ).toEqual({ port: 9000, isAsked: true, language: "ar", start: "empty", folder: "data/r", pseudo: false });
  expect(readDemoOptions(["--pseudo"], undefined)).toMatchObject({ pseudo: true });
  expect(readDemoOptions([], " 8000 ")).toMatchObject({ port: 8000, isAsked: true });
  expect(readDemoOptions(["--help"], undefined)).toBe("help");
});

test.each([
  [["--prot", "9000"], "--prot"],
  [["extra"], "extra"],
  [["--port", "seven"], '"seven" is no port'],
  [["--port", "0"], '"0" is no port'],
  [["--port", "70000"], '"70000" is no port'],
  [
    ["--language", "xx"],
    'The language "xx" is not there yet. There are: nl, en, ar, uk, ti, tr, pl, so, fa, ru.',
  ],
  [["--start", "middle"], "It can start with: story, empty."],
  [["--folder", " "], "--folder needs the name of a folder."],
])("%j is refused with what would do", (argv, words) => {
  const read = () => readDemoOptions(argv, undefined);
  expect(read).toThrow(WrongOption);
  expect(read).toThrow(words);
  expect(read).toThrow("npm run demo --");
});
