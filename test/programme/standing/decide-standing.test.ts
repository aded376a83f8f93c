import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextMessageTime } from "../../../src/people/calendar/next-message-time.ts";
import { longRestWithin, officeHours } from "../../../src/people/duty/is-staffed.ts";
import type { Participation } from "../../../src/programme/decide-offer.ts";
import { decideTerm } from "../../../src/programme/decide-term.ts";
import { decideStanding } from "../../../src/programme/standing/decide-standing.ts";
import {
  type Appointments,
  type PlannedMoment,
  type StandingFacts,
  usualSilenceDays,
} from "../../../src/programme/standing/standing.ts";
import { amsterdam } from "../../support/walk.ts";

const day = 86_400_000;
const noon = new Date("2026-10-05T10:00:00Z");
const ago = (days: number) => new Date(noon.getTime() - days * day);

const call: PlannedMoment = {
  id: "call",
  form: "phone",
  fromDay: "2026-11-01",
  untilDay: "2026-11-30",
  askAt: new Date("2026-10-20T09:00:00Z"),
  state: "planned",
};

const participation: Participation = {
  offeredOn: "2026-06-01",
  reOfferedOn: null,
  takesPartSince: "2026-07-01",
  stoppedOn: null,
  canBeWrittenTo: true,
};
/** Somebody who left a year ago today. */
const aYearAgo = decideTerm("2025-10-05");
const never = { ...participation, takesPartSince: null, canBeWrittenTo: false };
const reOffered = { ...never, reOfferedOn: "2026-10-05" };
const toDo = { dueDay: "2026-10-12", createdAt: ago(3) };
const stopped = { ...participation, takesPartSince: "2025-07-01", stoppedOn: "2025-12-01" };

/** Amina, who left in July, takes part and spoke a week ago; her next call is in November. */
const amina: StandingFacts = {
  timeZone: "Europe/Amsterdam",
  days: usualSilenceDays,
  term: decideTerm("2026-07-10"),
  plannedUntil: "2028-07-10",
  opens: 10,
  statutory: true,
  participation,
  part: "joined",
  heldSince: null,
  enrolledOn: "2026-07-11",
  regimeChangesOn: null,
  isOnTelegram: true,
  blockedSince: null,
  joinedAt: ago(80),
  checkIn: undefined,
  openTasks: [],
  doneTasks: [],
  moments: [call],
  isWithHuman: false,
  notBefore: null,
  quietUntil: null,
  lastContactAt: ago(7),
  goodTime: (at) => at,
  closedSince: () => undefined,
  restWithin: () => undefined,
  isDayFull: false,
};
const inTwoDays = new Date(noon.getTime() + 2 * day);
const offers: Appointments = {
  robotOffers: true,
  running: undefined,
  offered: new Set(),
  noShow: undefined,
};
const agreedOn: Appointments = { ...offers, running: { momentId: "call", at: inTwoDays } };
const asked = (days: number, reminders: number): Partial<StandingFacts> => ({
  checkIn: { id: "c", state: "invited", lastAt: ago(days), reminders },
  lastContactAt: ago(days + 1),
});

