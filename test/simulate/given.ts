import { check, type Figures } from "./check.ts";
import { startOfDay } from "./dutch-days.ts";
import type { Rows } from "./rows.ts";
import type { StandsLine, WitnessLine } from "./witness-line.ts";

/** A stretch of life of one person in which all is well, and one thing at a time made wrong: the checker must be able to say no. */
export const [start, end] = [startOfDay("2026-08-24"), startOfDay("2027-12-01")];
export const [young, staff] = [1_000_000, 1_000];
export const at = (date: string, time = "12:00") =>
  startOfDay(date) + Number(time.slice(0, 2)) * 3_600_000 + Number(time.slice(3)) * 60_000;
export const days = (n: number) => n * 86_400_000;

export const did = (date: string, chat = young, time = "12:00"): WitnessLine => ({
  ...{ what: "did", chat, deed: "tap", at: at(date, time) },
});
export const message = (
  date: string,
  time: string,
  chat = young,
  buttons: readonly string[] = [],
): WitnessLine => ({
  ...{ what: "message", chat, quiet: false, buttons, at: at(date, time) },
});
/** A case worker writes down a talk with Amina. */
export const tapped = (date: string, time: string): WitnessLine => ({
  ...{ what: "did", chat: staff, deed: "tap", data: "od1:x:amina:phone:15", at: at(date, time) },
});
export const stands = (date: string, more: Partial<StandsLine> = {}): WitnessLine => ({
  ...{
    what: "stands",
    at: at(date, "00:30"),
    alumnus: "amina",
    state: "inTouch",
    next: "checkIn",
    by: "robot",
  },
  ...{ nextAt: end, ...more },
});
export const midnight = (date: string): WitnessLine => ({ what: "midnight", at: at(date, "00:30") });

/** A tap in each month. */
export const owner: WitnessLine = {
  what: "person",
  at: start,
  chat: young,
  alumnus: "amina",
  kind: "answers",
};
export const life: readonly WitnessLine[] = [
  owner,
  stands("2026-09-01"),
  ...Array.from({ length: 15 }, (_, n) =>
    did(new Date(start + days(30 * n + 10)).toISOString().slice(0, 10)),
  ),
  midnight("2027-11-30"),
].sort((a, b) => a.at - b.at);

export const rows = (more: Partial<Rows> = {}, alumnus: Partial<Rows["alumni"][number]> = {}): Rows => ({
  schools: [{ id: "linde", closedDays: [{ from: "2026-12-19", until: "2027-01-03" }], messageHours: null }],
  alumni: [
    {
      ...{ id: "amina", schoolId: "linde", schoolType: "pro", exitProfile: "labour_market" },
      ...{ exitDay: "2026-07-10", situation: "work_regular", ownTime: null, ...alumnus },
    },
  ],
  staff: [{ id: "fatima", schoolId: "linde", chat: staff }],
  enrolments: [{ alumnusId: "amina", createdAt: start, endedAt: null }],
  moments: [
    {
      alumnusId: "amina",
      form: "phone",
      fromDay: "2026-09-14",
      untilDay: "2026-09-30",
      askAt: at("2026-09-02"),
    },
  ],
  tasks: [],
  contacts: [],
  consents: [{ alumnusId: "amina", at: start, answer: "yes" }],
  escalations: [],
  talks: [],
  unlinkings: [],
  signed: [
    { schoolId: "linde", at: start - days(90) },
    { schoolId: "linde", at: at("2027-03-01") },
  ],
  abouts: [],
  ...more,
});

export const judge = (lines: readonly WitnessLine[], found: Rows = rows()) => {
  const { figures, ok, findings } = check(
    [...lines].sort((a, b) => a.at - b.at),
    found,
    { start, end, months: 15 },
  );
  return { ...figures, ok, findings };
};
export const fine: Partial<Figures> & { ok: boolean } = {
  ...{ contactsPlanned: 1, contactsRealised: 1, messagesOutsideHours: 0, withoutNextStep: 0 },
  ...{ reoffersDue: 0, reoffersMade: 0, reoffersDoubled: 0, urgentPerWorkerWeek: 0, ok: true },
};

/** A human's task about Amina, on a list from a day on and done on another. */
export function task(kind: string, from: string, done: string | null, outcome: string | null = "done") {
  const doneAt = done === null ? null : at(done);
  return {
    id: `${kind} ${from}`,
    alumnusId: "amina",
    kind,
    fromDay: from,
    createdAt: at(from),
    doneAt,
    outcome: done ? outcome : null,
  };
}
