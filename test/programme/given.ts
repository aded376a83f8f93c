import { type DueMoment, decideDueDays } from "../../src/programme/decide-due-days.ts";
import type { Moment, Programme, ProgrammePart } from "../../src/programme/programme.ts";
import { templates } from "../../src/programme/templates.ts";

export type TemplateKey = (typeof templates)[number]["key"];

export function template(key: TemplateKey): Programme {
  const found = templates.find((one) => one.key === key);
  if (!found) throw new Error(key);
  return found;
}

/** A moment in September by phone, unless told otherwise. */
export const moment = (key: string, when: Moment["when"], more: Partial<Moment> = {}): Moment => ({
  key,
  when,
  form: "phone",
  otherForms: [],
  role: "caseWorker",
  themes: [],
  asksBefore: true,
  ...more,
});

export const programme = (moments: readonly Moment[], more: Partial<Programme> = {}): Programme => ({
  ...template("pro_minimum"),
  key: "own",
  minimumPerYear: 0,
  opens: 0,
  moments,
  ...more,
});

export const whole = (one: Programme): ProgrammePart[] => [
  { programme: one, fromMonth: 0, months: one.months },
];

type Course = Parameters<typeof decideDueDays>[0];

/** The due moments of one programme from its exit on. */
export const dueOf = (one: Programme, exitDay: string, more: Partial<Course> = {}): DueMoment[] =>
  decideDueDays({ parts: whole(one), exitDay, ...more });

/** `2026-09 2026-09-01..2026-09-30 ask 2026-08-18..2026-08-25` */
export const line = ({ occasion, from, until, askFrom, askUntil }: DueMoment): string =>
  `${occasion} ${from}..${until}${askFrom ? ` ask ${askFrom}..${askUntil}` : ""}`;
