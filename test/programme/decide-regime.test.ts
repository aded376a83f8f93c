import { describe, expect, it, test } from "vitest";
import { languages } from "../../src/i18n/language.ts";
import { resources } from "../../src/i18n/texts.ts";
import {
  decideRegime,
  type Enrolment,
  type Leaver,
  regimeReasons,
} from "../../src/programme/decide-regime.ts";

const today = "2026-09-20";
const enrolled = (more: Partial<Enrolment> = {}): Enrolment => ({
  enrolledOn: "2026-06-01",
  endedOn: null,
  ...more,
});
const leaver = (
  schoolType: Leaver["schoolType"],
  exitProfile: Leaver["exitProfile"],
  followingEnrolment: Enrolment | null = null,
): Leaver => ({ schoolType, exitProfile, followingEnrolment });

test.each<[string, Leaver, string, string, boolean]>([
  [
    "LAW-05: pro, leaves education directly",
    leaver("pro", "labour_market"),
    "additionalCareerGuidance",
    "proLeaver",
    true,
  ],
  [
    "LAW-05: pro, whatever the profile",
    leaver("pro", "day_activity"),
    "additionalCareerGuidance",
    "proLeaver",
    true,
  ],
  [
    "LAW-05, LAW-25: pro, goes on to mbo",
    leaver("pro", "labour_market", enrolled()),
    "noneMboTakesOver",
    "proGoesOn",
    false,
  ],
  [
    "LAW-05, LAW-25: pro, profile further education, enrolled",
    leaver("pro", "further_education", enrolled()),
    "noneMboTakesOver",
    "proGoesOn",
    false,
  ],
  [
    "LAW-05: pro, profile further education, not enrolled",
    leaver("pro", "further_education"),
    "additionalCareerGuidance",
    "proLeaver",
    true,
  ],
  [
    "LAW-06: vso labour market",
    leaver("vso", "labour_market"),
    "additionalCareerGuidance",
    "vsoLabourMarket",
    true,
  ],
  [
    "LAW-06: vso labour market, goes on",
    leaver("vso", "labour_market", enrolled()),
    "aftercare",
    "vsoLabourMarketGoesOn",
    false,
  ],
  ["LAW-07: vso day activity", leaver("vso", "day_activity"), "aftercare", "vsoDayActivity", false],
  [
    "LAW-07: vso day activity, enrolled all the same",
    leaver("vso", "day_activity", enrolled()),
    "aftercare",
    "vsoDayActivity",
    false,
  ],
  [
    "LAW-07: vso further education",
    leaver("vso", "further_education"),
    "aftercare",
    "vsoFurtherEducation",
    false,
  ],
  [
    "LAW-07: vso further education, enrolled",
    leaver("vso", "further_education", enrolled()),
    "aftercare",
    "vsoFurtherEducation",
    false,
  ],
  ["2.2: isk, labour market", leaver("isk", "labour_market"), "voluntary", "isk", false],
  ["2.2: isk, goes on", leaver("isk", "further_education", enrolled()), "voluntary", "isk", false],
])("%s", (_, who, regime, reason, statutory) => {
  const decided = decideRegime(who, today);
  expect(decided).toMatchObject({ regime, reason, statutory });
  expect(decided.laws).toEqual(regimeReasons[decided.reason]);
});

describe("an enrolment decides from the day it was made to the day it ends", () => {
  test.each<[string, Partial<Enrolment>, string]>([
    ["made tomorrow: not yet", { enrolledOn: "2026-09-21" }, "additionalCareerGuidance"],
    ["made today", { enrolledOn: "2026-09-20" }, "noneMboTakesOver"],
    ["ends tomorrow", { endedOn: "2026-09-21" }, "noneMboTakesOver"],
    ["fell through today: a direct leaver after all", { endedOn: "2026-09-20" }, "additionalCareerGuidance"],
    [
      "fell through before it began",
      { enrolledOn: "2026-09-22", endedOn: "2026-09-21" },
      "additionalCareerGuidance",
    ],
  ])("%s", (_, more, regime) => {
    expect(decideRegime(leaver("pro", "labour_market", enrolled(more)), today).regime).toBe(regime);
  });
});

it("every reason is said in every language", () => {
  for (const language of languages)
    expect(Object.keys(resources[language].programme.regime)).toEqual(Object.keys(regimeReasons));
});
