import type { Button, Buttons } from "../delivery/outgoing.ts";
import { formatMoment } from "../i18n/format-moment.ts";
import type { Language } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import { shortName } from "../people/show-waiting.ts";
import type { CaseWorkerRow, OrganisationRow } from "../people/store.ts";
import { themeOf } from "./escalation-message.ts";
import type { Today, TodayEntry } from "./find-today.ts";
import { referenceOf } from "./notify.ts";

/** People on one page: with more, the buttons no longer stand beside what they belong to on a small phone. */
export const onPage = 6;

export interface TodayReader {
  readonly t: Say;
  readonly language: Language;
  readonly worker: CaseWorkerRow;
  readonly organisation: OrganisationRow;
  /** First names of the colleagues who own one of these or whose people they are, by id. */
  readonly colleagues: ReadonlyMap<string, string>;
  readonly now: Date;
}

const marks = { attention: "🟡", urgent: "🟠", crisis: "🔴" } as const;

function markOf(entry: TodayEntry): string {
  if (entry.escalation) return marks[entry.escalation.severity];
  if (entry.talk?.waitingSince) return "💬";
  if (entry.unread > 0) return "📨";
  return entry.task && !entry.linkingId && !entry.waitsFor ? "📅" : "❓";
}

/**
 * One page of the screen: who, why, since when, with the buttons for it; numbers tie a row of buttons to its person, so that
 * both stay short. Never an answer: what was said is read behind a button.
 */
export function todayPage(
  reader: TodayReader,
  { entries, rest }: Today,
  page: number,
): { readonly lines: readonly string[]; readonly buttons: Buttons } {
  const { t } = reader;
  const from = page * onPage;
  const shown = entries.slice(from, from + onPage);
  const lines = shown.map((entry, index) => lineOf(reader, entries, entry, from + index + 1));
  const buttons: Buttons[number][] = shown.map((entry, index) => rowOf(t, entry, from + index + 1));
  const left = entries.length - from - shown.length;
  if (left > 0)
    buttons.push([
      { label: t("escalation:today.more", { n: left }), action: { do: "today", page: String(page + 1) } },
    ]);
  if (rest > 0 && left <= 0) lines.push(t("escalation:today.rest", { n: rest }));
  return { lines, buttons };
}

function lineOf(
  reader: TodayReader,
  entries: readonly TodayEntry[],
  entry: TodayEntry,
  number: number,
): string {
  const { t, language, organisation, now } = reader;
  const moment = formatMoment(language, organisation.timeZone, entry.since, now);
  const who = `${number}. ${markOf(entry)} ${nameOf(organisation, entries, entry)}`;
  return [
    [who, ...reasonsOf(reader, entry)].join(" · "),
    `    ${t("escalation:today.since", { moment })}`,
  ].join("\n");
}

/** The first name; with an initial when two of them would read the same, and the reference alone where the organisation says so. */
export function nameOf(
  { alertDetail }: OrganisationRow,
  entries: readonly TodayEntry[],
  { person, details, escalation }: TodayEntry,
): string {
  if (alertDetail === "reference") return referenceOf(escalation ?? person);
  const isTwice = entries.filter((one) => one.details.firstName === details.firstName).length > 1;
  return isTwice ? shortName(details) : details.firstName;
}

function reasonsOf(reader: TodayReader, entry: TodayEntry): string[] {
  const { t, worker, colleagues } = reader;
  const row = entry.escalation;
  const why: string[] = [];
  if (entry.isBlocked) why.push(t("escalation:today.why.blocked"));
  if (row?.wish && row.wish !== "read") why.push(t(`escalation:today.why.${row.wish}`));
  if (entry.talk) why.push(talkOf(reader, entry.talk));
  if (entry.isOverdue) why.push(t("escalation:today.why.overdue"));
  else if (entry.unread > 0) why.push(t("escalation:today.why.words", { n: entry.unread }));
  if (entry.linkingId) why.push(t("escalation:today.why.link"));
  if (entry.waitsFor) why.push(t(`escalation:today.why.${entry.waitsFor}`));
  if (entry.task) why.push(t(`programme:task.why.${entry.task.kind}`));
  // "In general" says nothing beside another reason.
  if (row && (row.theme !== "general" || why.length === 0)) why.unshift(themeOf(t, row));
  if (row) why.push(...stateOf(reader, row));
  if (entry.alertWith)
    why.push(t("escalation:today.why.alertWith", { worker: colleagues.get(entry.alertWith) ?? "" }));
  const isOther = entry.person.caseWorkerId !== worker.id;
  const colleague = isOther ? colleagues.get(entry.person.caseWorkerId) : undefined;
  if (colleague) why.push(t("escalation:today.why.standIn", { worker: colleague }));
  return why;
}

function talkOf(
  { t, language, organisation, now }: TodayReader,
  { waitingSince }: NonNullable<TodayEntry["talk"]>,
): string {
  if (!waitingSince) return t("escalation:today.why.talk");
  const moment = formatMoment(language, organisation.timeZone, waitingSince, now);
  return t("escalation:today.why.talkWaits", { moment });
}

function stateOf(
  { t, language, organisation, worker, colleagues, now }: TodayReader,
  row: NonNullable<TodayEntry["escalation"]>,
): string[] {
  if (row.ownerId === null) return row.addresseeId === worker.id ? [t("escalation:today.why.handed")] : [];
  if (row.ownerId !== worker.id)
    return [t("escalation:today.why.takenBy", { worker: colleagues.get(row.ownerId) ?? "" })];
  if (row.state === "contacted") return [t("escalation:today.why.outcome")];
  if (!row.planned || !row.nextStepAt) return [t("escalation:today.why.taken")];
  const moment = formatMoment(language, organisation.timeZone, row.nextStepAt, now);
  return [t("escalation:today.why.planned", { moment })];
}

/** Call, write, and what is behind it. What cannot work (no number, a closed chat, an alert that a colleague has) has no button. */
function rowOf(t: Say, entry: TodayEntry, number: number): readonly Button[] {
  const { person, details, escalation: row, linkingId } = entry;
  const alumnus = person.id;
  const buttons: Button[] = [];
  const isMine = entry.alertWith === undefined;
  if (isMine && (details.phone || details.secondContact))
    buttons.push({
      label: t("escalation:today.call", { number }),
      action: { do: "call", alumnus, step: "number" },
    });
  if (isMine && entry.isReachable && person.stoppedAt === null)
    buttons.push({
      label: t("escalation:today.write", { number }),
      action: { do: "message", alumnus, step: "write" },
    });
  if (row)
    buttons.push({
      label: t("escalation:today.open", { number }),
      action: { do: "escalation", escalation: row.id, verb: "show" },
    });
  else if (entry.unread > 0)
    buttons.push({ label: t("escalation:today.read", { number }), action: { do: "readWords", alumnus } });
  if (linkingId)
    buttons.push({
      label: t("escalation:today.decide", { number }),
      action: { do: "showLinking", linking: linkingId },
    });
  else if (entry.task)
    buttons.push({
      label: t("escalation:today.do", { number }),
      action: { do: "task", task: entry.task.id, verb: "show" },
    });
  else if (entry.waitsFor)
    buttons.push({ label: t("escalation:today.decide", { number }), action: { do: "person", alumnus } });
  return buttons;
}
