import { Temporal } from "temporal-polyfill";

export type OfferRowKind = "first" | "reoffer" | "later";

/**
 * Which offer one is that is made on this local day: the first; from twelve months after the exit the second, to whoever does
 * not take part and had none (LAW-11); else one that follows from talking on. Pure.
 */
export function decideOfferKind(
  today: string,
  exitDate: string,
  takesPart: boolean,
  made: readonly { readonly kind: OfferRowKind }[],
): OfferRowKind {
  const again = Temporal.PlainDate.from(exitDate).add({ months: 12 }).toString();
  const isSecond = today >= again && !takesPart && made.every(({ kind }) => kind !== "reoffer");
  if (isSecond) return "reoffer";
  return made.length === 0 ? "first" : "later";
}
