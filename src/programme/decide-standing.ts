import { Temporal } from "temporal-polyfill";
import type { DeadlineKind } from "./deadline/deadline.ts";
import { decideOffer, type Participation } from "./decide-offer.ts";
import type { Term } from "./decide-term.ts";
import type { Form } from "./programme.ts";

/** Where somebody stands who is enrolled: one of these, with a reason and since when (issue of nobody being out of sight). */
export type StandingState =
  /** Does not take part yet: no answer to the offer, or a yes that somebody still has to confirm. */
  | "waits"
  /** Said not now, or stopped. */
  | "declined"
  | "stopped"
  /** Takes part; nothing is asked at the moment. */
  | "inTouch"
  /** A check-in is on its way or half done. */
  | "asked"
  | "reminded"
  /** Did not answer: a human looks. */
  | "silent"
  /** No sign of life of any kind for too long, or a planned contact that did not come about. */
  | "outOfSight"
  /** Messages do not arrive. */
  | "blocked"
  /** Takes part without Telegram: a human takes the steps. Nothing is called silence. */
  | "byHuman"
  /** The guidance is over. */
  | "ended";

/** Why somebody does not take part; the words of `StandingState`. */
export type NotTakingPart = "waits" | "declined" | "stopped";

export type TaskKind =
  | ("silent" | "outOfSight" | "blocked" | "offer" | "reoffer" | "moment" | "closing")
  /** Of a dated watch, which settles its own. */
  | DeadlineKind;

/** What happens next, by whom, on which instant; for a human the end of the day by which it is done. */
export interface NextStep {
  readonly what: "checkIn" | "remind" | "look" | "reoffer" | "end" | "appointment" | TaskKind | "nothing";
  readonly by: "robot" | "human" | "nobody";
  readonly at: Date | null;
}

export type Deed =
  | { readonly do: "start"; readonly momentId: string }
  | { readonly do: "remind"; readonly checkInId: string; readonly turn: 1 | 2 }
  | {
      readonly do: "task";
      readonly kind: TaskKind;
      /** What it is about, so that it is set once. */
      readonly about: string;
      /** Local day by which it is done. */
      readonly dueDay: string;
      readonly momentId?: string;
    }
  /** The reason for this task is gone, by itself. */
  | { readonly do: "settle"; readonly kind: TaskKind; readonly about: string }
  /**
   * `isSeen`: the person gave a sign of life in its time, so the human's contact is late and nobody is out of sight.
   * `isBefore`: it was over before the person took part; nobody missed it.
   */
  | { readonly do: "miss"; readonly momentId: string; readonly isSeen: boolean; readonly isBefore: boolean }
  /** The robot offers times of the case worker for a planned talk. */
  | { readonly do: "offer"; readonly momentId: string; readonly form: "phone" | "physical" }
  /** A check-in that nobody answered makes way for the next one. */
  | { readonly do: "lapse"; readonly checkInId: string }
  | { readonly do: "reoffer" }
  | { readonly do: "end" };

/** Days, as settings of the organisation. */
export interface SilenceDays {
  /** After so many days without an answer it is asked again, once each (R9). */
  readonly remind: readonly [number, number];
  readonly task: number;
  /** Without any sign of life for so long somebody is out of sight. */
  readonly outOfSight: number;
}

/** Days NOT IN SEEDS (R9): ours to choose, the organisation's to change. */
export const usualSilenceDays: SilenceDays = { remind: [3, 7], task: 14, outOfSight: 90 };

export interface PlannedMoment {
  readonly id: string;
  readonly form: Form;
  /** Local days, both included. */
  readonly fromDay: string;
  readonly untilDay: string;
  readonly askAt: Date | null;
  readonly state: "planned" | "asked" | "done" | "missed" | "dropped";
}

export interface OpenTask {
  readonly kind: TaskKind;
  readonly about: string;
  readonly dueDay: string;
  readonly createdAt: Date;
}

