import { Temporal } from "temporal-polyfill";
import { random } from "../support/random.ts";

/** How somebody lives with the robot; each of these is a person that practice knows. */
export type Kind =
  /** Answers within a day or two. */
  | "answers"
  /** Answers after days, often only when asked again. */
  | "dawdles"
  /** Answered a few times and then never again. */
  | "fallsSilent"
  /** Blocks the bot one day; some come back. */
  | "blocks"
  /** Answers, and finds other work now and then. */
  | "changesJobs"
  /** Says STOP one day; some come back. */
  | "stops"
  /** Answers, and has another phone one day: the old one is let go of, and some scan a new card. */
  | "changesPhone"
  /** Says "not now" when the card is scanned. */
  | "notNow"
  /** Takes part without Telegram. */
  | "withoutTelegram"
  /** Never uses the card and never answers. */
  | "neverLinked";

const shares: readonly (readonly [Kind, number])[] = [
  ["answers", 27],
  ["changesPhone", 3],
  ["dawdles", 18],
  ["fallsSilent", 13],
  ["blocks", 7],
  ["changesJobs", 8],
  ["stops", 7],
  ["notNow", 4],
  ["withoutTelegram", 7],
  ["neverLinked", 6],
];

/** A programme of a school, by the keys of the templates that we ship, one after another with their months. */
export interface PlannedSchool {
  readonly index: number;
  readonly schoolType: "pro" | "vso" | "isk";
  readonly programmes: readonly { readonly key: string; readonly months?: number }[];
  readonly closedDays: readonly { readonly from: string; readonly until: string; readonly name: string }[];
  /** Saturdays too, for some. */
  readonly saturdays: boolean;
}

export interface PlannedYoung {
  readonly chatId: number;
  readonly school: number;
  readonly workerChat: number;
  readonly kind: Kind;
  readonly exitDay: string;
  readonly exitProfile: "labour_market" | "day_activity" | "further_education";
  readonly situation: string;
  /** Not before this time of day, where the person said so. */
  readonly ownTime: "16:00" | null;
  /** When the card is handed out, or the case worker asks without Telegram. */
  readonly cardAt: number;
  /** When the person blocks or stops, and comes back; null for never. */
  readonly turnsAt: number | null;
  readonly returnsAt: number | null;
  /** When the school's list says another exit day than before, and which; null for most. */
  readonly correction: { readonly at: number; readonly exitDay: string } | null;
  /** How many check-ins are answered before the silence. */
  readonly answersBefore: number;
}

export interface PlannedStaff {
  readonly chatId: number;
  readonly school: number;
  readonly role: "caseWorker" | "coordinator";
  /** Local days away, with or without somebody who stands in; noted in the chat on the day before. */
  readonly holidays: readonly {
    readonly from: string;
    readonly until: string;
    readonly hasDeputy: boolean;
  }[];
}

export interface World {
  readonly seed: number;
  readonly start: Date;
  readonly end: Date;
  readonly schools: readonly PlannedSchool[];
  readonly young: readonly PlannedYoung[];
  readonly staff: readonly PlannedStaff[];
}

export const zone = "Europe/Amsterdam";
export const firstStaffChat = 1_000;
export const firstYoungChat = 1_000_000;

/** A school of this size has two case workers and a coordinator; every eleventh school has the same programme. */
const schoolSize = 50;
const day = 86_400_000;

const ways: readonly Pick<PlannedSchool, "schoolType" | "programmes">[] = [
  { schoolType: "pro", programmes: [{ key: "pro_three_moments" }] },
  { schoolType: "vso", programmes: [{ key: "vso_bimonthly" }] },
  { schoolType: "pro", programmes: [{ key: "pro_minimum" }] },
  { schoolType: "pro", programmes: [{ key: "region_quarterly" }, { key: "pro_three_moments", months: 12 }] },
  { schoolType: "isk", programmes: [{ key: "isk_voluntary" }] },
  { schoolType: "pro", programmes: [{ key: "pro_three_moments_personal" }] },
  { schoolType: "vso", programmes: [{ key: "aftercare_inbound" }] },
  { schoolType: "pro", programmes: [{ key: "extended_flexible" }] },
  { schoolType: "vso", programmes: [{ key: "transfer_intensive" }, { key: "vso_bimonthly", months: 12 }] },
  { schoolType: "pro", programmes: [{ key: "continuous_face" }] },
  { schoolType: "pro", programmes: [{ key: "region_quarterly" }] },
];

/** Vacations as schools have them, the summer a week later in every third school (the regions take turns). */
function closedDaysOf(index: number, firstYear: number): PlannedSchool["closedDays"] {
  const shift = (date: string) =>
    Temporal.PlainDate.from(date)
      .add({ weeks: index % 3 })
      .toString();
  return Array.from({ length: 5 }, (_, n) => firstYear + n).flatMap((year) => [
    { from: `${year}-02-20`, until: `${year}-02-28`, name: "Voorjaarsvakantie" },
    { from: `${year}-04-27`, until: `${year}-05-07`, name: "Meivakantie" },
    { from: shift(`${year}-07-11`), until: shift(`${year}-08-22`), name: "Zomervakantie" },
    { from: `${year}-10-17`, until: `${year}-10-25`, name: "Herfstvakantie" },
    { from: `${year}-12-19`, until: `${year + 1}-01-03`, name: "Kerstvakantie" },
  ]);
}

