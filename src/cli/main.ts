import { existsSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { systemClock } from "../clock.ts";
import { runCli } from "./run-cli.ts";

if (existsSync(".env")) process.loadEnvFile(".env");
// Whoever reads only the first lines has closed the pipe; that is no fault of ours to print.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});
process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  now: systemClock().now,
  ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
});
// A connection that is still being tried must not keep the terminal waiting.
setTimeout(() => process.exit(), 500).unref();

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // Whoever closes the terminal, or presses Ctrl-C or Ctrl-D, has not said yes.
  const gone = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  const answer = await Promise.race([lines.question(question), gone]);
  lines.close();
  return answer;
}
