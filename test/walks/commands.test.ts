import { afterEach, describe, expect, test } from "vitest";
import { languages } from "../../src/i18n/language.ts";
import { staffCommands, strangerCommands } from "../../src/telegram/set-up-bot.ts";
import { startWalk, type Walk } from "../support/walk.ts";
import { answersOf, escalationsOf, lastCheckIn, messagesTo, startCheckIn, wordsOf } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = () => walk.app.texts("nl");

async function atTheWorkQuestion() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  return { fatima, amina };
}

test.each([
  ["/help", "telegram:help.alumnus"],
  ["/privacy", "telegram:privacy.alumnus"],
  ["/language", "telegram:language.choose"],
] as const)("%s in the middle of a question is answered and is no answer", async (command, key) => {
  const { amina } = await atTheWorkQuestion();
  const before = await lastCheckIn(walk, amina);
  const said = messagesTo(amina).length;
  await amina.say(command);
  expect(messagesTo(amina)).toHaveLength(said + 1);
  expect(amina.last().startsWith(t()(key, { worker: "Fatima" }))).toBe(true);
  expect(await lastCheckIn(walk, amina)).toEqual(before);
  expect(await answersOf(walk, amina)).toEqual({ G1: ["good"], G2: ["yes"] });
  expect(await wordsOf(walk, amina)).toEqual([]);
  expect(await escalationsOf(walk, amina)).toEqual([]);
  // The question that was on the screen is still the one that is answered.
  await amina.answer("W1", "good");
  expect(await answersOf(walk, amina)).toMatchObject({ W1: ["good"] });
});

test("a language that is switched during a check-in is the language of the next question and of its answers", async () => {
  const { amina } = await atTheWorkQuestion();
  const en = walk.app.texts("en");
  await amina.say("/language");
  await amina.tap("English");
  expect(amina.read()).toContain(en("telegram:language.chosen"));
  expect(amina.last()).toContain(en("checkin:question.W1.prompt"));
  await amina.tap(en("checkin:question.W1.option.good"));
  expect(amina.last()).toContain(en("checkin:question.T1.prompt"));
  await amina.tap(en("checkin:question.T1.option.fine"));
  expect(amina.last()).toContain(en("checkin:question.Q1.prompt"));
  await amina.tap(en("checkin:extra.skip"));
  expect(amina.last()).toContain(en("checkin:end.fine"));
  await expect(walk.transcript()).toMatchFileSnapshot("chats/language-switched.chat.txt");
});

test("after a switch what is typed is understood in the new language, also for the question in the old one", async () => {
  const { amina } = await atTheWorkQuestion();
  await amina.say("/language");
  await amina.tap("English");
  await amina.say("good");
  expect(await answersOf(walk, amina)).toMatchObject({ W1: ["good"] });
});

describe("help and privacy fit who asks", () => {
  test("a stranger reads how to come in, and nothing about anybody", async () => {
    walk = await startWalk();
    const fatima = await walk.caseWorker("Fatima de Vries");
    const somebody = await walk.alumnus("Amina", fatima, { linked: false });
    await somebody.say("/help");
    expect(somebody.last()).toBe(t()("telegram:help.stranger"));
    await somebody.say("/privacy");
    expect(somebody.last()).toBe(t()("telegram:privacy.stranger"));
    await somebody.say("/stop");
    expect(somebody.last()).toBe(t()("people:stop.unlinked"));
    await somebody.say("/checkin");
    await somebody.say("/list");
    expect(somebody.read()).not.toMatch(/Amina|Fatima|Jansen/);
    await expect(walk.transcript()).toMatchFileSnapshot("chats/commands-stranger.chat.txt");
  });

  test("an alumnus reads who reads, how to stop, and the numbers", async () => {
    walk = await startWalk();
    const fatima = await walk.caseWorker("Fatima de Vries");
    const amina = await walk.alumnus("Amina", fatima);
    await amina.say("/help");
    expect(amina.last()).toContain(t()("telegram:help.alumnus", { worker: "Fatima" }));
    expect(amina.last()).toMatch(/STOP/);
    expect(amina.last()).toMatch(/112/);
    await amina.say("/privacy");
    expect(amina.last()).toBe(t()("telegram:privacy.alumnus", { worker: "Fatima" }));
    await amina.start();
    expect(amina.last()).toBe(t()("telegram:start.again", { worker: "Fatima" }));
    expect(await escalationsOf(walk, amina)).toEqual([]);
    await expect(walk.transcript()).toMatchFileSnapshot("chats/commands-alumnus.chat.txt");
  });

  test("a case worker reads the work's commands, and STOP does not end their alerts", async () => {
    walk = await startWalk();
    const fatima = await walk.caseWorker("Fatima de Vries");
    const amina = await walk.alumnus("Amina", fatima);
    await fatima.say("/help");
    expect(fatima.last()).toBe(t()("telegram:help.staff"));
    await fatima.say("/privacy");
    expect(fatima.last()).toBe(t()("telegram:privacy.staff"));
    await fatima.say("stop");
    expect(fatima.last()).toBe(t()("telegram:help.staff"));
    await fatima.say("/list");
    expect(fatima.last()).toBe(t()("escalation:list.empty"));
    await amina.say("ik wil dood");
    expect(fatima.last()).toMatch(/^🔴/u);
    await expect(walk.transcript()).toMatchFileSnapshot("chats/commands-case-worker.chat.txt");
  });
});

test("the menu of a chat has the commands of whoever reads it, in their language, and what is for staff stands in no other", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries", { languageCode: "en" });
  const set = walk.simulator.calls.filter(({ method }) => method === "setMyCommands");
  const namesIn = (commands: unknown) => (commands as { command: string }[]).map(({ command }) => command);
  const menuOf = (scope: unknown, language: string | undefined) =>
    set.findLast(
      ({ params }) =>
        JSON.stringify(params.scope) === JSON.stringify(scope) && params.language_code === language,
    )?.params.commands;
  for (const language of languages) {
    const code = language === "nl" ? undefined : language;
    expect(namesIn(menuOf(undefined, code))).toEqual([...strangerCommands]);
  }
  const own = menuOf({ type: "chat", chat_id: fatima.phone.chatId }, undefined);
  expect(namesIn(own)).toEqual([...staffCommands]);
  expect(own).toContainEqual({
    command: "vandaag",
    description: walk.app.texts("en")("telegram:commands.vandaag"),
  });

  const before = walk.simulator.calls.length;
  await fatima.say("/language");
  expect((messagesTo(fatima).at(-1)?.buttons ?? []).flat().map(({ text }) => text)).toEqual([
    "Nederlands",
    "English",
  ]);
  await fatima.tap("Nederlands");
  const [again] = walk.simulator.calls.slice(before).filter(({ method }) => method === "setMyCommands");
  expect(again?.params.commands).toContainEqual({
    command: "vandaag",
    description: t()("telegram:commands.vandaag"),
  });
});
