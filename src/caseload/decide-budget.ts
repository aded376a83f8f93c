import { Temporal } from "temporal-polyfill";

/**
 * What the law calculates with (LAW-13): five hours for a young person in the first year after school, half of that in the
 * second. An average over all, never what one person has a right to, and never a limit for one.
 */
export const budgetMinutes = { year1: 300, year2: 150 } as const;
export type GuidanceYear = keyof typeof budgetMinutes;
export const guidanceYears: readonly GuidanceYear[] = ["year1", "year2"];

/** Somebody's minutes with humans, by local day. */
export interface TimeOfPerson {
  /** The local day on which they left school. */
  readonly exitDate: string;
  readonly contacts: readonly { readonly day: string; readonly minutes: number }[];
}

export interface YearUse {
  /** How many are in this year after school today. */
  readonly people: number;
  /** Minutes that they have had in it so far, rounded; 0 for nobody. */
  readonly averageMinutes: number;
}

/** In which year after school somebody is on a local day; undefined before it and after two years. */
export function decideYear(exitDate: string, today: string): GuidanceYear | undefined {
  const from = Temporal.PlainDate.from(exitDate);
  const day = Temporal.PlainDate.from(today);
  const isBefore = (years: number) => Temporal.PlainDate.compare(day, from.add({ years })) < 0;
  if (isBefore(0)) return undefined;
  if (isBefore(1)) return "year1";
  return isBefore(2) ? "year2" : undefined;
}

/** For each year, how much time those who are in it now have had in it on average, to lay beside what the law calculates with. */
export function decideBudget(
  people: readonly TimeOfPerson[],
  today: string,
): Readonly<Record<GuidanceYear, YearUse>> {
  const useOf = (year: GuidanceYear): YearUse => {
    const inYear = people.filter(({ exitDate }) => decideYear(exitDate, today) === year);
    const minutes = inYear
      .flatMap(({ exitDate, contacts }) =>
        contacts.filter(({ day }) => day <= today && decideYear(exitDate, day) === year),
      )
      .reduce((sum, one) => sum + one.minutes, 0);
    return {
      people: inYear.length,
      averageMinutes: inYear.length === 0 ? 0 : Math.round(minutes / inYear.length),
    };
  };
  return { year1: useOf("year1"), year2: useOf("year2") };
}
