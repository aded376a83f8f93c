import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

/**
 * How a process is forked that stays on one core with all that it starts, its PostgreSQL too: the two wait for each other after
 * each statement anyway, and to wake somebody on another core costs more than most statements do. Where `taskset` is not there, or
 * the core is not ours, it is forked as always.
 */
export function onCore(number: number): { execPath?: string; execArgv: string[] } {
  // A young generation that is larger is tidied up less often, and less of it grows old for nothing.
  const given = ["--max-semi-space-size=64", ...process.execArgv];
  const core = String(number % availableParallelism());
  if (spawnSync("taskset", ["-c", core, process.execPath, "--version"]).status !== 0)
    return { execArgv: given };
  return { execPath: "taskset", execArgv: ["-c", core, process.execPath, ...given] };
}
