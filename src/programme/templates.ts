import type { Module } from "../checkin/question-set.ts";
import type { Form, Moment, Programme, Role } from "./programme.ts";

/**
 * The ten programmes that we ship (domain 3.5), as an organisation finds them. All of it can be changed without touching
 * code (`change-programme.ts`). S-nn: the system of domain 3.2 that it comes from. "Ours": the sources do not say, we chose.
 */

/** Domain 4.11 for three moments a year: what each is about besides mood and situation. */
const autumn: readonly Module[] = ["V", "F", "Q"];
const winter: readonly Module[] = ["H", "M", "W"];
const summer: readonly Module[] = ["A", "T", "Q"];

const human = (
  key: string,
  when: Moment["when"],
  form: Form,
  themes: readonly Module[],
  more: Partial<Moment> = {},
): Moment => ({
  key,
  when,
  form,
  otherForms: form === "phone" ? ["physical", "message"] : ["phone"],
  role: "caseWorker",
  themes,
  asksBefore: true,
  ...more,
});

/** Two talks in the last school year, before there is anything to ask a check-in about. Which months: ours. */
const finalYear = (key: string, months: readonly number[], themes: readonly Module[]): Moment =>
  human(key, { kind: "calendar", months }, "physical", themes, { phases: ["final_year"], asksBefore: false });
const finalYearTalks = [
  finalYear("final_autumn", [10, 11], ["W", "Q"]),
  finalYear("final_spring", [3, 4], ["W", "A"]),
];

const shape = {
  version: 1,
  basis: "guidance",
  level: "basic",
  months: 24,
  opens: 10,
  guidance: "active",
  yearlyHello: false,
  afterTerm: "closes",
} as const;

const threeMoments = (key: string, [first, second, third]: readonly [Form, Form, Form]): Programme => ({
  ...shape,
  key,
  titleKey: `title.${key}`,
  minimumPerYear: 3,
  moments: [
    ...finalYearTalks,
    human("september", { kind: "calendar", months: [9] }, first, autumn),
    human("winter", { kind: "calendar", months: [1, 2] }, second, winter),
    human("june", { kind: "calendar", months: [6] }, third, summer),
  ],
  // S1: the network can be called in again at later setbacks (CAP-27).
  afterTerm: "keepsDoorOpen",
});

const quarter = (key: string, months: readonly number[], themes: readonly Module[]): Moment =>
  human(key, { kind: "calendar", months }, "message", themes, {
    otherForms: ["phone"],
    role: "attentionOfficer" satisfies Role,
  });

