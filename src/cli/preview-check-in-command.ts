import { type Command, InvalidArgumentError, Option } from "commander";
import { seasonOf } from "../checkin/background.ts";
import { decideReply } from "../checkin/decide-reply.ts";
import { nothingBefore } from "../checkin/decide-signals.ts";
import { findCrisisWords } from "../checkin/find-crisis-words.ts";
import type { Given, Position } from "../checkin/next-question.ts";
import { type PlayedAnswer, type PlayedStep, playCheckIn } from "../checkin/play-check-in.ts";
import { questionTexts } from "../checkin/publish-question-set.ts";
import { explanationsOf, labelsOf, promptOf, type QuestionContext } from "../checkin/question-message.ts";
import {
  findQuestion,
  type Occasion,
  occasions,
  type Question,
  type Situation,
  situations,
} from "../checkin/question-set.ts";
import { questionSet } from "../checkin/questions.ts";
import { type Language, languages } from "../i18n/language.ts";
import { loadTexts } from "../i18n/texts.ts";
import { Refused } from "../people/find-organisation.ts";
import type { Seam } from "./seam.ts";

interface Options {
  readonly situation?: Situation;
  readonly language: Language;
  readonly answers?: ReadonlyMap<string, readonly string[]>;
  readonly occasion?: Occasion;
  readonly round: number;
  readonly age: number;
  readonly month?: number;
  readonly asked: readonly string[];
  readonly newcomer?: boolean;
  readonly shared?: boolean;
}

/** Names in a preview are made up: nobody's data is read. */
const worker = "Fatima";

/** `checkin preview`: plays any path through the questions in the terminal, without a database, a bot or a person. */
export function previewCheckInCommand(parent: Command, seam: Seam): void {
  parent
    .command("preview")
    .description("play a check-in in the terminal: what is asked, and what each answer signals")
    .addOption(
      new Option("--situation <code>", "what the person did last time (left out: unknown)").choices(
        situations,
      ),
    )
    .addOption(
      new Option("--language <code>", "in which language").choices(languages).default("nl" as Language),
    )
    .option(
      "--answers <list>",
      'such as "G1=notGood G1b=money,home W1=skip"; all else is answered as fine. Left out: type the answers',
      parseAnswers,
    )
    .addOption(new Option("--occasion <what>", "something happened lately").choices(occasions))
    .option("--round <number>", "how many check-ins there were before", wholeNumber, 0)
    .option("--age <years>", "how old the person is", wholeNumber, 18)
    .option("--month <1-12>", "in which month (left out: now)", wholeNumber)
    .option("--asked <ids...>", "questions that were asked a month ago", [])
    .option("--newcomer", "the person came from an ISK")
    .option("--shared", "the phone is also of others")
    .action((options: Options) => preview(seam, options));
}

async function preview(seam: Seam, options: Options): Promise<void> {
  const print = (line: string) => seam.stdout.write(`${line}\n`);
  const t = (await loadTexts())(options.language);
  const published = { hash: "", set: questionSet, texts: questionTexts };
  const context: QuestionContext = {
    published,
    language: options.language,
    checkInId: "",
    worker,
    situation: options.situation,
  };
  for (const id of options.asked)
    if (!findQuestion(questionSet, id)) throw new Refused(`There is no question ${id}.`);
  const lastAsked = Object.fromEntries(options.asked.map((id) => [id, 30]));
  const month = options.month ?? seam.now().getUTCMonth() + 1;
  const steps = playCheckIn(questionSet, {
    situationBefore: options.situation,
    round: options.round,
    sharedPhone: options.shared === true,
    background: {
      season: seasonOf(new Date(Date.UTC(2026, month - 1, 15)), "Europe/Amsterdam"),
      lastAsked,
      worries: [],
      age: options.age,
      newcomer: options.newcomer === true,
      occasion: options.occasion,
    },
    previous: nothingBefore,
  });
  const used = new Set<string>();
  const told = new Set<string>();
  let step = steps.next();
  while (!step.done) {
    const { position } = step.value;
    show(print, context, position);
    const answer = options.answers
      ? answerFrom(options.answers, position.question, used)
      : await askAtTerminal(seam, context, step.value);
    if (!answer) {
      print("(left here; the rest waits)");
      return;
    }
    print(`   → ${labelOfAnswer(context, position.question, answer.given)}`);
    for (const line of explanationsOf(context, position.question.id, answer.given.options))
      print(`   ${line.replaceAll("\n", "\n   ")}`);
    step = steps.next(answer);
    const { signals } = step.value;
    for (const { cause, theme, severity, rule, wish } of signals) {
      if (told.has(cause)) continue;
      told.add(cause);
      print(`   ! ${severity} · ${theme}${rule ? ` · ${rule}` : ""}${wish ? ` · wish: ${wish}` : ""}`);
    }
  }
  const unused = [...(options.answers?.keys() ?? [])].filter((id) => !used.has(id));
  if (unused.length > 0) seam.stderr.write(`Not asked on this path: ${unused.join(", ")}.\n`);
  const { severity, signals } = step.value;
  print("");
  print(severity === "none" ? t("checkin:end.fine", { worker }) : `${signals.length} signals, ${severity}.`);
}

