import type { Question } from "../question-set.ts";
import { crisis, none, urgent } from "./options.ts";

/** The safety check (domain 4.6 SAFE0) and the two questions of a crisis. */
export const safety: readonly Question[] = [
  {
    // It only follows on words about danger.
    id: "SAFE0",
    module: "SAFE",
    theme: "safety",
    kind: "choice",
    options: [crisis("yes"), urgent("no"), urgent("callMe", { wish: "call" })],
  },
  {
    id: "SAFE1",
    module: "SAFE",
    theme: "safety",
    kind: "choice",
    withoutExtras: true,
    options: [none("yes"), crisis("no"), crisis("unknown", { marks: ["dontKnow"] })],
  },
  {
    id: "SAFE2",
    module: "SAFE",
    theme: "safety",
    kind: "choice",
    withoutExtras: true,
    options: [none("home"), none("friend"), crisis("nobody")],
  },
];
