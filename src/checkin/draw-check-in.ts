import { questionTexts } from "./publish-question-set.ts";
import {
  type Asked,
  modules,
  type Option,
  occasions,
  type Question,
  type QuestionSet,
  seasons,
  situations,
} from "./question-set.ts";

type Words = Readonly<Record<string, { prompt: string; option?: Readonly<Record<string, string>> }>>;
const words = questionTexts.en?.question as unknown as Words;

const names: Readonly<Record<(typeof modules)[number], string>> = {
  G: "Opening, situation, contact",
  W: "Regular work",
  S: "Sheltered work, waiting, development",
  D: "Day activity",
  B: "School",
  L: "Learning on the job",
  Z: "Looking for work, at home",
  I: "From an ISK",
  H: "Home",
  F: "Money",
  V: "Transport",
  A: "Letters and agencies",
  M: "Wellbeing",
  T: "Turns of the year",
  E: "Soon after something happened",
  Q: "Strengths",
  SAFE: "Safety",
};

const promptOf = (id: string) => words[id]?.prompt ?? id;
const labelOf = (id: string, option: string) => words[id]?.option?.[option] ?? option;
/** Inside a Mermaid label a quotation mark ends the label, and a line break ends the line. */
const quoted = (text: string) => `"${text.replaceAll('"', "'").replaceAll("\n", " ")}"`;
const cell = (text: string) => text.replaceAll("|", "/").replaceAll("\n", " ");

/**
 * The whole question set as Markdown with Mermaid diagrams (docs/check-in.md): the way through a check-in, and of every
 * part its questions, what each answer signals and where it leads. Made from the data alone.
 */
export function drawCheckIn(set: QuestionSet): string {
  const parts = modules.flatMap((module) => {
    const questions = set.questions.filter((question) => question.module === module);
    return questions.length === 0 ? [] : [drawModule(module, questions)];
  });
  return `${[
    "# What a check-in asks",
    "Generated from `src/checkin/questions.ts` by `npm run cli -- checkin diagram`; a test compares. Play any path with `npm run cli -- checkin preview --situation work_regular --language nl`.",
    drawWay(set),
    drawChoices(set),
    ...parts,
  ].join("\n\n")}\n`;
}

function drawWay(set: QuestionSet): string {
  const lines = [
    `  opening[${quoted(`${set.opening.join(", ")}: ${promptOf(set.opening[0] ?? "")}`)}]`,
    `  opening -->|not good| about[G1b: what is it about?]`,
    `  opening --> situation[${quoted(`${set.knownSituation}: still right? Else ${set.unknownSituation}`)}]`,
    "  about --> situation",
    "  situation --> main[one question about the situation, the one asked longest ago]",
    "  main --> depth[depth on each theme that was named]",
    "  depth --> again[a worry of last time, asked again]",
    "  again --> turn[the turn of the year, or the rotating question asked longest ago]",
    `  turn -->|something is not fine| contact[${quoted(`${set.contact}: wish for contact`)}]`,
    "  turn -->|all is fine| strength[one strength question]",
    "  contact --> strength",
    `  contact -->|urgent| more[${quoted(`${set.more}: room to say more`)}]`,
    `  strength -->|shared phone, not fine| who[${quoted(`${set.sharedPhone}: who answered?`)}]`,
    "  more --> who",
    "  strength --> ending([what goes to whom; a sentence more is welcome])",
    "  who --> ending",
    `  crisis{{a crisis, at any moment}} --> safety[${quoted(set.crisis.join(", "))}] --> ending`,
    "  happened{{something happened lately}} --> opening",
  ];
  return [
    "## The way through",
    `Never more than ${set.most} questions, those about safety aside. From question ${set.longFrom} on a check-in offers to go on later. When something happened lately its questions come instead of situation, main question and turn.`,
    mermaid(lines),
  ].join("\n\n");
}

function drawChoices(set: QuestionSet): string {
  const ids = (list: readonly Asked[]) =>
    list
      .map(({ id, age, newcomer }) => (age ? `${id} (at ${age})` : newcomer ? `${id} (from an ISK)` : id))
      .join(", ");
  const main = situations.map((situation) => [
    `\`${situation}\``,
    ids(set.main[situation] ?? set.main.otherwise),
  ]);
  const watched = (occasion: string) =>
    set.questions
      .flatMap(({ id, options }) =>
        options.flatMap((option) =>
          option.watch?.occasion === occasion
            ? [`${id} ${option.id}: after ${option.watch.afterDays} days`]
            : [],
        ),
      )
      .join("; ");
  return [
    "## Which questions when",
    table(["situation", "one of these, the one asked longest ago"], main),
    table(
      ["part of the year", "its turn, once"],
      seasons.map((season) => [season, `${set.turns[season]}: ${promptOf(set.turns[season])}`]),
    ),
    `Otherwise the one asked longest ago of: ${ids(set.rotating)}. Some fit certain situations only.`,
    table(
      ["happened lately", "asked", "set by an answer"],
      occasions.map((occasion) => [
        occasion,
        set.occasions[occasion].join(", "),
        watched(occasion) || "a new situation (G3, G4)",
      ]),
    ),
  ].join("\n\n");
}

function drawModule(module: (typeof modules)[number], questions: readonly Question[]): string {
  const edges = questions.flatMap(({ id, options }) =>
    options.flatMap((option) =>
      (option.leadsTo ?? []).map((next) => `  ${id} -->|${quoted(labelOf(id, option.id))}| ${next}`),
    ),
  );
  const nodes = questions.map(({ id }) => `  ${id}[${quoted(`${id}: ${promptOf(id)}`)}]`);
  const rows = questions.flatMap(({ id, options, kind }) =>
    options.length === 0
      ? [[id, cell(promptOf(id)), `(${kind})`, "", ""]]
      : options.map((option, index) => [
          index === 0 ? id : "",
          index === 0 ? cell(promptOf(id)) : "",
          cell(labelOf(id, option.id)),
          option.severity === "none" ? "" : option.severity,
          moreOf(option),
        ]),
  );
  return [
    `## ${module}: ${names[module]}`,
    ...(edges.length > 0 ? [mermaid([...nodes, ...edges])] : []),
    table(["", "question", "answer", "signals", "and"], rows),
  ].join("\n\n");
}

function moreOf(option: Option): string {
  return [
    ...(option.leadsTo ? [`→ ${option.leadsTo.join(", ")}`] : []),
    ...(option.opens ? [`opens ${option.opens}`] : []),
    ...(option.rule ? [option.rule] : []),
    ...(option.talkPoint ? [`talk point: ${option.talkPoint}`] : []),
    ...(option.says ? ["explains"] : []),
    ...(option.watch ? [`${option.watch.occasion} in ${option.watch.afterDays} days`] : []),
  ].join("; ");
}

const mermaid = (lines: readonly string[]) => ["```mermaid", "flowchart TD", ...lines, "```"].join("\n");

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
