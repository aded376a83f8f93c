import type { Outgoing } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { Language, StaffLanguage } from "../i18n/language.ts";

/**
 * Puts the commands of whoever reads this chat into its menu. Telegram by itself shows those of a stranger, in the language of its
 * own screens: whoever reads Tigrinya here has those in another one.
 */
export async function offerCommands(
  work: Work,
  chatId: number,
  to: "staff",
  language: StaffLanguage,
): Promise<void>;
export async function offerCommands(
  work: Work,
  chatId: number,
  to: "alumnus" | "asker",
  language: Language,
): Promise<void>;
export async function offerCommands(
  work: Work,
  chatId: number,
  to: "staff" | "alumnus" | "asker",
  language: Language,
): Promise<void> {
  const outgoing = { kind: "offerCommands", to, language } as Outgoing;
  await say(work, { chatId, promise: "atMostOnce", outgoing });
}
