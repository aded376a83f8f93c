import type { ClosedDays } from "../duty/is-staffed.ts";
import type { CalendarEvent, CalendarRemark } from "./calendar-file.ts";
import { addClosedDays, type ClosedDay, isAmong } from "./decide-closed-days.ts";

export const regions = ["noord", "midden", "zuid"] as const;
export type Region = (typeof regions)[number];

export interface CalendarChoice {
  /** Local date of the organisation. */
  readonly today: string;
  /** Vacations of the other regions are left out. */
  readonly region?: Region;
  /** Also events whose name does not say that school is closed. */
  readonly all?: boolean;
}

export interface CalendarPlan {
  /** The organisation's closed days as they will be. */
  readonly closed: readonly ClosedDay[];
  readonly added: readonly ClosedDay[];
  /** From an earlier file, and not in this one any more. */
  readonly gone: readonly ClosedDay[];
  readonly kept: number;
  readonly past: number;
  readonly leftOut: readonly CalendarRemark[];
  readonly faults: readonly CalendarRemark[];
  /** More than one, and nobody chose. */
  readonly regionsToChoose: readonly Region[];
}

/**
 * A calendar of a school has parents' evenings and test weeks in it, too. Closing a day by mistake makes everything that waits
 * wait longer, so only a name that says it closes one.
 */
const closedNames =
  /vakanti|vacation|holiday|vrije? dag|lesvrij|leerlingen vrij|studie(mid)?dag|study day|feestdag|gesloten|closed|\bdicht\b|goede vrijdag|bevrijdingsdag|pasen|paasdag|pinkster|hemelvaart|kerst(dag(en)?|reces)?(?!\p{L})|nieuwjaar|koningsdag|suikerfeest|offerfeest|carnaval(?!\p{L})|roostervrij|عطلة|إجازة|اجازة/iu;

/**
 * A day that lies beside a vacation, or begins school anew, names it too. "Eerste Kerstdag" is none of these, and a last day that is
 * free says so.
 */
const openNames =
  /(?<!\p{L})(eerste|laatste|1e|first|last) (les|school|werk|school |teaching )?(dag|day)(?!\p{L})|(?<!\p{L})(na|voor|after|before) (de |the )?\p{L}*(vakantie|vacation|holiday)|(?<!\p{L})((start|begin|hervatting) (van )?(de |het )?(les|school)|back to school|weer naar school)/iu;
const freeNames = /vrije? dag|lesvrij|leerlingen vrij|gesloten|closed|(?<!\p{L})(dicht|vrij)(?!\p{L})/iu;

const saysClosed = (name: string) =>
  closedNames.test(name) && (!openNames.test(name) || freeNames.test(name));

const regionOf = (name: string): Region | undefined =>
  regions.find((region) => new RegExp(`(?<!\\p{L})${region}(?!\\p{L})`, "iu").test(name));

/**
 * What a calendar file changes in an organisation's closed days. Days that came from an earlier file and lie within the time
 * that this one is about go when they are not in it any more; what somebody typed stays. The same file twice changes nothing.
 */
export function decideCalendar(
  closed: ClosedDays,
  events: readonly CalendarEvent[],
  { today, region, all = false }: CalendarChoice,
): CalendarPlan {
  const coming = events.filter(({ until }) => until >= today);
  const leftOut: CalendarRemark[] = [];
  const faults: CalendarRemark[] = [];
  const wanted = coming.filter((event) => {
    if (!all && !saysClosed(event.name)) {
      leftOut.push(remark(event, "its name does not say that school is closed"));
      return false;
    }
    const of = regionOf(event.name);
    if (of === undefined || region === undefined || of === region) return true;
    leftOut.push(remark(event, `it is for region ${of}`));
    return false;
  });
  const inFile = new Set(wanted.flatMap(({ name }) => regionOf(name) ?? []));
  const first = coming.map(({ from }) => from).sort()[0] ?? today;
  const last =
    coming
      .map(({ until }) => until)
      .sort()
      .at(-1) ?? today;
  const isReplaced = ({ imported, from, until }: ClosedDay) =>
    imported === true && until >= today && first <= until && from <= last;
  let result: readonly ClosedDay[] = closed.filter((one) => !isReplaced(one));
  const regionsToChoose =
    region === undefined && inFile.size > 1 ? regions.filter((one) => inFile.has(one)) : [];
  // The summers of three regions together are nobody's.
  for (const event of regionsToChoose.length > 0 ? [] : wanted) {
    const { name, from, until } = event;
    const days: ClosedDay = { from, until, name, imported: true };
    if (isAmong(result)(days)) continue;
    const added = addClosedDays(result, days);
    if (added) result = added.closed;
    else faults.push(remark(event, "with it nobody would be at work for more than eight weeks"));
  }
  return {
    closed: result,
    added: result.filter((one) => !isAmong(closed)(one)),
    gone: closed.filter((one) => !isAmong(result)(one)),
    kept: result.filter((one) => one.until >= today && isAmong(closed)(one)).length,
    past: events.length - coming.length,
    leftOut,
    faults,
    regionsToChoose,
  };
}

const remark = ({ line, name }: CalendarEvent, reason: string): CalendarRemark => ({ line, name, reason });
