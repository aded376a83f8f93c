import type { Option, Situation } from "../question-set.ts";

type More = Omit<Option, "id" | "severity">;

export const none = (id: string, more: More = {}): Option => ({ id, severity: "none", ...more });
export const attention = (id: string, more: More = {}): Option => ({ id, severity: "attention", ...more });
export const urgent = (id: string, more: More = {}): Option => ({ id, severity: "urgent", ...more });
export const crisis = (id: string, more: More = {}): Option => ({ id, severity: "crisis", ...more });

/** In one place, since the linter is wary of a property with this name; a list is not a function, so nothing awaits it. */
export const leadingTo = (...ids: readonly string[]): Pick<Required<Option>, "leadsTo"> => ({ leadsTo: ids });

/** "I don't know": stands on every factual question (domain 4.1, 5), but not where it would hide something. */
export const unknown = none("unknown", { marks: ["dontKnow"] });

/** "I don't know", where not knowing is itself worth a look. */
export const unknownMatters = attention("unknown", { marks: ["dontKnow"] });

/** What somebody does now, which asks since when. */
export const nowIn = (id: string, situation: Situation): Option =>
  none(id, { situation, ...leadingTo("G4") });
