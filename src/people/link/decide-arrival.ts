/** Who opened the link, as far as the chat is known. */
export type Arriving =
  | { readonly kind: "unknown" }
  | { readonly kind: "alumnus"; readonly id: string }
  | { readonly kind: "caseWorker" };

/** For whom the link was made. */
export type CardFor = { readonly alumnusId: string } | { readonly caseWorkerId: string };

/**
 * What a link that still works leads to. `start…` and `join…` use it up, and so does somebody's own card; in the wrong hands
 * it stays as it is, for the person it was made for.
 */
export type Arrival =
  | "startLinking"
  | "joinStaff"
  | "ownCard"
  | "cardOfOther"
  | "cardOnStaffPhone"
  | "staffLinkOnAlumnusPhone";

/** Siblings with one phone, a card handed to the wrong pupil, a case worker who tries a card out: each has its own answer. */
export function decideArrival(who: Arriving, card: CardFor): Arrival {
  if ("caseWorkerId" in card) return who.kind === "alumnus" ? "staffLinkOnAlumnusPhone" : "joinStaff";
  if (who.kind === "caseWorker") return "cardOnStaffPhone";
  if (who.kind === "alumnus") return who.id === card.alumnusId ? "ownCard" : "cardOfOther";
  return "startLinking";
}

/** True when the link is used up by it. */
export const isUsedUp = (arrival: Arrival): boolean =>
  arrival === "startLinking" || arrival === "joinStaff" || arrival === "ownCard";
