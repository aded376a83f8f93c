import { type Asked, type QuestionSet, type Situation, withoutPlace } from "./question-set.ts";
import { agencies } from "./questions/agencies.ts";
import { dayActivity } from "./questions/day-activity.ts";
import { events } from "./questions/events.ts";
import { home } from "./questions/home.ts";
import { money } from "./questions/money.ts";
import { newcomer } from "./questions/newcomer.ts";
import { opening } from "./questions/opening.ts";
import { safety } from "./questions/safety.ts";
import { school } from "./questions/school.ts";
import { seeking } from "./questions/seeking.ts";
import { sheltered } from "./questions/sheltered.ts";
import { strength } from "./questions/strength.ts";
import { transport } from "./questions/transport.ts";
import { turns } from "./questions/turns.ts";
import { wellbeing } from "./questions/wellbeing.ts";
import { work } from "./questions/work.ts";

const pupils: readonly Situation[] = ["mbo_bol", "mbo_entry", "school_other", "special_route", "mbo_bbl"];
const workers: readonly Situation[] = ["work_regular"];
const inDevelopment: readonly Situation[] = ["sheltered_work", "development_track"];
const daily: readonly Situation[] = ["day_activity", "volunteering"];
const travelling: readonly Situation[] = [...workers, ...inDevelopment, ...daily, ...pupils];

const asked = (...ids: readonly string[]): readonly Asked[] => ids.map((id) => ({ id }));
const schoolQuestions = asked("B1", "B2", "B4", "B3", "B5", "B6", "B7");

/**
 * All questions and the order in which they come (domain 4.2 to 4.7, 4.11). Severities are the defaults of those tables;
 * rules that look at more than one answer (4.10) live in decide-signals.ts.
 */
export const questionSet: QuestionSet = {
  version: 1,
  questions: [
    ...opening,
    ...work,
    ...sheltered,
    ...dayActivity,
    ...school,
    ...seeking,
    ...newcomer,
    ...home,
    ...money,
    ...transport,
    ...agencies,
    ...wellbeing,
    ...turns,
    ...events,
    ...strength,
    ...safety,
  ],
  opening: ["G1"],
  knownSituation: "G2",
  unknownSituation: "G3",
  // What can hurt soonest comes early in each list.
  main: {
    work_regular: asked("W1", "W2", "W8", "W5", "W4", "W9", "W7", "W6", "W11"),
    sheltered_work: asked("S1", "S2", "W8", "S5", "W9", "S6"),
    waiting_sheltered_work: asked("S4", "S3", "S5", "Z4", "Z5", "S6"),
    development_track: asked("S1", "S2", "S5", "S6"),
    day_activity: [...asked("D1", "D3"), { id: "D4", age: 17 }, ...asked("D2", "D6")],
    volunteering: asked("D1", "D2", "Z4", "D6"),
    mbo_bol: schoolQuestions,
    mbo_entry: schoolQuestions,
    school_other: schoolQuestions,
    mbo_bbl: asked("B1", "L1", "L2", "W2", "B2", "L3", "W5", "B3", "W8"),
    special_route: asked("B1", "L2", "B2", "B4", "B3", "B5"),
    job_seeking: asked("Z2", "Z1", "Z4", "Z3", "Z5", "Z6"),
    at_home: asked("M1", "Z5", "Z4", "Z3", "Z2"),
    otherwise: asked("M1"),
  },
  turns: { autumn: "T1", winter: "T2", summer: "T3" },
  rotating: [
    { id: "I1", newcomer: true },
    ...asked("M7", "H1", "F1", "A2", "M4"),
    { id: "V1", for: travelling },
    { id: "I4", newcomer: true },
    ...asked("M1", "H3", "F2", "A1", "M6", "M2"),
    { id: "I6", newcomer: true },
    ...asked("H5", "A4", "M8", "F3", "H4"),
    { id: "I5", newcomer: true },
    ...asked("M5", "A3", "F4", "M3"),
    { id: "I2", newcomer: true },
    ...asked("H6"),
    { id: "I3", newcomer: true },
    { id: "I7", newcomer: true },
  ],
  occasions: {
    firstWeek: ["E1", "W6", "W7"],
    trialMonth: ["W1", "E2"],
    contractTalk: ["W2"],
    schoolStart: ["E3", "B7"],
    application: ["A2"],
  },
  depth: {
    // In this order: what may mean danger comes before what may mean trouble.
    home: [{ id: "H3" }, { id: "H1" }, { id: "M7" }],
    work: [
      { id: "W1", for: workers },
      { id: "B1", for: pupils },
      { id: "S1", for: inDevelopment },
      { id: "D1", for: daily },
      { id: "W8", for: ["work_regular", "mbo_bbl", "sheltered_work"] },
      { id: "Z3", for: withoutPlace },
      { id: "M1" },
    ],
    school: [
      { id: "B1", for: pupils },
      { id: "B3", for: pupils },
    ],
    money: [{ id: "F1" }, { id: "F2" }],
    transport: [{ id: "V1", for: travelling }, { id: "V2" }],
    agencies: [{ id: "A1" }, { id: "A2" }],
    language: [{ id: "I1" }],
    general: [{ id: "M1" }, { id: "M3" }],
    wellbeing: [{ id: "M1" }, { id: "M3" }],
    relations: [{ id: "M8" }, { id: "M4" }],
    health: [{ id: "M6" }, { id: "M2" }],
  },
  contact: "G5",
  // Four for everybody, so that looking after oneself (M10) comes round with three check-ins a year as well.
  strength: [
    ...asked("M9", "Q1", "M10"),
    { id: "D5", for: [...daily, ...inDevelopment] },
    { id: "Q2", for: [...workers, ...pupils, ...withoutPlace, "waiting_sheltered_work"] },
  ],
  more: "G8",
  crisis: ["SAFE1", "SAFE2"],
  sharedPhone: "G9",
  helped: ["sheltered_work", "waiting_sheltered_work", "development_track", ...daily],
  most: 10,
  longFrom: 6,
};
