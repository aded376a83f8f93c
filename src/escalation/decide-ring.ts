import type { EscalationSeverity } from "./policy.ts";

/** A message about one young person that went to a case worker's phone and that nobody has taken since. */
export interface Push {
  readonly escalationId: string;
  readonly severity: EscalationSeverity;
  readonly at: Date;
}

/** So many alerts of the last hour that nobody took are enough: a fourth sound tells nobody more than three did. */
export const mostRings = 3;
export const ringMinutes = 60;

const order: readonly EscalationSeverity[] = ["attention", "urgent", "crisis"];
const isAsSerious = (a: EscalationSeverity, b: EscalationSeverity) => order.indexOf(a) >= order.indexOf(b);

/**
 * Whether a new message about an escalation makes a sound on this phone. It is sent either way. A crisis always rings.
 * Anything else rings while fewer than three pushes at least as serious rang here within the last hour and were not taken; a
 * further step of the same young person rings when it is more serious, or when the last one rang an hour ago or more.
 * `earlier`: what was pushed to this phone and is not taken, in any order, this person's own push included. Which of them
 * rang is worked out here by the same rule, oldest first.
 */
export function decideRing(
  alert: { readonly escalationId: string; readonly severity: EscalationSeverity },
  earlier: readonly Push[],
  now: Date,
): "ring" | "quiet" {
  const rang: Push[] = [];
  const sounds = (push: Push): boolean => {
    if (push.severity === "crisis") return true;
    const since = push.at.getTime() - ringMinutes * 60_000;
    const recent = rang.filter(({ at }) => at.getTime() > since);
    const isRepeat = recent.some(
      (one) => one.escalationId === push.escalationId && isAsSerious(one.severity, push.severity),
    );
    return !isRepeat && recent.filter((one) => isAsSerious(one.severity, push.severity)).length < mostRings;
  };
  for (const push of [...earlier].sort((a, b) => a.at.getTime() - b.at.getTime()))
    if (sounds(push)) rang.push(push);
  return sounds({ ...alert, at: now }) ? "ring" : "quiet";
}
