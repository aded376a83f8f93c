import type { Question } from "../question-set.ts";
import { attention, none } from "./options.ts";

/** One question for two themes, once in each part of the year (domain 4.11): money and transport, home and health, agencies and people. */
export const turns: readonly Question[] = [
  {
    id: "T1",
    module: "T",
    theme: "money",
    kind: "many",
    options: [
      none("fine", { alone: true }),
      attention("money", { opens: "money", marks: ["moneyWorry"] }),
      attention("transport", { opens: "transport" }),
    ],
  },
  {
    id: "T2",
    module: "T",
    theme: "home",
    kind: "many",
    options: [
      none("fine", { alone: true }),
      attention("home", { opens: "home", marks: ["homeWorry"] }),
      attention("health", { opens: "health" }),
    ],
  },
  {
    id: "T3",
    module: "T",
    theme: "agencies",
    kind: "many",
    options: [
      none("fine", { alone: true }),
      attention("agencies", { opens: "agencies" }),
      attention("relations", { opens: "relations" }),
    ],
  },
];
