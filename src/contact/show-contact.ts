import { eq } from "drizzle-orm";
import { contactRecord } from "../db/schema/index.ts";
import type { Button, Buttons } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { formatDate } from "../i18n/format-moment.ts";
import type { Language } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import {
  type CaseWorkerRow,
  findOrganisation,
  languageOfStaff,
  type PersonRow,
  viewPerson,
} from "../people/store.ts";
import {
  type ContactRow,
  contactChannels,
  contactThemes,
  findTheme,
  notedAtOf,
  quickMinutes,
  undoMinutes,
} from "./contact-record.ts";

/** Which buttons stand under a contact: what can be done, or the choices of one of them. */
export const contactParts = ["all", "themes", "day", "channel", "length"] as const;
export type ContactPart = (typeof contactParts)[number];

interface Shown {
  readonly t: Say;
  readonly language: Language;
  readonly row: ContactRow;
  readonly name: string;
  /** Local days. */
  readonly today: string;
  readonly day: string;
  readonly mayUndo: boolean;
}

/** Shows a case worker the contact that they wrote down, with what can be added and, for ten minutes, taken back. */
export async function sayContact(
  work: Work,
  by: CaseWorkerRow,
  row: ContactRow,
  person: PersonRow,
): Promise<void> {
  if (by.chatId === null) return;
  const shown = await open(work, by, row, person);
  const outgoing = { kind: "say", text: textOf(shown), buttons: buttonsOf(shown, "all") } as const;
  const shownId = await say(work, { chatId: by.chatId, outgoing });
  await work.db.update(contactRecord).set({ shownId }).where(eq(contactRecord.id, row.id));
}

/** Shows the contact as it is now in the message that has shown it before; a new one where there was none. */
export async function refreshContact(
  work: Work,
  by: CaseWorkerRow,
  row: ContactRow,
  person: PersonRow,
  part: ContactPart = "all",
): Promise<void> {
  if (by.chatId === null) return;
  if (row.shownId === null) return row.undoneAt ? undefined : sayContact(work, by, row, person);
  const shown = await open(work, by, row, person);
  const change = row.undoneAt
    ? { text: shown.t("contact:undone", { name: shown.name }) }
    : { text: textOf(shown), buttons: buttonsOf(shown, part) };
  await say(work, {
    chatId: by.chatId,
    targetId: row.shownId,
    outgoing: { kind: "change", ...change },
  });
}

async function open(work: Work, by: CaseWorkerRow, row: ContactRow, person: PersonRow): Promise<Shown> {
  const language = await languageOfStaff(work.db, by);
  const organisation = await findOrganisation(work.db, person.organisationId);
  const { firstName: name } = (await viewPerson(work, person)).details;
  const isFresh = work.now.getTime() - notedAtOf(row).getTime() <= undoMinutes * 60_000;
  return {
    ...{ t: work.texts(language), language, row, name },
    today: localDay(organisation, work.now),
    day: localDay(organisation, row.at),
    mayUndo: isFresh && row.escalationId === null,
  };
}

function textOf({ t, language, row, name, today, day }: Shown): string {
  const themes = row.themes.flatMap((one) => findTheme(one) ?? []).map((one) => t(`checkin:theme.${one}`));
  const when = day === today ? t("contact:today") : formatDate(language, day, today);
  const what = [
    t(`contact:channel.${row.channel}`),
    when,
    ...(row.result === "notReached" ? [t("contact:notReached")] : []),
    ...(row.minutes === null ? [] : [t("contact:minutes", { n: row.minutes })]),
  ];
  return [
    t("contact:noted", { name }),
    what.join(" · "),
    ...(row.direction === "in" ? [t("contact:cameIn", { name })] : []),
    ...(themes.length > 0 ? [t("contact:about", { themes: themes.join(", ") })] : []),
    ...(row.note ? [t("contact:withNote")] : []),
    ...(row.escalationId === null ? [] : [t("contact:ofAlert")]),
  ].join("\n");
}

function buttonsOf(shown: Shown, part: ContactPart): Buttons {
  const { t, row } = shown;
  const back: Button = {
    label: t("contact:button.back"),
    action: { do: "contactShow", contact: row.id, part: "all" },
  };
  switch (part) {
    case "themes":
      return [
        ...inRows(
          contactThemes.map((theme) => ({
            label: `${row.themes.includes(theme) ? "✅ " : ""}${t(`checkin:theme.${theme}`)}`,
            action: { do: "contactTheme", contact: row.id, theme },
          })),
          2,
        ),
        [back],
      ];
    case "channel":
      return [
        ...inRows(
          contactChannels.map((channel) => ({
            label: t(`contact:channel.${channel}`),
            action: { do: "contactChannel", contact: row.id, channel },
          })),
          3,
        ),
        [back],
      ];
    case "day":
      return [
        [fix(shown, "today"), fix(shown, "yesterday")],
        [fix(shown, "otherDay"), back],
      ];
    case "length":
      return [lengths(shown), [fix(shown, "otherLength"), back]];
    case "all":
      return all(shown);
  }
}

function all(shown: Shown): Buttons {
  const { t, row, mayUndo } = shown;
  const show = (what: ContactPart, label: string): Button => ({
    label,
    action: { do: "contactShow", contact: row.id, part: what },
  });
  const isOfAlert = row.escalationId !== null;
  const isAttempt = row.result === "notReached";
  return [
    ...(row.minutes === null && !isAttempt ? [lengths(shown)] : []),
    [show("themes", t("contact:button.themes")), fix(shown, "note")],
    [
      ...(isOfAlert ? [] : [fix(shown, isAttempt ? "reached" : "notReached")]),
      fix(shown, row.direction === "in" ? "out" : "in"),
    ],
    [
      ...(isOfAlert ? [] : [show("day", t("contact:button.day"))]),
      show("channel", t("contact:button.channel")),
      ...(row.minutes === null ? [] : [show("length", t("contact:button.length"))]),
    ],
    ...(mayUndo ? [[fix(shown, "undo")]] : []),
  ];
}

const lengths = ({ t, row }: Shown): Button[] =>
  quickMinutes.map((n) => ({
    label: t("contact:ask.minutes", { n }),
    action: { do: "contactLength", contact: row.id, minutes: String(n) },
  }));

type Fix =
  | "reached"
  | "notReached"
  | "in"
  | "out"
  | "note"
  | "today"
  | "yesterday"
  | "otherDay"
  | "otherLength"
  | "undo";
const fix = ({ t, row }: Shown, what: Fix): Button => ({
  label: t(`contact:fix.${what}`),
  action: { do: "contactFix", contact: row.id, what },
});

function inRows(buttons: readonly Button[], count: number): Button[][] {
  return buttons.flatMap((_, index) => (index % count === 0 ? [buttons.slice(index, index + count)] : []));
}
