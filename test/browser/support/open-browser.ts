import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";

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
const axeFile = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Debian's Chromium, with what its pages complained about. */
export interface TestBrowser {
  readonly browser: Browser;
  /** Errors of scripts, of the policy and of the console, on every page so far. */
  readonly faults: string[];
  open(address: string, options?: BrowserContextOptions): Promise<{ page: Page; context: BrowserContext }>;
}

/** Starts Chromium. Throws when it is not there. */
export async function openBrowser(): Promise<TestBrowser> {
  if (!existsSync(executablePath))
    throw new Error(`No Chromium at ${executablePath}: install it, or say where it is in CHROMIUM.`);
  const browser = await chromium.launch({ executablePath, args: flags });
  const faults: string[] = [];
  return {
    browser,
    faults,
    async open(address, options = {}) {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
      page.on("pageerror", (error) => faults.push(error.message));
      await page.goto(address);
      return { page, context };
    },
  };
}

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

/** What axe-core finds on the page as it is now, serious or critical, each in a line; and how many rules it could try. */
export async function findBarriers(page: Page): Promise<{ barriers: string[]; tried: number }> {
  // Through the debugger: the page's own policy lets no foreign script in.
  const { readFile } = await import("node:fs/promises");
  await page.evaluate(await readFile(axeFile, "utf8"));
  const found = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as {
    violations: Violation[];
    passes: unknown[];
  };
  return {
    tried: found.passes.length + found.violations.length,
    barriers: found.violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} ${failureSummary ?? ""}`),
      ),
  };
}

/** How far the page is wider than the window, in pixels: 0 when nobody has to scroll sideways. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
