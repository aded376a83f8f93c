import { crisisGaps } from "../checkin/crisis-words.ts";
import { bad, type Check, note, ok } from "./check.ts";

/**
 * Whether there is a list of crisis words in every language (rule R16), and whether somebody has reviewed it. A list only
 * puts a message higher; where there is none, nothing does, and the words wait their turn with the humans.
 */
export function checkCrisisWords({ without, unreviewed } = crisisGaps()): Check {
  const named = [
    ...(without.length > 0
      ? [
          `No list for ${without.join(", ")}: words in it are put first only when another language's list finds them.`,
        ]
      : []),
    ...(unreviewed.length > 0
      ? [`Not reviewed by a native speaker or a professional: ${unreviewed.join(", ")}.`]
      : []),
  ].join(" ");
  if (named === "") return ok("crisis", "There is a reviewed list in every language. It is no safety net.");
  return (without.length > 0 ? bad : note)("crisis", `${named} A list is no safety net.`);
}
