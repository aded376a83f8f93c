import { afterEach, expect, test } from "vitest";
import { autonyms, type Language } from "../../src/i18n/language.ts";
import { setAgreement } from "../../src/people/link/set-agreement.ts";
import { findOrganisation } from "../../src/people/store.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { buttonsOf, messagesTo, startCheckIn } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = (language: Language) => walk.app.texts(language);

async function aSchool(): Promise<Walker> {
  walk = await startWalk();
  return walk.caseWorker("Fatima de Vries");
}

/** What comes after another language was chosen, in order. */
async function switchTo(walker: Walker, language: Language): Promise<readonly string[]> {
  await walker.say("/language");
  const before = messagesTo(walker).length;
  await walker.tap(autonyms[language]);
  return messagesTo(walker)
    .slice(before)
    .map(({ text }) => text ?? "");
}

const heard = (language: Language) => t(language)("checkin:crisis.heard");
const heardAsParent = (language: Language) =>
  t(language)("checkin:crisis.heard", { context: "asker" } as never);

test("in danger a young person reads that the language changed, then the numbers and the question in it", async () => {
  const fatima = await aSchool();
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("ik wil niet meer leven");
  const [chosen, numbers, ...more] = await switchTo(amina, "so");
  expect(chosen).toBe(t("so")("telegram:language.chosen"));
  expect(numbers?.startsWith(heard("so"))).toBe(true);
  expect(numbers).toContain("112");
  expect(numbers).toContain(t("so")("checkin:question.SAFE1.prompt"));
  expect(more).toEqual([]);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/language-in-danger.chat.txt");
});

test("in danger with the questions behind them they read the numbers again, also while a human talks", async () => {
  const fatima = await aSchool();
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("ik wil niet meer leven");
  await walk.database.db.execute("update check_in set state = 'stopped', awaiting = null, ended_at = now()");
  const alone = await switchTo(amina, "so");
  expect(alone).toHaveLength(2);
  expect(alone[1]?.startsWith(heard("so"))).toBe(true);
  await fatima.tapOld(encodeAction({ do: "message", alumnus: amina.id, step: "write" }), 1);
  const beside = await switchTo(amina, "uk");
  expect(beside[1]?.startsWith(heard("uk"))).toBe(true);
  expect(beside[2]).toBe(t("uk")("talk:begun", { worker: "Fatima" }));
});

test("on a shared phone the numbers that come again go from the chat as the others do", async () => {
  const fatima = await aSchool();
  const amina = await walk.alumnus("Amina", fatima, { sharedPhone: true });
  await walk.database.db.execute("update alumnus set tidies_up = true");
  await amina.say("ik wil niet meer leven");
  await walk.database.db.execute("update check_in set state = 'stopped', awaiting = null, ended_at = now()");
  await switchTo(amina, "en");
  expect(amina.last()).toContain("112");
  await amina.tap(t("en")("people:tidy.now"));
  expect(amina.read()).not.toContain("112");
});

test("nobody in danger is asked about the language", async () => {
  const fatima = await aSchool();
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("ik wil niet meer leven");
  await amina.say("Начальник каже що мені треба працювати і в неділю");
  expect(amina.read()).not.toContain(t("uk")("telegram:language.offer"));
});

test("a parent in danger reads the numbers and the question of the worry again, and no subjects", async () => {
  await aSchool();
  const parent = await walk.parent("Moeder");
  await parent.press("questions:button.worry");
  await parent.press("questions:worry.levels.danger");
  const [chosen, numbers, worry, ...more] = await switchTo(parent, "so");
  expect(chosen).toBe(t("so")("telegram:language.chosen"));
  expect(numbers?.startsWith(heardAsParent("so"))).toBe(true);
  expect(numbers).toContain("112");
  expect(worry).toBe(t("so")("questions:worry.about"));
  expect(more).toEqual([]);
  // What was asked again is what is answered.
  await parent.tap(t("so")("questions:worry.abouts.home"));
  expect(parent.last()).toBe(t("so")("questions:worry.knows"));
  await expect(walk.transcript()).toMatchFileSnapshot("chats/language-in-danger-parent.chat.txt");
});

test("a parent who told of danger in words reads the numbers again, and no subjects beneath them", async () => {
  await aSchool();
  const parent = await walk.parent("Moeder");
  await parent.say("mijn zoon wil niet meer leven");
  const said = await switchTo(parent, "so");
  expect(said).toHaveLength(2);
  expect(said[1]?.startsWith(heardAsParent("so"))).toBe(true);
});

test("what a parent was about to type is asked again, and what they type is for that", async () => {
  const fatima = await aSchool();
  const parent = await walk.parent("Moeder");
  await parent.press("questions:button.worry");
  await parent.press("questions:worry.levels.worried");
  await parent.press("questions:worry.abouts.home");
  await parent.press("questions:worry.known.no");
  await parent.press("questions:worry.calls.yes");
  expect((await switchTo(parent, "so")).at(-1)).toBe(t("so")("questions:phone.ask"));
  await parent.say("0612345678");
  expect((await switchTo(parent, "uk")).at(-1)?.startsWith(t("uk")("questions:worry.words"))).toBe(true);
  await parent.say("Мій син не їсть");
  expect(parent.last()).not.toContain(t("uk")("questions:menu.title"));
  await parent.press("questions:button.human").catch(() => parent.tap(t("uk")("questions:button.human")));
  expect((await switchTo(parent, "en")).at(-1)).toBe(t("en")("questions:human.ask"));
  await parent.say("When does the party begin?");
  const when = (await switchTo(parent, "nl")).at(-1);
  expect(when).toContain(
    t("nl")("questions:human.sent", { school: "De Linde", when: "vandaag" }).slice(0, 20),
  );
  expect(fatima.phone.messages().length).toBeGreaterThan(0);
});

