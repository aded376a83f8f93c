import { and, desc, eq, gte, like } from "drizzle-orm";
import { hearWords, type Words } from "../checkin/hear-words.ts";
import { storeSignals } from "../checkin/store-signals.ts";
import { signal } from "../db/schema/index.ts";
import type { Action } from "../delivery/action.ts";
import type { Button, Buttons } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { raiseEscalation } from "../escalation/raise-escalation.ts";
import { checkedText } from "../i18n/dutch-beneath.ts";
import { spokenIn } from "../i18n/spoken-texts.ts";
import { findWhoIsThere } from "../people/duty/who-is-there.ts";
import { expectWords } from "../people/expect-words.ts";
import type { AskerView, PersonView } from "../people/store.ts";
import { askForPhone } from "./call-me.ts";
import { sayDanger, sayIfDanger } from "./hear-danger.ts";
import { raiseMatched } from "./raise-matched.ts";
import { inPairs, menuButton, noQuestion } from "./show-menu.ts";
import { changeQuestion, lockQuestion, openQuestion } from "./store.ts";

/** The answers of the worry intake: P1 to P4 (domain 4.9). */
export const worryAnswers = {
  level: ["worried", "hurry", "danger"],
  about: ["work", "home", "money", "health", "friends", "other"],
  knows: ["yes", "no", "rather"],
  call: ["yes", "interpreter", "no"],
} as const;
export type WorryPart = keyof typeof worryAnswers;
type Level = (typeof worryAnswers.level)[number];

const severityOf = { worried: "attention", hurry: "urgent", danger: "crisis" } as const;
const askedBy = {
  level: "worry.level",
  about: "worry.about",
  knows: "worry.knows",
  call: "worry.call",
} as const;
const labelsOf = { level: "levels", about: "abouts", knows: "known", call: "calls" } as const;

/** P1: how bad it is. Nothing has gone to a human yet. `askedId` is the question that told of it. */
export const askHowBad = (work: Work, view: PersonView, askedId = noQuestion): Promise<void> =>
  ask(work, view, "level", askedId);

async function ask(work: Work, view: PersonView, part: WorryPart, askedId: string): Promise<void> {
  const { chatId } = view.row;
  if (chatId === null) return;
  const t = work.texts(view.language);
  const buttons: Button[] = worryAnswers[part].map((value) => ({
    label: t(`questions:worry.${labelsOf[part]}.${value}` as "questions:worry.known.yes"),
    action: { do: "worry", asked: askedId, part, value } as const,
  }));
  // The robot may have heard a worry where there was a question.
  const isQuestion: Button[] =
    askedId === noQuestion
      ? []
      : [
          {
            label: t("questions:worry.isQuestion"),
            action: { do: "asked", asked: askedId, verb: "question" },
          },
        ];
  const rows: Buttons =
    part === "level"
      ? [...[...buttons, ...isQuestion].map((one) => [one]), [menuButton(t)]]
      : inPairs(buttons);
  await say(work, {
    chatId,
    outgoing: {
      ...{ kind: "say", text: checkedText(work.texts, view.language, `questions:${askedBy[part]}`) },
      buttons: rows,
      spoken: spokenIn(view.language, `questions:${askedBy[part]}`),
    },
  });
}

/**
 * An answer of the worry intake (R17). The first one already goes to humans, with the words that told of the worry: whatever is
 * not answered after it is not missing. Danger is a crisis. An answer that was given before counts once. False for a forged one.
 */
export async function answerWorry(
  work: Work,
  view: PersonView,
  { asked: askedId, part, value }: Extract<Action, { do: "worry" }>,
): Promise<boolean> {
  if (!isPart(part) || !(worryAnswers[part] as readonly string[]).includes(value)) return false;
  if (part === "level") await raiseWorry(work, view, askedId, value as Level);
  else await noteAnswer(work, view, `worry.${part}:${value}`, "attention");
  const next = nextPart[part];
  if (next) await ask(work, view, next, askedId);
  else if (value === "no") await askForWorry(work, view);
  else await askForPhone(work, view, { interpreter: value === "interpreter", isWorry: true });
  return true;
}

