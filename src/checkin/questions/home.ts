import type { Question } from "../question-set.ts";
import { attention, crisis, leadingTo, none, unknown, urgent } from "./options.ts";

/** Living and looking after oneself (domain 4.6, H). */
export const home: readonly Question[] = [
  {
    id: "H1",
    module: "H",
    theme: "home",
    kind: "choice",
    options: [
      none("family"),
      none("own"),
      none("supported"),
      attention("temporary", { ...leadingTo("H2"), marks: ["homeWorry"] }),
      urgent("shelter", { ...leadingTo("H2"), marks: ["homeWorry"] }),
      urgent("noPlace", { ...leadingTo("H2"), marks: ["homeWorry"] }),
    ],
  },
  {
    id: "H2",
    module: "H",
    theme: "home",
    kind: "choice",
    options: [
      none("yes"),
      attention("notSure", { marks: ["homeWorry"] }),
      urgent("mustLeave", { marks: ["homeWorry"] }),
      crisis("noBed"),
    ],
  },
  {
    id: "H3",
    module: "H",
    theme: "home",
    kind: "choice",
    options: [
      none("nice"),
      none("okay"),
      attention("arguments", { marks: ["homeWorry"] }),
      urgent("unsafe", { ...leadingTo("SAFE0"), marks: ["homeWorry"] }),
    ],
  },
  {
    id: "H4",
    module: "H",
    theme: "home",
    kind: "choice",
    options: [
      none("no"),
      attention("moved"),
      attention("parentsApart"),
      attention("illOrDied"),
      attention("baby"),
    ],
  },
  {
    id: "H5",
    module: "H",
    theme: "home",
    kind: "choice",
    options: [none("yes"), none("withHelp"), attention("someNot"), attention("hardlyAny"), unknown],
  },
  {
    id: "H6",
    module: "H",
    theme: "home",
    kind: "choice",
    options: [none("no"), none("later"), attention("soon", { marks: ["homeWorry"] }), unknown],
  },
];
