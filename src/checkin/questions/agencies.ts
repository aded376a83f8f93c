import type { Question } from "../question-set.ts";
import { attention, leadingTo, none, unknown, unknownMatters, urgent } from "./options.ts";

/** Letters, applications and agencies (domain 4.6, A). A photo of a letter is never asked for. A5 and A6 ask for the date behind a letter or a refusal. */
export const agencies: readonly Question[] = [
  {
    id: "A1",
    module: "A",
    theme: "agencies",
    kind: "choice",
    options: [
      none("no"),
      attention("yes", { says: true }),
      attention("withDate", { says: true, ...leadingTo("A5") }),
    ],
  },
  {
    id: "A2",
    module: "A",
    theme: "agencies",
    kind: "choice",
    options: [
      none("no"),
      none("waiting", { watch: { occasion: "application", afterDays: 42 } }),
      attention("waitingLong"),
      urgent("rejected", { rule: "R8", ...leadingTo("A6") }),
      unknown,
    ],
  },
  {
    id: "A3",
    module: "A",
    theme: "agencies",
    kind: "choice",
    options: [none("yes"), none("notNeeded"), attention("notUnderstood"), attention("noCallback"), unknown],
  },
  {
    id: "A4",
    module: "A",
    theme: "agencies",
    kind: "choice",
    options: [none("yes"), attention("no", { says: true })],
  },
  {
    id: "A5",
    module: "A",
    theme: "agencies",
    kind: "choice",
    options: [urgent("within7Days"), attention("later"), urgent("passed"), unknownMatters],
  },
  {
    id: "A6",
    module: "A",
    theme: "agencies",
    kind: "choice",
    options: [none("thisWeek"), none("thisMonth"), none("longer"), unknown],
  },
];
