import {
  type Asked,
  findQuestion,
  isAtLeast,
  type Module,
  type Occasion,
  type Option,
  type Question,
  type QuestionSet,
  type Season,
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

/** What is known beside the answers, as it was when the check-in began: the plan does not move at midnight. */
export interface Background {
  readonly season: Season;
  /** Days since each question was last asked, in earlier check-ins; absent: never. */
  readonly lastAsked: Readonly<Record<string, number>>;
  /** Themes that worried last time: asked about again. */
  readonly worries: readonly Theme[];
  /** In whole years. */
  readonly age: number | undefined;
  /** Came from an ISK. */
  readonly newcomer: boolean;
  /** Something happened lately, and that is why it is asked now. */
  readonly occasion: Occasion | undefined;
  /**
   * What the planned contact is about that this check-in comes before (domain 4.11); empty for a light one, about mood and
   * situation alone. Absent: it belongs to none, or to one that names nothing.
   */
  readonly themes?: readonly Module[];
}

/** Where a check-in stands. */
export interface Progress {
  /** What we believed the person does when it began. */
  readonly situationBefore: Situation | undefined;
  /** How many check-ins the person had before. */
  readonly round: number;
  readonly sharedPhone: boolean;
  readonly background: Background;
  readonly given: readonly Given[];
  /** The most serious of all that has been said in it, words included. */
  readonly severity: Severity;
}

export interface Position {
  readonly question: Question;
  /** Counted from 1; `total` may still grow when something is not fine. */
  readonly number: number;
  readonly total: number;
  /** So long by now that going on later is offered. */
  readonly isLong: boolean;
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

/** A turn of the year is asked once in its season; the same season comes back after half a year at the earliest. */
const seasonDays = 180;
/** A turn that was missed for so long is made up for, whatever the season. */
const missedDays = 330;

/** Never asked counts as asked longest ago. */
const daysSince = ({ lastAsked }: Background, id: string) => lastAsked[id] ?? Number.POSITIVE_INFINITY;

/** Of these the one that was asked longest ago; of several never asked the first. */
function askedLongestAgo(background: Background, list: readonly Asked[]): string | undefined {
  return list.reduce<string | undefined>(
    (oldest, { id }) =>
      oldest === undefined || daysSince(background, id) > daysSince(background, oldest) ? id : oldest,
    undefined,
  );
}

/** What a question about two themes is about, by the questions that its answers lead to. */
const modulesOf = (set: QuestionSet, id: string): ReadonlySet<Module> =>
  new Set(
    (findQuestion(set, id)?.options ?? [])
      .flatMap(({ opens }) => (opens ? (set.depth[opens] ?? []) : []))
      .flatMap((asked) => findQuestion(set, asked.id)?.module ?? []),
  );

/** The turn that is about most of what the planned contact is about; the season's when none is, or nothing is named. */
function turnFor(set: QuestionSet, { season, themes = [] }: Background): string {
  const own = set.turns[season];
  const shared = (id: string) => {
    const modules = modulesOf(set, id);
    return themes.filter((theme) => modules.has(theme)).length;
  };
  return Object.values(set.turns).reduce((best, id) => (shared(id) > shared(best) ? id : best), own);
}

/** The question about two themes that the planned contact or this part of the year asks for, or one that was missed. */
export function dueTurn(set: QuestionSet, background: Background): string | undefined {
  const now = turnFor(set, background);
  if (daysSince(background, now) > seasonDays) return now;
  const missed = Object.values(set.turns).filter((id) => daysSince(background, id) > missedDays);
  return askedLongestAgo(
    background,
    missed.map((id) => ({ id })),
  );
}

/**
 * All questions of this check-in in their order, answered ones and those to come, as far as can be said now. Depth only
 * where something is not fine; one thing that goes well at the end, or room to say more when it is urgent; in a crisis
 * nothing but the safety questions (domain 4.1, 4.3, 4.11). Never more than `set.most`.
 */
export function planQuestions(set: QuestionSet, progress: Progress): string[] {
  const { given, severity, round, background } = progress;
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
  const situation = situationNow(set, progress);
  const fits = (asked: Asked) =>
    (!asked.for || (situation !== undefined && asked.for.includes(situation))) &&
    (asked.age === undefined || asked.age === background.age) &&
    (!asked.newcomer || background.newcomer);

  for (const id of set.opening) add(middle, id);
  if (background.occasion) for (const id of set.occasions[background.occasion]) add(middle, id);
  else {
    add(middle, progress.situationBefore ? set.knownSituation : set.unknownSituation);
    const list = (situation && set.main[situation]) ?? set.main.otherwise;
    add(middle, askedLongestAgo(background, list.filter(fits)));
  }
  const opened = new Set(
    chosenOptions(set, given).flatMap(({ option }) => (option.opens ? [option.opens] : [])),
  );
  // In the order of the data: what may mean danger comes before what may mean trouble.
  for (const [theme, questions] of Object.entries(set.depth))
    if (opened.has(theme as Theme)) for (const asked of questions.filter(fits)) add(middle, asked.id);
  const isCalm = !isAtLeast(severity, "attention");
  if (!background.occasion && !isAtLeast(severity, "urgent")) {
    const again = set.depth[background.worries[0] ?? "strength"]?.find(fits);
    add(middle, again?.id);
    const isLight = background.themes?.length === 0;
    const due = isLight ? undefined : dueTurn(set, background);
    const others = set.rotating.filter(
      (asked) => fits(asked) && (!middle.includes(asked.id) || answered.includes(asked.id)),
    );
    const own = others.filter(({ id }) => {
      const question = findQuestion(set, id);
      return question !== undefined && background.themes?.includes(question.module);
    });
    const rotating = isLight ? [] : own.length > 0 ? own : others;
    add(middle, due ?? (isCalm ? askedLongestAgo(background, rotating) : undefined));
  }

  const closing: string[] = [];
  if (!isCalm) add(closing, set.contact);
  const strength = set.strength.filter(fits);
  const last = isAtLeast(severity, "urgent") ? set.more : turn(strength, round)?.id;
  add(closing, last);
  if (!isCalm && progress.sharedPhone) add(closing, set.sharedPhone);

  // What was answered stays in the count, even when a later answer changed the plan.
  for (const id of answered) if (!closing.includes(id)) add(middle, id);
  // Who turned serious after the last question has had room to say it: one more is asked only where the limit allows.
  const hadRoom = [...strength.map(({ id }) => id), set.more].some((id) => answered.includes(id));
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

/** With fewer questions than this to come, going on is quicker than coming back. */
const worthwhile = 2;

/** The question to ask now, or undefined when the check-in is complete. */
export function nextQuestion(set: QuestionSet, progress: Progress): Position | undefined {
  const plan = planQuestions(set, progress);
  const isOpen = (id: string) => !progress.given.some((one) => one.questionId === id && one.complete);
  const index = plan.findIndex(isOpen);
  const question = index < 0 ? undefined : findQuestion(set, plan[index] ?? "");
  if (!question) return undefined;
  if (progress.severity !== "crisis") {
    const number = progress.given.filter(({ complete }) => complete).length + 1;
    const total = Math.max(plan.length, number);
    return { question, number, total, isLong: number >= set.longFrom && total - number >= worthwhile };
  }
  const number = set.crisis.indexOf(question.id) + 1;
  return { question, number, total: set.crisis.length, isLong: false };
}
