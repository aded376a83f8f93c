/**
 * The questions of a check-in, version 1: opening (domain 4.4), regular work (4.5 module W), the safety check (4.6)
 * and wellbeing (4.7). Severities are the defaults of those tables; rules that look at more than one answer
 * (4.10: a changed situation, a deadline, two worries at once) live elsewhere.
 *
 * "I don't know" stands on every factual question of W and M (domain 4.1, 5). It is absent where it would hide
 * something: at the mood, at SAFE0 and at M7, which has "I would rather not say".
 */
import type { Option, Question, QuestionSet, Situation } from "./question-set.ts";

type More = Omit<Option, "id" | "severity">;

const none = (id: string, more: More = {}): Option => ({ id, severity: "none", ...more });
const attention = (id: string, more: More = {}): Option => ({ id, severity: "attention", ...more });
const urgent = (id: string, more: More = {}): Option => ({ id, severity: "urgent", ...more });
const crisis = (id: string, more: More = {}): Option => ({ id, severity: "crisis", ...more });
/** In one place, since the linter is wary of a property with this name; a list is not a function, so nothing awaits it. */
const leadingTo = (...ids: readonly string[]): Pick<Required<Option>, "leadsTo"> => ({ leadsTo: ids });
const unknown = none("unknown", { marks: ["dontKnow"] });
const unknownMatters = attention("unknown", { marks: ["dontKnow"] });
const nowIn = (id: string, situation: Situation): Option => none(id, { situation, ...leadingTo("G4") });

const opening: readonly Question[] = [
  {
    id: "G1",
    module: "G",
    theme: "general",
    kind: "choice",
    outsideR2: true,
    options: [
      none("good", { marks: ["moodGood"] }),
      none("okay"),
      attention("notGood", leadingTo("G1b")),
      urgent("bad", { ...leadingTo("G1b"), marks: ["moodBad"] }),
      crisis("cantGoOn"),
    ],
  },
  {
    id: "G1b",
    module: "G",
    theme: "general",
    kind: "many",
    options: [
      none("workSchool", { opens: "work" }),
      none("home", { opens: "home", marks: ["homeWorry"] }),
      none("money", { opens: "money", marks: ["moneyWorry"] }),
      none("health", { opens: "health" }),
      none("relations", { opens: "relations" }),
      none("other", { opens: "general" }),
    ],
  },
  {
    id: "G2",
    module: "G",
    theme: "work",
    kind: "choice",
    options: [none("yes"), none("changed", leadingTo("G3"))],
  },
  {
    id: "G3",
    module: "G",
    theme: "work",
    kind: "choice",
    options: [
      nowIn("regularWork", "work_regular"),
      nowIn("mboBol", "mbo_bol"),
      nowIn("mboBbl", "mbo_bbl"),
      nowIn("mboEntry", "mbo_entry"),
      nowIn("otherSchool", "school_other"),
      nowIn("jobSeeking", "job_seeking"),
      nowIn("atHome", "at_home"),
      nowIn("shelteredWork", "sheltered_work"),
      nowIn("waitSheltered", "waiting_sheltered_work"),
      nowIn("dayActivity", "day_activity"),
      nowIn("volunteering", "volunteering"),
      nowIn("development", "development_track"),
      nowIn("specialRoute", "special_route"),
    ],
  },
  {
    id: "G4",
    module: "G",
    theme: "work",
    kind: "choice",
    options: [none("thisWeek"), none("thisMonth"), none("longer"), unknown],
  },
  {
    id: "G5",
    module: "G",
    theme: "general",
    kind: "choice",
    outsideR2: true,
    options: [
      attention("call", { wish: "call", ...leadingTo("G6", "G7") }),
      attention("message", { wish: "message", ...leadingTo("G6") }),
      attention("meet", { wish: "meet", ...leadingTo("G6") }),
      none("no"),
    ],
  },
  {
    id: "G6",
    module: "G",
    theme: "general",
    kind: "choice",
    outsideR2: true,
    onlyBelow: "urgent",
    options: [attention("whenever"), urgent("thisWeek"), urgent("today"), crisis("danger")],
  },
  {
    id: "G7",
    module: "G",
    theme: "general",
    kind: "choice",
    options: [none("morning"), none("afternoon"), none("evening")],
  },
  { id: "G8", module: "G", theme: "general", kind: "open", options: [] },
  {
    id: "G9",
    module: "G",
    theme: "safety",
    kind: "choice",
    outsideR2: true,
    options: [none("self"), none("withHelp"), attention("someoneElse")],
  },
];

