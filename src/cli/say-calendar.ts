import type { ClosedDay } from "../people/calendar/decide-closed-days.ts";

/** `2026-12-19 to 2027-01-03 (Kerstvakantie)`, or the one day alone. */
export const sayDays = ({ from, until, name }: ClosedDay): string =>
  `${from === until ? from : `${from} to ${until}`}${name === undefined ? "" : ` (${name})`}`;
