// npm run chaos:mutants -- [--alerts 60] [--kills 12] [--seed 1] [name …]
// Each patch of test/mutants, applied to a copy of the source, must be found out by a chaos run; the untouched copy must not.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Figures } from "./check.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    alerts: { type: "string", default: "60" },
    kills: { type: "string", default: "12" },
    seed: { type: "string", default: "1" },
    /** The untouched copy is run as well, unless somebody has seen it this minute. */
    "no-control": { type: "boolean", default: false },
  },
});

const root = path.join(import.meta.dirname, "../..");
const patches = path.join(root, "test/mutants");
const known = readdirSync(patches)
  .filter((file) => file.endsWith(".patch"))
  .map((file) => file.slice(0, -".patch".length))
  .sort();
const copied = ["src", "locales", "migrations", "test", "package.json", "tsconfig.json"];

/** Applies a patch in this folder. Throws when a part of it does not fit, or nothing is changed by it. */
function apply(folder: string, name: string): void {
  const file = path.join(patches, `${name}.patch`);
  const touched = [...readFileSync(file, "utf8").matchAll(/^\+\+\+ b\/(\S+)/gm)].map(([, one]) => one ?? "");
  const applied = spawnSync("git", ["apply", "-p1", "--whitespace=nowarn", file], {
    cwd: folder,
    encoding: "utf8",
    // Wherever the folder lies, it belongs to no repository.
    env: { ...process.env, GIT_CEILING_DIRECTORIES: path.dirname(folder) },
  });
  const read = (place: string, one: string) => readFileSync(path.join(place, one), "utf8");
  if (
    applied.status !== 0 ||
    touched.length === 0 ||
    touched.some((one) => read(folder, one) === read(root, one))
  )
    throw new Error(`${name}.patch does not fit the source any more:\n${applied.stderr}`);
}

/** The verdict on a copy of the source with this patch, or without one. Throws when the run itself came to no verdict. */
function judge(name: string | undefined): Figures {
  const folder = mkdtempSync(path.join(tmpdir(), "in-beeld-mutant-"));
  try {
    for (const one of copied) cpSync(path.join(root, one), path.join(folder, one), { recursive: true });
    symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"), "junction");
    if (name !== undefined) apply(folder, name);
    const size = ["--alerts", values.alerts, "--kills", values.kills, "--seed", values.seed, "--calm", "75"];
    const run = spawnSync(
      process.execPath,
      ["--import", "./src/node-version.js", "test/chaos/main.ts", ...size, "--json"],
      { cwd: folder, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
    );
    const line = run.stdout.trim();
    if (!line.startsWith("{")) throw new Error(`The run came to no verdict:\n${run.stderr}`);
    return JSON.parse(line) as Figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The keys that say what is wrong. */
function complaints(figures: Figures): string {
  const { updatesMissing, alertsLost, alertsStuck, notifiedAfterAck } = figures;
  const { relayedLost, relayedWrong, relayedOutOfOrder } = figures;
  const alerts = { updatesMissing, alertsLost, alertsStuck, notifiedAfterAck };
  const found = Object.entries({ ...alerts, relayedLost, relayedWrong, relayedOutOfOrder })
    .filter(([, count]) => count > 0)
    .map(([key, count]) => `${key} ${count}`);
  if (figures.duplicates > figures.duplicatesAllowed)
    found.push(`duplicates ${figures.duplicates} of ${figures.duplicatesAllowed}`);
  if (figures.p99Seconds >= 60) found.push(`p99Seconds ${figures.p99Seconds}`);
  return found.join(", ");
}

const names = positionals.length > 0 ? positionals : known;
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0)
  throw new RangeError(`No such mutant: ${unknown.join(", ")}. There are: ${known.join(", ")}`);
if (!values["no-control"]) {
  const figures = judge(undefined);
  console.log(`untouched: ${figures.ok ? "in order" : `NOT in order, ${complaints(figures)}`}`);
  if (!figures.ok) process.exitCode = 1;
}
for (const name of names) {
  const figures = judge(name);
  console.log(`${name}: ${figures.ok ? "NOT found out" : `found out by ${complaints(figures)}`}`);
  if (figures.ok) process.exitCode = 1;
}
