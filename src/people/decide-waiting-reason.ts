import type { Hold } from "./decide-hold.ts";

/** Why somebody does not take part (yet), as the case worker reads it. */
export type WaitingReason =
  | "noCard"
  | "cardUnused"
  | "cardExpired"
  | "languageOpen"
  | "noAnswer"
  | "confirm"
  | "parent"
  | "parentNo"
  | "ownYes"
  | "agreement"
  | "hello"
  | "notNow"
  | "talkFirst"
  | "wrongPerson"
  | "refused"
  | "stopped"
  | "blocked"
  | "unlinked"
  | "silent"
  | "silentConfirm";

export interface WaitingFacts {
  readonly isLinked: boolean;
  readonly blockedSince: Date | null;
  readonly stoppedAt: Date | null;
  /** Takes part without Telegram since. */
  readonly joinedAt: Date | null;
  readonly hold: { readonly why: Hold | "hello"; readonly since: Date } | undefined;
  readonly identityCheck: { readonly askedAt: Date; readonly isAnswered: boolean } | undefined;
  /** The newest card that nobody has used or replaced. */
  readonly card: { readonly createdAt: Date; readonly expiresAt: Date } | undefined;
  /** The newest way from a card to being known that was not replaced by another. */
  readonly linking:
    | {
        readonly step: "language" | "robot" | "offer" | "phone" | "question" | "waiting";
        readonly offer: "yes" | "notNow" | "talkFirst" | null;
        readonly outcome: "confirmed" | "wrongPerson" | "stopped" | null;
        /** Of the last step that is known: started, answered or decided. */
        readonly at: Date;
      }
    | undefined;
  readonly offer: { readonly answer: "yes" | "notNow" | "talkFirst"; readonly at: Date } | undefined;
  readonly unlinkedAt: Date | null;
}

export interface Waiting {
  readonly reason: WaitingReason;
  /** Since when; undefined when nothing has happened yet. */
  readonly since?: Date;
  /** Until when the card works. */
  readonly until?: Date;
}

/** Undefined for somebody who takes part and waits for nothing. For who is not linked, what happened last says why. */
export function decideWaitingReason(facts: WaitingFacts, now: Date): Waiting | undefined {
  const { stoppedAt, identityCheck, hold, linking } = facts;
  if (stoppedAt) return { reason: "stopped", since: stoppedAt };
  const toConfirm = linking && !linking.outcome && linking.offer === "yes" ? linking : undefined;
  if (toConfirm) return { reason: "confirm", since: toConfirm.at };
  if (facts.isLinked) {
    if (identityCheck)
      return { reason: identityCheck.isAnswered ? "silentConfirm" : "silent", since: identityCheck.askedAt };
    if (facts.blockedSince) return { reason: "blocked", since: facts.blockedSince };
    return hold && { reason: hold.why, since: hold.since };
  }
  if (facts.joinedAt) return hold && { reason: hold.why, since: hold.since };
  return newest(happened(facts, now)) ?? { reason: "noCard" };
}

function happened({ card, linking, offer, unlinkedAt }: WaitingFacts, now: Date): Waiting[] {
  const events: Waiting[] = [];
  if (card && card.expiresAt > now)
    events.push({ reason: "cardUnused", since: card.createdAt, until: card.expiresAt });
  else if (card) events.push({ reason: "cardExpired", since: card.expiresAt });
  const why = linking && reasonOf(linking);
  if (linking && why) events.push({ reason: why, since: linking.at });
  if (offer && offer.answer !== "yes") events.push({ reason: offer.answer, since: offer.at });
  if (unlinkedAt) events.push({ reason: "unlinked", since: unlinkedAt });
  return events;
}

function reasonOf({ step, offer, outcome }: NonNullable<WaitingFacts["linking"]>): WaitingReason | undefined {
  if (outcome === "confirmed") return undefined;
  if (outcome) return outcome === "stopped" ? "refused" : "wrongPerson";
  if (offer === "notNow" || offer === "talkFirst") return offer;
  return step === "language" ? "languageOpen" : "noAnswer";
}

/** Of two at the same instant the later in the list: an answer is younger than the card that led to it. */
function newest(events: readonly Waiting[]): Waiting | undefined {
  return events.reduce<Waiting | undefined>(
    (last, one) => (!last || (one.since ?? 0) >= (last.since ?? 0) ? one : last),
    undefined,
  );
}
