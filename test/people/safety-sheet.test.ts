import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { asksSensitively, isSensitive } from "../../src/checkin/is-sensitive.ts";
import { questionSet } from "../../src/checkin/questions.ts";
import { loadTexts } from "../../src/i18n/texts.ts";
import { officeHours } from "../../src/people/duty/is-staffed.ts";
import { sayHours } from "../../src/people/duty/say-hours.ts";
import { isSheetValid } from "../../src/people/safety/is-sheet-valid.ts";
import { neutralNumbers, numberLines } from "../../src/people/safety/number-lines.ts";
import {
  nationalNumbers,
  proposedNumbers,
  readOwnNumber,
  readSafetyNumber,
} from "../../src/people/safety/safety-sheet.ts";

const texts = await loadTexts();

test.each([
  ["112", "112"],
  [" 0800 - 2000 ", "0800 - 2000"],
  ["+31 13 123 45 67", "+31 13 123 45 67"],
  ["0800–0113", "0800-0113"],
  ["12", undefined],
  ["1234567890123456", undefined],
  ["bel 112", undefined],
  ["--112", undefined],
  ["", undefined],
  ["112\n113", "112 113"],
])("reads the number %j as %j", (typed, number) => {
  expect(readSafetyNumber(typed)).toBe(number);
});

it("takes no letters for a number, whatever is typed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (typed) => {
      const number = readSafetyNumber(typed);
      if (number !== undefined) expect(number).toMatch(/^\+?[0-9][0-9 -]*$/);
    }),
  );
});

test.each([
  ["Zorgteam: 013-1234567", { kind: "own", name: "Zorgteam", number: "013-1234567" }],
  [
    "Zorgteam: 013-1234567 (09:00-17:00)",
    { kind: "own", name: "Zorgteam", number: "013-1234567", hours: "09:00–17:00" },
  ],
  ["Zorgteam 013-1234567", undefined],
  ["Zorgteam: bel ons", undefined],
  ["123: 013-1234567", undefined],
  ["Zorgteam: 013-1234567 (09:00-27:00)", undefined],
  [`${"x".repeat(41)}: 112`, undefined],
])("reads the own number %j", (typed, own) => {
  expect(readOwnNumber(typed)).toEqual(own);
});

test.each([
  ["2026-11-25T09:00:00Z", true],
  ["2027-11-25T08:59:59Z", true],
  ["2027-11-25T09:00:00Z", false],
])("a check of 25 November 2026 counts on %s: %s", (now, valid) => {
  expect(isSheetValid({ checkedAt: new Date("2026-11-25T09:00:00Z") }, new Date(now))).toBe(valid);
});

describe.each(["nl", "en", "ar"] as const)("the numbers in %s", (language) => {
  const t = texts(language);

  it("stand each on a line with what it is for, the same thing together", () => {
    const lines = numberLines(t, proposedNumbers);
    expect(lines).toHaveLength(5);
    expect(lines[0]).toContain("112");
    expect(lines[1]).toContain("113 / 0800-0113");
    expect(lines.join("\n")).toContain("08:00–18:00");
  });

  it("say day and night of no number whose hours nobody gave", () => {
    const own = { kind: "own", name: "Zorgteam", number: "013-1234567" } as const;
    const doctor = { kind: "doctor", number: "0900-1234567" } as const;
    for (const line of numberLines(t, [own, doctor])) expect(line).not.toContain(t("people:number.always"));
  });

  it("are numbers alone where others read along", () => {
    const line = neutralNumbers(t, language, [
      ...proposedNumbers,
      { kind: "own", name: "Zorgteam", number: "013-1234567" },
    ]);
    for (const number of ["112", "113", "0800-2000", "013-1234567"]) expect(line).toContain(number);
    expect(line).not.toMatch(/zelfmoord|suicide|الانتحار|Veilig|geweld|violence|عنف|Zorgteam/i);
  });
});

it("shows national numbers of which every kind is right anywhere", () => {
  expect(nationalNumbers.map(({ kind }) => kind)).toEqual(["emergency", "suicide", "suicide", "violence"]);
});

test.each([
  ["nl", "ma–vr 08:00–17:00"],
  ["en", "Mon–Fri 08:00–17:00"],
] as const)("says office hours in %s", (language, said) => {
  expect(sayHours(language, officeHours)).toBe(said);
});

it("says hours that differ by day, and nothing where nobody is ever at work", () => {
  const span = { from: "09:00", to: "12:00" };
  expect(sayHours("nl", { "1": [span], "3": [span, { from: "13:00", to: "15:00" }] })).toBe(
    "ma 09:00–12:00, wo 09:00–12:00, 13:00–15:00",
  );
  expect(sayHours("nl", {})).toBe("");
});

it("calls every check-in of our own set sensitive, because it begins with a way to say that it is a crisis", () => {
  expect(asksSensitively(questionSet)).toBe(true);
  const [first] = questionSet.questions;
  expect(first && isSensitive(first)).toBe(true);
});

it("calls a set without the mind, danger and crisis answers harmless", () => {
  const harmless = questionSet.questions.filter(({ module }) => module === "V" || module === "W");
  expect(asksSensitively({ ...questionSet, questions: harmless })).toBe(false);
});
