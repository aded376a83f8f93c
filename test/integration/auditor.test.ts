import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type App, type AppOptions, startApp } from "../../src/app.ts";
import { runTestAlert } from "../../src/audit/run-test-alert.ts";
import { systemClock } from "../../src/clock.ts";
import { type Database, openDatabase } from "../../src/db/connect.ts";
import { inbox, signOfLife, testAlert } from "../../src/db/schema/index.ts";
import { loadTexts } from "../../src/i18n/texts.ts";
import { openVault } from "../../src/privacy/vault.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { startSimulator } from "../../src/simulator/start-simulator.ts";
import { freshPostgresUrl } from "../support/databases.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";

/** The auditor as the operator starts it: a process of its own beside a service. */
const token = "700000001:simulated-token-for-tests-only-xx";
const root = path.join(import.meta.dirname, "../..");
const chatId = 77;
const masterKey = randomBytes(32);

let url: string;
let database: Database;
let simulator: Simulator;
let mail: MailServer;
let heart: Server;
let beats = 0;
let auditor: ChildProcess | undefined;
let said = "";
const stops: (() => Promise<void>)[] = [];

beforeEach(async () => {
  url = await freshPostgresUrl();
  database = await openDatabase(url);
  simulator = await startSimulator({ clock: systemClock(), token });
  simulator.phone({ id: chatId, firstName: "Operator" }).start();
  mail = await startMailServer();
  beats = 0;
  said = "";
  heart = createServer((_request, response) => {
    beats += 1;
    response.end("ok");
  });
  await new Promise<void>((resolve) => heart.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  auditor?.kill("SIGKILL");
  for (const stop of stops.splice(0)) await stop();
  auditor = undefined;
  await database.close();
  await simulator.close();
  await mail.close();
  heart.close();
});

function start(env: Record<string, string> = {}): ChildProcess {
  const { host, port } = mail.settings.server;
  const child = spawn(process.execPath, ["--import", "./src/node-version.js", "src/auditor.ts"], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? "",
      BOT_TOKEN: token,
      DATABASE_URL: url,
      MASTER_KEY: masterKey.toString("base64"),
      TELEGRAM_API_ROOT: simulator.url,
      OPERATOR_CHAT_ID: String(chatId),
      OPERATOR_EMAIL: "operator@example.org",
      SMTP_URL: `smtp://${host}:${port}`,
      MAIL_FROM: mail.settings.from,
      HEARTBEAT_URL: `http://127.0.0.1:${(heart.address() as AddressInfo).port}/`,
      ...env,
    },
  });
  child.stdout?.on("data", (piece) => {
    said += String(piece);
  });
  child.stderr?.on("data", (piece) => {
    said += String(piece);
  });
  auditor = child;
  return child;
}
const gone = (child: ChildProcess) => new Promise((resolve) => child.once("exit", resolve));
const told = () =>
  simulator.calls.filter(({ method }) => method === "sendMessage").map(({ params }) => String(params.text));
const patience = { timeout: 20_000 };

/** A test alert of today that has arrived: then an empty database is well. */
async function beWell(): Promise<void> {
  const now = new Date(`${new Date().toISOString().slice(0, 10)}T23:00:00Z`);
  const work = { db: database.db, now, vault: openVault(masterKey), texts: await loadTexts() };
  await database.db.transaction((db) => runTestAlert({ ...work, db }, { chatId }));
  await database.db.execute(sql`update outbox set state = 'sent', due_at = now(), sent_at = now()`);
  await database.db.update(testAlert).set({ raisedAt: new Date(), arrivedAt: new Date() });
  await database.db.execute(sql`update escalation set state = 'resolved', next_step_at = null`);
}

test("all is well: the heart beats and nobody is disturbed; SIGTERM ends it", async () => {
  await beWell();
  const child = start();
  await expect.poll(() => beats, patience).toBeGreaterThan(0);
  expect(told()).toEqual([]);
  expect(mail.mails).toEqual([]);
  child.kill("SIGTERM");
  expect(await gone(child)).toBe(0);
});

test("something was left lying: the operator hears it by chat and mail, and the heart does not beat", async () => {
  await beWell();
  const at = new Date(Date.now() - 3 * 3_600_000);
  const stored = { botId: 1, updateId: 1, chatId: 5, keyId: crypto.randomUUID(), body: null };
  await database.db.insert(inbox).values({ ...stored, receivedAt: at, state: "new" });
  start();
  await expect.poll(() => mail.mails.length, patience).toBe(1);
  expect(told()).toHaveLength(1);
  expect(told()[0]).toContain("stored updates that were not handled");
  expect(mail.lastTo("operator@example.org").text).toContain("stored updates that were not handled");
  expect(beats).toBe(0);
});

/** The service itself, in this process; what it wrote of its life is made to look older than it is. */
async function serve(extra: Partial<AppOptions> = {}): Promise<App> {
  const app = await startApp({
    ...{ database, clock: systemClock(), masterKey, botToken: token },
    ...{ telegramApiRoot: simulator.url, report: () => undefined, ...extra },
  });
  stops.push(() => app.stop());
  return app;
}
const signs = async () =>
  (await database.db.select().from(signOfLife)).map(({ kind }) => kind as string).toSorted();
const age = () =>
  database.db.execute(
    sql`update sign_of_life set at = at - interval '6 minutes', since = since - interval '1 hour'`,
  );

test("a service at work: the heart beats; it died on Friday with nothing due: the operator hears it and the heart stops", async () => {
  await beWell();
  const app = await serve();
  await expect.poll(signs, { timeout: 40_000 }).toEqual(["polled", "ticked"]);
  const first = start();
  await expect.poll(() => beats, patience).toBeGreaterThan(0);
  first.kill("SIGKILL");
  await app.stop();
  stops.length = 0;
  beats = 0;
  await age();
  start();
  await expect.poll(() => mail.mails.length, patience).toBe(1);
  expect(told().at(-1)).toContain("the service is not at work any more");
  expect(beats).toBe(0);
});

test("another process sets a webhook for the bot that we poll: nothing comes in, and the operator hears it", async () => {
  await beWell();
  await serve();
  await expect.poll(signs, { timeout: 40_000 }).toEqual(["polled", "ticked"]);
  await fetch(`${simulator.url}/bot${token}/setWebhook?url=http://127.0.0.1:9/other`);
  // It meets the other one; since then five minutes have gone by.
  await expect.poll(signs, { timeout: 40_000 }).toContain("conflict");
  await age();
  await expect
    .poll(
      async () => (await database.db.select().from(signOfLife)).find(({ kind }) => kind === "ticked")?.at,
      {
        timeout: 60_000,
      },
    )
    .toSatisfy((at: Date) => Date.now() - at.getTime() < 60_000);
  await database.db.execute(sql`update sign_of_life set since = since - interval '1 hour'`);
  start();
  await expect.poll(() => mail.mails.length, patience).toBe(1);
  expect(told().at(-1)).toContain("no updates are fetched");
  expect(beats).toBe(0);
});

test("Telegram is away: the mail tells it all the same", async () => {
  simulator.faults.add({ kind: "500", times: 100 });
  start();
  await expect.poll(() => mail.mails.length, patience).toBe(1);
  expect(mail.lastTo("operator@example.org").text).toContain("test alert");
});

test("without anybody to tell it does not start, and says which settings are missing", async () => {
  const child = start({ OPERATOR_CHAT_ID: "", OPERATOR_EMAIL: "" });
  expect(await gone(child)).toBe(1);
  expect(said).toContain("OPERATOR_CHAT_ID");
});
