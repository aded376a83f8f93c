import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { loadTexts } from "../../src/i18n/texts.ts";
import { readStartPayload } from "../../src/people/link/read-start-payload.ts";
import { redeemInvitation } from "../../src/people/link/redeem-invitation.ts";
import { aMachine, amira, list, type Row, START } from "../cli/rig.ts";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const require = createRequire(import.meta.url);
const jsqr = require("jsqr") as typeof import("jsqr").default;
vi.setConfig({ testTimeout: 120_000 });
const machine = aMachine();
const texts = await loadTexts();
/** What goes wrong first on a narrow card: the longest names that a list may have, and one that means harm. */
const longSchool =
  "Christelijke school voor praktijkonderwijs en voortgezet speciaal onderwijs De Grote Lindelaan aan de Vecht";
const nasty = `<script>document.title="taken"</script>`;

let browser: Browser;
let page: Page;
let reader: Page;
const faults: string[] = [];
const asked: string[] = [];

beforeAll(async () => {
  if (!existsSync(executablePath))
    throw new Error(`No Chromium at ${executablePath}: install it, or say where it is in CHROMIUM.`);
  browser = await chromium.launch({ executablePath, args: flags });
  reader = await browser.newPage();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  await page?.close();
  faults.length = 0;
  asked.length = 0;
  page = await browser.newPage({ viewport: { width: 900, height: 1_200 }, deviceScaleFactor: 2 });
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("request", (request) => asked.push(request.url()));
});

let files = 0;
/** Imports these people, draws their sheet, and opens it as it would be printed. */
async function aSheet(rows: readonly Row[], layout: "person" | "class") {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("staff", "add", "Fatima Yilmaz");
  const people = rows.map((row, index) => ({ ...amira, leerlingnummer: String(index + 1), ...row }));
  const imported = await machine.run("alumni", "import", machine.file(list(people)));
  expect(imported).toMatchObject({ code: 0 });
  files += 1;
  const out = path.join(path.dirname(machine.file("")), `sheet-${files}.html`);
  const ran = await machine.run("alumni", "sheet", "--all", "--layout", layout, "--out", out);
  expect(ran).toMatchObject({ code: 0, out: "" });
  await page.goto(pathToFileURL(out).href);
  await page.emulateMedia({ media: "print" });
  return { out, ran };
}

const cards = () => page.locator(".card");
const boxOf = async (part: Locator) => {
  const box = await part.boundingBox();
  if (!box) throw new Error("A part of the card that cannot be seen");
  return box;
};
type Box = Awaited<ReturnType<typeof boxOf>>;
const isInside = (inner: Box, outer: Box) =>
  inner.x >= outer.x - 0.5 &&
  inner.y >= outer.y - 0.5 &&
  inner.x + inner.width <= outer.x + outer.width + 0.5 &&
  inner.y + inner.height <= outer.y + outer.height + 0.5;

/** Runs in a page: the compiler of these tests knows no document. */
const readPixels = `async (source) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  // As small as a phone at arm's length sees it.
  const size = 250;
  const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0, size, size);
  const { data } = context.getImageData(0, 0, size, size);
  return { width: size, height: size, data: [...data] };
}`;

/** Reads the code of a card from what a camera would see of it. */
async function scan(card: Locator): Promise<string> {
  const png = await card.locator(".qr").screenshot();
  const source = `data:image/png;base64,${png.toString("base64")}`;
  // The sheet itself allows no image from anywhere, not even this one.
  const pixels = (await reader.evaluate(`(${readPixels})(${JSON.stringify(source)})`)) as {
    width: number;
    height: number;
    data: number[];
  };
  const found = jsqr(Uint8ClampedArray.from(pixels.data), pixels.width, pixels.height);
  if (!found) throw new Error("The code cannot be read");
  return found.data;
}

/** As the page has it: the compiler of these tests knows no window. */
const direction = (element: unknown): string =>
  (globalThis as unknown as { getComputedStyle(of: unknown): { direction: string } }).getComputedStyle(
    element,
  ).direction;
const isCutOff = ({ scrollHeight, clientHeight }: { scrollHeight: number; clientHeight: number }) =>
  scrollHeight > clientHeight + 1;

/** Nothing is cut off: each piece of text on the card lies within the card, and no two pieces lie on each other. */
async function expectToFit(): Promise<void> {
  for (const card of await cards().all()) {
    const outer = await boxOf(card);
    const strip = await boxOf(card.locator(".strip"));
    const pieces = await card.locator("h2, li, .qr, .given > p, .strip > strong, .strip > .small").all();
    expect(pieces.length).toBe(10);
    const boxes: Box[] = [];
    for (const piece of pieces) {
      const box = await boxOf(piece);
      expect(isInside(box, outer), await piece.innerText()).toBe(true);
      for (const other of boxes) {
        const isApart =
          box.x >= other.x + other.width - 0.5 ||
          other.x >= box.x + box.width - 0.5 ||
          box.y >= other.y + other.height - 0.5 ||
          other.y >= box.y + box.height - 0.5;
        expect(isApart, await piece.innerText()).toBe(true);
      }
      boxes.push(box);
      expect(box.y + box.height <= strip.y + 0.5 || isInside(box, strip), await piece.innerText()).toBe(true);
    }
    expect(await card.evaluate(isCutOff)).toBe(false);
  }
}

