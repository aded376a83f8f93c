import { describe, expect, it } from "vitest";
import { languages } from "../../src/i18n/language.ts";
import { resources } from "../../src/i18n/texts.ts";
import { readProgramme } from "../../src/programme/change-programme.ts";
import { hashProgramme } from "../../src/programme/hash-programme.ts";
import { cohortPartSchema } from "../../src/programme/programme.ts";
import { findTemplate, templates } from "../../src/programme/templates.ts";
import { dueOf, type TemplateKey } from "./given.ts";

/** Domain 3.5, written down by hand: contacts in the first year after the exit, months in all, forms in their order. */
const contract: readonly [TemplateKey, number, number, string][] = [
  ["pro_three_moments", 3, 24, "phone physical phone"],
  ["pro_three_moments_personal", 3, 24, "physical phone physical"],
  ["pro_minimum", 3, 24, "phone phone phone"],
  ["vso_bimonthly", 6, 24, "message message message message message message"],
  ["region_quarterly", 4, 12, "message message message message"],
  ["continuous_face", 12, 36, "bot bot physical bot bot physical bot bot physical bot bot physical"],
  ["extended_flexible", 4, 36, "message message message message"],
  ["transfer_intensive", 52, 12, Array.from({ length: 52 }, () => "physical").join(" ")],
  ["aftercare_inbound", 1, 24, "bot"],
  ["isk_voluntary", 3, 24, "phone bot phone"],
];

describe("the templates of domain 3.5", () => {
  it("are the ten of them", () => {
    expect(templates.map(({ key }) => key)).toEqual(contract.map(([key]) => key));
  });

  it.each(contract)("%s: %i contacts in the first year, %i months", (key, contacts, months, forms) => {
    const template = findTemplate(key);
    if (!template) throw new Error(key);
    expect(template.months).toBe(months);
    const first = dueOf(template, "2026-07-17").filter(({ phase }) => phase === "year_1");
    expect(first).toHaveLength(contacts);
    expect(first.map(({ form }) => form).join(" ")).toBe(forms);
  });

  it.each(templates.map((one) => [one.key, one] as const))(
    "%s can be used, stored and read again",
    (_, one) => {
      expect(readProgramme(JSON.parse(JSON.stringify(one)))).toEqual({ ok: true, programme: one });
      for (const language of languages)
        expect(resources[language].programme.title).toHaveProperty(one.key, expect.stringMatching(/\S/));
      expect(one.titleKey).toBe(`title.${one.key}`);
    },
  );

  it("an unknown key is nobody's", () => {
    expect(findTemplate("own")).toBeUndefined();
  });
});

describe("the name of a version", () => {
  const [one, other] = templates;

  it("is the same in whatever order it was written, and another one after any change", () => {
    const turned = Object.fromEntries(Object.entries(one).reverse()) as typeof one;
    expect(hashProgramme(turned)).toBe(hashProgramme(one));
    const hashes = [one, other, { ...one, version: 2 }, { ...one, months: 30 }].map(hashProgramme);
    expect(new Set(hashes).size).toBe(4);
  });

  it("is what a cohort keeps", () => {
    const part = { programmeHash: hashProgramme(one), fromMonth: 0, months: 12 };
    expect(cohortPartSchema.parse(part)).toEqual(part);
    for (const wrong of [
      { ...part, programmeHash: "x" },
      { ...part, months: 0 },
      { ...part, more: 1 },
    ])
      expect(cohortPartSchema.safeParse(wrong).success).toBe(false);
  });
});