export interface DoneTask {
  readonly kind: TaskKind;
  readonly about: string;
  readonly doneAt: Date;
  /** Its reason was gone by itself: nobody did it. */
  readonly isSettled?: boolean;
}

/** What is known of somebody's appointments. */
export interface Appointments {
  /** The robot offers times by itself. */
  readonly robotOffers: boolean;
  /** One that is offered or agreed on; `at` is null until a time was chosen. One of which nobody says how it went is none after a week. */
  readonly running: { readonly momentId: string | null; readonly at: Date | null } | undefined;
  /** Planned talks for which times were offered already: it is done once. */
  readonly offered: ReadonlySet<string>;
  /** The last one, to which the person did not come. */
  readonly noShow: { readonly id: string; readonly momentId: string | null; readonly at: Date } | undefined;
}

export interface StandingFacts {
  readonly timeZone: string;
  readonly days: SilenceDays;
  readonly term: Term;
  /** How many months before the exit the programme begins. */
  readonly opens: number;
  /** The Act orders an offer, and another one a year after the exit. */
  readonly statutory: boolean;
  /** What is known of the offers, as the rule about them takes it. */
  readonly participation: Participation;
  readonly part: NotTakingPart | "joined";
  readonly isOnTelegram: boolean;
  readonly blockedSince: Date | null;
  readonly joinedAt: Date | null;
  readonly checkIn:
    | {
        readonly id: string;
        readonly state: "invited" | "open" | "paused";
        /** The invitation, or the last answer since. */
        readonly lastAt: Date;
        readonly reminders: number;
      }
    | undefined;
  readonly openTasks: readonly OpenTask[];
  /** Tasks that somebody has done, the newest last; one is not set again for what was done about it. */
  readonly doneTasks: readonly DoneTask[];
  /** In the order of their days. */
  readonly moments: readonly PlannedMoment[];
  /** Left out: there never was one, and nobody offers any. */
  readonly appointments?: Appointments;
  /** A human is in touch with the person now, or about to be: an alert that is taken, or that is serious. */
  readonly isWithHuman: boolean;
  /** A check-in does not come before: soon after another message it would be one too many. */
  readonly notBefore: Date | null;
  /** The last sign of life by any way. */
  readonly lastContactAt: Date | null;
  /** The first instant at or after one at which a message that can wait may go to this person. */
  readonly goodTime: (at: Date) => Date;
  /** In weeks in which nobody works, when the last working day before them ends; undefined when somebody works around that instant. */
  readonly closedSince: (at: Date) => Date | undefined;
}

export interface Standing {
  readonly state: StandingState;
  readonly reason: string;
  readonly next: NextStep;
  /** When time may change something; the next look is no later. */
  readonly lookAt: Date | null;
  /** What is to be done now; the standing is decided again after it. */
  readonly deeds: readonly Deed[];
}

const dayMilliseconds = 86_400_000;

/**
 * Where somebody stands, what happens next, and what is due now. Pure. Whoever is enrolled always has a next dated step, the
 * robot's or a human's, until the guidance has ended. R9 and R10, LAW-10 and LAW-11.
 */
export function decideStanding(facts: StandingFacts, now: Date): Standing {
  const today = localDay(now, facts.timeZone);
  if (today > facts.term.endsOn) return ended();
  const gone = facts.openTasks.filter((one) => isSettled(facts, one, today));
  if (gone.length > 0)
    return standing(
      "inTouch",
      "settled",
      look(now),
      now,
      gone.map(({ kind, about }) => ({ do: "settle", kind, about })),
    );
  const { part } = facts;
  const decided = part === "joined" ? takingPart(facts, now, today) : notTakingPart(facts, part, now, today);
  const end = startOf(dayAfter(facts.term.endsOn), facts.timeZone);
  const lookAt = earliest([decided.lookAt, end, part === "joined" ? nextMissed(facts, today) : null]);
  return { ...decided, lookAt };
}

