import { expect, test } from "vitest";
import { isInOtherScript, scriptOf } from "../../src/i18n/script-of.ts";

test.each([
  ["Ik ben ziek", "latin"],
  ["ሰላም ከመይ ኣለኻ?", "ethiopic"],
  ["أنا مريض", "arabic"],
  ["Я хворію", "cyrillic"],
  ["Mijn baas heet መምህር", "latin"],
  ["👍 12:30", undefined],
  ["", undefined],
])("%s is in %s letters", (text, script) => {
  expect(scriptOf(text)).toBe(script);
});

test("letters of another language tell that it is another one; numbers and smileys tell nothing", () => {
  expect(isInOtherScript("ሰላም", "nl")).toBe(true);
  expect(isInOtherScript("Ik ben ziek", "ar")).toBe(true);
  expect(isInOtherScript("أنا مريض", "ar")).toBe(false);
  expect(isInOtherScript("👍 12:30", "ar")).toBe(false);
});
