// npm run simulate -- --alumni 2000 --months 24 --seed 7 [--start 2026-08-24] [--json] [--processes 3] [--keep folder] [--plant night-message|missing-reoffer]
import path from "node:path";
import { parseArgs } from "node:util";
import { judgeParts } from "./judge-parts.ts";
import { plants } from "./plant-fault.ts";
import { printVerdict } from "./print-verdict.ts";

const { values } = parseArgs({
  options: {
    alumni: { type: "string", default: "2000" },
    months: { type: "string", default: "24" },
    seed: { type: "string", default: "7" },
    /** Two summers, four changes of the clock and a 29 February lie in the two years after it. */
    start: { type: "string", default: "2026-08-24" },
    json: { type: "boolean", default: false },
    plant: { type: "string" },
    /** Where the witness log and the rows are kept. */
    keep: { type: "string" },
    /** In how many the schools live at the same time; as many as the machine has use for when left out. */
    processes: { type: "string" },
  },
});

function wholeNumber(name: "alumni" | "months" | "seed" | "processes", least: number): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= least) return number;
  throw new RangeError(`--${name} takes a whole number from ${least} on`);
}

const plant = plants.find((one) => one === values.plant);
if (values.plant !== undefined && !plant) throw new RangeError(`--plant takes ${plants.join(" or ")}`);
if (!/^20\d\d-\d\d-\d\d$/.test(values.start)) throw new RangeError("--start takes a day such as 2026-08-24");
const size = {
  alumni: wholeNumber("alumni", 1),
  months: wholeNumber("months", 1),
  seed: wholeNumber("seed", 0),
  start: values.start,
};
const from = performance.now();
const say = (text: string) => console.error(`${((performance.now() - from) / 1_000).toFixed(0)} s: ${text}`);
const { figures, findings } = await judgeParts({
  ...{ ...size, say },
  ...(plant ? { plant } : {}),
  ...(values.keep ? { keep: path.resolve(values.keep) } : {}),
  ...(values.processes ? { processes: wholeNumber("processes", 1) } : {}),
});
const most = 100;
for (const finding of findings.slice(0, most)) console.error(finding);
if (findings.length > most) console.error(`and ${findings.length - most} more`);
console.log(values.json ? JSON.stringify(figures) : printVerdict(figures, size));
process.exitCode = figures.ok ? 0 : 1;
