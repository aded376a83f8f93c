import { asc, eq, or } from "drizzle-orm";
import { gatherOwnHours } from "../appointment/gather-own-hours.ts";
import { accessLog } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import { splitText } from "../delivery/split-text.ts";
import type { Work } from "../delivery/work.ts";
import { formatWithYear } from "../i18n/format-moment.ts";
import { openName } from "../people/details.ts";
import { gatherOwnDuty } from "../people/duty/show-own-duty.ts";
import { openEmail } from "../people/reach/set-email.ts";
import { type CaseWorkerRow, findOrganisation, languageOfStaff } from "../people/store.ts";
import type { Reader, Section } from "../privacy/personal-part.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { chatSection } from "./gather-data.ts";
import { exportHtml, exportJson } from "./write-export.ts";
import { writeSection } from "./write-section.ts";

/** The newest lines of the log that a message shows; a file has all of them. */
const shownLines = 20;

/** Shows a case worker what is kept of themselves, or hands it out as files: who they are here, and what they did. */
export async function showStaffData(
  work: Work,
  worker: CaseWorkerRow,
  what: "see" | "export",
): Promise<void> {
  if (worker.chatId === null) return;
  const organisation = await findOrganisation(work.db, worker.organisationId);
  const language = await languageOfStaff(work.db, worker);
  const reader: Reader = { t: work.texts(language), language, timeZone: organisation.timeZone };
  const { t } = reader;
  const moment = (instant: Date) => formatWithYear(language, reader.timeZone, instant);
  const name = await openName(work.db, work.vault, worker);
  const email = await openEmail(work, worker);
  const self: Section = {
    id: "person",
    title: t("rights:section.person"),
    items: [
      { label: t("rights:person.name"), text: name },
      { label: t("rights:staff.role"), text: t(`rights:role.${worker.role}`) },
      { label: t("rights:person.school"), text: organisation.name },
      ...(email === undefined
        ? []
        : [
            {
              label: t("rights:staff.email"),
              text: worker.emailConfirmedAt ? email : t("rights:staff.emailOpen", { address: email }),
            },
          ]),
      ...(worker.linkedAt ? [{ label: t("rights:person.joined"), text: moment(worker.linkedAt) }] : []),
    ],
    data: {
      ...{ name, role: worker.role, organisation: organisation.name, telegramChat: worker.chatId },
      ...(email === undefined ? {} : { email, emailConfirmedAt: worker.emailConfirmedAt }),
      ...{ linkedAt: worker.linkedAt, createdAt: worker.createdAt },
    },
  };
  const sections = [
    self,
    await gatherOwnDuty(work, worker, reader),
    ...(await gatherOwnHours(work, worker, reader)),
    await chatSection(work, worker.chatId, reader),
    await logSection(work, worker, reader, what),
  ];
  await recordAccess(work.db, {
    at: work.now,
    actor: { kind: "caseWorker", id: worker.id },
    action: what === "see" ? "seeOwnData" : "exportOwnData",
    subject: { kind: "caseWorker", id: worker.id },
  });
  const { chatId } = worker;
  if (what === "see") {
    for (const text of sections.flatMap((section) => splitText(writeSection(section, reader))))
      await say(work, { chatId, outgoing: { kind: "say", text, protected: true } });
    return;
  }
  const files = [
    {
      fileName: "mijn-gegevens.html",
      content: exportHtml(sections, reader, moment(work.now)),
      caption: t("rights:export.readable"),
    },
    {
      fileName: "mijn-gegevens.json",
      content: exportJson(sections, work.now),
      caption: t("rights:export.machine"),
    },
  ];
  for (const file of files) await say(work, { chatId, outgoing: { kind: "sayDocument", ...file } });
}

/** What this person did, by the names of the acts as they stand in the log: no names of young people. */
async function logSection(
  work: Work,
  worker: CaseWorkerRow,
  { t, language, timeZone }: Reader,
  what: "see" | "export",
): Promise<Section> {
  const lines = await work.db
    .select({ at: accessLog.at, action: accessLog.action, about: accessLog.subjectKind })
    .from(accessLog)
    .where(or(eq(accessLog.actorId, worker.id), eq(accessLog.subjectId, worker.id)))
    .orderBy(asc(accessLog.id));
  const shown = what === "see" ? lines.slice(-shownLines) : lines;
  return {
    id: "log",
    title: t("rights:staff.log", { number: lines.length }),
    items: shown.map(({ at, action }) => ({ label: formatWithYear(language, timeZone, at), text: action })),
    data: lines,
  };
}
