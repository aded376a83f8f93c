import type { Question } from "../question-set.ts";
import { attention, none, unknown, unknownMatters, urgent } from "./options.ts";

/** Money (domain 4.6, F). */
export const money: readonly Question[] = [
  {
    id: "F1",
    module: "F",
    theme: "money",
    kind: "choice",
    options: [
      none("yes"),
      none("just"),
      attention("no", { marks: ["moneyWorry"] }),
      urgent("noFood", { marks: ["moneyWorry"] }),
      unknown,
    ],
  },
  {
    id: "F2",
    module: "F",
    theme: "money",
    kind: "choice",
    options: [
      none("no"),
      none("arranged"),
      attention("some", { marks: ["moneyWorry"] }),
      urgent("many", { marks: ["moneyWorry"] }),
      urgent("bailiff", { marks: ["moneyWorry"] }),
      unknown,
    ],
  },
  {
    id: "F3",
    module: "F",
    theme: "money",
    kind: "choice",
    options: [none("yes"), attention("no", { marks: ["moneyWorry"] }), unknownMatters],
  },
  {
    id: "F4",
    module: "F",
    theme: "money",
    kind: "choice",
    options: [
      none("myself"),
      none("family"),
      none("professional"),
      attention("nobody", { marks: ["moneyWorry"] }),
      urgent("notMyChoice", { marks: ["moneyWorry"] }),
      unknown,
    ],
  },
];
