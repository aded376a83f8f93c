import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { chat } from "../../src/db/schema/index.ts";
import { autonyms } from "../../src/i18n/language.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { lastCheckIn, startCheckIn, wordsOf } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = (language: "nl" | "en" | "uk" | "ar" | "ti" = "nl") => walk.app.texts(language);
const offer = (written: "uk" | "ar" | "en" | "nl", reads: "nl" | "ar" = "nl") =>
  [t(written)("telegram:language.offer"), t(reads)("telegram:language.stay")].join("\n");
const times = ({ phone }: Walker, text: string) =>
  phone.messages().filter((message) => message.from === "bot" && message.text === text).length;
const chatOf = async ({ phone }: Walker) =>
  (await walk.database.db.select().from(chat).where(eq(chat.chatId, phone.chatId)))[0];

async function aDay(more: Parameters<Walk["alumnus"]>[2] = {}) {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular", ...more });
  return { fatima, amina };
}

test("who writes in another language is asked once whether to read it, and nobody is switched", async () => {
  const { fatima, amina } = await aDay();
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  const before = await lastCheckIn(walk, amina);
  await amina.say("Я сьогодні не можу, у мене багато роботи");
  expect(amina.last()).toBe(offer("uk"));
  await amina.say("Начальник каже що мені треба працювати і в неділю");
  expect(times(amina, offer("uk"))).toBe(1);
  expect((await chatOf(amina))?.language).toBe("nl");
  // The tap: the question that stands open comes in the new language, and nothing that was said is lost.
  const [button] =
    amina.phone
      .messages()
      .findLast(({ text }) => text === offer("uk"))
      ?.buttons?.flat() ?? [];
  await amina.tapOld(
    button?.data ?? "",
    amina.phone.messages().findLast(({ text }) => text === offer("uk"))?.id ?? 0,
  );
  expect(amina.read()).toContain(t("uk")("telegram:language.chosen"));
  const prompt = t("uk")(`checkin:question.${before.awaiting}.prompt` as "checkin:question.G1.prompt");
  expect(amina.last()).toContain(prompt.split("{{")[0]);
  expect(await wordsOf(walk, amina)).toHaveLength(2);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/language-offered.chat.txt");
});

test("who reads Arabic and writes Dutch may go on reading Arabic", async () => {
  const { amina } = await aDay({ language: "ar" });
  await amina.say("Ik heb vandaag weer de hele dag gewerkt en ik ben heel erg moe van het werk");
  expect(amina.last()).toBe(offer("nl", "ar"));
  await amina.tap(autonyms.ar);
  expect(amina.last()).toBe(t("ar")("telegram:language.chosen"));
});

test("nobody is asked in a crisis, beside a human, for somebody else's words, or about a language that the school does not offer", async () => {
  const { fatima, amina } = await aDay();
  await amina.say("я не хочу більше жити");
  expect(amina.read()).not.toContain(t("uk")("telegram:language.offer"));
  const daan = await walk.alumnus("Daan", fatima, {});
  await fatima.tapOld(encodeAction({ do: "message", alumnus: daan.id, step: "write" }), 1);
  await daan.say("Я сьогодні не можу, у мене багато роботи");
  expect(daan.read()).not.toContain(t("uk")("telegram:language.offer"));
  const sara = await walk.alumnus("Sara", fatima, {});
  await walk.database.db.execute("update organisation set reviewed_languages_only = true");
  await sara.say("Я сьогодні не можу, у мене багато роботи");
  expect(sara.read()).not.toContain(t("uk")("telegram:language.offer"));
});

test("another language in a talk: whoever switches is told again who is there, and the talk goes on", async () => {
  const { fatima, amina } = await aDay();
  await fatima.tapOld(encodeAction({ do: "message", alumnus: amina.id, step: "write" }), 1);
  await fatima.say("Hoe gaat het?");
  await amina.say("/language");
  await amina.tap(autonyms.uk);
  expect(amina.last()).toBe(t("uk")("talk:begun", { worker: "Fatima" }));
  await amina.say("Добре");
  expect(fatima.last()).toContain("Добре");
});

test("a check-in that waits for a yes is asked about again in the new language", async () => {
  const { fatima, amina } = await aDay();
  await fatima.say("/checkin");
  await fatima.tap("Amina Jansen");
  await amina.say("/language");
  await amina.tap(autonyms.uk);
  expect(amina.last()).toBe(t("uk")("checkin:flow.opening", { name: "Amina", worker: "Fatima" }));
  await amina.press("checkin:flow.openAnswer.yes");
  expect(amina.last()).toContain(t("uk")("checkin:question.G1.prompt"));
});

test("on a shared phone the question whether writing is safe comes again in the new language, and nothing was passed on", async () => {
  const { fatima, amina } = await aDay({ sharedPhone: true });
  await fatima.tapOld(encodeAction({ do: "message", alumnus: amina.id, step: "write" }), 1);
  await fatima.say("Kan je praten?");
  await amina.say("/language");
  await amina.tap(autonyms.uk);
  expect(amina.last()).toBe(t("uk")("talk:safe.ask", { worker: "Fatima" }));
  await amina.press("talk:safe.yes");
  expect(amina.read()).toContain("Kan je praten?");
});

test("who reads none of the languages is offered Dutch and English, and a human hears of it once", async () => {
  const { fatima, amina } = await aDay();
  await amina.say("/language");
  await amina.tap(t()("telegram:language.other"));
  expect(amina.last()).toContain(t("en")("telegram:language.none"));
  expect(amina.last()).toContain(t()("telegram:language.human", { worker: "Fatima" }));
  expect(fatima.last()).toBe(t()("people:readsNone", { name: "Amina" }));
  await amina.tap(autonyms.en);
  expect(amina.last()).toBe(t("en")("telegram:language.chosen"));
  await fatima.say("/oudleerlingen Amina");
  expect(fatima.last()).toContain(t()("caseload:profile.readsNone"));
  await amina.say("/language");
  await amina.tap(t("en")("telegram:language.other"));
  expect(times(fatima, t()("people:readsNone", { name: "Amina" }))).toBe(1);
  // Some language was the own one after all.
  await amina.say("/language");
  await amina.tap(autonyms.ti);
  expect((await chatOf(amina))?.readsNoneSince).toBeNull();
  await expect(walk.transcript()).toMatchFileSnapshot("chats/language-none.chat.txt");
});

test("in the first minute, too: Dutch or English, the case worker knows, and the first minute goes on", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { linked: false });
  await amina.start(amina.token);
  await amina.tap(t("en")("telegram:language.other"));
  expect(fatima.last()).toBe(t()("people:readsNone", { name: "Amina" }));
  await amina.tap(autonyms.en);
  expect(amina.last()).toContain("Fatima");
  await amina.tap(t("en")("people:link.okay"));
  await amina.say("Я не розумію, що тут написано, допоможіть мені");
  expect(amina.last()).toBe(
    [t("uk")("telegram:language.offer"), t("en")("telegram:language.stay")].join("\n"),
  );
  await amina.tap(autonyms.uk);
  expect(amina.last()).toContain(t("uk")("people:link.offer").slice(0, 20));
});
