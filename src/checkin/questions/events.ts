import type { Question } from "../question-set.ts";
import { attention, leadingTo, none, unknown, urgent } from "./options.ts";

/** Soon after something happened (domain 4.1, 7): a first week, the end of a trial month. */
export const events: readonly Question[] = [
  {
    id: "E1",
    module: "E",
    theme: "work",
    kind: "choice",
    options: [
      none("good"),
      none("okay"),
      attention("notGood", leadingTo("W8")),
      urgent("gone", { rule: "R6", ...leadingTo("G3") }),
    ],
  },
  {
    id: "E2",
    module: "E",
    theme: "work",
    kind: "choice",
    options: [none("yes"), attention("notSaid"), urgent("no"), unknown],
  },
  {
    id: "E3",
    module: "E",
    theme: "school",
    kind: "choice",
    options: [
      none("good"),
      none("okay"),
      attention("notGood", leadingTo("B3")),
      urgent("stopped", { rule: "R6", ...leadingTo("G3") }),
    ],
  },
];
