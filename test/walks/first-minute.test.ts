import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { alumnus, consent } from "../../src/db/schema/index.ts";
import { checkedText } from "../../src/i18n/dutch-beneath.ts";
import { isolate } from "../../src/i18n/isolate.ts";
import { autonyms, type Language, languages } from "../../src/i18n/language.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { answersOf, escalationsOf, messagesTo, tapsOf } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

async function aCard(language: Language) {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { linked: false, language, languageCode: language });
  return { fatima, amina };
}

/** All that went to this chat, as it left the app: texts, buttons, callback data. */
const sentTo = ({ phone }: Walker) =>
  JSON.stringify(walk.simulator.calls.filter(({ params }) => params.chat_id === phone.chatId));

test.each(languages)(
  "in %s there are three taps between the language and the first question",
  async (language) => {
    const { amina } = await aCard(language);
    const t = walk.app.texts(language);
    const prompt = t("checkin:question.G1.prompt");
    await amina.start(amina.token);
    await amina.tap(autonyms[language]);
    const before = tapsOf(walk, amina);
    for (const key of ["people:link.okay", "people:link.offerAnswer.yes", "people:link.phoneAnswer.own"]) {
      expect(amina.read()).not.toContain(prompt);
      await amina.press(key);
    }
    expect(tapsOf(walk, amina) - before).toBe(3);
    expect(amina.last()).toBe(`${t("people:link.firstQuestion")}\n\n${prompt}`);
  },
);

test.each(["nl", "en", "ar", "uk", "ti", "fa"] as const)(
  "in %s no name is on the phone before the case worker's yes, and the answer counts after it",
  async (language) => {
    const { fatima, amina } = await aCard(language);
    const t = walk.app.texts(language);
    await amina.start(amina.token);
    await amina.tap(autonyms[language]);
    await amina.press("people:link.okay");
    await amina.press("people:link.offerAnswer.yes");
    await amina.press("people:link.phoneAnswer.own");
    await amina.answer("G1", "good");
    expect(amina.last()).toBe(
      checkedText(walk.app.texts, language, "people:link.thanks", { worker: "Fatima" }),
    );
    await amina.start();
    expect(amina.last()).toBe(t("people:link.waiting", { worker: "Fatima" }));
    expect(sentTo(amina)).not.toMatch(/Amina|Jansen/);
    const personOf = async () =>
      (await walk.database.db.select().from(alumnus).where(eq(alumnus.id, amina.id)))[0];
    expect((await personOf())?.chatId).toBeNull();

    await fatima.press("people:confirm.yes");
    expect(amina.last()).toBe(
      checkedText(walk.app.texts, language, "people:link.confirmed", { worker: "Fatima" }),
    );
    expect(fatima.last()).toBe(walk.app.texts("nl")("people:confirm.done.yes", { name: "Amina" }));
    expect(await personOf()).toMatchObject({ chatId: amina.phone.chatId, language, sharedPhone: false });
    expect(await answersOf(walk, amina)).toEqual({ G1: ["good"] });
    expect(await escalationsOf(walk, amina)).toEqual([]);
    const given = await walk.database.db.select().from(consent).where(eq(consent.alumnusId, amina.id));
    expect(given).toMatchObject([{ answer: "yes", language }]);
    await expect(walk.transcript()).toMatchFileSnapshot(`chats/first-minute-${language}.chat.txt`);
  },
);

test("in ar all that the young person reads is Arabic, but for the Dutch beneath what nobody has checked, and the case worker's name stands isolated", async () => {
  const { fatima, amina } = await aCard("ar");
  await amina.start(amina.token);
  await amina.tap(autonyms.ar);
  await amina.press("people:link.okay");
  await amina.press("people:link.offerAnswer.yes");
  await amina.press("people:link.phoneAnswer.own");
  await amina.answer("G1", "good");
  await fatima.press("people:confirm.yes");
  const [choose, ...rest] = messagesTo(amina);
  expect(choose?.text).toContain(walk.app.texts("ar")("people:link.chooseLanguage"));
  expect(rest.length).toBeGreaterThanOrEqual(6);
  const t = walk.app.texts;
  // The Dutch beneath stands last, whole, after a line in Arabic that says why, and each of its lines keeps its own direction.
  const parts = rest.map(({ text = "" }) => text.split(`\n\n${t("ar")("delivery:unchecked")}\n`));
  expect(parts.filter(({ length }) => length > 1).map(([, beneath]) => beneath)).toEqual([
    isolate(t("nl")("people:link.robot", { school: "De Linde", worker: "Fatima" })),
    isolate(t("nl")("people:link.offer")),
    isolate(t("nl")("people:link.thanks", { worker: "Fatima" })),
    isolate(t("nl")("people:link.confirmed", { worker: "Fatima" })),
  ]);
  const own = parts.map(([text = ""]) => text);
  for (const [index, message] of rest.entries()) {
    const labels = (message.buttons ?? []).flat().map(({ text }) => text);
    for (const said of [own[index] ?? "", ...labels]) {
      expect(said).toMatch(/\p{Script=Arabic}/u);
      // What stands between the isolates are names; nothing else may be Latin.
      expect(said.replace(/\u2068[^\u2069]*\u2069/gu, "")).not.toMatch(/\p{Script=Latin}/u);
    }
  }
  const all = own.join("\n");
  expect(all).toContain("\u2068Fatima\u2069");
  expect(all.replaceAll("\u2068Fatima\u2069", "")).not.toContain("Fatima");
});
