import { Temporal } from "temporal-polyfill";
import type { Term } from "./decide-term.ts";

export type OfferKind = "offer" | "reOffer";

/** What is known of somebody's offers and taking part. All days are local dates. */
export interface Participation {
  /** When the first offer and the second were made, by whoever; null while they were not. */
  readonly offeredOn: string | null;
  readonly reOfferedOn: string | null;
  /** When the person said yes, and when they stopped; null for never. A yes after a stop: its own day, and null again. */
  readonly takesPartSince: string | null;
  readonly stoppedOn: string | null;
  /** The bot can write to this person. Whoever never opened it is a full participant, reached by a human. */
  readonly canBeWrittenTo: boolean;
}

export interface DueOffer {
  readonly kind: OfferKind;
  /** From this day on it may be made. */
  readonly from: string;
  /** The day by which it has to be made; one that lies in the past is late and has to be made at once. */
  readonly dueOn: string;
  /** Whose step it is: the bot's, or a human's by phone, letter or visit. */
  readonly by: "bot" | "human";
}

/**
 * The offer that has to be made to somebody on this local day or that comes next; null when the Act asks for none any more.
 * Only for whom the Act orders it (`statutory` of `decideRegime`).
 *
 * - The offer, before the exit (LAW-08, 09): from `opens` months before it. Late when the exit has passed; once the twelve
 *   months have passed the second stands for both, so that nobody gets two at a time.
 * - The second, twelve months after the exit, once, to everyone not taking part on that day (LAW-11): who said no, who never
 *   answered, who never opened the bot, who stopped before. Who stops on that day or later was taking part and gets none; that
 *   a stop before counts as not taking part is our reading (domain 2.2). Somebody who is entered late gets it late, until
 *   the two years are over.
 */
export function decideOffer(
  term: Term,
  opens: number,
  today: string,
  statutory: boolean,
  person: Participation,
): DueOffer | null {
  if (!statutory || today >= term.offersEndOn) return null;
  const by = person.canBeWrittenTo ? "bot" : "human";
  const hasEverAnswered = person.takesPartSince !== null;
  if (person.offeredOn === null && !hasEverAnswered && today < term.reOfferOn) {
    const from = Temporal.PlainDate.from(term.startsOn).subtract({ months: opens }).toString();
    return { kind: "offer", from, dueOn: term.startsOn, by };
  }
  if (person.reOfferedOn !== null || takesPart(person, today)) return null;
  // Until that day whoever takes part may still stop: it comes up again then. A yes after it has answered the question.
  const hasPassed = today >= term.reOfferOn;
  const saidYesSince = person.takesPartSince !== null && person.takesPartSince >= term.reOfferOn;
  if (hasPassed && (saidYesSince || takesPart(person, term.reOfferOn))) return null;
  return { kind: "reOffer", from: term.reOfferOn, dueOn: term.reOfferOn, by };
}

/** Taking part on a day: since that day or before, and not stopped before it. */
function takesPart({ takesPartSince, stoppedOn }: Participation, day: string): boolean {
  return takesPartSince !== null && takesPartSince <= day && (stoppedOn === null || stoppedOn >= day);
}
