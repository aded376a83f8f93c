import {
  type Asked,
  findQuestion,
  isAtLeast,
  type Option,
  type Question,
  type QuestionSet,
  type Severity,
  type Situation,
  type Theme,
} from "./question-set.ts";

/** An answer as the plan sees it. */
export interface Given {
  readonly questionId: string;
  readonly options: readonly string[];
  readonly skipped: boolean;
  readonly inWords: boolean;
  /** False while several answers are still being ticked. */
  readonly complete: boolean;
}

/** Where a check-in stands. */
export interface Progress {
  /** What we believed the person does when it began. */
  readonly situationBefore: Situation | undefined;
  /** How many check-ins the person had before. */
  readonly round: number;
  readonly sharedPhone: boolean;
  readonly given: readonly Given[];
  /** The most serious of all that has been said in it, words included. */
  readonly severity: Severity;
}

export interface Position {
  readonly question: Question;
  /** Counted from 1; `total` may still grow when something is not fine. */
  readonly number: number;
  readonly total: number;
}

/** The options that were chosen, with their question, in the order of the answers. */
export function chosenOptions(
  set: QuestionSet,
  given: readonly Given[],
): { question: Question; option: Option }[] {
  return given.flatMap(({ questionId, options }) => {
    const question = findQuestion(set, questionId);
    return (
      question?.options
        .filter((option) => options.includes(option.id))
        .map((option) => ({ question, option })) ?? []
    );
  });
}

/** What the person does now: what they just said, or what we believed before. */
export function situationNow(set: QuestionSet, progress: Progress): Situation | undefined {
  return (
    chosenOptions(set, progress.given).find(({ option }) => option.situation)?.option.situation ??
    progress.situationBefore
  );
}

/** One after another over the check-ins; undefined for an empty list. */
const turn = <T>(list: readonly T[], round: number): T | undefined => list[round % Math.max(1, list.length)];

/**
 * All questions of this check-in in their order, answered ones and those to come, as far as can be said now. Depth only
 * where something is not fine; one thing that goes well at the end, or room to say more when it is urgent; in a crisis
 * nothing but the safety questions (domain 4.1, 4.3). Never more than `set.most`.
 */
export function planQuestions(set: QuestionSet, progress: Progress): string[] {
  const { given, severity, round } = progress;
  const answered = given.map(({ questionId }) => questionId);
  if (severity === "crisis") {
    // What was still being ticked is dropped: nothing but safety is asked now.
    const finished = given.filter(({ complete }) => complete).map(({ questionId }) => questionId);
    return [...finished.filter((id) => !set.crisis.includes(id)), ...set.crisis];
  }

  const middle: string[] = [];
  const add = (plan: string[], id: string | undefined) => {
    const question = id === undefined ? undefined : findQuestion(set, id);
    if (!question || middle.includes(question.id) || plan.includes(question.id)) return;
    const isAnswered = answered.includes(question.id);
    if (!isAnswered && question.onlyBelow && isAtLeast(severity, question.onlyBelow)) return;
    plan.push(question.id);
    for (const { option } of chosenOptions(
      set,
      given.filter((one) => one.questionId === question.id),
    ))
      for (const follow of option.leadsTo ?? []) add(plan, follow);
  };

  for (const id of set.opening) add(middle, id);
  add(middle, progress.situationBefore ? set.knownSituation : set.unknownSituation);
  const situation = situationNow(set, progress);
  add(middle, (situation && set.main[situation]) ?? set.main.otherwise);
  const opened = new Set(
    chosenOptions(set, given).flatMap(({ option }) => (option.opens ? [option.opens] : [])),
  );
  const fits = ({ for: only }: Asked) => !only || (situation !== undefined && only.includes(situation));
  // In the order of the data: what may mean danger comes before what may mean trouble.
  for (const [theme, questions] of Object.entries(set.depth))
    if (opened.has(theme as Theme)) for (const asked of questions.filter(fits)) add(middle, asked.id);
  const isCalm = !isAtLeast(severity, "attention");
  if (isCalm) {
    const fitting = set.rotating.filter(
      (asked) => (!middle.includes(asked.id) || answered.includes(asked.id)) && fits(asked),
    );
    add(middle, turn(fitting, round)?.id);
  }

  const closing: string[] = [];
  if (!isCalm) add(closing, set.contact);
  const last = isAtLeast(severity, "urgent") ? set.more : turn(set.strength, round);
  add(closing, last);
  if (!isCalm && progress.sharedPhone) add(closing, set.sharedPhone);

  // What was answered stays in the count, even when a later answer changed the plan.
  for (const id of answered) if (!closing.includes(id)) add(middle, id);
  // Who turned serious after the last question has had room to say it: one more is asked only where the limit allows.
  const hadRoom = [...set.strength, set.more].some((id) => answered.includes(id));
  const essential = [
    set.contact,
    ...(hadRoom ? [] : [last]),
    ...(progress.sharedPhone ? [set.sharedPhone] : []),
  ];
  return atMost(set, { middle, closing, answered, essential });
}

interface Draft {
  readonly middle: readonly string[];
  readonly closing: readonly string[];
  readonly answered: readonly string[];
  /** What a check-in may not end without once something is not fine: room is kept for it from the start. */
  readonly essential: readonly (string | undefined)[];
}

/** Keeps what was answered and what is about safety, and of the rest only as much as the limit leaves: depth gives way first. */
function atMost(set: QuestionSet, { middle, closing, answered, essential }: Draft): string[] {
  const isSafety = (id: string) => findQuestion(set, id)?.module === "SAFE";
  const isFree = (id: string) => answered.includes(id) || isSafety(id);
  let left = set.most - answered.filter((id) => !isSafety(id)).length;
  const open = (ids: readonly string[]) => ids.filter((id) => !isFree(id));
  const reserved = essential.filter((id) => id !== undefined && !answered.includes(id)).length;
  const kept = new Set<string>();
  const keep = (ids: readonly string[], room: number) => {
    for (const id of ids.slice(0, Math.max(0, room))) {
      kept.add(id);
      left -= 1;
    }
  };
  keep(open(middle), left - reserved);
  keep(
    open(closing).filter((id) => essential.includes(id)),
    left,
  );
  keep(
    open(closing).filter((id) => !essential.includes(id)),
    left,
  );
  return [...middle, ...closing].filter((id) => isFree(id) || kept.has(id));
}

/** The question to ask now, or undefined when the check-in is complete. */
export function nextQuestion(set: QuestionSet, progress: Progress): Position | undefined {
  const plan = planQuestions(set, progress);
  const isOpen = (id: string) => !progress.given.some((one) => one.questionId === id && one.complete);
  const index = plan.findIndex(isOpen);
  const question = index < 0 ? undefined : findQuestion(set, plan[index] ?? "");
  if (!question) return undefined;
  if (progress.severity !== "crisis") {
    const number = progress.given.filter(({ complete }) => complete).length + 1;
    return { question, number, total: Math.max(plan.length, number) };
  }
  return { question, number: set.crisis.indexOf(question.id) + 1, total: set.crisis.length };
}