const pagesOf = async () =>
  (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;

test("the code of each card leads to its own link, which works once and carries the person's language", async () => {
  await aSheet([{ taal: "ar" }, { taal: "nl" }, { taal: "en" }], "class");
  expect(await cards().count()).toBe(3);
  const tokens = new Set<string>();
  for (const card of await cards().all()) {
    const link = await scan(card);
    expect(await card.locator(".link").innerText()).toBe(link);
    const payload = new URL(link).searchParams.get("start") ?? "";
    expect(payload).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
    const { token, language } = readStartPayload(payload);
    expect(await card.locator(".given").getAttribute("lang")).toBe(language);
    const { db } = machine.database;
    expect(await redeemInvitation(db, START, 1, token)).toMatchObject({ ok: true });
    expect(await redeemInvitation(db, START, 2, token)).toMatchObject({ ok: false });
    tokens.add(token);
  }
  expect(tokens.size).toBe(3);
  expect(faults).toEqual([]);
});

test("an Arabic card runs from right to left, with its code and its address intact", async () => {
  await aSheet([{ taal: "ar" }], "person");
  const given = page.locator(".given");
  expect(await given.evaluate(direction)).toBe("rtl");
  const lines = await given.locator("li").allInnerTexts();
  expect(lines).toHaveLength(3);
  for (const line of lines) expect(line).toMatch(/\p{Script=Arabic}/u);
  // The first word of a line stands at the right, the code left of the lines.
  expect((await boxOf(page.locator(".qr"))).x).toBeLessThan((await boxOf(given.locator("li").first())).x);
  const address = page.locator(".link");
  expect(await address.evaluate(direction)).toBe("ltr");
  const link = await address.innerText();
  expect(link).toMatch(/^https:\/\/t\.me\/in_beeld_bot\?start=[A-Za-z0-9_-]{27}-ar$/);
  expect(await scan(cards().first())).toBe(link);
  // The date is Gregorian, with Latin digits.
  expect(await given.innerText()).toMatch(/\b29\b/);
  expect(await given.innerText()).not.toMatch(/[\u0660-\u0669\u06f0-\u06f9]/);
  await expectToFit();
  await page.screenshot({ path: "data/sheet-ar.png" });
});

test("six cards lie on a page, apart, and thirteen make three pages in which none is broken", async () => {
  const languages = ["nl", "en", "ar"];
  await aSheet(
    Array.from({ length: 13 }, (_, index) => ({ taal: languages[index % 3] ?? "nl" })),
    "class",
  );
  expect(await pagesOf()).toBe(3);
  const boxes: Box[] = [];
  for (const section of await page.locator("section.page").all()) {
    const outer = await boxOf(section);
    for (const card of await section.locator(".card").all()) {
      const box = await boxOf(card);
      expect(isInside(box, outer)).toBe(true);
      boxes.push(box);
    }
  }
  expect(boxes).toHaveLength(13);
  for (const [index, one] of boxes.entries())
    for (const other of boxes.slice(index + 1)) {
      const isApart =
        one.x + one.width <= other.x + 0.5 ||
        other.x + other.width <= one.x + 0.5 ||
        one.y + one.height <= other.y + 0.5 ||
        other.y + other.height <= one.y + 0.5;
      expect(isApart).toBe(true);
    }
  await expectToFit();
  await page.screenshot({ path: "data/sheet-class.png", fullPage: true });
});

test.each(["person", "class"] as const)(
  "the longest names fit a card a %s, in each language",
  async (layout) => {
    const long = {
      school: longSchool,
      voornaam: "Abdelrahman-Christoffel Maximiliaan",
      achternaam: "Oudenhoven-Vandenbossche-Kaplanoğlu",
      leerlingnummer: undefined,
    };
    await aSheet(
      ["nl", "en", "ar"].map((taal, index) => ({ ...long, taal, leerlingnummer: `2026-PRO-000${index}` })),
      layout,
    );
    await expectToFit();
    expect(await pagesOf()).toBe(layout === "person" ? 3 : 1);
  },
);

test("each person has a page of their own when the layout says so", async () => {
  await aSheet([{}, {}], "person");
  expect(await pagesOf()).toBe(2);
});

test("what a school's list calls somebody is text on the page and nothing else", async () => {
  const { out } = await aSheet([{ school: nasty, voornaam: `<img src=x onerror=alert(1)>` }], "class");
  expect(await page.title()).toBe(texts("nl")("people:sheet.title"));
  expect(await page.locator("script, img").count()).toBe(0);
  expect(await page.locator("h2").innerText()).toBe(nasty);
  expect(readFileSync(out, "utf8")).not.toContain("<script");
  expect(faults).toEqual([]);
});

test("the page asks for nothing from elsewhere, and nobody else on the machine can read it", async () => {
  const { out } = await aSheet([{}], "person");
  expect(asked).toEqual([pathToFileURL(out).href]);
  expect(statSync(out).mode & 0o777).toBe(0o600);
});

test("the part that the young person keeps names nobody but the case worker, and the strip names the person", async () => {
  await aSheet([{ voornaam: "Amira", achternaam: "Idrissi", taal: "nl" }], "class");
  const t = texts("nl");
  const given = await page.locator(".given").innerText();
  expect(given).not.toMatch(/Amira|Idrissi/);
  expect(given).toContain(t("people:sheet.who", { worker: "Fatima" }));
  expect(given).not.toContain("Yilmaz");
  const strip = await page.locator(".strip").innerText();
  expect(strip).toContain(t("people:sheet.for", { name: "Amira I.", number: "1" }));
  expect(strip).not.toContain("Idrissi");
});

test.each(["person", "class"] as const)("axe finds nothing serious on cards a %s", async (layout) => {
  await aSheet([{ taal: "nl" }, { taal: "ar" }], layout);
  const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(axe);
  const found = await page.evaluate(
    "axe.run().then(({ violations }) => violations.map(({ id, impact }) => ({ id, impact })))",
  );
  expect((found as { impact: string }[]).filter(({ impact }) => /serious|critical/.test(impact))).toEqual([]);
});