/** When the next planned contact will have been missed, whatever else is waited for until then. */
function nextMissed({ moments, timeZone }: StandingFacts, today: string): Date | null {
  const [first] = moments.flatMap(({ untilDay }) => (untilDay >= today ? [untilDay] : [])).sort();
  return first ? startOf(dayAfter(first), timeZone) : null;
}

const ended = (): Standing => ({
  state: "ended",
  reason: "term",
  next: { what: "nothing", by: "nobody", at: null },
  lookAt: null,
  deeds: [{ do: "end" }],
});

/** What somebody was asked to do and what has come about without them; a planned talk and a closing talk are theirs to end. */
function isSettled(facts: StandingFacts, { kind, about, createdAt }: OpenTask, today: string): boolean {
  const { part, checkIn, lastContactAt, blockedSince } = facts;
  const isHeard = lastContactAt !== null && lastContactAt > createdAt;
  const isOfferedAgain = facts.participation.reOfferedOn !== null;
  // Once it is time for the second it stands for both (LAW-11): nobody is asked twice at a time.
  const isTime = today >= facts.term.reOfferOn;
  const isAskedAgain = isOfferedAgain || (isTime && facts.openTasks.some((one) => one.kind === "reoffer"));
  if (kind === "offer") return part !== "waits" || isAskedAgain;
  if (kind === "reoffer") return part === "joined" || (about === "reoffer" && isOfferedAgain);
  // A planned talk, a closing talk, and a date are theirs to end.
  if (kind !== "silent" && kind !== "outOfSight" && kind !== "blocked") return false;
  if (part !== "joined") return true;
  if (kind === "blocked") return blockedSince === null || isHeard;
  // Set again it is about the same check-in, with a number behind it.
  if (kind === "silent") return checkIn?.id !== about.split(" ", 1)[0] || isHeard;
  return isHeard;
}

/** Nobody is pressed: what comes next is the offer by a human, the one re-offer, or the end. */
function notTakingPart(facts: StandingFacts, part: NotTakingPart, now: Date, today: string): Standing {
  const { timeZone, term } = facts;
  const offer = decideOffer(term, facts.opens, today, facts.statutory, facts.participation);
  const again = offer?.kind === "reOffer" ? offer : undefined;
  if (again && again.from <= today) {
    if (again.by === "human") return byTask(facts, now, [part, "reoffer"], "reoffer", plusDays(today, 14));
    const at = facts.goodTime(now);
    const deeds: Deed[] = at <= now ? [{ do: "reoffer" }] : [];
    return standing(part, "reoffer", { what: "reoffer", by: "robot", at }, at, deeds);
  }
  const againAt = again ? startOf(again.from, timeZone) : null;
  // Before there is an answer a human makes the offer, or asks what became of the card: by the exit, or soon after it.
  if (part === "waits" && today < term.reOfferOn) {
    const dueDay = term.startsOn > today ? term.startsOn : plusDays(today, 14);
    // On that day it becomes the second one, also where nobody has made the first.
    return later(byTask(facts, now, [part, "offer"], "offer", dueDay), startOf(term.reOfferOn, timeZone));
  }
  const by = again?.by === "human" ? "human" : "robot";
  if (againAt) return standing(part, part, { what: "reoffer", by, at: againAt }, againAt);
  const at = endOf(term.endsOn, timeZone);
  // The day of a stop still counts as taking part: what follows from it is decided tomorrow.
  const lookAt = facts.participation.stoppedOn === today ? nextMidnight(now, timeZone) : at;
  return standing(part, part, { what: "end", by: "robot", at }, lookAt);
}

