import { decideOffer } from "./decide-offer.ts";
import type { StandingFacts } from "./standing/standing.ts";

/**
 * Whether guidance that ended with its term goes on after all, on a local day. A programme of one year ends for whom the Act ordered
 * nothing then; who becomes a direct leaver after that, while the Act's two years last (a study falls through, LAW-05, 25), still has
 * the second offer to come, or said yes since it would have been made and has the two years (LAW-09, 11). Whoever was a direct leaver
 * when it ended (`wasOrdered`) took part until their programme was over, and has had it. Pure.
 */
export function comesBack(
  {
    statutory,
    term,
    opens,
    participation,
  }: Pick<StandingFacts, "statutory" | "term" | "opens" | "participation">,
  wasOrdered: boolean,
  today: string,
): boolean {
  if (wasOrdered || !statutory || today > term.endsOn) return false;
  const { takesPartSince, stoppedOn } = participation;
  const saidYesSince = takesPartSince !== null && takesPartSince >= term.reOfferOn && stoppedOn === null;
  return saidYesSince || decideOffer(term, opens, today, statutory, participation) !== null;
}