const work: readonly Question[] = [
  {
    id: "W1",
    module: "W",
    theme: "work",
    kind: "choice",
    options: [
      none("good"),
      none("okay"),
      attention("notGood", leadingTo("W8", "W4")),
      urgent("wantQuit", leadingTo("W8")),
      urgent("gone", leadingTo("G3")),
      unknown,
    ],
  },
  {
    id: "W2",
    module: "W",
    theme: "work",
    kind: "choice",
    options: [
      none("permanent"),
      none("over6Months"),
      none("from3To6Months"),
      attention("from1To3Months", leadingTo("W3")),
      urgent("under1Month", leadingTo("W3")),
      attention("noContract"),
      unknownMatters,
    ],
  },
  {
    id: "W3",
    module: "W",
    theme: "work",
    kind: "choice",
    options: [none("staying"), attention("notDiscussed"), urgent("ends"), none("otherJob"), unknown],
  },
  {
    id: "W4",
    module: "W",
    theme: "work",
    kind: "choice",
    options: [none("yes"), attention("tooFew"), attention("tooMany"), attention("varies"), unknown],
  },
  {
    id: "W5",
    module: "W",
    theme: "work",
    kind: "choice",
    options: [none("yes"), attention("sometimesLate"), urgent("no"), attention("unclear"), unknown],
  },
  {
    id: "W6",
    module: "W",
    theme: "work",
    kind: "choice",
    options: [none("yes"), none("mostly"), attention("oftenNot"), unknown],
  },
  {
    id: "W7",
    module: "W",
    theme: "work",
    kind: "choice",
    options: [none("yes"), none("notNeeded"), attention("wanted"), attention("coachStopped"), unknown],
  },
  {
    id: "W8",
    module: "W",
    theme: "work",
    kind: "choice",
    options: [
      none("nice"),
      none("okay"),
      attention("conflict", leadingTo("W10")),
      urgent("bullied"),
      urgent("unsafe", leadingTo("SAFE0")),
      unknown,
    ],
  },
  {
    id: "W9",
    module: "W",
    theme: "work",
    kind: "choice",
    options: [none("no"), none("fewDays"), attention("often"), urgent("longIll"), unknown],
  },
  {
    id: "W10",
    module: "W",
    theme: "work",
    kind: "choice",
    options: [none("no"), urgent("yes"), unknownMatters],
  },
  {
    id: "W11",
    module: "W",
    theme: "work",
    kind: "choice",
    options: [
      none("course", { growth: true }),
      none("otherTasks", { growth: true }),
      none("notNow"),
      unknown,
    ],
  },
];

