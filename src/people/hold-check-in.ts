import type { Work } from "../delivery/work.ts";
import type { Hold } from "./decide-hold.ts";
import { findHellosDue } from "./find-hello.ts";
import { askAtSixteen } from "./link/ask-at-sixteen.ts";
import { askWhoItIs, isSilent } from "./link/check-identity.ts";
import { findHold } from "./link/record-consent.ts";
import type { AlumnusView } from "./store.ts";

/**
 * Why a linked young person may not be asked anything now: an account that was silent for a year, a yes that is not enough
 * yet, or a new case worker who has not said hello (R12). What can be asked of the phone instead is asked. Undefined when nothing stands in the way. A crisis never
 * waits for it: safety questions do not come through here.
 */
export async function holdCheckIn(
  work: Work,
  view: AlumnusView,
): Promise<Hold | "silent" | "hello" | undefined> {
  if (await isSilent(work, view.row)) {
    await askWhoItIs(work, view);
    return "silent";
  }
  const hold = await findHold(work, view);
  if (hold === "ownYes") await askAtSixteen(work, view);
  if (hold) return hold;
  return (await findHellosDue(work.db, [view.row.id])).has(view.row.id) ? "hello" : undefined;
}