function show(
  print: (line: string) => void,
  context: QuestionContext,
  { question, number, total }: Position,
) {
  print("");
  print(`${number}/${total}  ${promptOf(context, question)}   [${question.id}]`);
  for (const [index, { label, optionId }] of labelsOf(context, question).entries())
    print(`   ${index + 1}  ${label}   [${optionId}]`);
}

const answered = (questionId: string, values: Partial<Given>): Given => ({
  questionId,
  options: [],
  skipped: false,
  inWords: false,
  complete: true,
  ...values,
});

/** The listed answer, or the first one that worries nobody. */
function answerFrom(
  answers: ReadonlyMap<string, readonly string[]>,
  question: Question,
  used: Set<string>,
): PlayedAnswer {
  const listed = answers.get(question.id);
  used.add(question.id);
  if (!listed) {
    const fine = question.options.find(
      ({ severity, marks }) => severity === "none" && !marks?.includes("dontKnow"),
    );
    const calm = fine ?? question.options.find(({ severity }) => severity === "none");
    return { given: answered(question.id, calm ? { options: [calm.id] } : { skipped: true }) };
  }
  if (listed.length === 1 && listed[0] === "skip") return { given: answered(question.id, { skipped: true }) };
  return { given: answered(question.id, { options: listed }) };
}

/** Asks until the line means something: a number, a label, several with commas, `skip`, `stop`, or words where words are asked for. */
async function askAtTerminal(
  seam: Seam,
  context: QuestionContext,
  { position, given }: PlayedStep,
): Promise<PlayedAnswer | undefined> {
  const { question } = position;
  for (;;) {
    if (!seam.ask)
      throw new Refused("Nobody sits at this terminal: say the answers with --answers (empty for all fine).");
    const line = (await seam.ask("   ? ")).trim();
    if (line === "stop") return undefined;
    if (line === "skip") return { given: answered(question.id, { skipped: true }) };
    const picked = line
      .split(",")
      .map((part) => question.options[Number(part.trim()) - 1]?.id ?? part.trim());
    const isKnown = picked.every((id) => question.options.some((option) => option.id === id));
    if (isKnown && (picked.length === 1 || question.kind === "many"))
      return { given: answered(question.id, { options: picked }) };
    const meaning = decideReply(
      questionSet,
      { awaiting: question.id, given },
      { kind: "text", text: line },
      (asked) => labelsOf(context, asked),
    );
    const hit = findCrisisWords(line);
    if (meaning.kind === "answer") return { given: meaning.given, ...(hit ? { words: hit.severity } : {}) };
    seam.stderr.write(
      "   A number of the list, several with commas where more are asked for, or: skip, stop\n",
    );
  }
}

function labelOfAnswer(context: QuestionContext, question: Question, given: Given): string {
  if (given.skipped) return "(skipped)";
  if (given.inWords) return "(in own words)";
  const labels = labelsOf(context, question);
  return given.options.map((id) => labels.find(({ optionId }) => optionId === id)?.label ?? id).join(", ");
}

function wholeNumber(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new InvalidArgumentError("It is a whole number.");
  return Number(text);
}

/** `G1=notGood G1b=money,home`: ids as in the questions; an unknown one is refused by name. */
function parseAnswers(list: string): ReadonlyMap<string, readonly string[]> {
  const answers = new Map<string, readonly string[]>();
  for (const part of list.split(/\s+/).filter(Boolean)) {
    const [id = "", value = ""] = part.split("=");
    const question = findQuestion(questionSet, id);
    if (!question) throw new InvalidArgumentError(`There is no question ${id}.`);
    const options = value.split(",").filter(Boolean);
    const unknown = options.filter((one) => one !== "skip" && !question.options.some((o) => o.id === one));
    if (options.length === 0 || unknown.length > 0)
      throw new InvalidArgumentError(
        `${id} has no answer ${unknown.join(", ") || "(nothing)"}. It has: ${question.options.map((o) => o.id).join(", ")}, skip.`,
      );
    answers.set(id, options);
  }
  return answers;
}
