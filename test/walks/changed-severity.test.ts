import { afterEach, expect, test } from "vitest";
import type { QuestionSet, Severity } from "../../src/checkin/question-set.ts";
import { questionSet } from "../../src/checkin/questions.ts";
import { startWalk, type Walk } from "../support/walk.ts";
import { answersOf, escalationsOf, numbersIn, rings, startCheckIn } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

/** The product's questions with one severity of one option changed. */
function withSeverity(severity: Severity): QuestionSet {
  return {
    ...questionSet,
    version: questionSet.version + 1,
    questions: questionSet.questions.map((question) =>
      question.id === "T1"
        ? {
            ...question,
            options: question.options.map((option) =>
              option.id === "fine" ? { ...option, severity } : option,
            ),
          }
        : question,
    ),
  };
}

/** The same taps whatever the questions say. */
async function shortWalk(questions: QuestionSet) {
  walk = await startWalk({ app: { questions } });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "good");
  await amina.answer("T1", "fine");
  return { fatima, amina, t: walk.app.texts("nl") };
}

test("as published the short walk alerts nobody and asks for a strength", async () => {
  const { fatima, amina, t } = await shortWalk(questionSet);
  expect(await answersOf(walk, amina)).toMatchObject({ T1: ["fine"] });
  expect(await escalationsOf(walk, amina)).toEqual([]);
  expect(rings(walk, fatima)).toBe(0);
  expect(amina.last()).toContain(t("checkin:question.Q1.prompt"));
});

test("with one option made worth attention the same walk stands on the list and asks about contact", async () => {
  const { fatima, amina, t } = await shortWalk(withSeverity("attention"));
  expect(await escalationsOf(walk, amina)).toMatchObject([{ severity: "attention", state: "open" }]);
  expect(rings(walk, fatima)).toBe(0);
  expect(amina.last()).toContain(t("checkin:question.G5.prompt", { worker: "Fatima" }));
});

test("with one option made urgent the same walk rings the case worker", async () => {
  const { fatima, amina } = await shortWalk(withSeverity("urgent"));
  expect(await escalationsOf(walk, amina)).toMatchObject([{ severity: "urgent", state: "notified" }]);
  expect(rings(walk, fatima)).toBe(1);
});

test("with one option made a crisis the same walk ends in the numbers and the safety questions", async () => {
  const { fatima, amina, t } = await shortWalk(withSeverity("crisis"));
  expect(await escalationsOf(walk, amina)).toMatchObject([{ severity: "crisis", state: "notified" }]);
  expect(rings(walk, fatima)).toBe(1);
  expect(amina.last()).toContain(numbersIn(walk));
  expect(amina.last()).toContain(t("checkin:question.SAFE1.prompt"));
});
