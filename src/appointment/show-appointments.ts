import type { Buttons } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { formatSlot, formatTime } from "../i18n/format-moment.ts";
import type { Language } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { sayDays, shortDays } from "../people/duty/say-days.ts";
import { expectWords } from "../people/expect-words.ts";
import { type CaseWorkerRow, findOrganisation, languageOfStaff } from "../people/store.ts";
import type { AppointmentRow, OwnHoursRow } from "./appointment.ts";
import { sayOutcomeQuestion } from "./ask-outcome.ts";
import { findToArrange, type OpenAppointment, openAppointment } from "./open-appointment.ts";
import { placeForWorker, sayWhen, tellWorker } from "./say-appointment.ts";
import { findBooked, findOwnHours, findUnlogged } from "./store.ts";

/** More lines would not be read, nor fit one message. */
const mostShown = 20;
const mostButtons = 8;

interface Reader {
  readonly t: Say;
  readonly language: Language;
  readonly timeZone: string;
  readonly now: Date;
}

/**
 * A case worker's appointments: those that nobody has written down yet, those to come, and own hours. What is typed next is a time
 * that does not suit, or does.
 */
export async function showAppointments(work: Work, worker: CaseWorkerRow): Promise<void> {
  const { db, now } = work;
  if (worker.chatId === null) return;
  const language = await languageOfStaff(db, worker);
  const { timeZone } = await findOrganisation(db, worker.organisationId);
  const reader: Reader = { t: work.texts(language), language, timeZone, now };
  const { t } = reader;
  const unlogged = await openAll(work, await findUnlogged(db, worker.id, now));
  const coming = await openAll(work, await findBooked(db, worker.id, now));
  const hours = await findOwnHours(db, worker.id, now);
  const all = [...unlogged, ...coming.filter(({ row }) => unlogged.every((one) => one.row.id !== row.id))];
  const lines = await Promise.all(
    all.slice(0, mostShown).map(async (open, index) => `${index + 1}. ${await lineOf(work, reader, open)}`),
  );
  const text = [
    lines.length === 0 ? t("appointment:list.none") : t("appointment:list.title"),
    ...lines,
    ...(all.length > mostShown ? [t("appointment:list.more", { n: all.length - mostShown })] : []),
    ...(hours.length === 0 ? [] : ["", t("appointment:hours.title")]),
    ...hours.slice(0, mostShown).map((one) => `• ${sayOwnHours(reader, one)}`),
    "",
    t("appointment:hours.ask"),
  ].join("\n");
  const buttons: Buttons = [
    ...rowsOfFour(
      all.slice(0, mostButtons).map(({ row }, index) => ({
        label: t("appointment:button.open", { number: index + 1 }),
        action: { do: "appointment", appointment: row.id, what: "show" } as const,
      })),
    ),
    ...hours.slice(0, mostButtons).map((one) => [
      {
        label: t("appointment:button.dropHours", { when: shortOwnHours(reader, one) }),
        action: { do: "ownHours", stretch: one.id } as const,
      },
    ]),
  ];
  await expectWords(work, worker.chatId, { kind: "ownHours" });
  await say(work, { chatId: worker.chatId, outgoing: { kind: "say", text, buttons } });
}

function rowsOfFour(buttons: Buttons[number]): Buttons {
  return buttons.flatMap((_, index) => (index % 4 === 0 ? [buttons.slice(index, index + 4)] : []));
}

async function openAll(work: Work, rows: readonly AppointmentRow[]): Promise<OpenAppointment[]> {
  const opened: OpenAppointment[] = [];
  for (const row of rows) {
    const open = await openAppointment(work, row);
    if (open) opened.push(open);
  }
  return opened;
}

async function lineOf(
  work: Work,
  { t, language, timeZone, now }: Reader,
  open: OpenAppointment,
): Promise<string> {
  const { row, view } = open;
  const isOver = row.endsAt !== null && row.endsAt <= now;
  return [
    sayWhen(language, timeZone, row, now),
    view.details.firstName,
    isOver ? t("appointment:list.toLog") : await placeForWorker(work, open, t),
    ...(isOver || row.company === null ? [] : [t(`appointment:company.${row.company}`)]),
    ...(!isOver && row.confirmedAt ? [t("appointment:list.comes")] : []),
  ].join(" · ");
}

/** `woensdag 2 december, 13:00–15:00: geen afspraken`, or whole days. */
export function sayOwnHours(
  { t, language, timeZone, now }: Reader,
  { kind, fromAt, untilAt }: Pick<OwnHoursRow, "kind" | "fromAt" | "untilAt">,
): string {
  const whole = wholeDays(timeZone, { fromAt, untilAt });
  const when = whole
    ? sayDays(t, language, whole, localDay({ timeZone }, now))
    : sayWhen(language, timeZone, { startsAt: fromAt, endsAt: untilAt }, now);
  return t(`appointment:hours.${kind}`, { when });
}

/** The first and the last day of a stretch that is nothing but whole days. */
function wholeDays(timeZone: string, { fromAt, untilAt }: Pick<OwnHoursRow, "fromAt" | "untilAt">) {
  const isMidnight = (at: Date) => formatTime("nl", timeZone, at) === "00:00";
  if (!isMidnight(fromAt) || !isMidnight(untilAt)) return undefined;
  return { from: localDay({ timeZone }, fromAt), until: localDay({ timeZone }, new Date(+untilAt - 1)) };
}

function shortOwnHours({ language, timeZone }: Reader, row: OwnHoursRow): string {
  const whole = wholeDays(timeZone, row);
  return whole ? shortDays(language, whole) : formatSlot(language, timeZone, row.fromAt);
}

/** One appointment with its buttons in the case worker's chat: to move and cancel, or when it is over, to say how it went. False for another's. */
export async function showAppointment(work: Work, worker: CaseWorkerRow, id: string): Promise<boolean> {
  const open = await findToArrange(work, { kind: "worker", worker }, id);
  if (open?.row.state !== "booked") return false;
  // Whoever looks is whoever is shown it, also while they stand in.
  const mine = { ...open, worker };
  if (open.row.startsAt && open.row.startsAt <= work.now) await sayOutcomeQuestion(work, mine);
  else await tellWorker(work, mine, "show", true);
  return true;
}
