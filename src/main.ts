import { existsSync } from "node:fs";
import { startApp } from "./app.ts";
import { systemClock } from "./clock.ts";
import { parseConfig } from "./config.ts";
import { openDatabase } from "./db/connect.ts";
import { errorCode } from "./db/error-code.ts";
import { followDatabaseClock } from "./db/follow-clock.ts";
import { logReport } from "./log.ts";

/** Errors whose message was written for the person who starts the service; anything else shows its code alone. */
const forPeople = new Set([
  "ConfigError",
  "NewerDatabase",
  "TokenRefused",
  "QuestionRemoved",
  "DatabaseUnreachable",
  "WrongMasterKey",
  "WebhookRefused",
  "LedgerUnreadable",
]);

async function start(): Promise<void> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const config = parseConfig(process.env);
  const report = logReport();
  const clock = systemClock();
  const database = await openDatabase(config.databaseUrl);
  const stopFollowing = await followDatabaseClock(database.db, clock, (error) =>
    report("clock.failed", { code: errorCode(error) }),
  );
  const app = await startApp({ ...config, database, clock, report });
  console.log(
    `In Beeld is ready: @${app.username}, ${config.webhook ? "by webhook" : "polling"}, http://localhost:${app.port}/healthz`,
  );

  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    stopFollowing();
    await app.stop();
    await database.close();
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop().catch(fail));
}

function fail(error: unknown): void {
  const isForPeople = error instanceof Error && forPeople.has(error.name);
  console.error(
    isForPeople
      ? error.message
      : `In Beeld could not go on (${errorCode(error)}). \`npm run cli -- doctor\` looks for the cause.`,
  );
  process.exitCode = 1;
  // Whatever still listens must not keep a half-started service alive.
  setTimeout(() => process.exit(1), 500).unref();
}

await start().catch(fail);
