// The auditor: a process beside the service, on another machine if there is one. It reads, reports, and mends nothing.
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { type AuditMemory, audit } from "./audit/audit.ts";
import { readWebhook, type WebhookState } from "./audit/decide-webhook.ts";
import { systemClock } from "./clock.ts";
import { ConfigError, parseConfig } from "./config.ts";
import { openDatabase } from "./db/connect.ts";
import { errorCode } from "./db/error-code.ts";
import { followDatabaseClock } from "./db/follow-clock.ts";
import { loadRecordings } from "./i18n/recordings.ts";
import { loadTexts } from "./i18n/texts.ts";
import { everyMinute } from "./jobs/schedule.ts";
import { logReport } from "./log.ts";
import { mailer } from "./mail/send-mail.ts";
import { connectTelegram } from "./telegram/connect.ts";
import { sender } from "./telegram/send.ts";
import { webhookPath } from "./telegram/set-up-bot.ts";

const heartbeatPatience = 10_000;

async function start(): Promise<void> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const config = parseConfig(process.env);
  const { chatId, email } = config.operator;
  const hasMailTo = email !== undefined && config.mail !== undefined;
  if (chatId === undefined && !hasMailTo)
    throw new ConfigError([
      "OPERATOR_CHAT_ID, or OPERATOR_EMAIL with SMTP_URL, is missing: the auditor would have nobody to tell",
    ]);
  const report = logReport();
  const clock = systemClock();
  // It never migrates: a service of another version may be running.
  const database = await openDatabase(config.databaseUrl, { connections: 2, migrate: false });
  const stopFollowing = await followDatabaseClock(database.db, clock, (error) =>
    report("clock.failed", { code: errorCode(error) }),
  );
  const api = connectTelegram(config.botToken, config.telegramApiRoot, 15);
  const send = sender(api, await loadTexts(), loadRecordings());
  const mails = config.mail && mailer(config.mail);

  const tell = async (text: string): Promise<boolean> => {
    const results = [];
    if (chatId !== undefined)
      results.push(await send(chatId, { kind: "say", text }, undefined, randomUUID()));
    if (mails && email !== undefined)
      results.push(await mails.send({ id: randomUUID(), to: email, subject: "In Beeld needs you", text }));
    for (const result of results)
      if (result.kind !== "sent") report("audit.notTold.failed", { code: result.code });
    return results.some(({ kind }) => kind === "sent");
  };
  const beat = async () => {
    if (!config.heartbeatUrl) return;
    try {
      const answer = await fetch(config.heartbeatUrl, { signal: AbortSignal.timeout(heartbeatPatience) });
      if (!answer.ok) report("audit.heartbeat.failed", { code: `HTTP_${answer.status}` });
    } catch (error) {
      report("audit.heartbeat.failed", { code: errorCode(error) });
    }
  };

  const askWebhook = async (): Promise<WebhookState | undefined> => {
    try {
      return readWebhook(await api.getWebhookInfo());
    } catch (error) {
      report("audit.webhook.failed", { code: errorCode(error) });
      return undefined;
    }
  };

  const memory: AuditMemory = {};
  const parts = {
    db: database.db,
    now: () => clock.now(),
    hasOperator: true,
    hasMail: mails !== undefined,
    ...(config.webhook ? { webhook: { url: `${config.webhook.url}${webhookPath}`, ask: askWebhook } } : {}),
    tell,
    beat,
    report,
  };
  const stopLooking = everyMinute(async () => void (await audit(parts, memory)));
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    stopFollowing();
    await stopLooking();
    await database.close();
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop().catch(fail));
  console.log("The auditor looks once a minute.");
  // After the handlers: whoever sees the heart beat may stop it at once.
  await audit(parts, memory);
}

function fail(error: unknown): void {
  console.error(
    error instanceof ConfigError ? error.message : `The auditor could not go on (${errorCode(error)}).`,
  );
  process.exitCode = 1;
  setTimeout(() => process.exit(1), 500).unref();
}

await start().catch(fail);
