import type { SimulationFigures } from "./judge-world.ts";

/** The verdict for a reader. */
export function printVerdict(figures: SimulationFigures, { seed }: { readonly seed: number }): string {
  const { reoffersDue, reoffersMade, reoffersDoubled, longestUnseenDays, unseenLimitDays } = figures;
  return [
    `${figures.alumni} alumni, ${figures.months} months, seed ${seed}: ${figures.ok ? "in order" : "NOT in order"}`,
    "",
    `contacts planned               ${figures.contactsPlanned}`,
    `  of which realised            ${figures.contactsRealised}`,
    `messages outside hours         ${figures.messagesOutsideHours}`,
    `nights without a next step     ${figures.withoutNextStep}`,
    `second offers                  ${reoffersMade} of ${reoffersDue} made, ${reoffersDoubled} twice`,
    `longest unseen                 ${longestUnseenDays} days (at most ${unseenLimitDays})`,
    `alerts with a sound            ${figures.urgentPerWorkerWeek} for a case worker in a week`,
    `took                           ${figures.seconds} s, at most ${figures.peakMemoryMb} MB`,
  ].join("\n");
}