export interface WorldSize {
  readonly alumni: number;
  readonly months: number;
  readonly seed: number;
  /** The first local day. */
  readonly start: string;
  /** People of one school; 50 when left out. */
  readonly schoolSize?: number;
}

/** Who lives in this world and what happens to them: the same for the same numbers. */
export function planWorld({ alumni, months, seed, start: firstDay, ...more }: WorldSize): World {
  const size = more.schoolSize ?? schoolSize;
  const draw = random(seed, "world");
  const first = Temporal.PlainDate.from(firstDay);
  const instantOf = (date: Temporal.PlainDate, time: string) =>
    date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
  const start = instantOf(first, "07:00");
  const end = instantOf(first.add({ months }), "07:00");
  const count = Math.max(1, Math.ceil(alumni / size));
  // Small worlds are not all of the first way.
  const offset = count < ways.length ? Math.floor(draw.between(0, ways.length)) : 0;
  const schools = Array.from({ length: count }, (_, index) => ({
    index,
    ...(ways[(index + offset) % ways.length] as (typeof ways)[number]),
    closedDays: closedDaysOf(index, first.year - 1),
    saturdays: index % 7 === 3,
  }));
  const staff = schools.flatMap(({ index }) =>
    (["caseWorker", "caseWorker", "coordinator"] as const).map((role, place) => ({
      chatId: firstStaffChat + index * 3 + place,
      school: index,
      role,
      holidays: holidaysOf(random(seed, `holidays ${index} ${place}`), first, months),
    })),
  );
  const young = Array.from({ length: alumni }, (_, n): PlannedYoung => {
    const one = random(seed, `young ${n}`);
    const school = n % count;
    const exitDay = exitOf(one.next(), one.next(), first);
    const left = Math.max(start, instantOf(Temporal.PlainDate.from(exitDay), "12:00"));
    const cardAt = left + one.between(0.1, 21) * day;
    const kind = drawKind(one.next());
    const turns = kind === "blocks" || kind === "stops" || kind === "changesPhone";
    const turnsAt = turns ? cardAt + one.between(20, 400) * day : null;
    return {
      chatId: firstYoungChat + n,
      school,
      workerChat: firstStaffChat + school * 3 + (Math.floor(n / count) % 2),
      kind,
      exitDay,
      exitProfile: one.chance(0.8) ? "labour_market" : one.pick(["day_activity", "further_education"]),
      situation: one.pick(["work_regular", "work_regular", "job_seeking", "sheltered_work", "mbo_bol"]),
      ownTime: one.chance(0.1) ? "16:00" : null,
      cardAt,
      turnsAt,
      returnsAt: turnsAt !== null && one.chance(0.5) ? turnsAt + one.between(5, 250) * day : null,
      answersBefore: Math.floor(one.between(0, 4)),
      correction: correctionOf(one, exitDay, cardAt),
    };
  });
  return { seed, start: new Date(start), end: new Date(end), schools, young, staff };
}

/** For one in fourteen, some months after the card and long before the second offer. */
function correctionOf(
  draw: ReturnType<typeof random>,
  exitDay: string,
  cardAt: number,
): PlannedYoung["correction"] {
  if (!draw.chance(0.07)) return null;
  const at = cardAt + draw.between(20, 120) * day;
  const days = Math.floor(draw.between(2, 40)) * (draw.chance(0.5) ? 1 : -1);
  return { at, exitDay: Temporal.PlainDate.from(exitDay).add({ days }).toString() };
}

/** Most left the summer before; some leave in the middle of a year, on 28 or 29 February, or a year later. */
function exitOf(which: number, where: number, first: Temporal.PlainDate): string {
  const thisYear = Temporal.PlainDate.from({ year: first.year, month: 7, day: 6 });
  const summer = Temporal.PlainDate.compare(thisYear, first) < 0 ? thisYear : thisYear.subtract({ years: 1 });
  if (which < 0.7) return summer.add({ days: Math.floor(where * 12) }).toString();
  if (which < 0.82) return summer.add({ years: 1, days: Math.floor(where * 12) }).toString();
  if (which < 0.86) return `${first.year + 1}-02-28`;
  if (which < 0.88) return Temporal.PlainDate.from({ year: first.year + 2, month: 2, day: 29 }).toString();
  return first.add({ days: Math.floor(where * 300) }).toString();
}

function drawKind(part: number): Kind {
  let left = part * 100;
  for (const [kind, share] of shares) {
    if (left < share) return kind;
    left -= share;
  }
  return "answers";
}

/** Two to three weeks in summer, a week in between now and then; one in three with nobody who stands in. */
function holidaysOf(
  draw: ReturnType<typeof random>,
  first: Temporal.PlainDate,
  months: number,
): PlannedStaff["holidays"] {
  const found = [];
  for (
    let month = 1 + Math.floor(draw.between(0, 3));
    month < months;
    month += Math.floor(draw.between(3, 6))
  ) {
    const from = first.add({ months: month, days: Math.floor(draw.between(0, 25)) });
    const until = from.add({ days: Math.floor(draw.between(2, 20)) });
    found.push({ from: from.toString(), until: until.toString(), hasDeputy: draw.chance(0.66) });
  }
  return found;
}
