import { Temporal } from "temporal-polyfill";
import type { Dated, DatedKind } from "./deadline.ts";

/** An answer that says something of a date; the newest of a question last. `on` is the local day on which it was given. */
export interface DatedAnswer {
  readonly questionId: string;
  readonly option: string;
  readonly on: string;
}

export interface TypedDate {
  readonly kind: DatedKind;
  /** Null where a human says that there is none (any more). */
  readonly day: string | null;
  /** The local day on which a case worker wrote it down, or since which a school's list says so. */
  readonly on: string;
  readonly source: "caseWorker" | "import";
}

/** Days from the answer to the first and the last day that it can mean. */
type Span = readonly [from: number, until: number];

/** A span, of which the middle is taken, or another day where that would be wrong. */
interface Meaning {
  readonly means: Span;
  readonly takes?: number;
}

/** What an answer says of a date: a span, that there is none, or (left out) nothing. */
const meanings: Readonly<Partial<Record<DatedKind, Readonly<Record<string, Meaning | "none">>>>> = {
  contractEnd: {
    "W2 permanent": "none",
    "W2 noContract": "none",
    // Half a year at least: nothing says how long, so the first day that it can be.
    "W2 over6Months": { means: [183, Number.POSITIVE_INFINITY], takes: 183 },
    "W2 from3To6Months": { means: [92, 183] },
    "W2 from1To3Months": { means: [31, 91] },
    "W2 under1Month": { means: [0, 30] },
    "W3 staying": "none",
    "W3 otherJob": "none",
  },
  indicationEnd: { "D3 within3Months": { means: [0, 91] }, "D3 no": "none", "D3 stopped": "none" },
  // The letter of a refusal (A6): how old it is at most, because a term that is thought too long is lost.
  letter: {
    "A6 thisWeek": { means: [-7, 0], takes: -7 },
    "A6 thisMonth": { means: [-31, 0], takes: -31 },
    "A6 longer": "none",
    "A2 no": "none",
    "A2 waiting": "none",
  },
  studyWish: { "W11 course": { means: [0, 0] } },
};

/** Every question and option that says something of a date, for whoever looks them up. */
export const datingAnswers: readonly { readonly questionId: string; readonly option: string }[] =
  Object.values(meanings).flatMap((found) =>
    Object.keys(found).map((key) => {
      const [questionId = "", option = ""] = key.split(" ");
      return { questionId, option };
    }),
  );

const plus = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();

/**
 * The dates that count now, from what a case worker typed, what a school's list says and what was answered: the newest says so, and of
 * one day a human's word before a list's. An answer gives
 * a span, of which the middle or another careful day is taken; a typed day inside the span of a newer answer stays, because it says the same and says it
 * better. Pure.
 */
export function decideKnownDates(
  answers: readonly DatedAnswer[],
  typed: readonly TypedDate[],
): Partial<Record<DatedKind, Dated>> {
  const known: Partial<Record<DatedKind, Dated>> = {};
  for (const kind of ["contractEnd", "indicationEnd", "letter", "studyWish"] as const) {
    const own = newestOf(typed.filter((one) => one.kind === kind));
    const last = answers.findLast(({ questionId, option }) => meanings[kind]?.[`${questionId} ${option}`]);
    const meaning = last && meanings[kind]?.[`${last.questionId} ${last.option}`];
    const byHand: Dated | undefined =
      own && own.day !== null ? { day: own.day, source: own.source, on: own.on } : undefined;
    if (!last || !meaning || (own && own.on > last.on)) {
      if (byHand) known[kind] = byHand;
      continue;
    }
    if (meaning === "none") {
      // Of one day nobody knows which came first; what a human wrote down stays.
      if (byHand && own?.on === last.on) known[kind] = byHand;
      continue;
    }
    if (own?.day === null && own.on === last.on) continue;
    const [from, until] = meaning.means;
    const isWithin = (day: string) =>
      plus(last.on, from) <= day && (!Number.isFinite(until) || day <= plus(last.on, until));
    const saysTheSame = byHand !== undefined && isWithin(byHand.day);
    const day = plus(last.on, meaning.takes ?? Math.floor((from + until) / 2));
    known[kind] =
      byHand && (saysTheSame || own?.on === last.on) ? byHand : { day, source: "answer", on: last.on };
  }
  return known;
}

const newestOf = (typed: readonly TypedDate[]): TypedDate | undefined =>
  typed.reduce<TypedDate | undefined>((best, one) => {
    if (best === undefined || one.on > best.on) return one;
    return one.on === best.on && one.source === "caseWorker" ? one : best;
  }, undefined);
