import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { autonyms, type Language } from "../../src/i18n/language.ts";
import { loadTexts } from "../../src/i18n/texts.ts";
import { type RunningDemo, runDemo } from "../support/run-demo.ts";
import { findBarriers, openBrowser, overflowOf, type TestBrowser } from "./support/open-browser.ts";

/** One demo, played through from top to bottom: each test goes on where the one before it ended. */
const texts = await loadTexts();
const t = texts("nl");
const wide = { width: 1440, height: 900 };
const small = { width: 360, height: 740 };
const worried = /😞|🆘/u;

let demo: RunningDemo;
let chromium: TestBrowser;
let page: Page;

beforeAll(async () => {
  [demo, chromium] = await Promise.all([runDemo(), openBrowser()]);
  page = await openPage();
}, 180_000);

afterAll(async () => {
  await chromium?.browser.close();
  await demo?.end("SIGTERM");
});

async function openPage(options: Parameters<TestBrowser["open"]>[1] = {}, language?: Language) {
  const address = language ? `${demo.url}/?language=${language}` : demo.url;
  const opened = await chromium.open(address, { viewport: wide, ...options });
  await opened.page.locator("body[data-ready]").waitFor();
  return opened.page;
}

/** A phone on a page, by the first name of its owner. */
function phoneOf(owner: string, on: Page = page) {
  const screen = on.locator("section.phone").filter({ has: on.getByRole("heading", { name: owner }) });
  const newest = screen.locator(".message").last();
  return {
    screen,
    newest,
    chat: screen.locator(".chat"),
    /** Taps a button of the newest message, the first that fits, and waits for what the bot says to it. */
    async tapNewest(label: RegExp = /./) {
      const asked = await newest.getAttribute("data-message");
      await newest.locator(".key").filter({ hasText: label }).first().click();
      await expect.poll(() => newest.getAttribute("data-message")).not.toBe(asked);
    },
    /** The newest button with this name in the chat. */
    key: (name: string | RegExp) =>
      screen
        .locator(".key")
        .filter({ hasText: typeof name === "string" ? new RegExp(`^${literal(name)}$`) : name })
        .last(),
    /** A button of the phone itself. */
    button: (name: string) => screen.getByRole("button", { name, exact: true }),
    sees: (text: string | RegExp) => screen.locator(".message").filter({ hasText: text }).last().waitFor(),
  };
}
const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const stepsDone = (on: Page = page) =>
  on.locator(".guide li.is-done").evaluateAll((steps) => steps.map((step) => step.getAttribute("data-step")));
/** Points at the message and presses; when an answer came in between and moved it away, points again, as a hand does. */
const pressOn = (message: Locator, name: string) =>
  expect
    .poll(
      async () => {
        await message.hover();
        return message
          .getByRole("button", { name })
          .click({ timeout: 1000 })
          .then(
            () => "pressed",
            (problem: Error) => problem.message,
          );
      },
      { timeout: 20_000 },
    )
    .toBe("pressed");
const isAtEnd = (chat: Locator) =>
  chat.evaluate((node) => node.scrollHeight - node.scrollTop - node.clientHeight < 48);

test("by mouse: Daan answers that things are bad, Fatima's phone rings, she takes it and records the outcome", async () => {
  const daan = phoneOf("Daan");
  const fatima = phoneOf("Fatima");
  expect(await stepsDone()).toEqual([]);
  await daan.tapNewest();
  await daan.tapNewest(worried);
  await fatima.key(t("escalation:button.take")).waitFor();
  await expect.poll(() => stepsDone()).toEqual(["answer", "alarm"]);

  // Daan reads further up: what comes now does not tear the reader away, and can be reached with one tap.
  await daan.chat.evaluate((node) => node.scrollTo(0, 0));
  await fatima.key(t("escalation:button.take")).click();
  await daan.screen.locator(".newest").filter({ hasText: /\d/ }).waitFor();
  expect(await daan.chat.evaluate((node) => node.scrollTop)).toBe(0);
  await daan.screen.locator(".newest").click();
  await daan.screen.locator(".newest").waitFor({ state: "hidden" });
  expect(await isAtEnd(daan.chat)).toBe(true);

  await fatima.key(t("escalation:button.reached")).click();
  await fatima.key(t("escalation:outcome.helped")).click();
  await expect.poll(() => stepsDone()).toEqual(["answer", "alarm", "take", "outcome"]);
  expect(chromium.faults).toEqual([]);
});

