import { afterEach, describe, expect, test } from "vitest";
import { startWalk, type Walk } from "../support/walk.ts";
import { escalationOf, forge, lastCheckIn, numbersIn, rings, startCheckIn, wordsOf } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const cries = [
  ["nl", "ik wil niet meer leven"],
  ["en", "i want to die"],
  ["ar", "أريد أن أموت"],
] as const;
const autonym = { nl: "Nederlands", en: "English", ar: "العربية" };

async function twoWorkers() {
  walk = await startWalk({ at: "2026-11-24T10:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  return { fatima, bart };
}

test.each([
  ["uk", "я хочу померти"],
  ["ti", "ክመውት እደሊ"],
  ["tr", "ÖLMEK ISTIYORUM"],
  ["pl", "chce umrzec"],
  ["so", "waxan rabaa inan dhinto"],
  ["fa", "می خوام بمیرم"],
  ["ru", "hochu umeret"],
] as const)(
  "words of crisis in %s open the safety questions, whatever language was chosen",
  async (language, cry) => {
    const { fatima, bart } = await twoWorkers();
    const yara = await walk.alumnus("Yara", fatima, { language: "nl" });
    await yara.say(cry);
    expect(yara.last()).toContain(numbersIn(walk, "nl"));
    expect(await escalationOf(walk, yara)).toMatchObject({ severity: "crisis" });
    for (const one of [fatima, bart]) expect(rings(walk, one)).toBe(1);
    const omar = await walk.alumnus("Omar", fatima, { language });
    await omar.say(cry);
    expect(omar.last()).toContain(walk.app.texts(language)("checkin:question.SAFE1.prompt"));
  },
);

describe.each(cries)("words of crisis in %s", (language, cry) => {
  test("in the middle of a question stop the questions and alert everybody", async () => {
    const { fatima, bart } = await twoWorkers();
    const t = walk.app.texts(language);
    const yara = await walk.alumnus("Yara", fatima, { language, situation: "work_regular" });
    await startCheckIn(fatima, yara);
    await yara.answer("G1", "okay");
    await yara.say(cry);
    expect(yara.last()).toContain(numbersIn(walk, language));
    expect(yara.last()).toContain(t("checkin:question.SAFE1.prompt"));
    expect(await escalationOf(walk, yara)).toMatchObject({ severity: "crisis", theme: "safety" });
    for (const one of [fatima, bart]) expect(rings(walk, one)).toBe(1);
    expect(await lastCheckIn(walk, yara)).toMatchObject({ state: "open", awaiting: "SAFE1" });
    await expect(walk.transcript()).toMatchFileSnapshot(`chats/crisis-words-${language}.chat.txt`);
  });

  test("out of the blue open the safety questions and alert everybody", async () => {
    const { fatima, bart } = await twoWorkers();
    const t = walk.app.texts(language);
    const yara = await walk.alumnus("Yara", fatima, { language });
    await yara.say(cry);
    expect(yara.last()).toContain(numbersIn(walk, language));
    expect(yara.last()).toContain(t("checkin:question.SAFE1.prompt"));
    expect(await escalationOf(walk, yara)).toMatchObject({ severity: "crisis" });
    for (const one of [fatima, bart]) expect(rings(walk, one)).toBe(1);
    expect(await wordsOf(walk, yara)).toHaveLength(1);
  });

  test("in an edited message are heard like any other", async () => {
    const { fatima, bart } = await twoWorkers();
    const yara = await walk.alumnus("Yara", fatima, { language });
    const message = await yara.say("hallo");
    await yara.edit(message, cry);
    expect(yara.last()).toContain(numbersIn(walk, language));
    expect(await escalationOf(walk, yara)).toMatchObject({ severity: "crisis" });
    expect(rings(walk, bart)).toBe(1);
  });

  test("before anybody knows who it is are answered and alerted, and are read by nobody before the yes", async () => {
    const { fatima, bart } = await twoWorkers();
    const yara = await walk.alumnus("Yara", fatima, { language, linked: false });
    await yara.start(yara.token);
    await yara.tap(autonym[language]);
    await yara.say(cry);
    expect(yara.read()).toContain(numbersIn(walk, language));
    expect(yara.read()).not.toContain("Yara");
    expect(await escalationOf(walk, yara)).toMatchObject({ severity: "crisis" });
    for (const one of [fatima, bart]) {
      expect(rings(walk, one)).toBe(1);
      expect(one.read()).toContain(walk.app.texts("nl")("escalation:doubt.unknown"));
    }
    expect(await wordsOf(walk, yara)).toHaveLength(0);
    await expect(walk.transcript()).toMatchFileSnapshot(`chats/crisis-words-unknown-${language}.chat.txt`);
  });
});

test("an edit of a typed answer into words of crisis is heard", async () => {
  const { fatima, bart } = await twoWorkers();
  const yara = await walk.alumnus("Yara", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, yara);
  const typed = await yara.say("goed");
  await yara.edit(typed, "ik wil dood");
  expect(await escalationOf(walk, yara)).toMatchObject({ severity: "crisis" });
  expect(rings(walk, bart)).toBe(1);
});

test("an edit of a command into words of crisis is heard", async () => {
  const { fatima, bart } = await twoWorkers();
  const yara = await walk.alumnus("Yara", fatima);
  const typed = await yara.say("/help");
  await yara.edit(typed, "ik wil dood");
  expect(await escalationOf(walk, yara)).toMatchObject({ severity: "crisis" });
  expect(rings(walk, bart)).toBe(1);
});

test("an edit into words of crisis is heard before anybody knows who it is", async () => {
  const { fatima, bart } = await twoWorkers();
  const yara = await walk.alumnus("Yara", fatima, { linked: false });
  await yara.start(yara.token);
  await yara.tap("Nederlands");
  const typed = await yara.say("hallo?");
  await yara.edit(typed, "ik wil dood");
  expect(await escalationOf(walk, yara)).toMatchObject({ severity: "crisis" });
  expect(rings(walk, bart)).toBe(1);
});

test("what somebody writes while they wait to be known is read by a human, as the bot said", async () => {
  const { fatima } = await twoWorkers();
  const yara = await walk.alumnus("Yara", fatima, { linked: false });
  await yara.start(yara.token);
  await yara.tap("Nederlands");
  await yara.press("people:link.okay");
  await yara.press("people:link.offerAnswer.yes");
  await yara.press("people:link.phoneAnswer.own");
  await yara.answer("G1", "okay");
  // people:link.robot says: "Fatima leest wat jij schrijft."
  await yara.say("Ik ben mijn kamer kwijt en weet niet wat ik moet doen");
  await fatima.press("people:confirm.yes");
  expect(await wordsOf(walk, yara)).toHaveLength(1);
});

test("words of crisis are heard again after an earlier alert of the unknown person was closed", async () => {
  const { fatima } = await twoWorkers();
  const yara = await walk.alumnus("Yara", fatima, { linked: false });
  await yara.start(yara.token);
  await yara.tap("Nederlands");
  await yara.say("ik wil dood");
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.reached");
  await forge(fatima, (await escalationOf(walk, yara)).id, "step_none");
  await fatima.press("escalation:outcome.notNeeded");
  expect((await escalationOf(walk, yara)).state).toBe("resolved");
  const before = rings(walk, fatima);
  await walk.pass({ days: 1 });
  await yara.say("ik wil dood");
  expect(rings(walk, fatima)).toBeGreaterThan(before);
});

test("a new cry for help after a contact cannot be undone away by an old button", async () => {
  const { fatima, bart } = await twoWorkers();
  const yara = await walk.alumnus("Yara", fatima);
  await yara.say("ik wil dood");
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.reached");
  const { id } = await escalationOf(walk, yara);
  const before = rings(walk, bart);
  await yara.say("ik wil echt dood, ik heb pillen");
  expect(rings(walk, bart)).toBeGreaterThan(before);
  await forge(fatima, id, "undo");
  expect(await escalationOf(walk, yara)).toMatchObject({ state: "notified", ownerId: null });
});
