import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, expect, test } from "vitest";
import { translatedTexts } from "../../src/i18n/find-standings.ts";
import type { Language } from "../../src/i18n/language.ts";
import { autonyms } from "../../src/i18n/language.ts";
import { keepRecording } from "../../src/i18n/recordings.ts";
import { noQuestion } from "../../src/questions/show-menu.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { oggOpus } from "../support/ogg-opus.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { buttonsOf, startCheckIn } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

/** A folder of texts in which these have been read aloud. */
async function recorded(language: Language, ...keys: readonly string[]): Promise<URL> {
  const folder = join(mkdtempSync(join(tmpdir(), "recordings-")), "locales");
  cpSync("locales", folder, { recursive: true });
  const locales = pathToFileURL(`${folder}/`);
  for (const key of keys) {
    const text = translatedTexts(language, locales).get(key)?.[0]?.[1] ?? "";
    await keepRecording(language, key, { bytes: oggOpus(2), text, by: "Selam", at: "2026-11-20" }, locales);
  }
  return locales;
}

const listen = (language: Language) => walk.app.texts(language)("delivery:listen");
const voices = ({ phone }: Walker) =>
  phone.messages().filter(({ from, voice, deleted }) => from === "bot" && voice && !deleted);

test("what has been recorded can be listened to, in the first minute and in a check-in; the rest has no such button", async () => {
  const recordings = await recorded(
    "ti",
    ...["people:link.robot", "people:link.firstQuestion", "checkin:question.G1.prompt"],
  );
  walk = await startWalk({ app: { recordings } });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { linked: false, language: "ti" });
  await amina.start(amina.token);
  await amina.tap(autonyms.ti);
  await amina.tap(listen("ti"));
  expect(voices(amina)).toHaveLength(1);
  await amina.press("people:link.okay");
  // The offer has no recording.
  expect(buttonsOf(amina)).not.toContain(listen("ti"));
  await amina.press("people:link.offerAnswer.yes");
  await amina.press("people:link.phoneAnswer.own");
  // Two texts in one message come one after the other.
  await amina.tap(listen("ti"));
  expect(voices(amina)).toHaveLength(3);
  await amina.answer("G1", "good");
  await fatima.press("people:confirm.yes");
  await startCheckIn(fatima, amina);
  await amina.tap(listen("ti"));
  expect(voices(amina)).toHaveLength(4);
  await amina.answer("G1", "good");
  expect(amina.last()).toContain("2/5");
  await expect(walk.transcript()).toMatchFileSnapshot("chats/listening.chat.txt");
});

test("a recording that says other words than today's is not offered", async () => {
  const recordings = await recorded("nl");
  await keepRecording(
    "nl",
    "people:link.robot",
    { bytes: oggOpus(2), text: "Wat er eerst stond.", by: "Noor", at: "2026-11-01" },
    recordings,
  );
  walk = await startWalk({ app: { recordings } });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { linked: false });
  await amina.start(amina.token);
  await amina.tap(autonyms.nl);
  expect(amina.last()).toContain("robot");
  expect(buttonsOf(amina)).not.toContain(listen("nl"));
});

test("on a shared phone that is tidied up, what is said about danger goes again", async () => {
  const recordings = await recorded("nl", "checkin:crisis.shared", "checkin:question.SAFE1.prompt");
  walk = await startWalk({ app: { recordings } });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { sharedPhone: true });
  await walk.database.db.execute("update alumnus set tidies_up = true");
  await amina.say("ik wil niet meer leven");
  await amina.tap(listen("nl"));
  expect(voices(amina).length).toBeGreaterThan(0);
  await amina.press("people:tidy.now");
  expect(voices(amina)).toHaveLength(0);
});

test("a parent can listen to who reads, to an answer and to the questions about a worry", async () => {
  const recordings = await recorded(
    "ti",
    ...["questions:welcome.robot", "questions:welcome.reads", "questions:welcome.company"],
    ...["questions:worry.level", "knowledge:app-01.answer"],
  );
  walk = await startWalk({ app: { recordings } });
  await walk.caseWorker("Fatima de Vries");
  const parent = await walk.parent("Adey", "ti");
  await parent.tap(listen("ti"));
  expect(voices(parent)).toHaveLength(3);
  await parent.tapOld(encodeAction({ do: "item", item: "app_01", asked: noQuestion }), 1);
  await parent.tap(listen("ti"));
  expect(voices(parent)).toHaveLength(4);
  await parent.press("questions:button.worry");
  await parent.tap(listen("ti"));
  expect(voices(parent)).toHaveLength(5);
  // What has no recording has no such button.
  await parent.press("questions:worry.levels.worried");
  expect(buttonsOf(parent)).not.toContain(listen("ti"));
});

test("in danger the numbers that were recorded can be heard after the first words, and a number of the school's own not", async () => {
  const lines = [
    "people:number.for.emergency",
    "people:number.for.suicide",
    "people:number.for.suicide_asker",
  ];
  const recordings = await recorded(
    "ti",
    ...["checkin:crisis.heard", "checkin:crisis.heard_asker", "checkin:question.SAFE1.prompt", ...lines],
  );
  walk = await startWalk({ app: { recordings } });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { language: "ti" });
  await amina.say("ik wil niet meer leven");
  await amina.tap(listen("ti"));
  // That it was heard, 112, 113, and the question; the other numbers have no recording.
  expect(voices(amina)).toHaveLength(4);
  const parent = await walk.parent("Adey", "ti");
  await parent.say("mijn zoon wil niet meer leven");
  await parent.tap(listen("ti"));
  expect(voices(parent)).toHaveLength(3);
  const stranger = walk.anotherPhone("Iemand", "ti");
  await stranger.say("ik wil niet meer leven");
  await stranger.tap(listen("ti"));
  expect(voices(stranger)).toHaveLength(2);
});

test("a sentence that a case worker taps can be heard, in the form for whoever reads it", async () => {
  const recordings = await recorded("ti", "talk:sentence.haveRead", "talk:sentence.willAsk_asker");
  walk = await startWalk({ app: { recordings } });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { language: "ti" });
  await fatima.tapOld(encodeAction({ do: "message", alumnus: amina.id, step: "write" }), 1);
  await fatima.press("talk:button.sentences");
  await fatima.tap("2");
  expect(buttonsOf(amina)).not.toContain(listen("ti"));
  await fatima.tap("1");
  await amina.tap(listen("ti"));
  expect(voices(amina)).toHaveLength(1);
});
