import type { Buttons } from "../../delivery/outgoing.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { expectWords } from "../expect-words.ts";
import { findColleagues, openColleague } from "../find-colleagues.ts";
import { tellStaff } from "../reach/tell-staff.ts";
import { type CaseWorkerRow, findOrganisation, languageOfStaff } from "../store.ts";
import { mayCloseDays } from "./close-days.ts";
import { localDay } from "./is-staffed.ts";
import type { Days } from "./read-dates.ts";
import { packDays, sayDays, shortDays } from "./say-days.ts";

/** The days on which the organisation is closed; a coordinator changes them here, everybody may read them. */
export async function showClosedDays(work: Work, by: CaseWorkerRow): Promise<void> {
  if (by.chatId === null) return;
  const language = await languageOfStaff(work.db, by);
  const t = work.texts(language);
  const organisation = await findOrganisation(work.db, by.organisationId);
  const today = localDay(organisation, work.now);
  const closed = (organisation.closedDays ?? []).filter(({ until }) => until >= today);
  const text = (days: Days) => sayDays(t, language, days, today);
  const buttons: Buttons = mayCloseDays(by)
    ? [
        [{ label: t("people:duty.closed.close"), action: { do: "closedDays", days: "ask" } }],
        ...closed.slice(0, 12).map((days) => [
          {
            label: t("people:duty.closed.reopen", { days: shortDays(language, days) }),
            action: { do: "closedDays", days: packDays(days) } as const,
          },
        ]),
      ]
    : [];
  const lines =
    closed.length > 0 ? [t("people:duty.closed.title"), ...closed.map(text)] : [t("people:duty.closed.none")];
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text: lines.join("\n"), buttons } });
}

/** Asks for closed days in words; they are read next. False for whoever may not close any. */
export async function askClosedDays(work: Work, by: CaseWorkerRow): Promise<boolean> {
  if (by.chatId === null || !mayCloseDays(by)) return false;
  await expectWords(work, by.chatId, { kind: "closedDays" });
  const text = work.texts(await languageOfStaff(work.db, by))("people:duty.closed.type");
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text } });
  return true;
}

/** Says to the whole staff that days are closed or open again: it moves everybody's waiting times. */
export async function sayClosedDays(
  work: Work,
  by: CaseWorkerRow,
  what: "done" | "reopened",
  days: Days,
): Promise<void> {
  const today = localDay(await findOrganisation(work.db, by.organisationId), work.now);
  const { firstName: name } = await openColleague(work, by);
  for (const { row } of await findColleagues(work, by.organisationId)) {
    const isOwn = row.id === by.id;
    const other = what === "done" ? "tell" : "tellReopened";
    await tellStaff(work, row, (t, language) => ({
      text: t(`people:duty.closed.${isOwn ? what : other}`, {
        name,
        days: sayDays(t, language, days, today),
      }),
    }));
  }
}
