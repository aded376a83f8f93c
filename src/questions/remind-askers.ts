import { and, eq, inArray, isNull, ne, notInArray, or } from "drizzle-orm";
import { asker, chat, reminder } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { formatCalendarDay } from "../i18n/format-moment.ts";
import { languageOf } from "../i18n/language.ts";
import { nextMessageTime } from "../people/calendar/next-message-time.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { personsInTalks } from "../people/has-talk.ts";
import type { OrganisationRow } from "../people/store.ts";
import { decideReminder, reminderKinds } from "./decide-reminder.ts";

/** Whether it is time for anything at this organisation: on most days nothing is looked for. */
export const isReminderDay = (school: OrganisationRow, now: Date): boolean =>
  reminderKinds.some((kind) => decideReminder(kind, localDay(school, now), school.exitEvening) !== undefined);

/** Reminds whoever asked for it of what it is time for at this organisation, once for each day of it, at hours for messages. */
export async function remindAskers(work: Work, school: OrganisationRow): Promise<void> {
  const { db, now } = work;
  const today = localDay(school, now);
  for (const kind of reminderKinds) {
    const day = decideReminder(kind, today, school.exitEvening);
    if (day === undefined) continue;
    const rows = await db
      .select({ id: reminder.id, chatId: asker.chatId, language: asker.language })
      .from(reminder)
      .innerJoin(asker, eq(asker.id, reminder.askerId))
      .innerJoin(chat, eq(chat.chatId, asker.chatId))
      .where(
        and(
          eq(asker.organisationId, school.id),
          eq(reminder.kind, kind),
          or(isNull(reminder.lastFor), ne(reminder.lastFor, day)),
          // To a chat that is closed to us nothing arrives; it is said when the chat is open again, while it is time for it.
          isNull(chat.blockedSince),
          isNull(asker.stoppedAt),
          // While a human talks with them the robot is silent: it is said when the talk is over, while it is time for it.
          notInArray(asker.id, personsInTalks(db)),
        ),
      )
      .for("update", { of: reminder });
    for (const { chatId, language: code } of rows) {
      if (chatId === null) continue;
      const language = languageOf(code) ?? "nl";
      const t = work.texts(language);
      const stop = {
        label: t("questions:reminders.stop"),
        action: { do: "reminder", kind, to: "off" } as const,
      };
      await say(work, {
        chatId,
        dueAt: nextMessageTime(school, null, now),
        outgoing: {
          kind: "say",
          text: t(`questions:reminders.say.${kind}`, {
            school: school.name,
            day: formatCalendarDay(language, day),
          }),
          buttons: [[stop]],
        },
      });
    }
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0) await db.update(reminder).set({ lastFor: day }).where(inArray(reminder.id, ids));
  }
}