function takingPart(facts: StandingFacts, now: Date, today: string): Standing {
  const { timeZone, moments, appointments } = facts;
  const { noShow, running } = appointments ?? {};
  const missed = moments.filter(({ id, state, form, untilDay }) => {
    const isOpen = form === "bot" ? state === "planned" : state === "planned" || state === "asked";
    // What both agreed on is not late: it takes place on its day, or it is missed then.
    const isAgreed = running?.momentId === id && running.at !== null;
    return isOpen && ((untilDay < today && !isAgreed) || noShow?.momentId === id);
  });
  if (missed.length > 0) {
    const joinedOn = facts.joinedAt && localDay(facts.joinedAt, timeZone);
    // All at once: whoever joins a year late in a weekly programme has half a hundred of them.
    const deeds = missed.map(({ id, form, askAt, fromDay, untilDay }): Deed => {
      const isBefore = joinedOn !== null && untilDay < joinedOn;
      // The robot's own that could not be asked in its time, as in a long crisis, makes nobody disappear.
      const since = noShow?.momentId === id ? noShow.at : (askAt ?? startOf(fromDay, timeZone));
      const isSeen = form === "bot" || (facts.lastContactAt !== null && facts.lastContactAt >= since);
      return { do: "miss", momentId: id, isSeen: isSeen || isBefore, isBefore };
    });
    return standing("inTouch", "missed", look(now), now, deeds);
  }
  if (!facts.isOnTelegram) return byHuman(facts, now, today);
  if (facts.blockedSince) {
    const about = facts.blockedSince.toISOString();
    return byTask(facts, now, ["blocked", "blocked"], "blocked", plusDays(today, 1), about);
  }
  const held = agreed(facts, now) ?? humanMoment(facts, today);
  if (held?.deeds.length) return held;
  if (facts.isWithHuman) {
    const at = nextMidnight(now, timeZone);
    return later(standing("inTouch", "withHuman", { what: "look", by: "human", at }, at), momentAfter(held));
  }
  const out = lookedFor(facts, now, today);
  if (out?.deeds.length) return out;
  const offer = offering(facts, now, today);
  if (offer?.deeds.length) return offer;
  const plain = later(
    asking(facts, now, today),
    earliest([momentAfter(held), offer?.lookAt ?? null, missedAt(facts)].filter((at) => !at || at > now)),
  );
  const asked = held?.reason === "appointment" ? withSooner(plain, held.next) : plain;
  if (!out) return asked.next.what === "end" && held ? later(held, asked.lookAt) : asked;
  // The robot goes on asking; where somebody stands is said by what is more serious.
  const next = asked.deeds.length > 0 ? asked.next : out.next;
  return later({ ...asked, state: out.state, reason: out.reason, next }, out.lookAt);
}

/** The robot's own part: the question, what follows when nobody answers it, and the next question. */
function asking(facts: StandingFacts, now: Date, today: string): Standing {
  // One whose days are over before the robot may write again is the human's alone.
  const rest = facts.notBefore && facts.notBefore > now ? localDay(facts.notBefore, facts.timeZone) : today;
  const next = facts.moments.find(
    (one) => one.state === "planned" && one.askAt !== null && one.untilDay >= rest,
  );
  const { checkIn } = facts;
  if (checkIn) {
    // Only what a human has been told of makes way: nobody loses the question they are answering.
    const isLeft = now.getTime() - checkIn.lastAt.getTime() >= facts.days.task * dayMilliseconds;
    if (isLeft && next?.askAt && next.askAt <= now)
      return standing("asked", "lapsed", look(now), now, [{ do: "lapse", checkInId: checkIn.id }]);
    const askAt = next?.askAt && next.askAt > now ? next.askAt : null;
    return later(waitingForAnswer(facts, checkIn, now, today), askAt);
  }
  if (!next?.askAt) {
    const end = endOf(facts.term.endsOn, facts.timeZone);
    return standing("inTouch", "planned", { what: "end", by: "robot", at: end }, end);
  }
  const from = [now, next.askAt, facts.notBefore ?? now].reduce(theLater);
  const at = facts.goodTime(from);
  const deeds: Deed[] = at <= now ? [{ do: "start", momentId: next.id }] : [];
  return standing("inTouch", "planned", { what: "checkIn", by: "robot", at }, at, deeds);
}

