import { among, type TextPaths } from "./text-paths.ts";

/**
 * The texts on which a life, a yes, a stop or money hangs, and those that a case worker says with a tap in a language that they do
 * not read. A translation of one of them that no native speaker has reviewed,
 * or that was made from another Dutch text than today's, is shown with the Dutch beneath it and a line that says so.
 */
export const checkedTexts = {
  safety: {
    checkin: [
      "crisis",
      "end.crisisAsleep",
      "end.crisisAwake",
      "end.crisisOnCall",
      "end.shared",
      "end.sharedCrisis",
      "end.urgent",
      "flow.unasked",
      "question.A4.says.no",
      "question.I4.says.no",
      "question.M7.prompt",
      "question.SAFE0.prompt",
      "question.SAFE1.prompt",
      "question.SAFE2.prompt",
    ],
    people: [
      "link.confirmed",
      "link.confirmedShared",
      "link.thanks",
      "link.thanksShared",
      "number",
      "tidy.ask",
    ],
    questions: ["worry.done", "worry.level", "worry.words"],
    telegram: ["help.noService"],
  },
  consent: {
    people: [
      "agreement.words",
      "link.offer",
      "link.parent",
      "link.parentConfirmed",
      "link.parentShared",
      "link.robot",
      "parent.words",
      "sixteen.ask",
      "sixteen.askShared",
      "sixteen.thanks",
    ],
    programme: ["reoffer.notNowDone", "reoffer.shared", "reoffer.text"],
    questions: ["welcome.reads"],
    telegram: ["privacy.alumnus", "privacy.asker", "privacy.stranger"],
  },
  stop: {
    questions: ["erase.ask", "erase.done", "stop.done"],
    people: ["stop.already", "stop.done", "stop.unlinked"],
    rights: ["erase.again", "erase.done", "erase.explain", "erase.explainChat", "erase.stillOpen"],
  },
  saidByHumans: { talk: ["sentence"] },
  money: {
    checkin: [
      "question.A1",
      "question.A2.prompt",
      "question.A3.prompt",
      "question.A5.prompt",
      "question.A6.prompt",
      "question.B6.prompt",
      "question.D3.prompt",
      "question.D4.prompt",
      "question.F1.prompt",
      "question.F2.prompt",
      "question.F3.prompt",
      "question.F4.prompt",
      "question.T1.prompt",
      "question.T3.prompt",
      "question.Z4.prompt",
      "question.Z6",
    ],
  },
} as const satisfies Readonly<Record<string, TextPaths>>;

/** Items whose answer tells of the same: danger, what somebody agrees to, stopping, and money to live on. */
export const checkedItems: Readonly<Record<"safety" | "consent" | "stop" | "money", readonly string[]>> = {
  safety: ["alb-22", "alb-28"],
  consent: ["alb-07", "alb-31", "app-03"],
  stop: ["app-01"],
  money: ["alb-27", "wrk-07", "wrk-08", "wrk-09", "wrk-10", "wrk-11", "wrk-12", "wrk-14"],
};

/** Whether a text tells of danger, by its key. */
export const isOfSafety = among(checkedTexts.safety);

const kinds = Object.values(checkedTexts).map(among);
const answers: ReadonlySet<string> = new Set(
  Object.values(checkedItems)
    .flat()
    .map((id) => `knowledge:${id}.answer`),
);

/** Whether a text must have been checked before it is shown alone, by its key; its form for whoever asks as well. */
export const mustBeChecked = (key: string): boolean =>
  answers.has(key) || kinds.some((isOne) => isOne(key) || isOne(key.replace(/_asker$/, "")));
