import { z } from "zod";
import { modules } from "../checkin/question-set.ts";

/**
 * A programme: how an organisation stays in touch after school, as data (CAP-01). Shipped ones stand in `templates.ts`, an
 * organisation changes them with `change-programme.ts`, a cohort keeps the version it began with.
 */

/** From the lightest to the one that asks most of both: a robot's check-in, a written message, a call, a meeting. */
export const forms = ["bot", "message", "phone", "physical"] as const;
export type Form = (typeof forms)[number];

export const roles = ["caseWorker", "attentionOfficer", "coordinator"] as const;
export type Role = (typeof roles)[number];

/** The part of the programme that a moment belongs to; `later` is the third year after the exit and on. */
export const phases = ["final_year", "year_1", "year_2", "later"] as const;
export type Phase = (typeof phases)[number];

export const levels = ["basic", "plus", "life_course"] as const;
export type SupportLevel = (typeof levels)[number];

/** Whom it is for: the guidance of the Act (LAW-05, 06), aftercare (LAW-07), or who has no right to either (ISK). */
export const bases = ["guidance", "aftercare", "voluntary"] as const;
export type Basis = (typeof bases)[number];

const whenSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("calendar"), months: z.array(z.int()).readonly() }),
  z.strictObject({ kind: z.literal("everyMonths"), months: z.int(), windowDays: z.int().optional() }),
  z.strictObject({ kind: z.literal("everyWeeks"), weeks: z.int() }),
  z.strictObject({ kind: z.literal("afterExit"), months: z.int(), windowDays: z.int() }),
  z.strictObject({ kind: z.literal("agreed"), perYear: z.int() }),
]);

/**
 * When a moment falls.
 * - `calendar`: once a year, in these months that follow each other (`[1, 2]`, `[12, 1]`).
 * - `everyMonths`: so many months after the exit, and again, counted from the exit each time. Its window lies around that
 *   day, 15 days unless `windowDays` says otherwise.
 * - `everyWeeks`: every so many weeks, from Monday to Sunday.
 * - `afterExit`: once, so many months after the exit.
 * - `agreed`: so many a year, on months that the two agree on (`agree-months.ts`); spread evenly until they have.
 */
export type When = Readonly<z.infer<typeof whenSchema>>;

const momentSchema = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,30}$/),
  when: whenSchema.readonly(),
  phases: z.array(z.enum(phases)).readonly().optional(),
  form: z.enum(forms),
  otherForms: z.array(z.enum(forms)).readonly(),
  role: z.enum(roles),
  themes: z.array(z.enum(modules)).readonly(),
  asksBefore: z.boolean(),
});

/**
 * - `phases`: in which parts of the programme; all after the exit when left out, never the final year then.
 * - `form`: what is planned; `otherForms`: what it may become when the young person likes that better (CAP-29).
 * - `themes`: what it is about besides how it goes and what the person does now, which every check-in asks (domain 4.11).
 * - `asksBefore`: the robot asks its check-in 14 to 7 days before, so that the human begins informed.
 */
export type Moment = Readonly<z.infer<typeof momentSchema>>;

export const programmeSchema = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,60}$/),
  version: z.int().min(1),
  titleKey: z.string().min(1),
  basis: z.enum(bases),
  level: z.enum(levels),
  months: z.int(),
  opens: z.int(),
  minimumPerYear: z.int(),
  moments: z.array(momentSchema).readonly(),
  guidance: z.enum(["active", "inboundOnly"]),
  yearlyHello: z.boolean(),
  afterTerm: z.enum(["closes", "keepsDoorOpen"]),
});

/**
 * - `version`: raised with every change.
 * - `titleKey`: its name, in `locales/<language>/programme.json`.
 * - `months`: how long it lasts after the exit; `opens`: how many months before the exit it begins.
 * - `minimumPerYear`: contact moments in each year after the exit; where the windows give fewer, others are inserted.
 * - `guidance`: `inboundOnly` goes by what the young person brings; with `yearlyHello` the robot says hello once a year.
 * - `afterTerm`: a closing message, or the door stays open for whoever writes (CAP-27).
 */
export type Programme = Readonly<z.infer<typeof programmeSchema>>;

const hash = z.string().regex(/^[\w-]{43}$/);

export const cohortPartSchema = z.strictObject({
  programmeHash: hash,
  fromMonth: z.int().min(0),
  months: z.int().min(1),
  leadOrganisationId: z.uuid().optional(),
});

/**
 * One of the programmes that follow each other for a cohort: the region's first year (`fromMonth: 0, months: 12`), the
 * school's second (`fromMonth: 12, months: 12`). Months after the exit; who leads meanwhile, the own organisation when left out.
 */
export type CohortPart = Readonly<z.infer<typeof cohortPartSchema>>;

/** A part with its programme at hand, as `decideDueDays` takes it. */
export interface ProgrammePart {
  readonly programme: Programme;
  readonly fromMonth: number;
  readonly months: number;
  readonly leadOrganisationId?: string;
}
