import { chosenOptions, type Given } from "./next-question.ts";
import {
  isAtLeast,
  type Mark,
  type QuestionSet,
  type Severity,
  type Situation,
  type Theme,
} from "./question-set.ts";

/** Something that a human is to know. `cause` names what raised it: the same cause raises once, however often it is decided. */
export interface FoundSignal {
  readonly cause: string;
  readonly questionId?: string;
  readonly optionId?: string;
  /** R2 … R11 of domain 4.10, or what else combined. */
  readonly rule?: string;
  /** What it is about; `question` and `worry` come from whoever asks, mostly a parent. */
  readonly theme: Theme | "question" | "worry";
  readonly severity: Exclude<Severity, "none">;
  readonly wish?: "call" | "message" | "meet" | "human" | "read";
}
/** A signal of a check-in: about a theme of its questions. */
type CheckInSignal = FoundSignal & { readonly theme: Theme };

/** What the last finished check-in said, for the rules that compare. */
export interface Previous {
  /** Themes on which it had a worry of `attention`. */
  readonly worries: readonly Theme[];
  readonly marks: readonly Mark[];
}

export const nothingBefore: Previous = { worries: [], marks: [] };

const working: readonly Situation[] = [
  "work_regular",
  "sheltered_work",
  "development_track",
  "day_activity",
  "volunteering",
];
const learning: readonly Situation[] = ["mbo_bol", "mbo_bbl", "mbo_entry", "special_route", "school_other"];

/**
 * All signals of a check-in from its answers: what each option signals (domain 4.4 to 4.7), and the combination rules R2
 * to R6, R8 and R11 of 4.10; R15 is no worry and becomes a task (programme/deadline). Pure: the same answers give the same signals. It only ever adds; that an answer was changed
 * takes no stored signal back.
 */
export function decideSignals(
  set: QuestionSet,
  checkIn: {
    readonly id: string;
    readonly given: readonly Given[];
    readonly situationBefore: Situation | undefined;
  },
  previous: Previous,
): CheckInSignal[] {
  const chosen = chosenOptions(set, checkIn.given);
  const moodSeverity =
    chosen.find(({ question }) => set.opening.includes(question.id))?.option.severity ?? "none";
  const signals: CheckInSignal[] = [];
  const worries = new Set<Theme>();

  for (const { question, option } of chosen) {
    const severity = question.takesMood ? atMostUrgent(moodSeverity) : option.severity;
    if (severity === "none") continue;
    const theme = option.opens ?? question.theme;
    const cause = `${checkIn.id}:${question.id}:${option.id}`;
    const more = {
      ...(option.wish ? { wish: option.wish } : {}),
      ...(option.rule ? { rule: option.rule } : {}),
    };
    signals.push({ cause, questionId: question.id, optionId: option.id, theme, severity, ...more });
    const isWorry = !question.outsideR2 && !option.marks?.includes("dontKnow");
    if (isWorry && severity === "attention") worries.add(theme);
  }

  const rule = (name: string, theme: Theme, severity: Exclude<Severity, "none">) =>
    signals.push({ cause: `${checkIn.id}:${name}`, rule: name, theme, severity });
  const marks = new Set(chosen.flatMap(({ option }) => option.marks ?? []));
  const [firstWorry] = worries;
  if (worries.size >= 2 && firstWorry) rule("R2", firstWorry, "urgent");
  for (const theme of worries) if (previous.worries.includes(theme)) rule(`R3:${theme}`, theme, "urgent");
  if (marks.has("moneyWorry") && marks.has("homeWorry")) rule("R4", "money", "urgent");
  if (marks.has("lonelyOften") && marks.has("nobodyToTalkTo")) rule("R5", "relations", "urgent");
  if (marks.has("moodBad") && previous.marks.includes("moodGood")) rule("R11", "general", "urgent");
  for (const { id, theme, together } of set.questions) {
    const ticks = chosen.filter(({ question, option }) => question.id === id && !option.alone).length;
    if (together && together.severity !== "none" && ticks >= together.count)
      rule(id, theme, together.severity);
  }
  signals.push(...situationSignals(checkIn, chosen), ...dontKnowTwice(set, checkIn));
  return signals.filter(({ cause }, index) => signals.findIndex((one) => one.cause === cause) === index);
}

/** The worries and marks that a finished check-in leaves for the next one. */
export function previousOf(set: QuestionSet, given: readonly Given[]): Previous {
  const found = decideSignals(set, { id: "", given, situationBefore: undefined }, nothingBefore);
  const chosen = chosenOptions(set, given);
  const isWorry = ({ questionId, optionId }: CheckInSignal) =>
    chosen.some(
      ({ question, option }) =>
        question.id === questionId &&
        option.id === optionId &&
        !question.outsideR2 &&
        !option.marks?.includes("dontKnow"),
    );
  return {
    worries: found
      .filter((signal) => signal.severity === "attention" && !signal.rule && isWorry(signal))
      .map(({ theme }) => theme),
    marks: chosen.flatMap(({ option }) => option.marks ?? []),
  };
}

const atMostUrgent = (severity: Severity): Severity => (isAtLeast(severity, "urgent") ? "urgent" : severity);

/** G3 and G4: from work or school to searching or home is urgent (R6); an unknown or long gone change deserves a look. */
function situationSignals(
  { id, situationBefore }: { readonly id: string; readonly situationBefore: Situation | undefined },
  chosen: ReturnType<typeof chosenOptions>,
): CheckInSignal[] {
  const found = chosen.find(({ option }) => option.situation);
  const now = found?.option.situation;
  if (!found || !now) return [];
  const was = situationBefore;
  const hadPlace = was !== undefined && (working.includes(was) || learning.includes(was));
  const cause = `${id}:${found.question.id}:${found.option.id}`;
  const signal = (severity: "attention" | "urgent", rule: string): CheckInSignal[] => [
    { cause, questionId: found.question.id, optionId: found.option.id, rule, theme: "work", severity },
  ];
  const long = chosen.find(({ question, option }) => question.id === sinceQuestion && option.id === "longer");
  const outOfSight: CheckInSignal[] =
    long && now !== was
      ? [
          {
            cause: `${id}:${sinceQuestion}:longer`,
            questionId: sinceQuestion,
            optionId: "longer",
            rule: sinceQuestion,
            theme: "general",
            severity: "attention",
          },
        ]
      : [];
  if (now === was) return [];
  if (now === "at_home") return [...signal("urgent", "R6"), ...outOfSight];
  if (now === "job_seeking")
    return [...signal(hadPlace ? "urgent" : "attention", hadPlace ? "R6" : "G3"), ...outOfSight];
  if (now === "waiting_sheltered_work") return [...signal("attention", "G3"), ...outOfSight];
  return outOfSight;
}

const sinceQuestion = "G4";

/** "I don't know" twice in a row on one theme is a reason to look (domain 4.1, 5). */
function dontKnowTwice(
  set: QuestionSet,
  { id, given }: { readonly id: string; readonly given: readonly Given[] },
): CheckInSignal[] {
  const themes = given
    .filter(({ complete }) => complete)
    .map((one) => {
      const [only] = chosenOptions(set, [one]);
      return (
        only && { theme: only.question.theme, dontKnow: only.option.marks?.includes("dontKnow") === true }
      );
    });
  return themes.flatMap((one, index): CheckInSignal[] => {
    const before = themes[index - 1];
    const isTwice = one?.dontKnow && before?.dontKnow && one.theme === before.theme;
    return isTwice
      ? [{ cause: `${id}:dontKnow:${one.theme}`, rule: "dontKnow", theme: one.theme, severity: "attention" }]
      : [];
  });
}
