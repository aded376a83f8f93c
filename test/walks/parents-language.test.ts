import { afterEach, expect, test } from "vitest";
import { escalation } from "../../src/db/schema/index.ts";
import { isolate } from "../../src/i18n/isolate.ts";
import { autonyms, type Language } from "../../src/i18n/language.ts";
import { setDirectory } from "../../src/questions/directory.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { askerCommands, personCommands } from "../../src/telegram/set-up-bot.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = (language: Language) => walk.app.texts(language);
const polite = { context: "asker" } as never;

async function aSchool(): Promise<Walker> {
  walk = await startWalk();
  return walk.caseWorker("Fatima de Vries");
}

async function writeTo(fatima: Walker, parent: Walker): Promise<void> {
  await parent.press("questions:button.human");
  await parent.say("متى تبدأ الحفلة");
  await fatima.press("escalation:button.take");
  await fatima.tapOld(encodeAction({ do: "message", alumnus: parent.id, step: "write" }), 1);
}

test("a sentence that a case worker taps speaks to a parent politely, in their language and in the Dutch beneath", async () => {
  const fatima = await aSchool();
  const parent = await walk.parent("Umm", "ar");
  await writeTo(fatima, parent);
  await fatima.press("talk:button.sentences");
  await fatima.tap("3");
  expect(parent.last()).toContain(t("ar")("talk:sentence.whenCall", polite));
  expect(parent.last()).toContain(t("nl")("talk:sentence.whenCall", polite));
});

test("above what a human writes the name does not turn an Arabic message around", async () => {
  const fatima = await aSchool();
  const parent = await walk.parent("Umm", "ar");
  await writeTo(fatima, parent);
  const id = await fatima.say("السلام عليكم");
  expect(parent.last()).toBe(`${isolate("Fatima")}:\nالسلام عليكم`);
  await fatima.edit(id, "أهلا وسهلا");
  expect(parent.last()).toBe(`${isolate("Fatima")}:\nأهلا وسهلا`);
});

test("the directory keeps names, numbers and addresses apart from what stands around them", async () => {
  await aSchool();
  const entry = {
    municipality: "Zutphen",
    name: "Plein",
    phone: "0575 12 34 56",
    url: "https://example.org/",
  };
  await setDirectory({ db: walk.database.db, now: walk.clock.now() }, walk.organisationId, [
    { ...entry, what: { nl: "Hulp bij schulden." } },
  ]);
  const parent = await walk.parent("Umm", "fa");
  await parent.press("questions:group.help");
  await parent.press("questions:button.directory");
  const lines = [
    `📍 ${isolate("Plein")}`,
    isolate("Hulp bij schulden."),
    `☎️ ${isolate("0575 12 34 56")}`,
    isolate("https://example.org/"),
  ];
  expect(parent.last()).toContain(lines.join("\n"));
});

test("a parent who reads none of the languages gets a human, once", async () => {
  const fatima = await aSchool();
  const parent = await walk.parent("Moeder");
  await parent.say("/language");
  await parent.tap(t("nl")("telegram:language.other"));
  expect(parent.last()).toContain(t("nl")("telegram:language.none", polite));
  expect(parent.last()).toContain(
    t("en")("telegram:language.human", { worker: "Fatima", ...(polite as object) }),
  );
  await fatima.press("escalation:button.view");
  expect(fatima.read()).toContain(t("nl")("questions:staff.readsNone"));
  await parent.say("/language");
  await parent.tap(t("nl")("telegram:language.other"));
  expect(await walk.database.db.select().from(escalation)).toHaveLength(1);
});

test("the menu of a parent has what a parent can do, in the language they chose; any other command brings help", async () => {
  await aSchool();
  const parent = await walk.parent("Moeder", "ti");
  const menu = () => {
    const own = walk.simulator.calls.filter(
      ({ method, params }) =>
        method === "setMyCommands" &&
        JSON.stringify(params.scope) === JSON.stringify({ type: "chat", chat_id: parent.phone.chatId }),
    );
    return own.at(-1)?.params.commands;
  };
  const described = (language: Language, names: readonly (typeof personCommands)[number][]) =>
    names.map((command) => ({ command, description: t(language)(`telegram:commands.${command}`) }));
  expect(menu()).toEqual(described("ti", askerCommands));
  await parent.say("/language");
  await parent.tap(autonyms.so);
  expect(menu()).toEqual(described("so", askerCommands));
  for (const command of ["/phone", "/mytime", "/afspraak", "/nothing"]) {
    await parent.say("/ask");
    await parent.say(command);
    expect(parent.last()).toBe(t("so")("telegram:help.asker", { school: "De Linde" }));
  }
});

test("a parent who taps start again reads the subjects, as they would after the poster", async () => {
  await aSchool();
  const parent = await walk.parent("Moeder", "ti");
  await parent.say("/help");
  await parent.start();
  expect(parent.last()).toBe(t("ti")("questions:menu.title"));
});

test("the menu of a young person is in the language they chose, whatever Telegram's own screens are in", async () => {
  const fatima = await aSchool();
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("/language");
  await amina.tap(autonyms.ti);
  const own = walk.simulator.calls.findLast(
    ({ method, params }) =>
      method === "setMyCommands" &&
      JSON.stringify(params.scope) === JSON.stringify({ type: "chat", chat_id: amina.phone.chatId }),
  );
  expect(own?.params.commands).toEqual(
    personCommands.map((command) => ({ command, description: t("ti")(`telegram:commands.${command}`) })),
  );
});