/** Day 3, at another time of day on day 7, a human on day 14 (R9); what was answered half counts from the last answer. */
function waitingForAnswer(
  facts: StandingFacts,
  { id, lastAt: askedAt, reminders }: NonNullable<StandingFacts["checkIn"]>,
  now: Date,
  today: string,
): Standing {
  const { days, lastContactAt } = facts;
  // Whoever wrote something else, or spoke with a human, is not silent.
  const lastAt = lastContactAt ? theLater(askedAt, lastContactAt) : askedAt;
  const after = (n: number, hours = 0) =>
    new Date(lastAt.getTime() + n * dayMilliseconds + hours * 3_600_000);
  const taskAt = after(days.task);
  if (now >= taskAt) return byTask(facts, now, ["silent", "noAnswer"], "silent", plusDays(today, 7), id);
  const state = reminders > 0 ? "reminded" : "asked";
  for (const [turn, n] of days.remind.entries()) {
    if (reminders > turn) continue;
    // Another time of day than the question: whoever works in the mornings reads in the evening.
    const at = facts.goodTime(theLater(after(n, turn === 1 ? 6 : 0), now));
    if (at >= taskAt) break;
    const deeds: Deed[] = at <= now ? [{ do: "remind", checkInId: id, turn: turn === 0 ? 1 : 2 }] : [];
    return standing(state, "noAnswer", { what: "remind", by: "robot", at }, at, deeds);
  }
  return standing(state, "noAnswer", { what: "silent", by: "human", at: taskAt }, taskAt);
}

const theLater = (one: Date, other: Date) => (one > other ? one : other);

/** Out of sight, or on the way there with a human at it. */
function lookedFor(facts: StandingFacts, now: Date, today: string): Standing | undefined {
  const open = facts.openTasks.find(({ kind }) => kind === "outOfSight");
  const gone = outOfSightAt(facts);
  if (open) {
    const step = { what: "outOfSight", by: "human", at: endOf(open.dueDay, facts.timeZone) } as const;
    if (open.about.startsWith(beforeClosed) && now < gone)
      return later(standing("inTouch", "closedSoon", step, backstop(now)), gone);
    return standing("outOfSight", "noContact", step, backstop(now));
  }
  const { noShow } = facts.appointments ?? {};
  // One that the programme planned is missed as its contact; here is one that came up in between (R9).
  if (noShow && noShow.momentId === null && (!facts.lastContactAt || facts.lastContactAt < noShow.at))
    return byTask(
      facts,
      now,
      ["outOfSight", "noContact"],
      "outOfSight",
      plusDays(today, 7),
      `missed ${noShow.id}`,
    );
  const last = facts.lastContactAt?.toISOString() ?? "never";
  if (now < gone) {
    if (now < missedAt(facts)) return undefined;
    const early = byTask(
      facts,
      now,
      ["inTouch", "closedSoon"],
      "outOfSight",
      plusDays(today, 7),
      `${beforeClosed}${last}`,
    );
    return later(early, gone);
  }
  return byTask(facts, now, ["outOfSight", "noContact"], "outOfSight", plusDays(today, 7), last);
}

/** What a task is about that was set before a vacation in which somebody would have gone out of sight. */
const beforeClosed = "closed ";
/** So long before a vacation they come on the list: all of them on its last day would be too many. */
const beforeClosedDays = 7;
/** By then there is room on a human's list. */
const listDays = 3;

/**
 * When somebody is missed: when they are out of sight, or before weeks in which nobody works and nobody would see it. Not before
 * half of the time has gone by.
 */
function missedAt(facts: StandingFacts): Date {
  const gone = outOfSightAt(facts);
  const since = facts.closedSince(new Date(gone.getTime() + listDays * dayMilliseconds));
  if (!since) return gone;
  const soonest = gone.getTime() - (facts.days.outOfSight / 2) * dayMilliseconds;
  return new Date(Math.max(soonest, since.getTime() - beforeClosedDays * dayMilliseconds));
}