describe("where somebody stands", () => {
  it.each<[string, Partial<StandingFacts>, object]>([
    [
      "in touch: the robot asks before the call",
      {},
      { state: "inTouch", next: { what: "checkIn", by: "robot" } },
    ],
    ["asked two days ago: nothing yet", asked(2, 0), { state: "asked", next: { what: "remind" }, deeds: [] }],
    ["R9 day three", asked(3, 0), { deeds: [{ do: "remind", checkInId: "c", turn: 1 }] }],
    ["R9 asked once on day five: nothing", asked(5, 1), { state: "reminded", deeds: [] }],
    ["R9 day seven, six hours later", asked(7.3, 1), { deeds: [{ do: "remind", checkInId: "c", turn: 2 }] }],
    [
      "R9 after a week's vacation both are due: the second waits until the first has been out for two days",
      { ...asked(11, 1), quietUntil: new Date(noon.getTime() + 2 * day) },
      { state: "reminded", next: { what: "remind", at: new Date(noon.getTime() + 2 * day) }, deeds: [] },
    ],
    [
      "R9 and when that would be after day fourteen, a human comes first",
      { ...asked(13, 1), quietUntil: new Date(noon.getTime() + 2 * day) },
      { next: { what: "silent", by: "human" }, deeds: [] },
    ],
    ["R9 day fourteen: a human", asked(14, 2), { state: "silent", deeds: [{ do: "task", kind: "silent" }] }],
    [
      "spoke with a human meanwhile: not silent",
      { ...asked(14, 2), lastContactAt: ago(1) },
      { state: "reminded", next: { what: "silent", by: "human" }, deeds: [] },
    ],
    [
      "the next one is due while the last is being answered: it waits",
      { ...asked(2, 0), moments: [{ ...call, askAt: ago(1) }] },
      { state: "asked", deeds: [] },
    ],
    [
      "the next one is due in the minute in which a human hears of the silence: the human first",
      { ...asked(14, 2), moments: [{ ...call, askAt: ago(0) }] },
      { state: "silent", deeds: [{ do: "task", kind: "silent", about: "c" }] },
    ],
    [
      "the next one is due and a human has heard of the silence: it makes way",
      {
        ...{ ...asked(15, 2), moments: [{ ...call, askAt: ago(1) }] },
        openTasks: [{ kind: "silent", about: "c", ...toDo }],
      },
      { deeds: [{ do: "lapse", checkInId: "c" }] },
    ],
    [
      "the same when the human has done something about it",
      {
        ...{ ...asked(15, 2), moments: [{ ...call, askAt: ago(1) }] },
        doneTasks: [{ kind: "silent", about: "c", doneAt: ago(1) }],
      },
      { deeds: [{ do: "lapse", checkInId: "c" }] },
    ],
    [
      "the same when they were spoken with since",
      { ...asked(15, 2), moments: [{ ...call, askAt: ago(1) }], lastContactAt: ago(2) },
      { deeds: [{ do: "lapse", checkInId: "c" }] },
    ],
    [
      "no sign of life for ninety days",
      { lastContactAt: ago(90), joinedAt: ago(100), term: decideTerm("2026-06-26") },
      { state: "outOfSight", deeds: [{ do: "task", kind: "outOfSight" }] },
    ],
    [
      "at school still, nobody is out of sight: ninety days count from the exit",
      { lastContactAt: ago(95), joinedAt: ago(100) },
      { state: "inTouch", deeds: [] },
    ],
    [
      "a talk of the final year that did not come about is late, and makes nobody disappear",
      {
        lastContactAt: null,
        enrolledOn: "2026-03-01",
        joinedAt: ago(200),
        moments: [{ ...call, fromDay: "2026-06-01", untilDay: "2026-06-30", askAt: null }],
      },
      { deeds: [{ do: "miss", momentId: "call", isSeen: true, isBefore: false }] },
    ],
    [
      "R10 blocked",
      { blockedSince: ago(1) },
      { state: "blocked", next: { by: "human" }, deeds: [{ do: "task", kind: "blocked" }] },
    ],
    [
      "with a human: nothing is asked",
      { isWithHuman: true, moments: [{ ...call, askAt: ago(1) }] },
      { reason: "withHuman", deeds: [] },
    ],
    [
      "a message yesterday: the check-in waits for two days",
      { moments: [{ ...call, askAt: ago(1) }], notBefore: new Date(noon.getTime() + day) },
      { next: { what: "checkIn", at: new Date(noon.getTime() + day) }, deeds: [] },
    ],
    [
      "the robot has asked enough people of this case worker today: tomorrow",
      { moments: [{ ...call, askAt: ago(1) }], isDayFull: true },
      { next: { what: "checkIn", at: new Date("2026-10-05T22:00:00Z") }, deeds: [] },
    ],
    [
      "and on the last of its days all the same",
      {
        moments: [{ ...call, form: "bot", fromDay: "2026-10-01", untilDay: "2026-10-05", askAt: ago(1) }],
        isDayFull: true,
      },
      { deeds: [{ do: "start", momentId: "call" }] },
    ],
    [
      "without Telegram: every step is a human's, and nothing is called silence",
      { isOnTelegram: false, lastContactAt: null },
      { state: "byHuman", next: { what: "moment", by: "human" }, deeds: [] },
    ],
    [
      "the days of a call have begun",
      { moments: [{ ...call, fromDay: "2026-10-01" }] },
      { deeds: [{ do: "task", kind: "moment", momentId: "call" }] },
    ],
    [
      "the check-in before the call is over: times for it are offered",
      { moments: [{ ...call, state: "asked" }], appointments: offers },
      { deeds: [{ do: "offer", momentId: "call", form: "phone" }] },
    ],
    [
      "soon after another message times are offered later",
      {
        moments: [{ ...call, state: "asked" }],
        appointments: offers,
        notBefore: new Date(noon.getTime() + day),
      },
      { deeds: [], lookAt: new Date(noon.getTime() + day) },
    ],
    [
      "beside a check-in no times are offered",
      { ...asked(1, 0), moments: [{ ...call, state: "asked" }], appointments: offers },
      { deeds: [] },
    ],
    [
      "times are offered once",
      {
        moments: [{ ...call, state: "asked" }],
        appointments: { ...offers, offered: new Set(["call"]) },
      },
      { deeds: [] },
    ],
    [
      "a talk without a check-in: times two weeks before",
      { moments: [{ ...call, askAt: null, fromDay: "2026-10-19" }], appointments: offers },
      { deeds: [{ do: "offer", momentId: "call" }] },
    ],
    [
      "an organisation that offers no times by robot",
      {
        moments: [{ ...call, state: "asked" }],
        appointments: { ...offers, robotOffers: false },
      },
      { deeds: [] },
    ],
    [
      "agreed on: it comes next, and nobody has to call before",
      { moments: [{ ...call, fromDay: "2026-10-01", state: "asked" }], appointments: agreedOn },
      { next: { what: "appointment", by: "human", at: inTwoDays }, lookAt: inTwoDays, deeds: [] },
    ],
    [
      "agreed on for after the last day: not missed yet",
      { moments: [{ ...call, untilDay: "2026-10-04", state: "asked" }], appointments: agreedOn },
      { next: { what: "appointment" }, deeds: [] },
    ],
    [
      "agreed on without Telegram",
      { isOnTelegram: false, appointments: agreedOn },
      { state: "byHuman", next: { what: "appointment", at: inTwoDays }, deeds: [] },
    ],
    [
      "did not come to the planned call, and was not heard of since: missed",
      {
        moments: [{ ...call, state: "asked" }],
        appointments: { ...offers, noShow: { id: "a", momentId: "call", at: ago(1) } },
      },
      { deeds: [{ do: "miss", momentId: "call", isSeen: false }] },
    ],
    [
      "did not come, and wrote since: the call is late, and nobody is out of sight",
      {
        moments: [{ ...call, state: "asked" }],
        lastContactAt: ago(0.5),
        appointments: { ...offers, noShow: { id: "a", momentId: "call", at: ago(1) } },
      },
      { deeds: [{ do: "miss", momentId: "call", isSeen: true }] },
    ],
    [
      "did not come to a talk in between: a human looks",
      { appointments: { ...offers, noShow: { id: "a", momentId: null, at: ago(1) } } },
      { state: "outOfSight", deeds: [{ do: "task", kind: "outOfSight", about: "missed a" }] },
    ],
    ...[true, false].map((isOnTelegram): [string, Partial<StandingFacts>, object] => [
      `agreed on for another day (${isOnTelegram ? "on" : "without"} Telegram): what else is planned is to be done all the same`,
      {
        isOnTelegram,
        moments: [{ ...call, id: "word", form: "message", fromDay: "2026-10-01", untilDay: "2026-10-06" }],
        appointments: { ...offers, running: { momentId: null, at: inTwoDays } },
      },
      { deeds: [{ do: "task", kind: "moment", about: "word" }] },
    ]),
    [
      "agreed on for one of its days, though not for it: nobody looks for another time",
      {
        isOnTelegram: false,
        moments: [{ ...call, fromDay: "2026-10-01", untilDay: "2026-10-09" }],
        appointments: { ...offers, running: { momentId: null, at: inTwoDays } },
      },
      { state: "byHuman", next: { what: "appointment" }, deeds: [] },
    ],
    [
      "R9 a planned contact was missed and no word came since: out of sight",
      { missedSince: ago(3), moments: [] },
      { state: "outOfSight", deeds: [{ do: "task", kind: "outOfSight", about: "missed" }] },
    ],
    [
      "the same when what ended its task was taken back",
      {
        missedSince: ago(3),
        moments: [],
        doneTasks: [{ kind: "outOfSight", about: "missed", doneAt: ago(1), isSettled: true }],
      },
      { deeds: [{ do: "task", kind: "outOfSight", about: "missed 1" }] },
    ],
    [
      "somebody did what there was to do and found nobody: out of sight still, and asked again after a month",
      {
        missedSince: ago(20),
        moments: [],
        lastContactAt: ago(25),
        doneTasks: [{ kind: "outOfSight", about: "missed month-03", doneAt: ago(7) }],
      },
      { state: "outOfSight", next: { what: "outOfSight", by: "human" }, deeds: [] },
    ],
    [
      "heard of since the missed contact",
      { missedSince: ago(3), lastContactAt: ago(1) },
      { state: "inTouch" },
    ],
    [
      "missed before they took part, or took part again",
      { missedSince: ago(30), joinedAt: ago(10), lastContactAt: null },
      { state: "inTouch" },
    ],
    [
      "LAW-08 not answered yet: a human makes the offer",
      { part: "waits", isOnTelegram: false, joinedAt: null, participation: never },
      { state: "waits", next: { what: "offer", by: "human" } },
    ],
    [
      "LAW-10 declined: nobody presses, and the re-offer has a date",
      { part: "declined", isOnTelegram: false, participation: never },
      { state: "declined", next: { what: "reoffer", by: "human" }, deeds: [] },
    ],
    [
      "LAW-11 a year after: the robot asks who stopped and can be written to",
      { part: "stopped", term: aYearAgo, participation: stopped },
      { deeds: [{ do: "reoffer" }] },
    ],
    [
      "LAW-11 a year after, never on Telegram: a human's task",
      { part: "waits", isOnTelegram: false, term: aYearAgo, participation: never },
      { deeds: [{ do: "task", kind: "reoffer" }] },
    ],
    [
      "LAW-11 asked once, never again",
      { part: "stopped", term: aYearAgo, participation: { ...stopped, reOfferedOn: "2026-10-05" } },
      { next: { what: "end" }, deeds: [] },
    ],
    [
      "LAW-11 a programme of one year: the two years are written down on the day of the second offer, before anything else",
      { part: "stopped", term: aYearAgo, plannedUntil: "2026-10-05", participation: stopped },
      { deeds: [{ do: "lengthen", endsOn: "2027-10-05" }] },
    ],
    [
      "LAW-11 and not before that day, which is looked at",
      { part: "declined", plannedUntil: "2027-07-10", isOnTelegram: false, participation: reOffered },
      { deeds: [], lookAt: new Date("2027-07-09T22:00:00Z") },
    ],
    [
      "LAW-11 who says yes after it is planned for at once",
      { term: aYearAgo, plannedUntil: "2026-10-05", joinedAt: noon },
      { deeds: [{ do: "lengthen", endsOn: "2027-10-05" }] },
    ],
    [
      "LAW-07 aftercare: there is no offer to make again",
      { part: "stopped", term: aYearAgo, participation: stopped, statutory: false },
      { next: { what: "end" }, deeds: [] },
    ],
    [
      "said yes and is held up for a week: the list of who waits shows it, and it has a day",
      { part: "waits", term: aYearAgo, heldSince: ago(7), participation: reOffered },
      { state: "waits", next: { what: "hold", by: "human", at: ago(-7) }, lookAt: ago(-7), deeds: [] },
    ],
    [
      "said yes and is held up for two weeks, also long after the second offer: a human's task",
      { part: "waits", term: aYearAgo, heldSince: ago(14), participation: reOffered },
      { state: "waits", next: { what: "hold", by: "human" }, deeds: [{ do: "task", kind: "hold" }] },
    ],
    [
      "R9 held up, and out of sight as before: what a human was asked to do stays theirs",
      {
        ...{ part: "waits", heldSince: ago(1), lastContactAt: ago(95) },
        openTasks: [{ kind: "outOfSight", about: ago(95).toISOString(), ...toDo }],
      },
      { state: "outOfSight", next: { what: "outOfSight", by: "human" }, deeds: [] },
    ],
    [
      "R9 held up while nobody hears of them for ninety days: out of sight, and a human's already",
      {
        ...{ part: "waits", heldSince: ago(40), lastContactAt: ago(90), joinedAt: ago(95) },
        term: decideTerm("2026-05-01"),
        openTasks: [{ kind: "hold", about: "hold", ...toDo }],
      },
      { state: "outOfSight", next: { what: "hold", by: "human" }, deeds: [] },
    ],
    [
      "R9 held up for a week, and nobody has heard of them for ninety days: a human is told",
      {
        ...{ part: "waits", heldSince: ago(7), lastContactAt: ago(90), joinedAt: ago(95) },
        term: decideTerm("2026-05-01"),
      },
      { state: "outOfSight", deeds: [{ do: "task", kind: "outOfSight" }] },
    ],
    [
      "held up: nobody is silent to a robot that may not ask",
      {
        ...{ part: "waits", heldSince: ago(1), lastContactAt: ago(20) },
        openTasks: [{ kind: "silent", about: "a check-in", ...toDo }],
      },
      { deeds: [{ do: "settle", kind: "silent" }] },
    ],
    [
      "who stopped is nobody's to look for any more",
      {
        ...{ part: "stopped", lastContactAt: ago(95), participation: stopped },
        openTasks: [{ kind: "outOfSight", about: ago(95).toISOString(), ...toDo }],
      },
      { deeds: [{ do: "settle", kind: "outOfSight" }] },
    ],
    [
      "said yes meanwhile: the first offer needs nobody any more",
      { part: "waits", heldSince: ago(1), openTasks: [{ kind: "offer", about: "offer", ...toDo }] },
      { deeds: [{ do: "settle", kind: "offer", about: "offer" }] },
    ],
    [
      "said yes before and the phone was let go of: the second offer was none to make",
      {
        ...{ part: "waits", isOnTelegram: false, joinedAt: null, term: aYearAgo, heldSince: ago(1) },
        openTasks: [{ kind: "reoffer", about: "reoffer", ...toDo }],
      },
      { deeds: [{ do: "settle", kind: "reoffer", about: "reoffer" }] },
    ],
    [
      "LAW-11 the exit is a year later than the list said: a second offer that nobody has made waits until it is due",
      {
        ...{ part: "declined", isOnTelegram: false, joinedAt: null, participation: never },
        openTasks: [{ kind: "reoffer", about: "reoffer", ...toDo }],
      },
      { deeds: [{ do: "settle", kind: "reoffer", about: "reoffer" }] },
    ],
    [
      "LAW-11 set again after such a year and made by another way: it ends under its second name too",
      {
        ...{
          part: "declined",
          isOnTelegram: false,
          joinedAt: null,
          term: aYearAgo,
          participation: reOffered,
        },
        openTasks: [{ kind: "reoffer", about: "reoffer 1", ...toDo }],
      },
      { deeds: [{ do: "settle", kind: "reoffer", about: "reoffer 1" }] },
    ],
    [
      "what somebody wants to talk over first is a human's to end, whatever day it is",
      {
        ...{ part: "declined", isOnTelegram: false, joinedAt: null, participation: never },
        openTasks: [{ kind: "reoffer", about: "talk", ...toDo }],
      },
      { deeds: [] },
    ],
    [
      "what held somebody up is over",
      { openTasks: [{ kind: "hold", about: "hold", ...toDo }] },
      { deeds: [{ do: "settle", kind: "hold", about: "hold" }] },
    ],
    [
      "R10 blocked, and a call is planned now: it is a human's task all the same",
      { blockedSince: ago(1), moments: [{ ...call, fromDay: "2026-10-01" }] },
      { deeds: [{ do: "task", kind: "moment", momentId: "call" }] },
    ],
    [
      "R10 blocked and spoken with since: asked about again a month later, not at once",
      {
        ...{ blockedSince: ago(10), lastContactAt: ago(1) },
        doneTasks: [{ kind: "blocked", about: ago(10).toISOString(), doneAt: ago(1), isSettled: true }],
      },
      { state: "blocked", next: { what: "blocked", by: "human", at: ago(-29) }, deeds: [] },
    ],
    [
      "a silence is not over because another question was sent",
      { ...asked(1, 0), openTasks: [{ kind: "silent", about: "b", ...toDo }], lastContactAt: ago(30) },
      { state: "asked", deeds: [] },
    ],
    [
      "nor is it two when that one is not answered either",
      { ...asked(14, 2), openTasks: [{ kind: "silent", about: "b", ...toDo }], lastContactAt: ago(30) },
      { state: "silent", deeds: [] },
    ],
    [
      "what was over before the school planned for them was missed by nobody",
      { enrolledOn: "2026-10-02", moments: [{ ...call, fromDay: "2026-09-01", untilDay: "2026-09-30" }] },
      { deeds: [{ do: "miss", isBefore: true }] },
    ],
    [
      "the list says that they are enrolled in the mbo from Friday: looked at then",
      { regimeChangesOn: "2026-10-09" },
      { lookAt: new Date("2026-10-08T22:00:00Z"), deeds: [] },
    ],
    [
      "LAW-09 the term is over",
      { term: decideTerm("2024-10-04") },
      { state: "ended", deeds: [{ do: "end" }] },
    ],
  ])("%s", (_name, change, expected) => {
    expect(decideStanding({ ...amina, ...change }, noon)).toMatchObject(expected);
  });

  it("a task that was done comes again after a month when its reason is still there, not before", () => {
    const blocked = { ...amina, blockedSince: ago(40), lastContactAt: ago(41) };
    const about = ago(40).toISOString();
    const done = (days: number) => ({
      ...blocked,
      doneTasks: [{ kind: "blocked" as const, about, doneAt: ago(days) }],
    });
    expect(decideStanding(done(29), noon).deeds).toEqual([]);
    expect(decideStanding(done(30), noon).deeds).toMatchObject([
      { do: "task", kind: "blocked", about: `${about} 1` },
    ]);
  });

  it("a silence that was looked after and goes on comes again under a name of its own, and stays", () => {
    const silentAgain = {
      ...asked(50, 2),
      doneTasks: [{ kind: "silent" as const, about: "c", doneAt: ago(30) }],
    };
    expect(decideStanding({ ...amina, ...silentAgain }, noon).deeds).toMatchObject([
      { do: "task", kind: "silent", about: "c 1" },
    ]);
    const openTasks = [{ kind: "silent" as const, about: "c 1", dueDay: "2026-10-12", createdAt: noon }];
    expect(decideStanding({ ...amina, ...silentAgain, openTasks }, noon)).toMatchObject({
      state: "silent",
      deeds: [],
    });
  });

  it("a task that ended by itself and is needed again gets another name: one under the old would not be set", () => {
    const settled = { kind: "silent" as const, about: "c", doneAt: ago(20), isSettled: true };
    expect(decideStanding({ ...amina, ...asked(15, 2), doneTasks: [settled] }, noon).deeds).toMatchObject([
      { do: "task", kind: "silent", about: "c 1" },
    ]);
  });

  it("without Telegram nothing is silence, and ninety days without a talk are out of sight all the same", () => {
    const byHuman = { isOnTelegram: false, moments: [call], term: decideTerm("2026-06-26") };
    expect(decideStanding({ ...amina, ...byHuman, lastContactAt: ago(89) }, noon)).toMatchObject({
      state: "byHuman",
      lookAt: new Date(noon.getTime() + day),
    });
    expect(decideStanding({ ...amina, ...byHuman, lastContactAt: ago(90) }, noon)).toMatchObject({
      state: "outOfSight",
      deeds: [{ do: "task", kind: "outOfSight" }],
    });
  });

  it("whoever is silent or blocked is looked at on the day after a planned contact was missed", () => {
    const soon = {
      ...call,
      fromDay: "2026-10-01",
      untilDay: "2026-10-08",
      askAt: ago(10),
      state: "asked" as const,
    };
    const dayAfter = new Date("2026-10-08T22:00:00Z");
    const openTasks = (["silent", "moment"] as const).map((kind) => {
      const about = kind === "silent" ? "c" : soon.id;
      return { kind, about, dueDay: "2026-10-12", createdAt: ago(1) };
    });
    const silent = { ...asked(15, 2), moments: [soon], openTasks };
    const lastMoment = new Date(dayAfter.getTime() - 1);
    expect(decideStanding({ ...amina, ...silent }, lastMoment).lookAt).toEqual(dayAfter);
    const blocked = { blockedSince: ago(2), moments: [soon] };
    const { lookAt } = decideStanding({ ...amina, ...blocked }, noon);
    expect(lookAt && lookAt <= dayAfter).toBe(true);
  });

  describe("a vacation in which somebody would go out of sight", () => {
    const since = new Date("2026-10-16T15:00:00Z");
    const until = new Date("2026-10-26T07:00:00Z");
    const closedSince = (at: Date) => (since <= at && at < until ? since : undefined);
    const facts = { ...amina, moments: [], closedSince, lastContactAt: ago(78) };
    const weekBefore = new Date(since.getTime() - 7 * day);

    it("puts them on a human's list a week before it", () => {
      expect(decideStanding(facts, noon)).toMatchObject({ state: "inTouch", lookAt: weekBefore, deeds: [] });
      expect(decideStanding(facts, weekBefore)).toMatchObject({
        state: "inTouch",
        reason: "closedSoon",
        deeds: [{ do: "task", kind: "outOfSight" }],
      });
    });

    it("sets one task: when the ninety days are over it is still that one", () => {
      const [deed] = decideStanding(facts, weekBefore).deeds;
      const about = deed?.do === "task" ? deed.about : "";
      const openTasks = [{ kind: "outOfSight" as const, about, dueDay: "2026-10-16", createdAt: weekBefore }];
      expect(decideStanding({ ...facts, openTasks }, weekBefore)).toMatchObject({
        state: "inTouch",
        deeds: [],
      });
      const gone = new Date(facts.lastContactAt.getTime() + 90 * day);
      expect(decideStanding({ ...facts, openTasks }, gone)).toMatchObject({ state: "outOfSight", deeds: [] });
    });

    it("changes nothing for who is missed when it is over, nor in the first half of the time", () => {
      expect(decideStanding({ ...facts, lastContactAt: ago(66) }, weekBefore).deeds).toEqual([]);
      const always = { ...facts, closedSince: () => ago(30), lastContactAt: ago(44) };
      expect(decideStanding(always, noon).deeds).toEqual([]);
    });
  });

  describe("R9 a vacation between the question and its reminders", () => {
    const school = {
      timeZone: "Europe/Amsterdam",
      staffedHours: officeHours,
      closedDays: [
        { from: "2026-12-19", until: "2027-01-03" },
        { from: "2027-07-11", until: "2027-08-22" },
      ],
    };
    const askedAt = (asked: string, reminders: number, more: Partial<StandingFacts> = {}): StandingFacts => ({
      ...amina,
      moments: [],
      goodTime: (at) => nextMessageTime(school, null, at),
      restWithin: (from, until) => longRestWithin(school, from, until),
      checkIn: { id: "c", state: "invited", lastAt: amsterdam(asked), reminders },
      lastContactAt: new Date(amsterdam(asked).getTime() - 10 * day),
      ...more,
    });
    /** What comes next, decided an hour after the question or the last reminder. */
    const next = (asked: string, reminders: number, last: string, quiet?: string) => {
      const quietUntil = quiet === undefined ? null : amsterdam(quiet);
      const now = new Date(amsterdam(last).getTime() + 3_600_000);
      return decideStanding(askedAt(asked, reminders, { quietUntil }), now).next;
    };

    it.each([
      // Both would have been over on New Year's Day, with nothing between the question and "does not answer".
      ["at Christmas", "2026-12-18T10:00", "2027-01-06T10:00", "2027-01-11T10:00", "2027-01-17T10:00"],
      ["in summer", "2027-07-09T10:00", "2027-08-25T10:00", "2027-08-30T10:00", "2027-09-05T10:00"],
      ["some days before it", "2026-12-14T10:00", "2026-12-17T10:00", "2027-01-06T16:00", "2027-01-13T10:00"],
    ])("%s both come after it with their days between, and then a human", (_, asked, first, second, task) => {
      expect(next(asked, 0, asked)).toEqual({ what: "remind", by: "robot", at: amsterdam(first) });
      const quiet = first.replace(
        /\d\dT/,
        (two) => `${String(Number(two.slice(0, 2)) + 2).padStart(2, "0")}T`,
      );
      expect(next(asked, 1, first, quiet)).toEqual({ what: "remind", by: "robot", at: amsterdam(second) });
      expect(next(asked, 2, second)).toEqual({ what: "silent", by: "human", at: amsterdam(task) });
      expect(decideStanding(askedAt(asked, 2), amsterdam(task))).toMatchObject({
        state: "silent",
        deeds: [{ do: "task", kind: "silent" }],
      });
    });

    it("counts from a sign of life in the vacation as from its last day", () => {
      const heard = { lastContactAt: amsterdam("2026-12-27T12:00") };
      const facts = askedAt("2026-12-18T10:00", 0, heard);
      expect(decideStanding(facts, amsterdam("2026-12-28T12:00")).next.at).toEqual(
        amsterdam("2027-01-06T12:00"),
      );
    });

    it("the next question makes way for the reminders of the last one, not the other way round", () => {
      const moments = [
        { ...call, untilDay: "2027-02-28", fromDay: "2027-02-01", askAt: amsterdam("2027-01-05T10:00") },
      ];
      const facts = askedAt("2026-12-18T10:00", 0, { moments });
      expect(decideStanding(facts, amsterdam("2027-01-06T11:00")).deeds).toMatchObject([{ do: "remind" }]);
      const over = amsterdam("2027-01-17T10:00");
      expect(decideStanding(facts, over).deeds).toMatchObject([{ do: "task", kind: "silent" }]);
      const openTasks = [{ kind: "silent" as const, about: "c", dueDay: "2027-01-24", createdAt: over }];
      expect(decideStanding({ ...facts, openTasks }, over).deeds).toMatchObject([{ do: "lapse" }]);
    });

    it("hides nobody: out of sight comes on its day", () => {
      const lastContactAt = amsterdam("2027-05-01T10:00");
      const facts = askedAt("2027-07-09T10:00", 0, { lastContactAt });
      expect(decideStanding(facts, amsterdam("2027-07-30T11:00"))).toMatchObject({
        state: "outOfSight",
        deeds: [{ do: "task", kind: "outOfSight" }],
      });
    });
  });

  it("tasks come to an end: what is set and what ends by itself never go round in a circle", () => {
    const about: fc.Arbitrary<string> = fc.constantFrom("c", "c 1", "never", "offer", "reoffer", "hold");
    const kind = fc.constantFrom(
      "silent" as const,
      "outOfSight" as const,
      "offer" as const,
      "reoffer" as const,
      "hold" as const,
    );
    const tasks = fc.uniqueArray(
      fc.record({
        kind,
        about,
        isOpen: fc.boolean(),
        isSettled: fc.boolean(),
        days: fc.integer({ min: 1, max: 60 }),
      }),
      { selector: (one) => `${one.kind} ${one.about}`, maxLength: 4 },
    );
    const facts = fc.record({
      part: fc.constantFrom("waits" as const, "declined" as const, "stopped" as const, "joined" as const),
      heldSince: fc.option(fc.integer({ min: 0, max: 40 }).map(ago), { nil: null }),
      isOnTelegram: fc.boolean(),
      lastContactAt: fc.option(
        fc.integer({ min: -200, max: 0 }).map((n) => ago(-n)),
        { nil: null },
      ),
      checkIn: fc.option(
        fc.integer({ min: 0, max: 60 }).map((n) => asked(n, 2).checkIn),
        { nil: undefined },
      ),
    });
    void fc.assert(
      fc.property(facts, tasks, (one, before) => {
        const names = new Set(before.map((task) => `${task.kind} ${task.about}`));
        let open = before
          .filter((task) => task.isOpen)
          .map(({ kind, about, days }) => ({ kind, about, dueDay: "2026-10-12", createdAt: ago(days) }));
        const done = before
          .filter((task) => !task.isOpen)
          .map(({ kind, about, days, isSettled }) => ({ kind, about, doneAt: ago(days), isSettled }));
        for (let round = 0; round < 12; round += 1) {
          const given = { ...amina, moments: [], ...one, openTasks: open, doneTasks: done };
          const { deeds } = decideStanding(given, noon);
          if (deeds.length === 0) return;
          for (const deed of deeds) {
            if (deed.do === "settle") {
              open = open.filter((task) => task.kind !== deed.kind || task.about !== deed.about);
              done.push({ kind: deed.kind as "silent", about: deed.about, doneAt: noon, isSettled: true });
            } else if (deed.do === "task" && !names.has(`${deed.kind} ${deed.about}`)) {
              names.add(`${deed.kind} ${deed.about}`);
              open.push({
                kind: deed.kind as "silent",
                about: deed.about,
                dueDay: deed.dueDay,
                createdAt: noon,
              });
            }
          }
        }
        expect("the deeds").toBe("at an end");
      }),
      { numRuns: 1_000 },
    );
  });

  it("what was over before somebody took part is missed by nobody, and all of it goes in one look", () => {
    const weeks = Array.from({ length: 40 }, (_, n) => ({ ...call, id: `week ${n}`, askAt: null }));
    const past = weeks.map((week) => ({ ...week, fromDay: "2026-07-13", untilDay: "2026-07-16" }));
    const { deeds } = decideStanding({ ...amina, moments: past, joinedAt: ago(2) }, noon);
    expect(deeds).toHaveLength(40);
    expect(deeds[0]).toEqual({ do: "miss", momentId: "week 0", isSeen: true, isBefore: true });
    const missed = decideStanding({ ...amina, moments: past, joinedAt: ago(200), lastContactAt: null }, noon);
    expect(missed.deeds[0]).toEqual({ do: "miss", momentId: "week 0", isSeen: false, isBefore: false });
  });

  it("whoever is enrolled has a next dated step and a next look, whatever is known, until the term is over", () => {
    const instant = fc.integer({ min: -400, max: 0 }).map(ago);
    const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
    const facts = fc.record({
      part: fc.constantFrom("waits" as const, "declined" as const, "stopped" as const, "joined" as const),
      heldSince: fc.option(fc.integer({ min: 0, max: 40 }).map(ago), { nil: null }),
      isOnTelegram: fc.boolean(),
      blockedSince: maybe(instant),
      joinedAt: maybe(instant),
      statutory: fc.boolean(),
      term: fc.constantFrom(decideTerm("2026-07-10"), aYearAgo),
      participation: fc.constantFrom(participation, never, stopped, {
        ...stopped,
        reOfferedOn: "2026-10-05",
      }),
      isWithHuman: fc.boolean(),
      notBefore: maybe(instant),
      lastContactAt: maybe(instant),
      missedSince: maybe(instant),
      checkIn: fc.option(
        fc.record({
          id: fc.constant("c"),
          state: fc.constantFrom("invited" as const, "open" as const, "paused" as const),
          lastAt: instant,
          reminders: fc.integer({ min: 0, max: 2 }),
        }),
        { nil: undefined },
      ),
      appointments: fc.constantFrom(offers, agreedOn, {
        ...offers,
        noShow: { id: "a", momentId: null, at: ago(20) },
      }),
      moments: fc.constantFrom(
        [],
        [call],
        [{ ...call, state: "asked" as const }],
        [{ ...call, form: "bot" as const, askAt: ago(3) }],
      ),
    });
    void fc.assert(
      fc.property(facts, (one) => {
        const { next, lookAt, deeds } = decideStanding({ ...amina, ...one }, noon);
        expect(next.at).not.toBeNull();
        expect(next.by).not.toBe("nobody");
        expect(lookAt).not.toBeNull();
        // What is to be done is done now; what is not is in the future, or somebody would be looked at for ever.
        if (deeds.length === 0) expect(lookAt && lookAt > noon).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
