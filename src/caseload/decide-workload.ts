import type { StaffedHours } from "../people/duty/is-staffed.ts";

/** Young people for one full-time case worker, unless the organisation says another number (domain 3.1, CAP-16). */
export const defaultNorm = 32;
/** Hours of a full-time week. */
export const fullTimeHours = 36;

export interface WorkloadFacts {
  readonly people: number;
  /** What somebody said the job is, in hundredths of a full one. */
  readonly fteHundredths: number | null;
  /** Own working hours; null for the organisation's, which say when somebody is there and not how long one person works. */
  readonly hours: StaffedHours | null;
  /** The organisation's own norm; null for the default. */
  readonly norm: number | null;
}

export interface Workload {
  readonly people: number;
  /** 1 is full-time; two decimals. */
  readonly fte: number;
  readonly fteFrom: "said" | "hours" | "assumed";
  /** How many young people this part of a job is for, rounded. */
  readonly room: number;
  /** Young people for a full-time job, rounded to one decimal; null for a job of no hours. */
  readonly perFte: number | null;
  readonly isOver: boolean;
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Hours of a week in these working hours. */
export function weekHours(hours: StaffedHours): number {
  const spans = Object.values(hours).flat();
  return spans.reduce((sum, { from, to }) => sum + minutesOf(to) - minutesOf(from), 0) / 60;
}

/**
 * How many young people somebody has against the norm: what was said about the size of the job counts, else own working hours
 * over 36 (one full job at most), else a full job is assumed.
 */
export function decideWorkload({ people, fteHundredths, hours, norm }: WorkloadFacts): Workload {
  const fteFrom = fteHundredths !== null ? "said" : hours !== null ? "hours" : "assumed";
  const byHours = hours === null ? 1 : Math.min(1, weekHours(hours) / fullTimeHours);
  const fte = Math.round((fteHundredths === null ? byHours : fteHundredths / 100) * 100) / 100;
  const room = Math.round(fte * (norm ?? defaultNorm));
  return {
    ...{ people, fte, fteFrom, room },
    perFte: fte === 0 ? null : Math.round((people / fte) * 10) / 10,
    isOver: people > room,
  };
}
