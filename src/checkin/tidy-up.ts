import { and, eq } from "drizzle-orm";
import { outbox } from "../db/schema/index.ts";
import type { Buttons } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { Say } from "../i18n/texts.ts";
import type { PersonView } from "../people/store.ts";
import type { Words } from "./hear-words.ts";

/** What was said about danger stands on a shared phone no longer than this; Telegram allows 48 hours (security.md 11). */
const tidyMilliseconds = 12 * 3_600_000;

export const tidiesUp = ({ row }: PersonView): boolean => row.sharedPhone && row.tidiesUp;

/** Lets a message of the bot disappear again, where the person chose so: in twelve hours, or when they ask. */
export async function tidyLater(work: Work, view: PersonView, outboxId: string): Promise<void> {
  if (!tidiesUp(view) || view.row.chatId === null) return;
  await say(work, {
    chatId: view.row.chatId,
    targetId: outboxId,
    dueAt: new Date(work.now.getTime() + tidyMilliseconds),
    subject: { kind: "tidy", id: view.row.id },
    outgoing: { kind: "takeBack" },
  });
}

/** The person's own words about danger go with it. A voice note or a photo stays: without it a human could no longer hear or see it. */
export async function tidyTheirsLater(
  work: Work,
  view: PersonView,
  words: Pick<Words, "kind" | "messageId">,
): Promise<void> {
  if (!tidiesUp(view) || view.row.chatId === null || words.kind !== "text") return;
  await say(work, {
    chatId: view.row.chatId,
    dueAt: new Date(work.now.getTime() + tidyMilliseconds),
    subject: { kind: "tidy", id: view.row.id },
    outgoing: { kind: "takeBackTheirs", messageId: words.messageId },
  });
}

/** Under what will be taken back: a button that does it now. */
export const tidyButtons = (t: Say, view: PersonView): Buttons =>
  tidiesUp(view) ? [[{ label: t("people:tidy.now"), action: { do: "tidyNow" } }]] : [];

/** Takes back at once what was going to go later. */
export async function tidyNow({ db, now }: Work, view: PersonView): Promise<void> {
  await db
    .update(outbox)
    .set({ dueAt: now })
    .where(and(eq(outbox.subjectKind, "tidy"), eq(outbox.subjectId, view.row.id), eq(outbox.state, "new")));
}
