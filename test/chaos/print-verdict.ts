import type { Figures } from "./check.ts";

/** The verdict for a reader. Nothing found in n tries does not mean never: at 95% it is at most 3/n (the rule of three). */
export function printVerdict(figures: Figures, { seed }: { seed: number }): string {
  const bound = ((3 / Math.max(1, figures.alerts)) * 100).toPrecision(2);
  const { talks, relayed, relayedLost, relayedWrong, relayedOutOfOrder } = figures;
  const found = figures.alertsLost + figures.alertsStuck;
  return [
    `Chaos, seed ${seed}: ${figures.ok ? "in order" : "NOT in order"}`,
    "",
    `alerts raised                  ${figures.alerts}`,
    `processes killed               ${figures.kills}`,
    `updates confirmed to Telegram  ${figures.updatesConfirmed}`,
    `  of which not stored          ${figures.updatesMissing}`,
    `alerts lost                    ${figures.alertsLost}`,
    `alerts stuck                   ${figures.alertsStuck}`,
    `notified after somebody had it ${figures.notifiedAfterAck}`,
    `messages that came twice       ${figures.duplicates} (at most ${figures.duplicatesAllowed})`,
    `messages in talks              ${relayed} in ${talks} talks`,
    `  of which lost                ${relayedLost}`,
    `  of which to the wrong person ${relayedWrong}`,
    `  of which out of order        ${relayedOutOfOrder}`,
    `answer to first phone          p50 ${figures.p50Seconds} s, p99 ${figures.p99Seconds} s`,
    "",
    found === 0
      ? `None of ${figures.alerts} lost or stuck: with 95% confidence at most ${bound}% are.`
      : `${found} of ${figures.alerts} lost or stuck.`,
  ].join("\n");
}
