import { random } from "../support/random.ts";

/** Chats of staff begin here, those of alumni there; no number belongs to both. */
export const firstStaffChat = 1_000;
export const firstAlumnusChat = 1_000_000;

export interface PlannedAlumnus {
  readonly chatId: number;
  readonly school: number;
  /** Whose alumnus, by chat. */
  readonly workerChat: number;
  /** What is tapped at the first question: `bad` is urgent, `cantGoOn` a crisis, `good` raises nothing. */
  readonly answer: "bad" | "cantGoOn" | "good";
  /** Milliseconds after the start of the trouble at which this person opens the check-in. */
  readonly after: number;
  /** The case worker opens a talk from this person's page at that time; they raise no alert. */
  readonly isWrittenTo: boolean;
}

export interface PlannedWorker {
  readonly chatId: number;
  readonly school: number;
  readonly role: "caseWorker" | "attentionOfficer" | "coordinator";
  /** `never` reads and does nothing; `slow` takes longer than a step waits. */
  readonly manner: "quick" | "slow" | "never";
}

export interface Plan {
  readonly seed: number;
  /** How long answers keep coming, in milliseconds. */
  readonly lasts: number;
  readonly schools: number;
  readonly alumni: readonly PlannedAlumnus[];
  readonly staff: readonly PlannedWorker[];
}

const alertsASchool = 25;
const staffOfASchool = ["caseWorker", "caseWorker", "caseWorker", "attentionOfficer", "coordinator"] as const;
/**
 * What two processes on two shared cores carry while they are being killed: an alert is ten updates and twenty calls to
 * Telegram, and what waits in a queue for half a minute says nothing about kills.
 */
const alertsASecond = 2;
/** A killed process needs its time to come back, or there is nothing left to kill. */
const secondsAKill = 2;

/** One in so many more answers that all is well. */
const alertsAWell = 10;
/** So many of those are written to from their page, by a case worker who does things. */
const writtenTo = 0.6;

/** Who is there and what they will do: the same for the same numbers. */
export function planRun(alerts: number, kills: number, seed: number): Plan {
  const draw = random(seed, "plan");
  const lasts = Math.max(10, alerts / alertsASecond, kills * secondsAKill) * 1_000;
  const schools = Math.max(1, Math.ceil(alerts / alertsASchool));
  const staff = Array.from({ length: schools }, (_, school) =>
    staffOfASchool.map((role, place) => ({
      chatId: firstStaffChat + school * staffOfASchool.length + place,
      school,
      role,
      manner: place === 0 ? ("quick" as const) : draw.pick(["quick", "quick", "slow", "never"] as const),
    })),
  ).flat();
  const people = alerts + Math.ceil(alerts / alertsAWell);
  const alumni = Array.from({ length: people }, (_, n) => {
    const school = n % schools;
    const workers = staff.filter((one) => one.school === school && one.role === "caseWorker");
    const worker = draw.pick(workers);
    const chatId = firstAlumnusChat + n;
    const isWell = n >= alerts;
    return {
      chatId,
      school,
      workerChat: worker.chatId,
      answer: isWell ? ("good" as const) : draw.chance(0.12) ? ("cantGoOn" as const) : ("bad" as const),
      after: draw.between(0, lasts),
      isWrittenTo:
        isWell && worker.manner !== "never" && random(seed, `written to ${chatId}`).chance(writtenTo),
    };
  });
  return { seed, lasts, schools, alumni, staff };
}
