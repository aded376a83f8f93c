import { randomBytes } from "node:crypto";
import { count, eq, sql } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { type App, type AppOptions, startApp } from "../../src/app.ts";
import { systemClock } from "../../src/clock.ts";
import { type Database, openDatabase } from "../../src/db/connect.ts";
import { rowsOf } from "../../src/db/rows-of.ts";
import { answer, escalation, inbox, outbox } from "../../src/db/schema/index.ts";
import { openVault } from "../../src/privacy/vault.ts";
import type { Phone } from "../../src/simulator/phone.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { startSimulator } from "../../src/simulator/start-simulator.ts";
import { freshPostgres, freshPostgresUrl } from "../support/databases.ts";
import { linkAlumnus, linkCaseWorker } from "../support/link-directly.ts";
import { aCaseWorker, anAlumnus, aSchool, beReady, dayAndNight } from "../support/people.ts";
import { makePostgresServer, type PostgresServer } from "../support/postgres-server.ts";

const botToken = "700000001:simulated-token-for-tests-only-xx";
const clock = systemClock();
/** The pace is Telegram's business; here it would only make the test wait. */
const unpaced = { perSecond: Number.POSITIVE_INFINITY, chatRestMilliseconds: 0 };

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function simulate(): Promise<Simulator> {
  const simulator = await startSimulator({ clock, token: botToken });
  opened.push(simulator);
  return simulator;
}

async function start(
  database: Database,
  simulator: Simulator,
  masterKey: Buffer,
  more: Partial<AppOptions> = {},
): Promise<App> {
  opened.push(database);
  const app = await startApp({
    database,
    clock,
    masterKey,
    botToken,
    telegramApiRoot: simulator.url,
    report: () => undefined,
    ticking: false,
    pace: unpaced,
    ...more,
  });
  opened.push({ close: () => app.stop() });
  return app;
}

const until = (what: () => unknown, timeout = 20_000) => expect.poll(what, { timeout, interval: 20 });

test("two instances, everybody taps twice at once: one answer, one alert and one next question each", async () => {
  const simulator = await simulate();
  const masterKey = randomBytes(32);
  const url = await freshPostgresUrl();
  const database = await openDatabase(url, { migrate: false });
  const place = { db: database.db, vault: openVault(masterKey), now: clock.now() };
  const school = await aSchool(place, { hours: dayAndNight });
  await beReady(place, school);
  const fatima = await aCaseWorker(place, school, "Fatima de Vries");
  await linkCaseWorker(place.db, place.now, fatima.id, 1);
  const worker = simulator.phone({ id: 1, firstName: "Fatima" });
  const people = 30;
  const phones: { phone: Phone; id: string }[] = [];
  for (let n = 0; n < people; n += 1) {
    const person = await anAlumnus(place, school, fatima.id, `Sam${n}`);
    await linkAlumnus(place.db, place.now, person.id, 100 + n);
    phones.push({ phone: simulator.phone({ id: 100 + n, firstName: "Sam" }), id: person.id });
  }
  const app = await start(database, simulator, masterKey);
  await start(await openDatabase(url, { migrate: false }), simulator, masterKey);
  const t = app.texts("nl");
  for (const { phone } of phones) phone.start();
  worker.send("/start");
  await until(() => worker.messages().length).toBeGreaterThan(1);
  const { data } = startButton;
  for (const { id } of phones) worker.tapData(data(id), worker.lastBotMessage()?.id ?? 1);
  const yes = t("checkin:flow.openAnswer.yes");
  await until(() =>
    phones.every(({ phone }) =>
      phone.messages().some((one) => one.buttons?.flat().some(({ text }) => text === yes)),
    ),
  ).toBe(true);
  for (const { phone } of phones) phone.tap(yes);
  const prompt = t("checkin:question.G1.prompt");
  await until(() => phones.every(({ phone }) => phone.lastBotMessage()?.text?.includes(prompt))).toBe(true);
  for (let taps = 0; taps < 2; taps += 1)
    for (const { phone } of phones) phone.tap(t("checkin:question.G1.option.bad"));
  const next = t("checkin:question.G1b.prompt");
  await until(() => phones.every(({ phone }) => phone.lastBotMessage()?.text?.includes(next))).toBe(true);
  await until(() => simulator.pendingUpdates()).toBe(0);
  await app.idle();

  for (const { phone } of phones)
    expect(phone.messages().filter(({ text }) => text?.includes(next))).toHaveLength(1);
  const alerts = worker.messages().filter(({ text }) => text?.includes("🟠 Sam"));
  expect(alerts).toHaveLength(people);
  const [answers] = await database.db.select({ n: count() }).from(answer);
  const [escalations] = await database.db.select({ n: count() }).from(escalation);
  expect({ answers: answers?.n, escalations: escalations?.n }).toEqual({
    answers: people,
    escalations: people,
  });
});

/** The button that starts a check-in for somebody, as an earlier list would have shown it. */
const startButton = {
  data: (id: string) => `s1:${Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url")}`,
};

test("one instance polls, and the other takes over when it stops", async () => {
  const simulator = await simulate();
  const masterKey = randomBytes(32);
  const url = await freshPostgresUrl();
  const first = await start(await openDatabase(url, { migrate: false }), simulator, masterKey);
  await until(() => simulator.polling()).toBe(true);
  await start(await openDatabase(url, { migrate: false }), simulator, masterKey);
  const phone = simulator.phone({ id: 7, firstName: "Sam" });
  phone.start();
  await until(() => phone.messages().length).toBe(2);
  expect(simulator.calls.filter(({ method, status }) => method === "getUpdates" && status === 409)).toEqual(
    [],
  );
  await first.stop();
  phone.send("hoi");
  await until(() => phone.messages().length).toBe(4);
});

