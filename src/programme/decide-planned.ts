import { Temporal } from "temporal-polyfill";
import { decideExtraWindows } from "./decide-extra-windows.ts";
import { around, cut, decideWindows, isIn, type Span, type Window } from "./decide-windows.ts";
import type { Form, Moment, Phase, ProgrammePart } from "./programme.ts";

/** A moment of the course with its window, before closed days are looked at. */
export interface Planned {
  readonly window: Window;
  readonly moment: Pick<Moment, "key" | "form" | "otherForms" | "role" | "themes" | "asksBefore">;
  /** A week that is closed is left out: the next one is near. */
  readonly isWeekly: boolean;
  readonly year: Year;
}

/** The part of a programme that lies between two twelfth months after the exit, as far as the person takes part in it. */
interface Year {
  /** Its days: a window whose middle day lies here belongs to it. */
  readonly span: Span;
  /** The days of its programme. No moment leaves them. */
  readonly limits: Span;
  readonly part: ProgrammePart;
  readonly index: number;
  readonly phase: Phase;
  /** Months after the exit at which it begins; negative for the final year. */
  readonly months: number;
}

const { compare } = Temporal.PlainDate;
const weight: Readonly<Record<Form, number>> = { bot: 0, message: 1, phone: 2, physical: 3 };

/** What `decideDueDays` says of windows, of two moments at one time, and of the minimum a year. In no order. */
export function decidePlanned(
  parts: readonly ProgrammePart[],
  exit: Temporal.PlainDate,
  start: Temporal.PlainDate,
): Planned[] {
  const planned: Planned[] = [];
  for (const whole of yearsOf(parts, exit)) {
    const year = { ...whole, span: from(start, whole.span), limits: from(start, whole.limits) };
    if (compare(year.span.after, year.span.until) >= 0) continue;
    if (year.part.programme.guidance === "inboundOnly") {
      planned.push(...helloIn(year, exit, parts));
      continue;
    }
    const own = inYear(year, exit, new Set(planned.map(({ window }) => window.occasion)));
    planned.push(...own, ...inserted(year, exit, own));
  }
  return planned.map((one) => ({ ...one, window: cut(one.window, one.year.limits) }));
}

const from = (start: Temporal.PlainDate, { after, until }: Span): Span => {
  const dayBefore = start.subtract({ days: 1 });
  return { after: compare(after, dayBefore) >= 0 ? after : dayBefore, until };
};

/** The final year of the first programme, then the years of each. */
function* yearsOf(parts: readonly ProgrammePart[], exit: Temporal.PlainDate): Generator<Year> {
  for (const [index, part] of parts.entries()) {
    const { opens } = part.programme;
    if (index === 0 && opens > 0) {
      const span = { after: exit.subtract({ months: opens }).subtract({ days: 1 }), until: exit };
      yield { span, limits: span, part, index, phase: "final_year", months: -opens };
    }
    const end = part.fromMonth + part.months;
    const limits = { after: exit.add({ months: part.fromMonth }), until: exit.add({ months: end }) };
    for (let months = part.fromMonth; months < end; ) {
      const next = Math.min(end, 12 * (Math.floor(months / 12) + 1));
      const span = { after: exit.add({ months }), until: exit.add({ months: next }) };
      const phase = months < 12 ? "year_1" : months < 24 ? "year_2" : "later";
      yield { span, limits, part, index, phase, months };
      months = next;
    }
  }
}

const momentsOf = ({ part, phase }: Year): readonly Moment[] =>
  part.programme.moments.filter(({ phases }) => (phases ? phases.includes(phase) : phase !== "final_year"));

/** The programme's own moments; at one time only the one that is more of a meeting, the first of two that are alike. */
function inYear(year: Year, exit: Temporal.PlainDate, taken: ReadonlySet<string>): Planned[] {
  const found = new Map<string, Planned>();
  for (const moment of momentsOf(year))
    for (const window of decideWindows(moment.when, exit, year.span)) {
      const twin = found.get(window.occasion);
      if (taken.has(window.occasion) || (twin && weight[twin.moment.form] >= weight[moment.form])) continue;
      found.set(window.occasion, { window, moment, isWeekly: moment.when.kind === "everyWeeks", year });
    }
  return [...found.values()];
}

/** What the year lacks for the minimum; like the first moment that the programme has in it. */
function inserted(year: Year, exit: Temporal.PlainDate, own: readonly Planned[]): Planned[] {
  const { span, months, phase } = year;
  const { minimumPerYear, moments } = year.part.programme;
  const like = momentsOf(year)[0] ?? moments[0];
  if (phase === "final_year" || !like) return [];
  const twelve = exit.add({ months }).until(exit.add({ months: months + 12 })).days;
  const needed = Math.floor((minimumPerYear * span.after.until(span.until).days) / twelve);
  const missing = Math.max(0, needed - own.length);
  const there = own.map(({ window }) => window.middle);
  return decideExtraWindows(missing, there, span, months).map((window) => ({
    window,
    moment: { ...like, key: "extra" },
    isWeekly: false,
    year,
  }));
}

const hello = {
  key: "hello",
  form: "bot",
  otherForms: ["message"],
  role: "caseWorker",
  themes: [],
  asksBefore: false,
} as const;

/** Where the organisation never begins: a hello of the robot at each twelfth month, but on the last day of all. */
function helloIn(year: Year, exit: Temporal.PlainDate, parts: readonly ProgrammePart[]): Planned[] {
  const { span, part, phase, months } = year;
  if (!part.programme.yearlyHello || phase === "final_year") return [];
  const at = 12 * (Math.floor(months / 12) + 1);
  const day = exit.add({ months: at });
  const isLast = parts.every(({ fromMonth, months: lasting }) => fromMonth + lasting <= at);
  if (!isIn(span, day) || isLast) return [];
  return [{ window: around(`hello-${at}`, day, 15), moment: hello, isWeekly: false, year }];
}
