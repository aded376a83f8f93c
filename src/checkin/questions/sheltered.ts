import type { Question } from "../question-set.ts";
import { attention, leadingTo, none, unknown, urgent } from "./options.ts";

/** Sheltered work, waiting for it, and tracks towards work (domain 4.5, S). */
export const sheltered: readonly Question[] = [
  {
    id: "S1",
    module: "S",
    theme: "work",
    kind: "choice",
    fewButtons: true,
    options: [
      none("yes"),
      attention("no"),
      attention("tooHard"),
      none("tooEasy", { talkPoint: "growth" }),
      urgent("stopped", { rule: "R6", ...leadingTo("G3") }),
      unknown,
    ],
  },
  {
    id: "S2",
    module: "S",
    theme: "work",
    kind: "choice",
    fewButtons: true,
    options: [
      none("enough"),
      attention("wantMore"),
      none("newCoach", leadingTo("S7")),
      urgent("noCoach"),
      unknown,
    ],
  },
  {
    id: "S3",
    module: "S",
    theme: "work",
    kind: "choice",
    fewButtons: true,
    options: [
      attention("under3Months"),
      urgent("from3To6Months"),
      urgent("over6Months"),
      none("placed", leadingTo("G3")),
      unknown,
    ],
  },
  {
    id: "S4",
    module: "S",
    theme: "wellbeing",
    kind: "choice",
    fewButtons: true,
    options: [none("yes"), attention("sometimes"), urgent("no")],
  },
  {
    id: "S5",
    module: "S",
    theme: "agencies",
    kind: "choice",
    fewButtons: true,
    options: [none("yes"), attention("no"), unknown],
  },
  {
    id: "S6",
    module: "S",
    theme: "work",
    kind: "choice",
    fewButtons: true,
    options: [none("yes", { talkPoint: "growth" }), none("maybe", { talkPoint: "growth" }), none("no")],
  },
  {
    id: "S7",
    module: "S",
    theme: "work",
    kind: "choice",
    fewButtons: true,
    options: [none("good"), none("okay"), attention("notGood")],
  },
];