test("details that Fatima opens are marked as protected, and are gone again a quarter of an hour later", async () => {
  const daan = phoneOf("Daan");
  const fatima = phoneOf("Fatima");
  await daan.screen.locator("textarea").fill("Ik wil graag even praten.");
  await daan.button(t("simulator:phone.send")).click();
  await daan.sees("Ik wil graag even praten.");
  await fatima.screen.locator("textarea").fill("/list");
  await fatima.screen.locator("textarea").press("Enter");
  await fatima.screen.locator(".message.person").filter({ hasText: "/list" }).waitFor();
  await fatima.key(t("escalation:today.open", { number: 1 })).click();
  await fatima.key(t("escalation:button.view")).click();
  const locked = fatima.screen.locator(".message").filter({ has: page.locator(".lock") });
  await locked.first().waitFor();
  await page.locator("[data-minutes]").click();
  await expect.poll(() => locked.count(), { timeout: 60_000 }).toBe(0);
  expect(chromium.faults).toEqual([]);
});

test("a phone does what a chat app does: reply, edit, sticker, voice, commands, block and come back", async () => {
  const daan = phoneOf("Daan");
  const fatima = phoneOf("Fatima");
  const w = (
    key:
      | "reply"
      | "edit"
      | "voice"
      | "voiceSend"
      | "sticker"
      | "play"
      | "commands"
      | "block"
      | "unblock"
      | "start",
  ) => t(`simulator:phone.${key}`);
  const input = daan.screen.locator("textarea");

  const said = daan.screen.locator(".message.bot").last();
  await pressOn(said, w("reply"));
  await input.fill("Dank je!");
  await input.press("Enter");
  await daan.screen.locator(".message.person").filter({ hasText: "Dank je!" }).locator(".quote").waitFor();

  const own = daan.screen.locator(".message.person").filter({ hasText: "Dank je!" });
  await pressOn(own, w("edit"));
  expect(await input.inputValue()).toBe("Dank je!");
  await input.fill("Dank je wel!");
  await input.press("Enter");
  await daan.screen
    .locator(".message.person")
    .filter({ hasText: "Dank je wel!" })
    .filter({ hasText: t("simulator:phone.edited") })
    .waitFor();

  await daan.button(w("sticker")).click();
  await daan.screen.locator(".stickers button").first().click();
  await daan.screen.locator(".big").waitFor();
  await daan.button(w("voice")).click();
  await daan.button(w("voiceSend")).click();
  await daan.sees("0:01");
  await daan.button(w("play")).last().click();
  expect(await daan.button(w("play")).last().getAttribute("aria-pressed")).toBe("true");

  await daan.button(w("commands")).click();
  const help = daan.screen.locator(".commands button").filter({ hasText: "/help" });
  expect(await help.innerText()).toContain(t("telegram:commands.help"));
  await help.click();
  await daan.sees("/help");
  expect(await daan.screen.locator(".commands").isHidden()).toBe(true);

  await daan.button(w("block")).click();
  await daan.screen.getByText(t("simulator:phone.blocked")).waitFor();
  await fatima.sees(t("people:blocked.tellWorker", { name: "Daan" }));
  expect(await input.isHidden()).toBe(true);
  await daan.button(w("start")).click();
  await input.waitFor();
  await daan.button(w("block")).waitFor();
  expect(chromium.faults).toEqual([]);
});

