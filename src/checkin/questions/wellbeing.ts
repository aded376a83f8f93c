import type { Question } from "../question-set.ts";
import { attention, crisis, leadingTo, none, unknown, urgent } from "./options.ts";

/** Wellbeing (domain 4.7). The strength questions M9 and M10 have cards to tap; words or voice are as welcome. */
export const wellbeing: readonly Question[] = [
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
    options: [none("yes"), none("aBit"), attention("no"), attention("wantTo", { says: true }), unknown],
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
  {
    id: "M9",
    module: "M",
    theme: "strength",
    kind: "open",
    options: [none("work"), none("learned"), none("helped"), none("keptOn"), none("home")],
  },
  {
    id: "M10",
    module: "M",
    theme: "strength",
    kind: "open",
    options: [none("cooking"), none("travelling"), none("money"), none("appointments"), none("speaking")],
  },
];
