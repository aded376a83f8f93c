import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { checkedText } from "../i18n/dutch-beneath.ts";
import type { AskerView } from "../people/store.ts";
import { decideDays } from "../privacy/decide-retention.ts";

/** What is kept of somebody who asks and for how long, with the button that erases it. */
export async function sayAskersPrivacy(
  work: Work,
  { row, language, organisation }: AskerView,
): Promise<void> {
  if (row.chatId === null) return;
  const t = work.texts(language);
  const erase = { label: t("questions:erase.yes"), action: { do: "questions", what: "eraseAsk" } as const };
  const days = decideDays("askers", organisation.retention);
  await say(work, {
    chatId: row.chatId,
    outgoing: {
      kind: "say",
      text: checkedText(work.texts, language, "telegram:privacy.asker", {
        school: organisation.name,
        days: String(days),
      }),
      buttons: [[erase]],
    },
  });
}