const wellbeing: readonly Question[] = [
  {
    id: "M1",
    module: "M",
    theme: "wellbeing",
    kind: "choice",
    options: [
      none("good"),
      none("normal"),
      attention("tense", leadingTo("M2")),
      urgent("veryBad", leadingTo("M3")),
      crisis("cantGoOn"),
      unknown,
    ],
  },
  {
    id: "M2",
    module: "M",
    theme: "wellbeing",
    kind: "choice",
    options: [none("yes"), none("sometimes"), attention("no"), unknown],
  },
  {
    id: "M3",
    module: "M",
    theme: "relations",
    kind: "choice",
    options: [
      none("family"),
      none("friend"),
      none("partner"),
      none("caseWorker"),
      attention("nobody", { marks: ["nobodyToTalkTo"] }),
      unknown,
    ],
  },
  {
    id: "M4",
    module: "M",
    theme: "relations",
    kind: "choice",
    // M3 follows because rule R5 needs both answers from one check-in.
    options: [
      none("no"),
      none("sometimes"),
      attention("often", { ...leadingTo("M3"), marks: ["lonelyOften"] }),
      urgent("always", { ...leadingTo("M3"), marks: ["lonelyOften"] }),
      unknown,
    ],
  },
  {
    id: "M5",
    module: "M",
    theme: "wellbeing",
    kind: "choice",
    options: [none("yes"), none("aBit"), attention("no"), attention("wantTo"), unknown],
  },
  {
    id: "M6",
    module: "M",
    theme: "health",
    kind: "choice",
    options: [none("good"), none("withHelp"), attention("noHelp"), urgent("veryBad"), unknown],
  },
  {
    id: "M7",
    module: "M",
    theme: "safety",
    kind: "choice",
    options: [none("no"), attention("wontSay"), urgent("yes", leadingTo("SAFE0"))],
  },
  {
    id: "M8",
    module: "M",
    theme: "relations",
    kind: "choice",
    options: [none("yes"), none("okay"), attention("arguments"), attention("hardlyAnyone"), unknown],
  },
  { id: "M9", module: "M", theme: "strength", kind: "open", options: [] },
  { id: "M10", module: "M", theme: "strength", kind: "open", options: [] },
];

const safety: readonly Question[] = [
  {
    // It only follows on words about danger.
    id: "SAFE0",
    module: "SAFE",
    theme: "safety",
    kind: "choice",
    options: [crisis("yes"), urgent("no"), urgent("callMe", { wish: "call" })],
  },
  {
    id: "SAFE1",
    module: "SAFE",
    theme: "safety",
    kind: "choice",
    withoutExtras: true,
    options: [none("yes"), crisis("no"), crisis("unknown", { marks: ["dontKnow"] })],
  },
  {
    id: "SAFE2",
    module: "SAFE",
    theme: "safety",
    kind: "choice",
    withoutExtras: true,
    options: [none("home"), none("friend"), crisis("nobody")],
  },
];

const workers: readonly Situation[] = ["work_regular"];

/** The published questions and the order in which they come (domain 4.4 to 4.7, 4.11). */
export const questionSet: QuestionSet = {
  version: 1,
  questions: [...opening, ...work, ...wellbeing, ...safety],
  opening: ["G1"],
  knownSituation: "G2",
  unknownSituation: "G3",
  main: { work_regular: "W1", otherwise: "M1" },
  // Work and wellbeing take turns; what can hurt soonest comes first: contract, safety, people, pay.
  rotating: [
    { id: "W2", for: workers },
    { id: "M7" },
    { id: "W8", for: workers },
    { id: "M4" },
    { id: "W5", for: workers },
    { id: "M2" },
    { id: "W4", for: workers },
    { id: "M6" },
    { id: "W9", for: workers },
    { id: "M8" },
    { id: "W7", for: workers },
    { id: "M5" },
    { id: "W6", for: workers },
    { id: "M3" },
    { id: "W11", for: workers },
    { id: "M1", for: workers },
  ],
  depth: {
    home: [{ id: "M7" }],
    work: [
      { id: "W1", for: ["work_regular"] },
      { id: "W8", for: ["work_regular", "sheltered_work"] },
      { id: "M1" },
    ],
    general: [{ id: "M1" }, { id: "M3" }],
    wellbeing: [{ id: "M1" }, { id: "M3" }],
    relations: [{ id: "M8" }, { id: "M4" }],
    health: [{ id: "M6" }, { id: "M2" }],
  },
  contact: "G5",
  strength: ["M9", "M10"],
  more: "G8",
  crisis: ["SAFE1", "SAFE2"],
  sharedPhone: "G9",
  most: 10,
};
