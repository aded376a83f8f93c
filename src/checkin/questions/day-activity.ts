import type { Question } from "../question-set.ts";
import { attention, leadingTo, none, unknown, unknownMatters, urgent } from "./options.ts";

/** Day activity (domain 4.5, D). */
export const dayActivity: readonly Question[] = [
  {
    id: "D1",
    module: "D",
    theme: "work",
    kind: "choice",
    fewButtons: true,
    options: [
      none("yes"),
      none("sometimes"),
      attention("no"),
      urgent("stopped", { rule: "R6", ...leadingTo("G3") }),
    ],
  },
  {
    id: "D2",
    module: "D",
    theme: "work",
    kind: "choice",
    fewButtons: true,
    options: [none("fine"), attention("more"), attention("fewer"), attention("tooMuch"), unknown],
  },
  {
    id: "D3",
    module: "D",
    theme: "agencies",
    kind: "choice",
    fewButtons: true,
    options: [none("no"), attention("within3Months"), urgent("stopped"), unknownMatters],
  },
  {
    id: "D4",
    module: "D",
    theme: "agencies",
    kind: "choice",
    fewButtons: true,
    options: [none("yes"), none("inProgress"), attention("no"), unknownMatters],
  },
  {
    id: "D5",
    module: "D",
    theme: "strength",
    kind: "open",
    fewButtons: true,
    options: [none("work"), none("making"), none("people"), none("alone"), none("calm")],
  },
  {
    id: "D6",
    module: "D",
    theme: "work",
    kind: "choice",
    fewButtons: true,
    options: [none("yes", { talkPoint: "growth" }), none("maybe", { talkPoint: "growth" }), none("no")],
  },
];