const outOfSightAt = ({ lastContactAt, joinedAt, term, timeZone, days }: StandingFacts) =>
  new Date(
    (lastContactAt ?? joinedAt ?? startOf(term.startsOn, timeZone)).getTime() +
      days.outOfSight * dayMilliseconds,
  );

/** A call or a visit stands in its days: a human's task from the first of them. */
function humanMoment(facts: StandingFacts, today: string): Standing | undefined {
  const open = facts.moments.filter(
    (one) => (one.state === "planned" || one.state === "asked") && one.form !== "bot",
  );
  const current = open.find((one) => one.fromDay <= today);
  if (current) {
    const task = facts.openTasks.find(({ kind, about }) => kind === "moment" && about === current.id);
    const at = endOf(current.untilDay, facts.timeZone);
    const deeds: Deed[] = task
      ? []
      : [{ do: "task", kind: "moment", about: current.id, dueDay: current.untilDay, momentId: current.id }];
    return standing("inTouch", "planned", { what: "moment", by: "human", at }, at, deeds);
  }
  const [coming] = open;
  if (!coming) return undefined;
  const at = startOf(coming.fromDay, facts.timeZone);
  return standing(
    "inTouch",
    "planned",
    { what: "moment", by: "human", at: endOf(coming.untilDay, facts.timeZone) },
    at,
  );
}

const momentAfter = (held: Standing | undefined) => held?.lookAt ?? null;

/** A talk that both agreed on: nobody has to look for another time, and it is what comes next. */
function agreed({ appointments, timeZone }: StandingFacts, now: Date): Standing | undefined {
  const at = appointments?.running?.at;
  if (!at) return undefined;
  const lookAt = at > now ? at : nextMidnight(now, timeZone);
  return standing("inTouch", "appointment", { what: "appointment", by: "human", at }, lookAt);
}

const withSooner = (one: Standing, next: NextStep): Standing =>
  one.deeds.length === 0 && (!one.next.at || (next.at && next.at < one.next.at)) ? { ...one, next } : one;

/** So long before its days times for a talk without a check-in are offered. */
const offerDays = 14;

/** Times for a planned talk, once its check-in is over or none is asked before it; never beside a check-in, and not soon after another message. */
function offering(facts: StandingFacts, now: Date, today: string): Standing | undefined {
  const { appointments, checkIn, moments, notBefore } = facts;
  if (!appointments?.robotOffers || appointments.running || checkIn) return undefined;
  const moment = moments.find(
    ({ id, form, state, askAt, fromDay, untilDay }) =>
      (form === "phone" || form === "physical") &&
      !appointments.offered.has(id) &&
      // Notice, and a day to choose in.
      untilDay > plusDays(today, 2) &&
      (state === "asked" ||
        (state === "planned" && askAt === null && plusDays(fromDay, -offerDays) <= today)),
  );
  if (!moment || (moment.form !== "phone" && moment.form !== "physical")) return undefined;
  const at = facts.goodTime(theLater(now, notBefore ?? now));
  const deeds: Deed[] = at <= now ? [{ do: "offer", momentId: moment.id, form: moment.form }] : [];
  return standing("inTouch", "planned", { what: "appointment", by: "robot", at }, at, deeds);
}

/**
 * Every step is a human's, the robot's check-ins too; no silence is counted. Without any contact for too long somebody is out of
 * sight here as well: a programme that plans three talks a year leaves a third of it open.
 */
function byHuman(facts: StandingFacts, now: Date, today: string): Standing {
  const talk = agreed(facts, now);
  if (talk) return { ...talk, state: "byHuman" };
  const planned = plannedByHuman(facts, now, today);
  if (planned.deeds.length > 0) return planned;
  const out = lookedFor(facts, now, today);
  return later(out ?? planned, out ? planned.lookAt : missedAt(facts));
}

