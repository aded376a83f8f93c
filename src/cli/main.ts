import { existsSync } from "node:fs";
import { systemClock } from "../clock.ts";
import { lineReader } from "./read-line.ts";
import { runCli } from "./run-cli.ts";

if (existsSync(".env")) process.loadEnvFile(".env");
process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  now: systemClock().now,
  readLine: lineReader(process.stdin),
});
// A connection that is still being tried must not keep the terminal waiting.
setTimeout(() => process.exit(), 500).unref();