test("a chat can be copied as plain text, also where the browser allows no copying", async () => {
  const copy = t("simulator:phone.copy");
  const withClipboard = await openPage({ permissions: ["clipboard-read", "clipboard-write"] });
  await phoneOf("Daan", withClipboard).button(copy).click();
  await withClipboard.getByText(t("simulator:phone.copied")).waitFor();
  const text = await withClipboard.evaluate<string>("navigator.clipboard.readText()");
  expect(text).toMatch(/^— .* 2\d\d\d, 14:10\nDaan: \(scans the card\)\nBOT → Daan: /);
  expect(text).toContain("\nDaan: (edits) Dank je wel!\n");
  expect(text).toContain("\nDaan: (blocks the bot)\n");
  await withClipboard.context().close();

  const { page: without, context } = await chromium.open(demo.url, { viewport: wide, acceptDownloads: true });
  await without.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
  await without.locator("body[data-ready]").waitFor();
  await phoneOf("Daan", without).button(copy).click();
  const field = without.locator("#transcript textarea");
  await expect.poll(() => field.inputValue()).toContain("Daan: (edits) Dank je wel!");
  expect(await field.evaluate((node) => node.matches(":focus"))).toBe(true);
  const [download] = await Promise.all([
    without.waitForEvent("download"),
    without.getByRole("link", { name: t("simulator:phone.save") }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("Daan Bakker.chat.txt");
  await without.keyboard.press("Escape");
  expect(
    await phoneOf("Daan", without)
      .button(copy)
      .evaluate((node) => node.matches(":focus")),
  ).toBe(true);
  await context.close();
  expect(chromium.faults).toEqual([]);
});

test("the clock goes to the next morning, shows that it moves, and tells in words what it set in motion", async () => {
  const before = await page.locator("#day").innerText();
  await page.locator("[data-next-morning]").click();
  await expect.poll(() => page.locator("#clock").innerText()).toBe("08:00");
  expect(await page.locator("#day").innerText()).not.toBe(before);
  const happened = page.locator(".happened li");
  await happened.filter({ hasText: t("simulator:happened.list", { who: "Fatima" }) }).waitFor();
  await expect.poll(() => stepsDone()).toContain("clock");

  await page.locator("[data-months]").click();
  await page.locator(".moving progress").waitFor();
  // While it moves the page answers: a phone can be used.
  await phoneOf("Fatima").button(t("simulator:phone.sticker")).click();
  await phoneOf("Fatima").screen.locator(".stickers").waitFor();
  await page.getByRole("button", { name: t("simulator:clock.stop") }).click();
  await page.locator(".moving").waitFor({ state: "hidden" });
  await page.locator(".end").filter({ hasText: /\S/ }).waitFor();
  expect(await page.locator(".end").innerText()).toBe(t("simulator:clock.stopped"));
  expect(chromium.faults).toEqual([]);
});

/** Presses Tab until the focus is on it. Fails when Tab never comes there. */
async function tabTo(on: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let presses = 0; presses < 120; presses += 1) {
    if (await wanted.evaluate((node) => node.matches(":focus"))) return;
    await on.keyboard.press("Tab");
  }
  throw new Error("Tab does not come there");
}
const hasFocus = (on: Page) => on.evaluate<boolean>("document.activeElement !== document.body");

test("by keyboard at 360 pixels: Yara takes part in Arabic, and Fatima confirms her", async () => {
  const phone = await openPage({ viewport: small });
  const yara = phoneOf("Yara", phone);
  const fatima = phoneOf("Fatima", phone);
  const ar = texts("ar");
  const tab = (name: string) => phone.getByRole("tab", { name });
  await tabTo(phone, tab("Daan"));
  await phone.keyboard.press("ArrowRight");
  expect(await tab("Yara").getAttribute("aria-selected")).toBe("true");
  expect(await phoneOf("Daan", phone).screen.isHidden()).toBe(true);
  await tabTo(phone, yara.button(ar("simulator:phone.card")));
  await phone.keyboard.press("Enter");
  const language = yara.key("العربية");
  await tabTo(phone, language);
  await phone.keyboard.press("Enter");

  // Always the first button of the newest question, until there is nothing to answer.
  const thanks = yara.screen
    .locator(".message.bot")
    .filter({ hasText: ar("people:link.thanks", { worker: "Fatima" }).slice(0, 12) });
  let answered = await yara.newest.getAttribute("data-message");
  for (let taps = 0; taps < 15 && (await thanks.count()) === 0; taps += 1) {
    await expect.poll(() => yara.newest.getAttribute("data-message")).not.toBe(answered);
    answered = await yara.newest.getAttribute("data-message");
    if ((await yara.newest.locator(".key").count()) === 0) continue;
    await tabTo(phone, yara.newest.locator(".key").first());
    await phone.keyboard.press("Enter");
    expect(await hasFocus(phone)).toBe(true);
  }
  await thanks.waitFor();
  const words = yara.screen.locator(".message.bot .words").last();
  expect(await words.evaluate((node) => node.matches(":dir(rtl)"))).toBe(true);
  expect(await yara.screen.evaluate((node) => node.matches(":dir(rtl)"))).toBe(true);

  await tabTo(phone, yara.screen.locator("textarea"));
  await phone.keyboard.type("شكرا");
  await phone.keyboard.press("Enter");
  await yara.sees("شكرا");
  expect(await yara.screen.locator("textarea").evaluate((node) => node.matches(":focus"))).toBe(true);
  // From the newest message upwards with the arrows, and to its actions with Tab.
  await yara.chat.focus();
  await phone.keyboard.press("End");
  await phone.keyboard.press("ArrowUp");
  await phone.keyboard.press("Tab");
  expect(await phone.evaluate("document.activeElement.textContent")).toBe(ar("simulator:phone.reply"));

  await expect.poll(() => tab("Fatima").locator(".badge").innerText()).toMatch(/\d/);
  await tabTo(phone, tab("Yara"));
  await phone.keyboard.press("ArrowRight");
  expect(await tab("Fatima").locator(".badge").isHidden()).toBe(true);
  await tabTo(phone, fatima.key(t("people:confirm.yes")));
  await phone.keyboard.press("Enter");
  await fatima.sees(t("people:confirm.done.yes", { name: "Yara" }));
  await expect.poll(() => stepsDone(phone)).toContain("second");
  for (const name of ["Daan", "Yara", "Fatima", t("simulator:clock.title")]) {
    await tab(name).click();
    expect(await overflowOf(phone), name).toBe(0);
  }
  await phone.context().close();
  expect(chromium.faults).toEqual([]);
});

test.each([
  { name: "Dutch, light, wide", language: "nl", options: {}, dialogs: true },
  { name: "Dutch, dark, wide", language: "nl", options: { colorScheme: "dark" }, dialogs: false },
  { name: "Dutch, light, 360 pixels", language: "nl", options: { viewport: small }, dialogs: false },
  {
    name: "Dutch, dark, 360 pixels",
    language: "nl",
    options: { viewport: small, colorScheme: "dark" },
    dialogs: true,
  },
  { name: "Arabic, light, wide", language: "ar", options: {}, dialogs: false },
] as const)("axe-core finds nothing serious: $name", async ({ language, options, dialogs }) => {
  const looked = await openPage(options, language);
  const look = async (what: string) => {
    const { barriers, tried } = await findBarriers(looked);
    expect(tried).toBeGreaterThan(15);
    expect(barriers, what).toEqual([]);
  };
  expect(await looked.evaluate("document.documentElement.dir")).toBe(language === "ar" ? "rtl" : "ltr");
  await look("the page");
  expect(await overflowOf(looked)).toBe(0);
  if ("viewport" in options) {
    for (const tab of await looked.getByRole("tab").all()) {
      await tab.click();
      await look(await tab.innerText());
    }
  }
  for (const opener of dialogs ? [".open-add", ".open-again"] : []) {
    await looked.locator(opener).click();
    await look(opener);
    await looked.keyboard.press("Escape");
  }
  await looked.context().close();
});

test("the page's language can be changed while the phones keep theirs", async () => {
  await page.getByRole("link", { name: "English" }).click();
  await page.locator("html[lang=en] body[data-ready]").waitFor();
  await page.getByRole("heading", { name: texts("en")("simulator:guide.title") }).waitFor();
  expect(await phoneOf("Daan").screen.getAttribute("lang")).toBe("nl");
  await phoneOf("Daan").button(t("simulator:phone.block")).waitFor();
});

test("another phone can be added: the name is asked until it can be one, and the focus goes to its card", async () => {
  const en = texts("en");
  await page.locator(".open-add").click();
  const dialog = page.locator("#add");
  const name = dialog.getByLabel(en("simulator:add.name"));
  await name.fill("Sem");
  await page.keyboard.press("Enter");
  await dialog.getByText(en("simulator:add.nameWrong")).waitFor();
  await name.fill("Sem de Wit");
  await page.keyboard.press("Enter");
  const sem = phoneOf("Sem de Wit");
  await sem.button(en("simulator:phone.card")).waitFor();
  await expect
    .poll(() => sem.button(en("simulator:phone.card")).evaluate((node) => node.matches(":focus")))
    .toBe(true);
  await page.keyboard.press("Enter");
  await sem.key("English").waitFor();
  expect(await overflowOf(page)).toBe(0);
  // A name that cannot be one is refused with 400, which Chromium writes to the console.
  expect(chromium.faults.splice(0)).toEqual([expect.stringContaining("400")]);
});

test("a parent's phone scans the poster and reads an answer in its own language", async () => {
  const [en, so] = [texts("en"), texts("so")];
  await page.locator(".open-add").click();
  const dialog = page.locator("#add");
  await dialog.getByText(en("simulator:add.parent")).click();
  await dialog.getByLabel(en("simulator:add.name")).fill("Hooyo Ali");
  await dialog.getByLabel(en("simulator:add.language")).selectOption("so");
  await page.keyboard.press("Enter");
  const parent = phoneOf("Hooyo Ali");
  await parent.button(so("simulator:phone.poster")).click();
  await parent.key(so("questions:group.money")).waitFor();
  await parent.screen.locator("textarea").fill("waa maxay wajong");
  await parent.screen.locator("textarea").press("Enter");
  await parent.sees("Waa maxay Wajong?");
  expect(chromium.faults).toEqual([]);
});

test("begin again, empty: the question comes first, and then nobody has said anything", async () => {
  const en = texts("en");
  await page.locator(".open-again").click();
  await page.getByRole("button", { name: en("simulator:page.cancel") }).click();
  expect(await phoneOf("Sem de Wit").screen.isVisible()).toBe(true);
  await page.locator(".open-again").click();
  await page.getByLabel(en("simulator:again.empty")).check();
  await page.getByRole("button", { name: en("simulator:again.yes") }).click();
  await phoneOf("Fatima").button(en("simulator:phone.link")).waitFor({ timeout: 180_000 });
  await page.locator("body[data-ready]").waitFor();
  expect(await page.locator("section.phone").count()).toBe(3);
  expect(await page.locator(".message").count()).toBe(0);
  expect(await stepsDone()).toEqual([]);
  expect(chromium.faults).toEqual([]);
}, 240_000);

/** The README's picture is drawn anew only when asked: fonts differ from machine to machine. */
test("the README's picture: the story in English, up to the alert on Fatima's phone and Yara's first words", async () => {
  const en = texts("en");
  await page.locator(".open-again").click();
  await page.getByLabel(en("simulator:again.story"), { exact: false }).first().check();
  await page.getByRole("button", { name: en("simulator:again.yes") }).click();
  const daan = phoneOf("Daan");
  const fatima = phoneOf("Fatima");
  await daan.newest.locator(".key").first().waitFor({ timeout: 180_000 });
  await daan.tapNewest();
  await daan.tapNewest(worried);
  await fatima.key(en("escalation:button.take")).waitFor();
  const yara = phoneOf("Yara");
  await yara.button(texts("ar")("simulator:phone.card")).click();
  await yara.key("العربية").waitFor();
  await yara.tapNewest(/العربية/);
  await yara.tapNewest();
  await page.mouse.move(0, 0);
  await expect.poll(() => stepsDone()).toEqual(["answer", "alarm", "second"]);
  for (const phone of [daan, yara, fatima]) {
    await expect.poll(() => isAtEnd(phone.chat)).toBe(true);
    expect(await phone.newest.isVisible()).toBe(true);
    expect(await phone.screen.locator(".typing").isHidden()).toBe(true);
  }
  if (process.env.UPDATE_SCREENSHOT === "1") await page.screenshot({ path: "docs/demo.png" });
  expect(chromium.faults).toEqual([]);
}, 240_000);

test.each([{ language: "ar" }, { language: "fa" }] as const)(
  "a phone is read from right to left, whole: $language",
  async ({ language }) => {
    const looked = await openPage({}, language);
    const own = texts(language);
    const daan = phoneOf("Daan", looked);
    for (const words of ["/language", "/vragen", "/privacy"]) {
      const before = await daan.newest.getAttribute("data-message");
      await daan.screen.locator("textarea").fill(words);
      await daan.screen.locator("textarea").press("Enter");
      await expect.poll(() => daan.newest.getAttribute("data-message")).not.toBe(before);
      await daan.screen.locator(".typing").waitFor({ state: "hidden" });
      if (words === "/language") await daan.tapNewest(new RegExp(autonyms[language]));
    }
    await daan.sees(own("questions:menu.title").split("\n")[0] ?? "");
    await expect.poll(() => isAtEnd(daan.chat)).toBe(true);
    // What the bot said since then: each paragraph begins at the right, also one that begins with a Dutch word.
    const said = daan.screen.locator(".message.bot .words");
    expect(await said.last().evaluate((node) => node.matches(":dir(rtl)"))).toBe(true);
    const command = said.last().locator(".command").first();
    expect(await command.evaluate((node) => node.matches(":dir(ltr)"))).toBe(true);
    expect(await overflowOf(looked)).toBe(0);
    expect(await daan.chat.evaluate((node) => node.scrollWidth - node.clientWidth)).toBe(0);
    await looked.mouse.move(0, 0);
    if (process.env.UPDATE_SCREENSHOT === "1") await looked.screenshot({ path: `docs/demo-${language}.png` });
    await looked.context().close();
    expect(chromium.faults).toEqual([]);
  },
  60_000,
);

test("a page of another origin can press nothing on the phones", async () => {
  const answer = await fetch(`${demo.url}/phones/12/send`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: "https://example.org" },
    body: JSON.stringify({ text: "hoi" }),
  });
  expect(answer.status).toBe(403);
});
