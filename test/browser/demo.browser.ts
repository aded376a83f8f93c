import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadTexts } from "../../src/i18n/texts.ts";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let demo: ChildProcess;
let browser: Browser;
let page: Page;
let address = "";
const faults: string[] = [];
const texts = await loadTexts();

beforeAll(async () => {
  if (!existsSync(executablePath))
    throw new Error(`No Chromium at ${executablePath}: install it, or say where it is in CHROMIUM.`);
  const args = ["--import", "./src/node-version.js", "src/simulator/demo.ts"];
  demo = spawn(process.execPath, args, {
    env: { ...process.env, BOT_TOKEN: "", PORT: "18484" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  address = await new Promise<string>((resolve, reject) => {
    let said = "";
    demo.stdout?.on("data", (piece) => {
      said += String(piece);
      const found = /http:\/\/[\d.:]+/.exec(said);
      if (found) resolve(found[0]);
    });
    demo.once("exit", () => reject(new Error(`The demo ended: ${said}`)));
  });
  browser = await chromium.launch({ executablePath, args: flags });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(address);
});

afterAll(async () => {
  await browser?.close();
  demo?.kill("SIGTERM");
});

/** One of the three phones, found by the name of its owner. */
const phoneOf = (owner: string) => ({
  tap: (name: string) => screenOf(owner).getByRole("button", { name, exact: true }).last().click(),
  sees: (text: string) => screenOf(owner).getByText(text).last().waitFor({ timeout: 20_000 }),
});
const screenOf = (owner: string) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: owner }) });

test("in the demo a check-in goes wrong, the case worker's phone rings, and she records what came of it", async () => {
  const daan = phoneOf("Daan");
  const fatima = phoneOf("Fatima");
  await fatima.tap("Ja, dat klopt");
  await fatima.sees("Daan doet nu mee.");
  await fatima.tap("Check-in sturen");
  await daan.sees("Heb je één minuut?");
  await daan.tap("Ja");
  await daan.sees("1/5");
  await daan.tap("😞 Slecht");
  await fatima.sees("Nog niemand heeft dit opgepakt.");
  await fatima.tap("Ik pak het op");
  await daan.sees("Fatima heeft je bericht gezien.");
  await fatima.tap("Gesproken");
  await fatima.sees("Wat is de uitkomst?");
  await fatima.tap("Geholpen");
  await fatima.sees("Afgerond door Fatima: Geholpen");
  expect(faults).toEqual([]);
});

test("Yara's phone runs from right to left, and her first minute is in Arabic", async () => {
  const yara = phoneOf("Yara");
  const t = texts("ar");
  await yara.tap("Start");
  await yara.sees(t("people:link.chooseLanguage"));
  await yara.tap("العربية");
  await yara.tap(t("people:link.okay"));
  await yara.tap(t("people:link.offerAnswer.yes"));
  await yara.tap(t("people:link.phoneAnswer.own"));
  await yara.sees(t("checkin:question.G1.prompt"));
  const direction = await page.evaluate(
    "getComputedStyle(document.querySelector('[dir=\"rtl\"]')).direction",
  );
  expect(direction).toBe("rtl");
  await page.screenshot({ path: "data/demo.png" });
  expect(faults).toEqual([]);
});

test("a page of another origin can press nothing on the phones", async () => {
  const answer = await fetch(`${address}/phones/12/send`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: "https://example.org" },
    body: JSON.stringify({ text: "hoi" }),
  });
  expect(answer.status).toBe(403);
});
