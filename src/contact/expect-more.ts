import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { expectWords } from "../people/expect-words.ts";
import type { CaseWorkerRow } from "../people/store.ts";
import { languageOfStaff } from "../people/store.ts";
import { longestNote } from "./contact-record.ts";
import { type Corrected, findToCorrect } from "./correct-contact.ts";

/** The note, the day or the minutes of this contact are typed next. Refuses as `correctContact` does. */
export async function expectMore(
  work: Work,
  by: CaseWorkerRow,
  contactId: string,
  kind: "contactNote" | "contactDay" | "contactLength",
): Promise<Corrected> {
  const found = await findToCorrect(work, by, contactId);
  if (!found.ok || by.chatId === null) return found;
  if (kind === "contactDay" && found.row.escalationId !== null) return { ok: false, reason: "ofAlert" };
  await expectWords(work, by.chatId, { kind, contactId });
  const t = work.texts(await languageOfStaff(work.db, by));
  const text = {
    contactNote: t("contact:ask.note", { most: longestNote }),
    contactDay: t("contact:ask.day"),
    contactLength: t("contact:ask.typeMinutes"),
  }[kind];
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text } });
  return found;
}
