import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { reminder } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import type { AskerView } from "../people/store.ts";
import { decideReminder, type ReminderKind, reminderKinds } from "./decide-reminder.ts";
import { menuButton } from "./show-menu.ts";

export const isReminderKind = (name: string): name is ReminderKind =>
  (reminderKinds as readonly string[]).includes(name);

/** What a parent can be reminded of, each off until they turn it on; a tap turns it the other way. */
export async function showReminders(work: Work, { row, language }: AskerView): Promise<void> {
  if (row.chatId === null) return;
  const t = work.texts(language);
  const rows = await work.db
    .select({ kind: reminder.kind })
    .from(reminder)
    .where(eq(reminder.askerId, row.id));
  const isOn = (kind: ReminderKind) => rows.some((one) => one.kind === kind);
  const buttons = reminderKinds.map((kind) => [
    {
      label: `${isOn(kind) ? "🔔" : "🔕"} ${t(`questions:reminders.kinds.${kind}`)}`,
      action: { do: "reminder", kind, to: isOn(kind) ? "off" : "on" } as const,
    },
  ]);
  await say(work, {
    chatId: row.chatId,
    outgoing: { kind: "say", text: t("questions:reminders.title"), buttons: [...buttons, [menuButton(t)]] },
  });
}

/** Turns a reminder on or off; one tap, and never on by itself. What it is time for just now is not said at once. */
export async function setReminder(
  work: Work,
  { row, organisation }: AskerView,
  kind: ReminderKind,
  isOn: boolean,
): Promise<void> {
  const { db, now } = work;
  if (!isOn) {
    await db.delete(reminder).where(and(eq(reminder.askerId, row.id), eq(reminder.kind, kind)));
    return;
  }
  await db
    .insert(reminder)
    .values({
      id: randomUUID(),
      askerId: row.id,
      kind,
      at: now,
      lastFor: lastForOf(work, organisation, kind),
    })
    .onConflictDoNothing();
}

/** Of the school's evening, which has one date, a parent hears also when it is near already; of what comes twice a year the next time. */
function lastForOf({ now }: Work, school: AskerView["organisation"], kind: ReminderKind): string | null {
  if (kind === "exitEvening") return null;
  return decideReminder(kind, localDay(school, now), school.exitEvening) ?? null;
}
