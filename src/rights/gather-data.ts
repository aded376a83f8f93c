import { countStoredUpdates } from "../delivery/personal-part.ts";
import type { Work } from "../delivery/work.ts";
import { formatWithYear } from "../i18n/format-moment.ts";
import { type AlumnusView, findChat } from "../people/store.ts";
import { decideDays, type RetentionClass } from "../privacy/decide-retention.ts";
import type { Reader, Section } from "../privacy/personal-part.ts";
import { personalParts } from "./personal-parts.ts";
import { readingLogSection } from "./reading-log.ts";

/** Everything that is held of a young person, room by room, then the chat, who looked, and how long it stays. */
export async function gatherData(work: Work, view: AlumnusView, reader: Reader): Promise<readonly Section[]> {
  const sections: Section[] = [];
  for (const part of personalParts) sections.push(...((await part.gather?.(work, view, reader)) ?? []));
  if (view.row.chatId !== null) sections.push(await chatSection(work, view.row.chatId, reader));
  sections.push(await readingLogSection(work, view, reader), howLongSection(view, reader));
  return sections;
}

/** What is kept of a chat, whoever is behind it. */
export async function chatSection(
  work: Work,
  chatId: number,
  { t, language, timeZone }: Reader,
): Promise<Section> {
  const row = await findChat(work.db, chatId);
  const updates = await countStoredUpdates(work.db, chatId);
  const moment = (instant: Date) => formatWithYear(language, timeZone, instant);
  const items = row
    ? [
        { label: t("rights:chat.first"), text: moment(row.firstSeenAt) },
        { label: t("rights:chat.last"), text: moment(row.lastSeenAt) },
        { label: t("rights:chat.updates"), text: String(updates) },
      ]
    : [];
  const data = row && {
    ...{
      telegramChat: chatId,
      language: row.language,
      firstSeenAt: row.firstSeenAt,
      lastSeenAt: row.lastSeenAt,
    },
    ...{ blockedSince: row.blockedSince, storedUpdates: updates },
    ...{ languagesOffered: row.languagesOffered, readsNoneSince: row.readsNoneSince },
  };
  return { id: "chat", title: t("rights:section.chat"), items, data: data ?? null };
}

const told = [
  "updates",
  "words",
  "answers",
  "contacts",
  "accounts",
] as const satisfies readonly RetentionClass[];

function howLongSection({ organisation }: AlumnusView, { t }: Reader): Section {
  const days = (name: RetentionClass) => decideDays(name, organisation.retention);
  return {
    id: "howLong",
    title: t("rights:section.howLong"),
    items: told.map((name) => ({ text: t(`rights:howLong.${name}`, { days: days(name) }) })),
    data: Object.fromEntries(told.map((name) => [name, { days: days(name) }])),
  };
}
