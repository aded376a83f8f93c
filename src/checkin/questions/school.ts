import type { Question } from "../question-set.ts";
import { attention, leadingTo, none, unknown, urgent } from "./options.ts";

/** Mbo and other schools (domain 4.5, B), and learning on the job (L; L4 is W2, W5 and W8). */
export const school: readonly Question[] = [
  {
    id: "B1",
    module: "B",
    theme: "school",
    kind: "choice",
    options: [
      none("good"),
      none("okay"),
      attention("notGood", leadingTo("B3")),
      urgent("wantStop", leadingTo("B5")),
      urgent("stopped", { rule: "R6", ...leadingTo("G3") }),
      unknown,
    ],
  },
  {
    id: "B2",
    module: "B",
    theme: "school",
    kind: "choice",
    options: [none("nearlyAlways"), none("missSome"), attention("missMuch"), urgent("notGoing"), unknown],
  },
  {
    id: "B3",
    module: "B",
    theme: "school",
    kind: "choice",
    options: [
      none("yes"),
      none("notNeeded"),
      attention("aBit"),
      attention("no"),
      attention("nothingAgreed"),
      unknown,
    ],
  },
  {
    id: "B4",
    module: "B",
    theme: "school",
    kind: "choice",
    options: [none("yes"), none("notYet"), attention("searching"), urgent("stopped"), unknown],
  },
  {
    id: "B5",
    module: "B",
    theme: "school",
    kind: "choice",
    options: [none("yes"), attention("doubt", leadingTo("Q3")), attention("no", leadingTo("Q3")), unknown],
  },
  {
    id: "B6",
    module: "B",
    theme: "money",
    kind: "choice",
    options: [none("yes"), attention("no"), attention("unclear"), unknown],
  },
  {
    id: "B7",
    module: "B",
    theme: "school",
    kind: "choice",
    options: [none("yes"), attention("no")],
  },
  {
    id: "L1",
    module: "L",
    theme: "school",
    kind: "choice",
    options: [none("yes"), urgent("searching"), urgent("ends"), unknown],
  },
  {
    id: "L2",
    module: "L",
    theme: "school",
    kind: "choice",
    options: [none("yes"), attention("heavy"), urgent("no"), unknown],
  },
  {
    id: "L3",
    module: "L",
    theme: "school",
    kind: "choice",
    options: [none("yes"), attention("tooLittle"), attention("no"), unknown],
  },
];