test("the database is down while 1,000 updates arrive: none is lost, and each chat's are handled in order", {
  timeout: 120_000,
}, async () => {
  const server: PostgresServer = await makePostgresServer({ fsync: true });
  opened.push({ close: () => server.remove() });
  const simulator = await simulate();
  const database = await openDatabase(`${server.url}/postgres`);
  const reports: string[] = [];
  await start(database, simulator, randomBytes(32), { report: (event) => reports.push(event) });
  await until(() => simulator.polling()).toBe(true);
  await server.stop("immediate");
  const phones = Array.from({ length: 50 }, (_, n) => simulator.phone({ id: 1_000 + n, firstName: "Sam" }));
  for (let n = 0; n < 20; n += 1) for (const phone of phones) phone.send(`bericht ${n}`);
  await until(() => reports.includes("poll.failed")).toBe(true);
  expect(simulator.pendingUpdates()).toBeGreaterThan(0);
  await server.start();
  await until(() => simulator.pendingUpdates(), 60_000).toBe(0);
  const done = async () => {
    const [row] = await database.db.select({ n: count() }).from(inbox).where(eq(inbox.state, "done"));
    return row?.n;
  };
  await expect.poll(done, { timeout: 90_000, interval: 100 }).toBe(1_000);
  const outOfOrder = rowsOf<{ n: number }>(
    await database.db.execute(
      sql`select count(*)::int as n from (select handled_at < lag(handled_at) over (partition by chat_id order by update_id) as back from inbox) o where back`,
    ),
  );
  expect(outOfOrder[0]?.n).toBe(0);
  const [said] = await database.db.select({ n: count() }).from(outbox);
  expect(said?.n).toBe(1_000);
});

test("by webhook, an update that could not be stored is refused, delivered again and handled once", {
  timeout: 60_000,
}, async () => {
  const server = await makePostgresServer({ fsync: true });
  opened.push({ close: () => server.remove() });
  const simulator = await simulate();
  const database = await openDatabase(`${server.url}/postgres`);
  const secret = randomBytes(32).toString("base64url");
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  await start(database, simulator, randomBytes(32), {
    port,
    webhook: { url: `http://127.0.0.1:${port}`, secret },
  });
  const phone = simulator.phone({ id: 7, firstName: "Sam" });
  phone.start();
  await until(() => phone.messages().length).toBe(2);
  // What was sent and not yet written down would be sent again when its lease is over: true, and not what this is about.
  await until(async () => {
    const [row] = await database.db.select({ n: count() }).from(outbox).where(eq(outbox.state, "sent"));
    return row?.n;
  }).toBe(1);
  await server.stop("immediate");
  phone.send("hoi");
  await until(async () => (await webhookInfo(simulator)).last_error_message).toContain("503");
  await server.start();
  await until(() => phone.messages().length, 30_000).toBe(4);
  const [rows] = await database.db.select({ n: count() }).from(inbox);
  expect(rows?.n).toBe(2);
});

async function webhookInfo(simulator: Simulator): Promise<{ last_error_message?: string }> {
  const answered = await fetch(`${simulator.url}/bot${botToken}/getWebhookInfo`);
  return ((await answered.json()) as { result: { last_error_message?: string } }).result;
}

test("a webhook request with a wrong secret is refused before its body is read", async () => {
  const simulator = await simulate();
  const database = await freshPostgres();
  const secret = randomBytes(32).toString("base64url");
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  await start(database, simulator, randomBytes(32), {
    port,
    webhook: { url: `http://127.0.0.1:${port}`, secret },
  });
  const post = (headers: Record<string, string>, body: string) =>
    fetch(`http://127.0.0.1:${port}/telegram/webhook`, { method: "POST", headers, body }).then(
      ({ status }) => status,
    );
  const header = "x-telegram-bot-api-secret-token";
  expect(await post({}, "{}")).toBe(401);
  expect(await post({ [header]: "x".repeat(secret.length) }, "{}")).toBe(401);
  expect(await post({ [header]: secret }, "no json")).toBe(400);
  expect(await post({ [header]: secret }, JSON.stringify({ pad: "x".repeat(1_100_000) }))).toBe(413);
  expect(await fetch(`http://127.0.0.1:${port}/healthz`).then((answered) => answered.json())).toEqual({
    ok: true,
    database: true,
    telegram: true,
  });
  const [rows] = await database.db.select({ n: count() }).from(inbox);
  expect(rows?.n).toBe(0);
});

test("the service starts and answers although Telegram does not take its commands and descriptions", async () => {
  const simulator = await simulate();
  for (const method of ["setMyCommands", "setMyDescription", "setMyShortDescription"])
    simulator.faults.add({ method, kind: "500", times: Number.POSITIVE_INFINITY });
  const reports: string[] = [];
  await start(await freshPostgres(), simulator, randomBytes(32), { report: (event) => reports.push(event) });
  expect(reports).toContain("introduction.failed");
  const phone = simulator.phone({ id: 7, firstName: "Sam" });
  phone.start();
  await until(() => phone.messages().length).toBe(2);
});
