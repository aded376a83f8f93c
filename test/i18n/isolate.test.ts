import fc from "fast-check";
import { expect, it } from "vitest";
import { isolate } from "../../src/i18n/isolate.ts";

it.each([
  ["a name", "Fatima", "\u2068Fatima\u2069"],
  ["what is isolated inside", "\u2066113\u2069 bellen", "\u2068\u2066113\u2069 bellen\u2069"],
  ["each line by itself", "een\n\ntwee", "\u2068een\u2069\n\n\u2068twee\u2069"],
  ["a name that would end its own isolate", "Fa\u2069ti\u2067ma\u202e", "\u2068Fatima\u2069"],
  [
    "an isolate that goes on into the next line",
    "een \u2066twee\ndrie\u2069",
    "\u2068een twee\u2069\n\u2068drie\u2069",
  ],
])("isolates %s", (_, value, isolated) => {
  expect(isolate(value)).toBe(isolated);
});

it("always closes in each line what it opens there, whatever the value", () => {
  const marks = fc.constantFrom("\u2066", "\u2067", "\u2068", "\u2069", "\u202e", "a", "ب", "\n", " ");
  fc.assert(
    fc.property(fc.array(marks, { maxLength: 20 }), (parts) => {
      for (const line of isolate(parts.join("")).split("\n")) {
        let depth = 0;
        for (const [index, mark] of [...line].entries()) {
          if (/[\u2066-\u2068]/.test(mark)) depth += 1;
          if (mark === "\u2069") depth -= 1;
          if (index < [...line].length - 1) expect(depth).toBeGreaterThan(0);
        }
        expect(depth).toBe(0);
      }
    }),
  );
});