/** What is asked after an answer to this part; the words and the number come after the last. */
const nextPart: Readonly<Partial<Record<string, WorryPart>>> = {
  level: "about",
  about: "knows",
  knows: "call",
};

/** Asks again what the intake asked last, when nothing was done since; false when it asks nothing. */
export async function askWorryAgain(work: Work, view: AskerView): Promise<boolean> {
  const [last] = await work.db
    .select({ rule: signal.rule })
    .from(signal)
    .where(
      and(eq(signal.personId, view.row.id), gte(signal.at, view.row.lastAt), like(signal.rule, "worry.%:%")),
    )
    .orderBy(desc(signal.at))
    .limit(1);
  const answered = /^worry\.(\w+):/.exec(last?.rule ?? "")?.[1];
  const next = answered === undefined ? undefined : nextPart[answered];
  if (!next) return false;
  await ask(work, view, next, noQuestion);
  return true;
}

const isPart = (part: string): part is WorryPart => Object.hasOwn(worryAnswers, part);

async function raiseWorry(work: Work, view: PersonView, askedId: string, level: Level): Promise<void> {
  const { row } = view;
  await noteAnswer(work, view, `worry.level:${level}`, severityOf[level]);
  const asked = askedId === noQuestion ? undefined : await lockQuestion(work, view, askedId);
  const words = asked && !asked.sentAt ? await openQuestion(work, view, asked) : undefined;
  if (asked && words) {
    const { wordsId } = await hearWords(work, { personId: row.id, keyId: row.keyId }, words);
    await changeQuestion(work, asked, { body: null, sentAt: work.now, wordsId });
  }
  if (level === "danger") await sayDanger(work, view);
}

async function noteAnswer(
  work: Work,
  view: PersonView,
  rule: string,
  severity: "attention" | "urgent" | "crisis",
): Promise<void> {
  const theme = severity === "crisis" ? "safety" : "worry";
  const found = { cause: `${rule}:${work.now.toISOString()}`, rule, theme, severity } as const;
  await raiseEscalation(work, view.row, await storeSignals(work, { personId: view.row.id }, [found]));
  await raiseMatched(work, view.row, [found]);
}

/** Who it is about and what is wrong, in words. */
export async function askForWorry(work: Work, view: PersonView): Promise<void> {
  const { chatId, id: personId } = view.row;
  if (chatId === null) return;
  await expectWords(work, chatId, { kind: "worryWords", personId });
  const text = checkedText(work.texts, view.language, "questions:worry.words");
  const spoken = spokenIn(view.language, "questions:worry.words");
  await say(work, { chatId, outgoing: { kind: "say", text, spoken } });
}

/** The words about a worry: kept and raised, and whoever told it reads when a human reads it. */
export async function hearWorry(work: Work, view: PersonView, words: Words): Promise<void> {
  const { row } = view;
  const { wordsId, signals: found } = await hearWords(work, { personId: row.id, keyId: row.keyId }, words);
  const said = {
    cause: `worry:${wordsId}`,
    rule: "worry.words",
    theme: "worry",
    severity: "attention",
  } as const;
  await raiseEscalation(work, row, await storeSignals(work, { personId: row.id, wordsId }, [...found, said]));
  await raiseMatched(work, row, found);
  if (!(await sayIfDanger(work, view, found))) await thankForWorry(work, view);
}

export async function thankForWorry(work: Work, view: PersonView): Promise<void> {
  const { chatId } = view.row;
  if (chatId === null) return;
  const { when } = await findWhoIsThere(work, view);
  const text = checkedText(work.texts, view.language, "questions:worry.done", {
    school: view.organisation.name,
    when,
  });
  await say(work, { chatId, outgoing: { kind: "say", text } });
}
