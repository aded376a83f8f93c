import type { Buttons } from "../../delivery/outgoing.ts";
import { type Saying, say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import type { Language } from "../../i18n/language.ts";
import type { Say } from "../../i18n/texts.ts";
import { type CaseWorkerRow, isReachable, languageOfStaff } from "../store.ts";

interface Written {
  readonly text: string;
  readonly buttons?: Buttons;
}

/** Writes to one of the staff in their own language. False when messages do not reach them. */
export async function tellStaff(
  work: Work,
  to: CaseWorkerRow,
  write: (t: Say, language: Language) => Written | Promise<Written>,
  more: Pick<Saying, "lane" | "subject" | "dueAt"> = {},
): Promise<boolean> {
  if (to.chatId === null || !(await isReachable(work.db, to.chatId))) return false;
  const language = await languageOfStaff(work.db, to);
  const outgoing = { kind: "say", ...(await write(work.texts(language), language)) } as const;
  await say(work, { chatId: to.chatId, outgoing, ...more });
  return true;
}