test("a question that waits for a human's yes is offered again, until something else was done", async () => {
  await aSchool();
  const parent = await walk.parent("Moeder");
  await parent.say("hoe laat begint de kerstviering in de aula");
  expect((await switchTo(parent, "so")).at(-1)).toBe(t("so")("questions:unknown.ask"));
  await parent.tap(t("so")("questions:unknown.no"));
  expect((await switchTo(parent, "en")).at(-1)).toContain(t("en")("questions:menu.title"));
});

test("answers to choose from come again in the new language", async () => {
  await aSchool();
  const parent = await walk.parent("Moeder");
  await parent.say("mbo");
  const labels = buttonsOf(parent);
  expect(parent.last()).toBe(t("nl")("questions:choose.ask"));
  expect((await switchTo(parent, "en")).at(-1)).toBe(t("en")("questions:choose.ask"));
  expect(buttonsOf(parent)).toHaveLength(labels.length);
});

test("the agreement, a correction and a place come again, in the new language", async () => {
  const fatima = await aSchool();
  const amina = await walk.alumnus("Amina", fatima);
  const { db } = walk.database;
  const place = { db, now: walk.clock.now() };
  await setAgreement(place, await findOrganisation(db, walk.organisationId), "alumnus");
  // Whoever was never asked is not asked by choosing a language.
  expect(await switchTo(amina, "en")).toHaveLength(1);
  await fatima.say("/oudleerlingen Amina");
  await fatima.press("caseload:dated.agreement");
  await fatima.press("people:agreement.send");
  const words = (language: Language) =>
    t(language)("people:agreement.words.alumnus", { worker: "Fatima" }).slice(0, 30);
  expect((await switchTo(amina, "ti")).at(-1)?.startsWith(words("ti"))).toBe(true);
  await amina.tap(t("ti")("people:agreement.yes"));
  expect(await switchTo(amina, "en")).toHaveLength(1);
  await amina.say("/mijngegevens");
  await amina.tap(t("en")("rights:menu.correct"));
  await amina.tap(t("en")("rights:correct.item.name"));
  const item = t("uk")("rights:correct.item.name");
  expect((await switchTo(amina, "uk")).at(-1)).toBe(t("uk")("rights:correct.type", { item }));
  await amina.say("/language");
  await amina.tap(autonyms.nl);
  await amina.say("Amina Haddad");
  await fatima.say("/oudleerlingen Amina");
  await fatima.press("appointment:button.arrange");
  await fatima.press("appointment:button.physical");
  await fatima.tap("Amina kiest een tijd");
  await amina.tap(buttonsOf(amina)[0] ?? "");
  await amina.press("appointment:button.place");
  await amina.press("appointment:button.typed");
  expect((await switchTo(amina, "en")).at(-1)).toBe(t("en")("appointment:ask.typed.physical"));
});

test("a check-in that rests shows its button again, and one that was not begun its question", async () => {
  const fatima = await aSchool();
  const amina = await walk.alumnus("Amina", fatima);
  await startCheckIn(fatima, amina);
  await walk.database.db.execute(
    "update check_in set state = 'paused', awaiting = null, asked_id = null where state = 'open'",
  );
  expect((await switchTo(amina, "en")).at(-1)).toBe(t("en")("checkin:flow.paused"));
  await amina.tap(t("en")("checkin:flow.goOn"));
  expect(amina.last()).toContain(t("en")("checkin:question.G1.prompt"));
});

test("what somebody was choosing about their phone and their time comes again, as far as they had come", async () => {
  const fatima = await aSchool();
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("/phone");
  expect((await switchTo(amina, "ar")).at(-1)).toBe(t("ar")("people:phone.isOwn"));
  await amina.tap(t("ar")("people:link.phoneAnswer.shared"));
  expect((await switchTo(amina, "tr")).at(-1)).toContain(t("tr")("people:tidy.ask"));
  await amina.tap(t("tr")("people:tidy.no"));
  expect(await switchTo(amina, "pl")).toEqual([t("pl")("telegram:language.chosen")]);
  await amina.say("/mytime");
  expect((await switchTo(amina, "fa")).at(-1)).toBe(t("fa")("people:calendar.time.ask"));
  await amina.tap(t("fa")("people:calendar.time.after16"));
  const asked = amina.last();
  expect([t("fa")("people:calendar.time.askDays"), t("fa")("people:calendar.time.askRhythm")]).toContain(
    asked,
  );
  expect((await switchTo(amina, "ru")).at(-1)).toBe(t("ru")("people:calendar.time.askRhythm"));
  await amina.tap(t("ru")("people:calendar.time.less"));
  expect(await switchTo(amina, "nl")).toEqual([t("nl")("telegram:language.chosen")]);
});
