import { decideOffer, type Participation } from "./decide-offer.ts";
import type { Term } from "./decide-term.ts";

/** One offer as it was made. Days are local. */
export interface MadeOffer {
  readonly kind: "first" | "reoffer" | "later";
  readonly madeOn: string;
  readonly by: "robot" | "human";
  /** Null for what a human said: nothing had to arrive. */
  readonly delivery: "waiting" | "sent" | "failed" | null;
  readonly answer: "yes" | "notNow" | "talkFirst" | null;
}

export interface OfferedPerson {
  readonly term: Term;
  readonly opens: number;
  /** The Act orders an offer to this person. */
  readonly statutory: boolean;
  readonly offers: readonly MadeOffer[];
  readonly participation: Participation;
}

/** What a school can show of LAW-08 and LAW-11, of one cohort. */
export interface OfferFigures {
  readonly people: number;
  /** To how many the Act orders an offer; the figures after it are about everybody. */
  readonly statutory: number;
  readonly offered: number;
  readonly offeredBeforeExit: number;
  /** Of those offered: said by a human, or a message that arrived. */
  readonly delivered: number;
  readonly yes: number;
  readonly notNow: number;
  readonly talkFirst: number;
  readonly noAnswer: number;
  /** Second offers that had to be made by today and were not, and those that were. */
  readonly reoffersDue: number;
  readonly reoffersMade: number;
  readonly reoffersByHuman: number;
  readonly reoffersDelivered: number;
}

const arrived = ({ delivery }: MadeOffer) => delivery === null || delivery === "sent";

/** Counts the offers of a cohort on a local day. Each person counts once: by the newest answer, and by whether any offer arrived. Pure. */
export function decideOfferFigures(people: readonly OfferedPerson[], today: string): OfferFigures {
  const count = (is: (one: OfferedPerson) => boolean) => people.filter(is).length;
  const ordinary = ({ offers }: OfferedPerson) => offers.filter(({ kind }) => kind !== "reoffer");
  const again = ({ offers }: OfferedPerson) => offers.find(({ kind }) => kind === "reoffer");
  const said = (one: OfferedPerson) => ordinary(one).findLast(({ answer }) => answer !== null)?.answer;
  const isOffered = (one: OfferedPerson) => ordinary(one).length > 0;
  const isDue = ({ term, opens, statutory, participation }: OfferedPerson) => {
    const offer = decideOffer(term, opens, today, statutory, participation);
    return offer?.kind === "reOffer" && offer.dueOn <= today;
  };
  return {
    people: people.length,
    statutory: count(({ statutory }) => statutory),
    offered: count(isOffered),
    offeredBeforeExit: count((one) => ordinary(one).some(({ madeOn }) => madeOn <= one.term.startsOn)),
    delivered: count((one) => ordinary(one).some(arrived)),
    yes: count((one) => said(one) === "yes"),
    notNow: count((one) => said(one) === "notNow"),
    talkFirst: count((one) => said(one) === "talkFirst"),
    noAnswer: count((one) => isOffered(one) && said(one) === undefined),
    reoffersDue: count(isDue),
    reoffersMade: count((one) => again(one) !== undefined),
    reoffersByHuman: count((one) => again(one)?.by === "human"),
    reoffersDelivered: count((one) => {
      const made = again(one);
      return made !== undefined && arrived(made);
    }),
  };
}
