// npm run simulate:growth -- [--months 24] [--seed 7] [500 1000 2000]
// The same stretch for more and more people, each in a process of its own: what one of them costs must stay the same.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import type { SimulationFigures } from "./judge-world.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { months: { type: "string", default: "24" }, seed: { type: "string", default: "7" } },
});
const sizes = positionals.length > 0 ? positionals : ["500", "1000", "2000"];
console.log("alumni  seconds  ms a person and month  MB  in order");
for (const alumni of sizes) {
  const given = ["--alumni", alumni, "--months", values.months, "--seed", values.seed, "--json"];
  const run = spawnSync(process.execPath, [path.join(import.meta.dirname, "main.ts"), ...given], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (!run.stdout.startsWith("{")) throw new Error(`The run came to no verdict:\n${run.stderr}`);
  const figures = JSON.parse(run.stdout) as SimulationFigures;
  const each = (figures.seconds * 1_000) / (Number(alumni) * Number(values.months));
  console.log(
    [alumni.padStart(6), String(figures.seconds).padStart(8), each.toFixed(1).padStart(22)].join(" "),
    String(figures.peakMemoryMb).padStart(4),
    figures.ok ? " yes" : " NO",
  );
  if (!figures.ok) process.exitCode = 1;
}
