// npm run chaos -- --alerts 500 --kills 40 --seed 1 [--json] [--paced] [--calm 110] [--keep <folder>]
import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { printVerdict } from "./print-verdict.ts";
import { runChaos } from "./run-chaos.ts";

const { values } = parseArgs({
  options: {
    alerts: { type: "string", default: "500" },
    kills: { type: "string", default: "40" },
    seed: { type: "string", default: "1" },
    /** Two leases, every waiting time of the policies, and some. */
    calm: { type: "string", default: "110" },
    json: { type: "boolean", default: false },
    paced: { type: "boolean", default: false },
    keep: { type: "string" },
  },
});

function wholeNumber(name: "calm" | "alerts" | "kills" | "seed", least: number): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= least) return number;
  throw new RangeError(`--${name} takes a whole number from ${least} on`);
}

const alerts = wholeNumber("alerts", 1);
const kills = wholeNumber("kills", 0);
const seed = wholeNumber("seed", 0);
if (values.keep) mkdirSync(values.keep, { recursive: true });
const from = performance.now();
const verdict = await runChaos({
  alerts,
  kills,
  seed,
  calm: wholeNumber("calm", 0),
  paced: values.paced,
  ...(values.keep ? { keep: values.keep } : {}),
  say: (text) => console.error(`${((performance.now() - from) / 1_000).toFixed(0)} s: ${text}`),
});
for (const finding of verdict.findings) console.error(finding);
console.log(values.json ? JSON.stringify(verdict.figures) : printVerdict(verdict.figures, { seed }));
process.exitCode = verdict.figures.ok ? 0 : 1;
