import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { stopwatch } from "../../src/clock.ts";
import { check, type Figures } from "./check.ts";
import { partWorld } from "./part-world.ts";
import { planWorld, type WorldSize } from "./plan-world.ts";
import type { Plant } from "./plant-fault.ts";
import { readRows } from "./read-rows.ts";
import type { Rows } from "./rows.ts";
import { type Lived, runSimulation } from "./run-simulation.ts";

/** What the run says of itself, in the order of the contract. */
export interface SimulationFigures extends Figures {
  readonly seconds: number;
  readonly peakMemoryMb: number;
  readonly ok: boolean;
}

export interface Judged {
  readonly figures: SimulationFigures;
  /** How many people of the staff the figures are about. */
  readonly workers: number;
  readonly findings: readonly string[];
}

export interface JudgeOptions extends WorldSize {
  readonly databaseUrl: string;
  /** Only the schools of this part of the world, counted from 0; all of it when left out. */
  readonly part?: { readonly number: number; readonly of: number };
  readonly plant?: Plant;
  /** A folder into which the witness log and the rows go, for whoever wants to know how a verdict came to be. */
  readonly keep?: string;
  readonly say?: (text: string) => void;
}

/** Lets a world, or its part, live in this empty database and has it judged; what the product reported as failed is a finding too. */
export async function judgeWorld(options: JudgeOptions): Promise<Judged> {
  const { databaseUrl, plant, part, keep, say = () => undefined } = options;
  const elapsed = stopwatch();
  const whole = planWorld(options);
  const world = part ? partWorld(whole, part.number, part.of) : whole;
  const lived = await runSimulation({ world, databaseUrl, say, ...(plant ? { plant } : {}) });
  const rows = await readRows(databaseUrl);
  if (keep) await keepLived(path.join(keep, `part-${part?.number ?? 0}`), lived, rows);
  const { figures, findings, ok } = check(lived.lines, rows, {
    start: world.start.getTime(),
    end: world.end.getTime(),
    months: options.months,
  });
  const failed = [...lived.reports].map(([name, times]) => `the product reported: ${name}, ${times} times`);
  return {
    figures: {
      ...figures,
      seconds: Math.round(elapsed() / 100) / 10,
      peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1_024),
      ok: ok && failed.length === 0,
    },
    workers: world.staff.length,
    findings: [...findings, ...failed],
  };
}

async function keepLived(folder: string, { lines, reports }: Lived, rows: Rows): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, "witness.jsonl"),
    lines.map((line) => `${JSON.stringify(line)}\n`).join(""),
  );
  await writeFile(path.join(folder, "rows.json"), JSON.stringify({ ...rows, reports: [...reports] }));
}
