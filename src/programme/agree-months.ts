import type { Form, Programme } from "./programme.ts";

/** What a case worker and a young person agreed on together (CAP-29): the months of each moment, and how. */
export interface Agreement {
  /** Months that follow each other, a list for each moment: `[[10], [2, 3], [6]]`. */
  readonly windows: readonly (readonly number[])[];
  readonly form?: Form;
}

/**
 * The programme as it is for one person after that: moments that were to be agreed on lie in the agreed months. Other moments
 * stay. To be checked by `decideFaults` like any other; fewer windows than the minimum are filled up (`decideDueDays`).
 */
export function agreeMonths(programme: Programme, { windows, form }: Agreement): Programme {
  return {
    ...programme,
    moments: programme.moments.flatMap((moment) =>
      moment.when.kind === "agreed"
        ? windows.map((months, index) => ({
            ...moment,
            key: `${moment.key}_${index + 1}`,
            when: { kind: "calendar" as const, months },
            form: form ?? moment.form,
            asksBefore: moment.asksBefore && form !== "bot",
          }))
        : [moment],
    ),
  };
}
