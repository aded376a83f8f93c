import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mostInOneMessage, splitText } from "../../src/delivery/split-text.ts";

/** Texts of lines, emoji, Arabic and long words, around the limit of a part. */
const piece = fc.constantFrom(
  "a",
  "Het gaat goed. ",
  "\n",
  "\n\n",
  "😊",
  "👩‍👧",
  "قف",
  "é",
  "x".repeat(30),
  " ",
);
const text = fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join(""));
const most = fc.integer({ min: 2, max: 60 });

describe("splitText", () => {
  it("loses nothing but a part of nothing but space", () => {
    fc.assert(
      fc.property(text, most, (whole, size) => {
        expect(splitText(whole, size).join("").replace(/\s/g, "")).toBe(whole.replace(/\s/g, ""));
      }),
    );
  });

  it("makes no part longer than a message can be", () => {
    fc.assert(
      fc.property(text, most, (whole, size) => {
        for (const part of splitText(whole, size)) expect(part.length).toBeLessThanOrEqual(size);
      }),
    );
  });

  it("never cuts a character in two", () => {
    fc.assert(
      fc.property(text, most, (whole, size) => {
        for (const part of splitText(whole, size)) expect(part.isWellFormed(), part).toBe(true);
      }),
    );
  });

  it("makes no more parts than twice what is needed", () => {
    fc.assert(
      fc.property(text, most, (whole, size) => {
        expect(splitText(whole, size).length).toBeLessThanOrEqual(Math.ceil(whole.length / size) * 2 + 1);
      }),
    );
  });

  it("makes no part of nothing but space, which Telegram refuses", () => {
    for (const whole of ["aaaaaaaa\n", "aaaaaaaa ", "aaaaaaa\n\n", "aaaaaaaa\naaaaaaa\n"])
      for (const part of splitText(whole, 8)) expect(part.trim(), JSON.stringify(whole)).not.toBe("");
  });

  it("leaves alone what fits", () => {
    expect(splitText("Hoi\nSam")).toEqual(["Hoi\nSam"]);
    expect(splitText("a".repeat(mostInOneMessage))).toHaveLength(1);
    expect(splitText("a".repeat(mostInOneMessage + 1))).toHaveLength(2);
  });

  it("cuts at a line where there is one in the second half", () => {
    expect(splitText("aaaaaa\nbbbb", 8)).toEqual(["aaaaaa", "\nbbbb"]);
    expect(splitText("aa\nbbbbbbbb", 8)).toEqual(["aa\nbbbbb", "bbb"]);
  });
});
