// Dutch time and days, worked out here a second time: a checker that asked the product would only find the product consistent.

const day = 86_400_000;
const hour = 3_600_000;

/** The last Sunday of a month, as milliseconds of its midnight in UTC. */
function lastSunday(year: number, month: number): number {
  const last = Date.UTC(year, month, 0);
  return last - new Date(last).getUTCDay() * day;
}

/** Dutch summer time goes from the last Sunday of March to the last Sunday of October, at one o'clock UTC. */
function offsetOf(at: number): number {
  const year = new Date(at).getUTCFullYear();
  const isSummer = lastSunday(year, 3) + hour <= at && at < lastSunday(year, 10) + hour;
  return isSummer ? 2 * hour : hour;
}

export interface LocalTime {
  /** `2026-09-01`. */
  readonly date: string;
  /** `"19:05"`. */
  readonly time: string;
  /** 0 is Sunday. */
  readonly weekday: number;
}

/** What the clock and the calendar show in the Netherlands. */
export function localTime(at: number): LocalTime {
  const shown = new Date(at + offsetOf(at));
  const iso = shown.toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, 16), weekday: shown.getUTCDay() };
}

/** The instant at which a local day begins. */
export function startOfDay(date: string): number {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // No change of the clock lies between midnight and the hour before it.
  return midnight - offsetOf(midnight - 2 * hour);
}

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);

/** The same day of the month so many months later, or the month's last where it has no such day. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, of = 1] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(of, last))).toISOString().slice(0, 10);
}

/** How many days later the second day is. */
export const daysBetween = (from: string, until: string): number =>
  Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / day);

/** The same day a year later; of 29 February the 28th. */
export function yearLater(date: string): string {
  const later = `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
  return later.endsWith("-02-29") ? `${later.slice(0, 4)}-02-28` : later;
}

/** Easter Sunday (the calculation of Meeus, Jones and Butcher). */
function easter(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const date = ((h + l - 7 * m + 114) % 31) + 1;
  return `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}

const known = new Map<number, ReadonlySet<string>>();

/** The public holidays of the Netherlands: New Year, Easter, King's Day, Ascension, Whitsun, Christmas. */
export function isHoliday(date: string): boolean {
  const year = Number(date.slice(0, 4));
  let days = known.get(year);
  if (!days) {
    const sunday = easter(year);
    const king = new Date(Date.UTC(year, 3, 27)).getUTCDay() === 0 ? `${year}-04-26` : `${year}-04-27`;
    const moving = [0, 1, 39, 49, 50].map((after) => addDays(sunday, after));
    days = new Set([`${year}-01-01`, king, `${year}-12-25`, `${year}-12-26`, ...moving]);
    known.set(year, days);
  }
  return days.has(date);
}
