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
