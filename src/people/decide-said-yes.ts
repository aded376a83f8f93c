/** What is on record of somebody's own answers to the guidance. */
export interface SaidFacts {
  /** Own consents, with Telegram or without it, in the order in which they were written down. */
  readonly own: readonly {
    readonly answer: "yes" | "no" | "notNow" | "talkFirst" | "withdrawn";
    readonly at: Date;
  }[];
  /**
   * When somebody with a card of theirs said "not now", or STOP, before a case worker knew them: it bound nobody, so it is no consent.
   * "Talk first" is none of these: who said yes and wants to talk is a human's, as before.
   */
  readonly refusedAt: readonly Date[];
}

/** A yes to the guidance. */
export interface SaidYes {
  readonly at: Date;
  /** Since when something else was said; null while the yes stands. */
  readonly untilAt: Date | null;
}

/**
 * The newest yes of somebody and whether it still stands; undefined when there is none. Which way it was given says nothing about
 * whether they take part: a yes in Telegram is one also when the phone has been let go of, and whoever gave it is not offered the
 * guidance once more (LAW-11) nor dropped. Anything but a yes that was written down after it ends it. Pure.
 */
export function decideSaidYes({ own, refusedAt }: SaidFacts): SaidYes | undefined {
  const place = own.findLastIndex(({ answer }) => answer === "yes");
  const yes = own[place];
  if (!yes) return undefined;
  const refusals = refusedAt.filter((at) => at > yes.at);
  const [first] = [...own.slice(place + 1).map(({ at }) => at), ...refusals].sort(
    (a, b) => a.getTime() - b.getTime(),
  );
  return { at: yes.at, untilAt: first ?? null };
}

/** What of somebody's row, and of how their phone was let go of, says whether they take part. */
export interface PartFacts {
  readonly joinedAt: Date | null;
  readonly stoppedAt: Date | null;
  readonly erasedAt: Date | null;
  readonly saidYes: SaidYes | undefined;
  /** The newest time that their phone was let go of and that was not taken back. */
  readonly released: { readonly at: Date; readonly joinedAt: Date | null } | undefined;
}

/**
 * Since when somebody takes part; null for whoever does not. Whose phone was let go of takes part as before, since the same moment,
 * as long as their yes stands: what was planned for them, their dates and the end of their guidance go on. Pure.
 */
export function decidePartSince({
  joinedAt,
  stoppedAt,
  erasedAt,
  saidYes,
  released,
}: PartFacts): Date | null {
  if (stoppedAt !== null || erasedAt !== null) return null;
  if (joinedAt !== null) return joinedAt;
  if (saidYes?.untilAt !== null) return null;
  const isSince = released !== undefined && saidYes.at <= released.at;
  return (isSince ? released.joinedAt : null) ?? saidYes.at;
}
