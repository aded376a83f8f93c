import { findTheme } from "../contact/contact-record.ts";
import type { Contact } from "../contact/find-contacts.ts";
import type { Language } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import { localDay } from "../people/duty/is-staffed.ts";

/** What a summary is made of. Nothing in it is an answer or a word of the young person. */
export interface SummaryFacts {
  readonly name: string;
  readonly ownNumber: string;
  /** Already in words; undefined while nobody knows. */
  readonly situation: string | undefined;
  readonly situationSince: Date | null;
  /** Oldest first. */
  readonly contacts: readonly (Contact & {
    readonly who: string | undefined;
    readonly note: string | undefined;
  })[];
  /** What a human agreed or handed on, oldest first, in words. */
  readonly agreements: readonly { readonly at: Date; readonly text: string }[];
  readonly from: Date;
  readonly until: Date;
}

/** `24-11-2026`, as the school's own system shows it. */
const shortDay = (timeZone: string, instant: Date) =>
  localDay({ timeZone }, instant).split("-").reverse().join("-");

/**
 * The summary as plain text, ready to be pasted into the school's own system: who, what they do, each contact with its day, way,
 * minutes and themes, what the case worker wrote with it, and what was agreed.
 */
export function writeSummary(
  { t, timeZone }: { readonly t: Say; readonly language: Language; readonly timeZone: string },
  facts: SummaryFacts,
): string {
  const day = (instant: Date) => shortDay(timeZone, instant);
  const { situation, situationSince, contacts, agreements } = facts;
  const situationLine =
    situation && situationSince
      ? t("caseload:summary.situationSince", { situation, day: day(situationSince) })
      : t("caseload:summary.situation", { situation: situation ?? t("caseload:summary.unknown") });
  const lines = contacts.flatMap((one) => {
    const what = [
      day(one.at),
      one.by === "robot" ? t("caseload:summary.robot") : t(`contact:channel.${one.channel}`),
      ...(one.result === "notReached" ? [t("contact:notReached")] : []),
      ...(one.result === "messaged" ? [t("caseload:summary.messaged")] : []),
      ...(one.direction === "in" ? [t("caseload:summary.cameIn")] : []),
      ...(one.minutes === null ? [] : [t("contact:minutes", { n: one.minutes })]),
      ...(one.who ? [one.who] : []),
      ...themesOf(t, one.themes),
    ];
    return [what.join(" · "), ...(one.note ? [t("caseload:summary.note", { note: one.note })] : [])];
  });
  return [
    t("caseload:summary.title", { name: facts.name, number: facts.ownNumber }),
    t("caseload:summary.period", { from: day(facts.from), until: day(facts.until) }),
    situationLine,
    "",
    t("caseload:summary.contacts", { n: contacts.length }),
    ...lines,
    ...(agreements.length > 0 ? ["", t("caseload:summary.agreements")] : []),
    ...agreements.map(({ at, text }) => `${day(at)} · ${text}`),
  ].join("\n");
}

function themesOf(t: Say, themes: readonly string[]): string[] {
  const named = themes.flatMap((one) => findTheme(one) ?? []).map((one) => t(`checkin:theme.${one}`));
  return named.length > 0 ? [named.join(", ")] : [];
}
