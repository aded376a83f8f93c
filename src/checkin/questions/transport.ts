import type { Question } from "../question-set.ts";
import { attention, leadingTo, none, unknown, urgent } from "./options.ts";

/** Getting there (domain 4.6, V). */
export const transport: readonly Question[] = [
  {
    id: "V1",
    module: "V",
    theme: "transport",
    kind: "choice",
    options: [
      none("yes"),
      attention("sometimesNot", leadingTo("V2")),
      urgent("no", leadingTo("V2")),
      unknown,
    ],
  },
  {
    id: "V2",
    module: "V",
    theme: "transport",
    kind: "choice",
    options: [attention("expensive"), attention("far"), attention("noBus"), attention("dontDare"), unknown],
  },
];
