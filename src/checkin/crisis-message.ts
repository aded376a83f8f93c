import type { Work } from "../delivery/work.ts";
import type { AlumnusView } from "../people/store.ts";
import { findWhoIsThere } from "../people/who-is-there.ts";

/**
 * What a young person reads at once when something is a crisis: that a robot got it and a human is called, the numbers, and
 * honestly who is awake. Neutral where others may read along. Never a diagnosis, never a promise (security.md 12).
 */
export async function crisisMessage(work: Work, view: AlumnusView): Promise<string> {
  const t = work.texts(view.language);
  const { now, when, reader } = await findWhoIsThere(work, view);
  if (view.row.sharedPhone) return t("checkin:crisis.shared", { when });
  const awake = now ? t("checkin:crisis.awake", { reader }) : t("checkin:crisis.asleep", { when });
  return [t("checkin:crisis.heard"), t("checkin:crisis.numbers"), awake].join("\n\n");
}
