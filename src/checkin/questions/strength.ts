import type { Question } from "../question-set.ts";
import { none } from "./options.ts";

/** What goes well and what somebody would like (domain 4.8): cards to tap; words or voice are as welcome. */
export const strength: readonly Question[] = [
  {
    id: "Q1",
    module: "Q",
    theme: "strength",
    kind: "open",
    options: [
      none("fast"),
      none("neat"),
      none("patient"),
      none("helping"),
      none("technical"),
      none("strong"),
      none("cheerful"),
      none("onTime"),
    ],
  },
  {
    id: "Q2",
    module: "Q",
    theme: "strength",
    kind: "open",
    options: [none("family"), none("friend"), none("colleague"), none("neighbour")],
  },
  {
    id: "Q3",
    module: "Q",
    theme: "strength",
    kind: "open",
    options: [
      none("outside"),
      none("people"),
      none("animals"),
      none("making"),
      none("cooking"),
      none("care"),
      none("dontKnow"),
    ],
  },
];