export const templates = [
  /**
   * S1, Zutphen as it was: September by phone, January or February in person, June by phone; the last year's two talks
   * follow its two meetings about each pupil. The months of those talks are ours.
   */
  threeMoments("pro_three_moments", ["phone", "physical", "phone"]),
  /** S1, where Zutphen goes: twice in person, once by phone. Which one is by phone is ours (3.5: "to be chosen"). */
  threeMoments("pro_three_moments_personal", ["physical", "phone", "physical"]),
  /** S9: at least three a year, agreed together; two talks in the last year. By phone until agreed: ours. */
  {
    ...shape,
    key: "pro_minimum",
    titleKey: "title.pro_minimum",
    minimumPerYear: 3,
    moments: [
      ...finalYearTalks,
      human("agreed", { kind: "agreed", perYear: 3 }, "phone", ["W", "Q"], {
        otherForms: ["message", "physical", "bot"],
      }),
    ],
  },
  /**
   * S10: every two months by phone, message or app as the young person prefers; two talks in the last year. A full and a
   * light one by turns is domain 4.11; a message unless preferred otherwise: ours.
   */
  {
    ...shape,
    key: "vso_bimonthly",
    titleKey: "title.vso_bimonthly",
    minimumPerYear: 6,
    moments: [
      ...finalYearTalks,
      human("full", { kind: "everyMonths", months: 4 }, "message", ["W", "H", "F", "M"], {
        otherForms: ["phone", "bot"],
      }),
      human("light", { kind: "everyMonths", months: 2 }, "message", [], { otherForms: ["phone", "bot"] }),
    ],
  },
  /**
   * S7, De Klas van …: each quarter for a year, by one regional attention officer, by app or phone. Themes by quarter: domain
   * 4.11. Longer, or a school's programme after it: `CohortPart`. Introduced by the school in the last year: ours how early.
   */
  {
    ...shape,
    key: "region_quarterly",
    titleKey: "title.region_quarterly",
    level: "life_course",
    months: 12,
    opens: 3,
    minimumPerYear: 4,
    moments: [
      quarter("summer", [7, 8, 9], ["W", "B"]),
      quarter("autumn", [10, 11, 12], ["F", "H"]),
      quarter("winter", [1, 2, 3], ["M"]),
      quarter("spring", [4, 5, 6], ["T", "Q"]),
    ],
  },
  /**
   * S4: the same face before and after, close and by short lines, up to three years. How often is not in the sources: a light
   * month by the robot and a talk each quarter are ours.
   */
  {
    ...shape,
    key: "continuous_face",
    titleKey: "title.continuous_face",
    level: "plus",
    months: 36,
    opens: 12,
    minimumPerYear: 12,
    moments: [
      human("talk", { kind: "everyMonths", months: 3 }, "physical", ["H", "M", "F", "Q"], {
        otherForms: ["phone", "message"],
      }),
      human("short_line", { kind: "everyMonths", months: 1 }, "bot", ["W"], {
        otherForms: ["message"],
        asksBefore: false,
      }),
    ],
  },
  /**
   * S2, Zeeland: on need, from the last year at school, as long as there is money; money, transport, housing, mental health and
   * agencies belong to it. The minimum is the organisation's; four a year, so that no quarter passes unseen, is ours, and so
   * are 36 months.
   */
  {
    ...shape,
    key: "extended_flexible",
    titleKey: "title.extended_flexible",
    level: "plus",
    months: 36,
    opens: 12,
    minimumPerYear: 4,
    moments: [
      human("on_need", { kind: "agreed", perYear: 4 }, "message", ["F", "V", "H", "M", "A"], {
        otherForms: ["phone", "physical", "bot"],
      }),
    ],
    afterTerm: "keepsDoorOpen",
  },
  /**
   * S8, Amsterdam: about an hour and a half a week with the coach, from the last school year until about a year after. Living,
   * working, wellbeing. The robot plans and reminds and asks nothing beside it: ours.
   */
  {
    ...shape,
    key: "transfer_intensive",
    titleKey: "title.transfer_intensive",
    level: "life_course",
    months: 12,
    opens: 12,
    minimumPerYear: 40,
    moments: [
      human("week", { kind: "everyWeeks", weeks: 1 }, "physical", ["H", "W", "M"], {
        phases: ["final_year", "year_1"],
        asksBefore: false,
      }),
    ],
  },
  /**
   * S10 and LAW-07: aftercare on request of the young person or the parents. A hello once a year is optional in 3.5; that it is
   * on, the 24 months and the open door are ours (the older law names no term in the sources).
   */
  {
    ...shape,
    key: "aftercare_inbound",
    titleKey: "title.aftercare_inbound",
    basis: "aftercare",
    opens: 3,
    minimumPerYear: 0,
    moments: [],
    guidance: "inboundOnly",
    yearlyHello: true,
    afterTerm: "keepsDoorOpen",
  },
  /** No source names ISK: all of it ours. Three a year as 3.5 suggests, robot and phone by turns, with the newcomer's questions. */
  {
    ...shape,
    key: "isk_voluntary",
    titleKey: "title.isk_voluntary",
    basis: "voluntary",
    opens: 3,
    minimumPerYear: 3,
    moments: [
      human("october", { kind: "calendar", months: [10] }, "phone", ["I", "B"]),
      human("february", { kind: "calendar", months: [2] }, "bot", ["I", "M"], {
        otherForms: ["message", "phone"],
        asksBefore: false,
      }),
      human("june", { kind: "calendar", months: [6] }, "phone", ["I", "A"]),
    ],
  },
] as const satisfies readonly Programme[];

/** The shipped programme with this key; undefined for an organisation's own. */
export function findTemplate(key: string): Programme | undefined {
  return templates.find((template) => template.key === key);
}
