import { describe, expect, it, test } from "vitest";
import { languages } from "../../src/i18n/language.ts";
import { resources } from "../../src/i18n/texts.ts";
import { agreeMonths } from "../../src/programme/agree-months.ts";
import {
  changeProgramme,
  type ProgrammeChange,
  readProgramme,
} from "../../src/programme/change-programme.ts";
import { decideFaults, programmeFaults } from "../../src/programme/decide-faults.ts";
import { decidePartsFault } from "../../src/programme/decide-parts.ts";
import type { Programme, ProgrammePart } from "../../src/programme/programme.ts";
import { dueOf, moment, programme, template } from "./given.ts";

const zutphen = template("pro_three_moments");
const september = moment("september", { kind: "calendar", months: [9] });

describe("a change", () => {
  it("makes the next version, and leaves the old one as it is", () => {
    const before = JSON.stringify(zutphen);
    const change: ProgrammeChange = {
      months: 36,
      afterTerm: "closes",
      moments: {
        winter: { form: "phone", when: { kind: "calendar", months: [2] } },
        june: null,
        november: moment("november", { kind: "calendar", months: [11] }),
      },
    };
    const changed = changeProgramme(zutphen, change);
    if (!changed.ok) throw new Error("refused");
    expect(changed.programme).toMatchObject({
      key: zutphen.key,
      version: 2,
      months: 36,
      afterTerm: "closes",
    });
    expect(changed.programme.moments.map(({ key, form }) => `${key} ${form}`)).toEqual([
      "final_autumn physical",
      "final_spring physical",
      "september phone",
      "winter phone",
      "november phone",
    ]);
    expect(JSON.stringify(zutphen)).toBe(before);
  });

  test.each<[string, Programme, ProgrammeChange, string]>([
    [
      "a window without months",
      zutphen,
      { moments: { winter: { when: { kind: "calendar", months: [] } } } },
      "windowWithoutMonths winter",
    ],
    [
      "a thirteenth month",
      zutphen,
      { moments: { winter: { when: { kind: "calendar", months: [13] } } } },
      "monthUnknown winter",
    ],
    [
      "months apart",
      zutphen,
      { moments: { winter: { when: { kind: "calendar", months: [1, 3] } } } },
      "monthsApart winter",
    ],
    [
      "a window of seven months",
      zutphen,
      { moments: { winter: { when: { kind: "calendar", months: [10, 11, 12, 1, 2, 3, 4] } } } },
      "windowTooLong winter",
    ],
    [
      "every nought months",
      zutphen,
      { moments: { more: moment("more", { kind: "everyMonths", months: 0 }) } },
      "rhythmOutOfRange more",
    ],
    [
      "a window longer than its rhythm",
      zutphen,
      { moments: { more: moment("more", { kind: "everyMonths", months: 1, windowDays: 40 }) } },
      "rhythmOutOfRange more",
    ],
    [
      "every nought weeks",
      zutphen,
      { moments: { more: moment("more", { kind: "everyWeeks", weeks: 0 }, { asksBefore: false }) } },
      "rhythmOutOfRange more",
    ],
    [
      "agreed on thirteen",
      zutphen,
      { moments: { more: moment("more", { kind: "agreed", perYear: 13 }, { asksBefore: false }) } },
      "rhythmOutOfRange more",
    ],
    [
      "a day nought after the exit",
      zutphen,
      { moments: { more: moment("more", { kind: "afterExit", months: 0, windowDays: 7 }) } },
      "rhythmOutOfRange more",
    ],
    [
      "more than 53 a year",
      template("transfer_intensive"),
      { moments: { more: moment("more", { kind: "calendar", months: [5] }) } },
      "tooManyAYear",
    ],
    ["eleven months", zutphen, { months: 11 }, "termOutOfRange"],
    ["37 months", zutphen, { months: 37 }, "termOutOfRange"],
    ["aftercare for eleven years", template("aftercare_inbound"), { months: 132 }, "termOutOfRange"],
    ["begun three years before", zutphen, { opens: 36 }, "opensOutOfRange"],
    ["a minimum below nothing", zutphen, { minimumPerYear: -1 }, "minimumOutOfRange"],
    ["a minimum above all weeks", zutphen, { minimumPerYear: 54 }, "minimumOutOfRange"],
    [
      "nothing after the exit",
      zutphen,
      { moments: { september: null, winter: null, june: null } },
      "nothingPlanned",
    ],
    [
      "moments where nobody begins",
      template("aftercare_inbound"),
      { moments: { september } },
      "plannedThoughInbound",
    ],
    [
      "a minimum where nobody begins",
      template("aftercare_inbound"),
      { minimumPerYear: 1 },
      "plannedThoughInbound",
    ],
    ["a hello beside moments", zutphen, { yearlyHello: true }, "helloThoughActive"],
    [
      "two in one month",
      zutphen,
      { moments: { again: moment("again", { kind: "calendar", months: [9, 10] }) } },
      "twoAtOneTime again",
    ],
    [
      "a name of ours",
      zutphen,
      { moments: { extra: moment("extra", { kind: "calendar", months: [4] }) } },
      "keyReserved extra",
    ],
    [
      "a check-in before a check-in",
      zutphen,
      { moments: { june: { form: "bot" } } },
      "asksBeforeItself june",
    ],
    [
      "a check-in before each week",
      template("transfer_intensive"),
      { moments: { week: { asksBefore: true } } },
      "asksTooOften week",
    ],
    ["half of a new moment", zutphen, { moments: { may: { form: "phone" } } }, "unreadable may"],
    [
      "a theme that there is not",
      zutphen,
      { moments: { june: { themes: ["X"] as never } } },
      "unreadable june",
    ],
  ])("with %s is refused, and says where", (_, one, change, expected) => {
    const changed = changeProgramme(one, change);
    if (changed.ok) throw new Error("taken");
    const [code, at] = expected.split(" ");
    expect(changed.faults).toContainEqual({ code, moment: at ?? null });
    expect(new Set(changed.faults.map((each) => each.code)).size).toBe(1);
  });

  it("may move a window over New Year, and use the same month in the final year", () => {
    for (const when of [
      { kind: "calendar" as const, months: [12, 1] },
      { kind: "calendar" as const, months: [10] },
    ])
      expect(changeProgramme(zutphen, { moments: { winter: { when } } }).ok).toBe(true);
  });

  it("says each fault in every language", () => {
    for (const language of languages)
      expect(Object.keys(resources[language].programme.fault)).toEqual([...programmeFaults]);
  });
});

