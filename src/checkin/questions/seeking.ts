import type { Question } from "../question-set.ts";
import { attention, leadingTo, none, unknown, urgent } from "./options.ts";

/** Looking for work, or at home (domain 4.5, Z). Who does not look reads a softer wording. */
export const seeking: readonly Question[] = [
  {
    id: "Z1",
    module: "Z",
    theme: "work",
    kind: "choice",
    options: [
      attention("justStarted"),
      attention("from1To3Months"),
      urgent("over3Months"),
      urgent("notLooking"),
      unknown,
    ],
  },
  {
    id: "Z2",
    module: "Z",
    theme: "work",
    kind: "choice",
    options: [
      none("municipality"),
      none("uwv"),
      none("jobCoach"),
      none("school"),
      none("family"),
      attention("nobody"),
      unknown,
    ],
  },
  {
    id: "Z3",
    module: "Z",
    theme: "work",
    kind: "many",
    options: [
      none("nothing", { alone: true }),
      attention("whatIWant", leadingTo("Q3")),
      attention("dontDare"),
      attention("language", { opens: "language" }),
      attention("transport", { opens: "transport" }),
      attention("health", { opens: "health" }),
      attention("money", { opens: "money", marks: ["moneyWorry"] }),
      attention("rules", { opens: "agencies" }),
    ],
  },
  {
    id: "Z4",
    module: "Z",
    theme: "money",
    kind: "choice",
    options: [none("income"), attention("parents"), urgent("no"), unknown],
  },
  {
    id: "Z5",
    module: "Z",
    theme: "wellbeing",
    kind: "choice",
    options: [
      none("sport"),
      none("helpingHome"),
      none("volunteering"),
      none("learning"),
      attention("gaming"),
      urgent("hardlyOut"),
      unknown,
    ],
  },
  {
    id: "Z6",
    module: "Z",
    theme: "agencies",
    kind: "choice",
    options: [none("yes", { says: true }), none("no")],
  },
];
