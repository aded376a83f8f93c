import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { consent, consentText, offer } from "../../src/db/schema/index.ts";
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
  expect(labels(0, amina)).toEqual(["العربية", "English", "Nederlands"]);
  const t = walk.app.texts("ar");
  expect(messagesTo(amina)[0]?.text?.startsWith(t("people:link.chooseLanguage"))).toBe(true);
  // Asked again, the order is the same.
  await amina.start();
  expect(labels(1, amina)).toEqual(["العربية", "English", "Nederlands"]);
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
  expect(labels(0, amina)).toEqual(["العربية", "Nederlands", "English"]);
});

test("a card in a language that is not there leaves the guess to Telegram's hint", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { linked: false, languageCode: "en" });
  await amina.start(`${amina.token}-ti`);
  expect(labels(0, amina)).toEqual(["English", "Nederlands", "العربية"]);
});
