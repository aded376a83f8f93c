import { changeProgramme, type ProgrammeChange } from "./change-programme.ts";
import type { Programme, ProgrammePart } from "./programme.ts";
import { templates } from "./templates.ts";

type TemplateKey = (typeof templates)[number]["key"];

/** One way of a follow-up system, as programmes that follow each other. */
export interface Expression {
  /** For whom or from when, when a system has several. */
  readonly of?: string;
  readonly parts: readonly ProgrammePart[];
  /** What an organisation changes in our templates for it, by template. */
  readonly changes: Readonly<Partial<Record<TemplateKey, ProgrammeChange>>>;
}

/** A follow-up system from practice (domain 3.1, 3.2) in the words of our programmes. */
export interface System {
  readonly code: string;
  readonly name: string;
  readonly expressions: readonly Expression[];
}

function express(
  keys: readonly { key: TemplateKey; change?: ProgrammeChange; months?: number }[],
  of?: string,
): Expression {
  const changes: Partial<Record<TemplateKey, ProgrammeChange>> = {};
  const parts: ProgrammePart[] = [];
  for (const { key, change, months } of keys) {
    const programme = change ? changed(key, change) : template(key);
    if (change) changes[key] = change;
    const last = parts.at(-1);
    parts.push({
      programme,
      fromMonth: last ? last.fromMonth + last.months : 0,
      months: months ?? programme.months,
    });
  }
  return { ...(of && { of }), parts, changes };
}

function template(key: TemplateKey): Programme {
  const found = templates.find((one) => one.key === key);
  if (!found) throw new Error(`There is no template ${key}`);
  return found;
}

function changed(key: TemplateKey, change: ProgrammeChange): Programme {
  const next = changeProgramme(template(key), change);
  if (!next.ok) throw new Error(`${key}: ${next.faults.map(({ code }) => code).join(", ")}`);
  return next.programme;
}

/** All ten of domain 3.1. What a source leaves open is ours and stands in `templates.ts` or in the change. */
export const systems: readonly System[] = [
  {
    code: "S1",
    name: "Praktijkonderwijs Zutphen",
    expressions: [
      express([{ key: "pro_three_moments" }], "now"),
      express([{ key: "pro_three_moments_personal" }], "where it goes"),
    ],
  },
  {
    code: "S2",
    name: "Zeeland, ZSM verlengde nazorg",
    expressions: [express([{ key: "extended_flexible" }])],
  },
  {
    code: "S3",
    name: "Pro College Nijmegen, volgmonitor",
    expressions: [
      // Fixed moments by message, with a coach who is no teacher; whoever writes later is helped too. Which months: ours.
      express([
        {
          key: "pro_three_moments",
          change: {
            level: "plus",
            moments: {
              september: { form: "message", otherForms: ["phone", "physical"] },
              winter: { otherForms: ["phone", "message"] },
              june: { form: "message", otherForms: ["phone", "physical"] },
            },
          },
        },
      ]),
    ],
  },
  {
    code: "S4",
    name: "Combinatiefunctionaris Arbeid, Midden-Gelderland",
    expressions: [express([{ key: "continuous_face" }])],
  },
  {
    code: "S5",
    name: "Route Arbeid and navigator, Groningen and Noord-Drenthe",
    expressions: [
      // Two years, the same buddy in all areas of life. How often: ours.
      express([{ key: "continuous_face", change: { level: "life_course", months: 24 } }]),
    ],
  },
  {
    code: "S6",
    name: "Route Arbeid Plus",
    expressions: [
      // Beyond the twentieth year; once a year the check-in asks what somebody wants to try. Six years: ours.
      express([{ key: "aftercare_inbound", change: { level: "life_course", months: 72 } }]),
    ],
  },
  {
    code: "S7",
    name: "Midden-Brabant, De Klas van …",
    expressions: [
      express([{ key: "region_quarterly" }], "the region's year"),
      express(
        [{ key: "region_quarterly" }, { key: "pro_three_moments", months: 12 }],
        "the region's year, then the school's",
      ),
    ],
  },
  {
    code: "S8",
    name: "Transfercoaching Groot-Amsterdam",
    expressions: [express([{ key: "transfer_intensive" }])],
  },
  { code: "S9", name: "Model text pro", expressions: [express([{ key: "pro_minimum" }])] },
  {
    code: "S10",
    name: "Model text vso",
    expressions: [
      express([{ key: "vso_bimonthly" }], "labour market"),
      express([{ key: "aftercare_inbound" }], "day activity, further education"),
    ],
  },
];
