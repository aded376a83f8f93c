import type { Outgoing } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import { splitText } from "../delivery/split-text.ts";
import type { Work } from "../delivery/work.ts";
import { formatWithYear } from "../i18n/format-moment.ts";
import { may } from "../people/may.ts";
import { type AlumnusView, actorOfAlumnus } from "../people/store.ts";
import type { Reader, Section } from "../privacy/personal-part.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { gatherData } from "./gather-data.ts";
import { exportHtml, exportJson } from "./write-export.ts";
import { writeSection } from "./write-section.ts";

/** How long own data stays in a chat on a phone that others use as well. */
export const sharedMinutes = 15;

export const showings = ["see", "export", "log"] as const;
export type Showing = (typeof showings)[number];

const actions = { see: "seeOwnData", export: "exportOwnData", log: "seeReadingLog" } as const;

/**
 * Shows a person what is held of them (AVG 15), hands it out as files (AVG 20), or says who looked. On a phone of several
 * people it asks first (`askFirst` until `asked`), and takes all of it back after 15 minutes. Every showing is logged.
 */
export async function showMyData(
  work: Work,
  view: AlumnusView,
  what: Showing,
  asked: boolean,
): Promise<"shown" | "askFirst" | "refused"> {
  const { row, language, organisation } = view;
  const subject = { personId: row.id, organisationId: row.organisationId, caseWorkerId: row.caseWorkerId };
  if (!may(actorOfAlumnus(row), "seeOwnData", subject) || row.chatId === null) return "refused";
  if (row.sharedPhone && !asked) return "askFirst";
  const reader: Reader = { t: work.texts(language), language, timeZone: organisation.timeZone };
  const sections = await gatherData(work, view, reader);
  await recordAccess(work.db, {
    at: work.now,
    actor: { kind: "alumnus", id: row.id },
    action: actions[what],
    subject: { kind: "alumnus", id: row.id },
  });
  const messages = what === "export" ? filesOf(work, sections, reader) : textsOf(sections, reader, what);
  const last = row.sharedPhone ? reader.t("rights:shared.gone", { minutes: sharedMinutes }) : undefined;
  for (const outgoing of [...messages, ...(last ? [{ kind: "say", text: last } as const] : [])])
    await sayForAWhile(work, row.chatId, outgoing, row.sharedPhone);
  return "shown";
}

function textsOf(sections: readonly Section[], reader: Reader, what: "see" | "log"): Outgoing[] {
  const shown = sections.filter(({ id }) => (what === "log" ? id === "readingLog" : id !== "readingLog"));
  return shown
    .flatMap((section) => splitText(writeSection(section, reader)))
    .map((text) => ({ kind: "say", text, protected: true }));
}

function filesOf(work: Work, sections: readonly Section[], reader: Reader): Outgoing[] {
  const { t, language, timeZone } = reader;
  const moment = formatWithYear(language, timeZone, work.now);
  return [
    {
      kind: "sayDocument",
      fileName: "mijn-gegevens.html",
      content: exportHtml(sections, reader, moment),
      caption: t("rights:export.readable"),
    },
    {
      kind: "sayDocument",
      fileName: "mijn-gegevens.json",
      content: exportJson(sections, work.now),
      caption: t("rights:export.machine"),
    },
  ];
}

async function sayForAWhile(
  work: Work,
  chatId: number,
  outgoing: Outgoing,
  isShared: boolean,
): Promise<void> {
  const id = await say(work, { chatId, outgoing });
  if (!isShared) return;
  const dueAt = new Date(work.now.getTime() + sharedMinutes * 60_000);
  await say(work, { chatId, targetId: id, dueAt, outgoing: { kind: "takeBack" } });
}
