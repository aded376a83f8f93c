import { formatDayAndTime } from "../i18n/format-moment.ts";
import type { Language } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";

/** What a mail about an escalation may say: nothing by which anybody who reads along knows whom it is about. */
export interface EscalationMailView {
  /** `#A1B2C3`. */
  readonly reference: string;
  readonly severity: "attention" | "urgent" | "crisis";
  readonly openedAt: Date;
  readonly timeZone: string;
  readonly language: Language;
}

/** Subject and text: a reference, how serious it is, since when, and where to go. No name, no theme, no content (security.md 3). */
export function escalationMail(
  t: Say,
  { reference, severity, openedAt, timeZone, language }: EscalationMailView,
): { readonly subject: string; readonly text: string } {
  const lines = [
    t(`escalation:mail.${severity}`, { reference }),
    t("escalation:mail.since", { moment: formatDayAndTime(language, timeZone, openedAt) }),
    t("escalation:mail.where"),
  ];
  return { subject: t("escalation:mail.subject", { reference }), text: lines.join("\n") };
}