function plannedByHuman(facts: StandingFacts, now: Date, today: string): Standing {
  const open = facts.moments.filter((one) => one.state === "planned" || one.state === "asked");
  const current = open.find((one) => one.fromDay <= today);
  if (current) {
    const task = facts.openTasks.find(({ kind, about }) => kind === "moment" && about === current.id);
    const at = endOf(current.untilDay, facts.timeZone);
    const deeds: Deed[] = task
      ? []
      : [{ do: "task", kind: "moment", about: current.id, dueDay: current.untilDay, momentId: current.id }];
    return standing("byHuman", "planned", { what: "moment", by: "human", at }, theLater(at, now), deeds);
  }
  const [coming] = open;
  const at = coming ? endOf(coming.untilDay, facts.timeZone) : endOf(facts.term.endsOn, facts.timeZone);
  const what = coming ? "moment" : "end";
  const lookAt = coming ? startOf(coming.fromDay, facts.timeZone) : at;
  return standing("byHuman", "planned", { what, by: coming ? "human" : "robot", at }, lookAt);
}

/** After a human did what there was to do, and it is still so, it is asked of them again a month later. */
const againDays = 30;

/**
 * A human's task: opened now when it is not open yet, then waited for. One that was done is set again after a month if its
 * reason is still there: nobody is forgotten because somebody tapped "done".
 */
function byTask(
  facts: StandingFacts,
  now: Date,
  [state, reason]: readonly [StandingState, string],
  kind: TaskKind,
  dueDay: string,
  subject: string = kind,
): Standing {
  const isAbout = (one: OpenTask | DoneTask) =>
    one.kind === kind && (one.about === subject || one.about.startsWith(`${subject} `));
  const open = facts.openTasks.find(isAbout);
  const soon = backstop(now);
  if (open) {
    const step = { what: kind, by: "human", at: endOf(open.dueDay, facts.timeZone) } as const;
    return standing(state, reason, step, soon);
  }
  const before = facts.doneTasks.filter(isAbout);
  const last = before.findLast((one) => one.isSettled !== true);
  const againAt = last && new Date(last.doneAt.getTime() + againDays * dayMilliseconds);
  if (againAt && now < againAt)
    return standing(state, reason, { what: kind, by: "human", at: againAt }, earliest([againAt, soon]));
  const about = freeName(subject, before);
  const step = { what: kind, by: "human", at: endOf(dueDay, facts.timeZone) } as const;
  return standing(state, reason, step, soon, [{ do: "task", kind, about, dueDay }]);
}

const look = (at: Date): NextStep => ({ what: "look", by: "robot", at });

function standing(
  state: StandingState,
  reason: string,
  next: NextStep,
  lookAt: Date | null,
  deeds: readonly Deed[] = [],
): Standing {
  return { state, reason, next, lookAt, deeds };
}

/** The same, looked at again no later than at another moment. */
const later = (one: Standing, at: Date | null): Standing => ({ ...one, lookAt: earliest([one.lookAt, at]) });

const earliest = (moments: readonly (Date | null)[]): Date | null =>
  moments.reduce<Date | null>((first, one) => (one && (!first || one < first) ? one : first), null);

const localDay = (instant: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();

const plusDays = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();
const dayAfter = (day: string) => plusDays(day, 1);

const startOf = (day: string, timeZone: string) =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);
const endOf = (day: string, timeZone: string) => new Date(startOf(dayAfter(day), timeZone).getTime() - 1);
/** Also what ended by itself keeps its name, and under a name that is taken nothing would be set. */
function freeName(subject: string, before: readonly DoneTask[]): string {
  const names = [subject, ...before.map((_, n) => `${subject} ${n + 1}`)];
  return names.find((name) => before.every(({ about }) => about !== name)) ?? subject;
}

/** Whatever ends a human's task asks for a look by itself; a look each night at everybody who waits was most of all looks, and found nothing. */
const backstop = (now: Date) => new Date(now.getTime() + 14 * dayMilliseconds);
const nextMidnight = (now: Date, timeZone: string) => startOf(dayAfter(localDay(now, timeZone)), timeZone);