describe("what was stored or typed", () => {
  test.each<[string, unknown]>([
    ["nothing", null],
    ["words", "drie keer per jaar"],
    ["a field too many", { ...zutphen, colour: "red" }],
    ["no moments", { ...zutphen, moments: undefined }],
    ["half a month", { ...zutphen, months: 24.5 }],
  ])("is refused when it is %s", (_, content) => {
    expect(readProgramme(content)).toEqual({ ok: false, faults: [{ code: "unreadable", moment: null }] });
  });

  it("is refused when two moments have one name", () => {
    const twice = {
      ...zutphen,
      moments: [...zutphen.moments, { ...september, when: { kind: "calendar", months: [4] } }],
    };
    expect(readProgramme(twice)).toEqual({ ok: false, faults: [{ code: "keyTwice", moment: "september" }] });
  });
});

describe("months that the two agree on", () => {
  const agreed = agreeMonths(template("pro_minimum"), { windows: [[10], [3, 4], [6]], form: "physical" });

  it("take the place of what was spread evenly", () => {
    expect(decideFaults(agreed)).toEqual([]);
    const due = dueOf(agreed, "2026-07-17");
    expect(due.slice(0, 3).map(({ occasion, form }) => `${occasion} ${form}`)).toEqual([
      "2026-10 physical",
      "2027-03 physical",
      "2027-06 physical",
    ]);
  });

  it("are filled up when they are fewer than the minimum", () => {
    const one = agreeMonths(template("pro_minimum"), { windows: [[10]] });
    expect(dueOf(one, "2026-07-17").filter(({ phase }) => phase === "year_2")).toHaveLength(3);
  });

  it("change nothing that was not to be agreed on", () => {
    expect(agreeMonths(zutphen, { windows: [[5]] })).toEqual(zutphen);
  });
});

describe("programmes that follow each other", () => {
  const region = template("region_quarterly");
  const part = (one: Programme, fromMonth: number, months: number): ProgrammePart => ({
    programme: one,
    fromMonth,
    months,
  });
  test.each<[string, readonly ProgrammePart[], string | null]>([
    ["the region's year and the school's", [part(region, 0, 12), part(zutphen, 12, 12)], null],
    ["one alone", [part(zutphen, 0, 24)], null],
    ["none", [], "none"],
    ["a beginning after the exit", [part(zutphen, 1, 12)], "startsLate"],
    ["a month between", [part(region, 0, 12), part(zutphen, 13, 11)], "gap"],
    ["a month twice", [part(region, 0, 12), part(zutphen, 11, 13)], "overlap"],
    ["a part longer than its programme", [part(region, 0, 18)], "partTooLong"],
    ["half a year in all", [part(zutphen, 0, 6)], "termOutOfRange"],
    [
      "four years in all",
      [part(zutphen, 0, 24), part(programme([september], { months: 24 }), 24, 24)],
      "termOutOfRange",
    ],
  ])("%s", (_, parts, expected) => {
    expect(decidePartsFault(parts)).toBe(expected);
  });
});
