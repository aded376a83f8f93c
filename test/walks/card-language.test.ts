import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { consent, consentText, offer } from "../../src/db/schema/index.ts";
import { autonyms } from "../../src/i18n/language.ts";
import { startWalk, type Walk } from "../support/walk.ts";
import { messagesTo } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const labels = (index: number, amina: Parameters<typeof messagesTo>[0]) =>
  (messagesTo(amina)[index]?.buttons ?? []).flat().map(({ text }) => text);

test("the language of the card is the first guess, Telegram's hint the second; the consent keeps the words that were read", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { linked: false, language: "ar", languageCode: "en" });
  await amina.start(`${amina.token}-ar`);
  expect(labels(0, amina).slice(0, 3)).toEqual(["العربية", "English", "Nederlands"]);
  const other = walk.app.texts("en")("telegram:language.other");
  expect(labels(0, amina).toSorted()).toEqual([...Object.values(autonyms), other].toSorted());
  const t = walk.app.texts("ar");
  expect(messagesTo(amina)[0]?.text?.startsWith(t("people:link.chooseLanguage"))).toBe(true);
  // Asked again, the order is the same.
  await amina.start();
  expect(labels(1, amina).slice(0, 3)).toEqual(["العربية", "English", "Nederlands"]);
  await amina.tap("العربية");
  await amina.press("people:link.okay");
  await amina.press("people:link.offerAnswer.yes");
  // Another language after the yes changes nothing about what was agreed to.
  await amina.say("/language");
  await amina.tap("English");
  await fatima.press("people:confirm.yes");
  const { db } = walk.database;
  const [given] = await db.select().from(consent).where(eq(consent.alumnusId, amina.id));
  expect(given).toMatchObject({
    answer: "yes",
    purpose: "telegram",
    language: "ar",
    age: 17,
    givenBy: "alumnus",
    channel: "telegram",
    recordedBy: null,
  });
  const [words] = await db
    .select()
    .from(consentText)
    .where(eq(consentText.version, given?.textVersion ?? ""));
  expect(words?.language).toBe("ar");
  expect(words?.words.join("\n")).toContain(t("people:link.offer"));
  const [made] = await db.select().from(offer).where(eq(offer.alumnusId, amina.id));
  expect(made).toMatchObject({ channel: "telegram", answer: "yes", textVersion: given?.textVersion });
});

test("a card from before cards carried a language goes on working, with Telegram's hint first", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { linked: false, languageCode: "ar" });
  await amina.start(amina.token);
  expect(labels(0, amina).slice(0, 3)).toEqual(["العربية", "Nederlands", "English"]);
});

test("a card in a language that is not there leaves the guess to Telegram's hint", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { linked: false, languageCode: "en" });
  await amina.start(`${amina.token}-ro`);
  expect(labels(0, amina).slice(0, 3)).toEqual(["English", "Nederlands", "العربية"]);
});

test("a school that offers only reviewed languages offers no other, an old button of one asks again, and nobody loses their own", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { linked: false, languageCode: "ar" });
  const yara = await walk.alumnus("Yara", fatima, { language: "ar" });
  await amina.start(amina.token);
  await walk.database.db.execute("update organisation set reviewed_languages_only = true");
  // No translation has been reviewed by a native speaker yet.
  await amina.tap("العربية");
  expect(labels(1, amina)).toEqual(["Nederlands", walk.app.texts("nl")("telegram:language.other")]);
  await amina.tap("Nederlands");
  expect(amina.last()).toContain(
    walk.app.texts("nl")("people:link.robot", { school: "De Linde", worker: "Fatima" }),
  );

  await yara.say("/language");
  expect(yara.last()).toBe(walk.app.texts("ar")("telegram:language.choose"));
  expect((messagesTo(yara).at(-1)?.buttons ?? []).flat().map(({ text }) => text)).toEqual([
    "Nederlands",
    walk.app.texts("ar")("telegram:language.other"),
  ]);
  await yara.say("/help");
  expect(yara.last()).toContain(walk.app.texts("ar")("telegram:help.noService.own"));
});
