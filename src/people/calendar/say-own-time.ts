import type { Say } from "../../i18n/texts.ts";
import type { AlumnusRow } from "../store.ts";
import { defaultMessageHours, type MessageCalendar, type OwnTime } from "./is-message-time.ts";

/** `vanaf 18:00, maandag tot en met vrijdag`: what comes of somebody's own time within the organisation's hours. */
export function sayOwnTime(
  t: Say,
  { messageHours }: Pick<MessageCalendar, "messageHours">,
  own: OwnTime | null,
): string {
  const hours = messageHours ?? defaultMessageHours;
  const from = own?.from ?? null;
  const first =
    from !== null && hours.from < from && from < hours.until
      ? t("people:calendar.time.from", { time: from })
      : t("people:calendar.time.anyTime");
  const isSaturday = hours.saturday && own?.saturday !== false;
  const second = t(isSaturday ? "people:calendar.time.withSaturday" : "people:calendar.time.onWeekdays");
  return t("people:calendar.time.join", { first, second });
}

/** `minder vaak`: how often we may ask. */
export const sayRhythm = (t: Say, rhythm: AlumnusRow["rhythm"]): string =>
  t(rhythm === "less" ? "people:calendar.time.lessOften" : "people:calendar.time.asPlanned");

/** When and how often, as one piece of a sentence. */
export const sayTimeAndRhythm = (
  t: Say,
  organisation: Pick<MessageCalendar, "messageHours">,
  { ownTime, rhythm }: Pick<AlumnusRow, "ownTime" | "rhythm">,
): string =>
  t("people:calendar.time.join", {
    first: sayOwnTime(t, organisation, ownTime),
    second: sayRhythm(t, rhythm),
  });
