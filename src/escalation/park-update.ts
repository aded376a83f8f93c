import { storeSignals } from "../checkin/store-signals.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { languageOf } from "../i18n/language.ts";
import { findLinking } from "../people/link/linking.ts";
import { findAlumnus, findAlumnusByChat, findAskersByChat, findChat } from "../people/store.ts";
import { raiseEscalation } from "./raise-escalation.ts";

/**
 * An update could not be handled and was put aside. Whoever sent it reads a calm sentence with a reference; the case worker
 * of an alumnus or of somebody who asks is alerted as urgent, before and after the yes, because the words that we could not handle may have been words of crisis.
 */
export async function parkUpdate(
  work: Work,
  parked: { readonly chatId: number; readonly reference: string },
): Promise<void> {
  const { chatId, reference } = parked;
  // Groups have negative numbers; from there the bot only ever takes its leave.
  if (chatId <= 0) return;
  const chat = await findChat(work.db, chatId);
  const t = work.texts(languageOf(chat?.language) ?? "nl");
  await say(work, { chatId, outgoing: { kind: "say", text: t("delivery:parked", { reference }) } });
  const linking = await findLinking(work, chatId);
  const [asker] = await findAskersByChat(work.db, chatId);
  const person =
    (await findAlumnusByChat(work.db, chatId)) ??
    (linking && (await findAlumnus(work.db, linking.alumnusId))) ??
    asker;
  if (!person) return;
  const found = {
    cause: `parked:${reference}`,
    rule: "parked",
    theme: "general",
    severity: "urgent",
  } as const;
  await raiseEscalation(work, person, await storeSignals(work, { personId: person.id }, [found]));
}
