import type { Question } from "../question-set.ts";
import { attention, leadingTo, none, unknown } from "./options.ts";

/** Who came from an ISK (domain 4.5, I). Residence, flight and family abroad are never asked about. */
export const newcomer: readonly Question[] = [
  {
    id: "I1",
    module: "I",
    theme: "language",
    kind: "choice",
    options: [none("yes"), none("sometimes"), attention("oftenNot"), unknown],
  },
  {
    id: "I2",
    module: "I",
    theme: "general",
    kind: "choice",
    options: [none("yes"), none("onTheWay"), attention("no", leadingTo("Q3")), unknown],
  },
  {
    id: "I3",
    module: "I",
    theme: "general",
    kind: "choice",
    options: [none("yes"), none("no", { talkPoint: "planB" }), none("whatIsThat", { says: true })],
  },
  {
    id: "I4",
    module: "I",
    theme: "general",
    kind: "choice",
    options: [none("yes"), attention("no", { says: true })],
  },
  {
    id: "I5",
    module: "I",
    theme: "school",
    kind: "many",
    together: { count: 2, severity: "attention" },
    options: [
      none("nothing", { alone: true }),
      none("planning"),
      none("tests"),
      none("computer"),
      none("together"),
    ],
  },
  {
    id: "I6",
    module: "I",
    theme: "relations",
    kind: "choice",
    options: [none("yes"), none("aFew"), attention("no"), unknown],
  },
  {
    id: "I7",
    module: "I",
    theme: "home",
    kind: "choice",
    options: [
      none("yes"),
      none("aBit", { talkPoint: "parentLink" }),
      none("no", { talkPoint: "parentLink" }),
      unknown,
    ],
  },
];
