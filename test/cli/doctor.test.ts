import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { checkCrisisWords } from "../../src/cli/check-crisis-words.ts";
import { checkTexts } from "../../src/cli/check-texts.ts";
import { systemClock } from "../../src/clock.ts";
import { openDatabase } from "../../src/db/connect.ts";
import { knownMigrations } from "../../src/db/migrate.ts";
import { alumnus, caseWorker, chat, escalation, inbox, outbox } from "../../src/db/schema/index.ts";
import { startMailServer } from "../support/mail-server.ts";
import { aMachine, amira, list, START, TOKEN } from "./rig.ts";

vi.setConfig({ testTimeout: 30_000 });
const machine = aMachine();

interface Report {
  readonly ok: boolean;
  readonly checks: readonly { name: string; state: "ok" | "bad" | "note"; message: string }[];
}

/** Runs `doctor --json` with the machine's own time: the database has the same. */
async function diagnose(seam: Parameters<typeof machine.runWith>[0] = {}) {
  const ran = await machine.runWith(
    { now: systemClock().now, patienceMilliseconds: 3_000, ...seam },
    "doctor",
    "--json",
  );
  expect(ran.err).toBe("");
  const report = JSON.parse(ran.out) as Report;
  const of = (name: string) => report.checks.filter((check) => check.name === name);
  return {
    ...ran,
    report,
    of: (name: string) => of(name)[0],
    all: of,
    bad: report.checks.filter(({ state }) => state === "bad").map(({ name }) => name),
  };
}

const aClass = (from: string, until: string) => {
  const days = ["--from", from, "--until", until];
  return machine.run("cohort", "add", `Klas van ${from}`, ...days, "--programme", "pro_three_moments");
};

/** A school with two linked case workers and one alumnus. */
async function aSchool() {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("staff", "add", "Fatima Yilmaz");
  await machine.run("staff", "add", "Johan Bakker");
  await aClass("2026-01-01", "2026-12-31");
  await machine.run("alumni", "import", machine.file(list([amira])));
  const { db } = machine.database;
  const at = { firstSeenAt: START, lastSeenAt: START, language: "nl" };
  await db.insert(chat).values([
    { chatId: 1, ...at },
    { chatId: 2, ...at },
  ]);
  const workers = await db.select().from(caseWorker);
  for (const [place, { id }] of workers.entries())
    await db
      .update(caseWorker)
      .set({ chatId: place + 1, linkedAt: START })
      .where(sql`id = ${id}`);
  await machine.runWith({ now: systemClock().now }, "safety", "sign", "--checked-by", "Johan Bakker");
}

test("with everything in order only PGlite's missing fsync is bad, because it is never for real pupils", async () => {
  await aSchool();
  const found = await diagnose();
  expect(found.bad).toEqual(["fsync"]);
  expect(found.code).toBe(1);
  expect(found.report.checks.map(({ name, state }) => `${state} ${name}`)).toEqual([
    "ok configuration",
    "ok node",
    "note database",
    "bad fsync",
    "ok migrations",
    "ok clock",
    "ok key",
    "note ledger",
    "ok staff",
    "ok safety",
    "note testalert",
    "note addresses",
    "ok cohorts",
    "ok silence",
    "ok updates",
    "ok messages",
    "ok escalations",
    "ok bot",
    "ok webhook",
    "note mail",
    "note operator",
    "ok texts",
    "note crisis",
  ]);
});

test("a school that may not ask about danger yet is bad, with what is missing", async () => {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("staff", "add", "Fatima Yilmaz");
  expect((await diagnose()).of("safety")).toEqual({
    name: "safety",
    state: "bad",
    message:
      "De Linde: no check-in opens, because fewer than 2 of the staff can be reached in Telegram (staff list), and nobody has signed a safety sheet (safety sign, or /veiligheid in the chat).",
  });
  await machine.run("safety", "sign", "--checked-by", "Fatima Yilmaz");
  const later = new Date(START.getTime() + 366 * 86_400_000);
  expect((await diagnose({ now: () => later })).of("safety")?.message).toContain(
    "were checked more than a year ago",
  );
});

test("who left on a day of no cohort is bad, who will is a note, and with a cohort nobody is outside", async () => {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("staff", "add", "Fatima Yilmaz");
  const cohorts = async () => (await diagnose({ now: () => START })).of("cohorts");
  expect(await cohorts()).toMatchObject({ state: "ok", message: "De Linde: nobody is outside a cohort." });
  const next = { ...amira, leerlingnummer: "20432", voornaam: "Bram", uitstroomdatum: "2027-07-09" };
  await machine.run("alumni", "import", machine.file(list([next])));
  expect(await cohorts()).toMatchObject({
    state: "note",
    message:
      "De Linde: 1 young person leaves school between 2027-07-09 and 2027-07-09, on days of no cohort (0 did already), so nobody asks them anything. See cohort list, cohort add.",
  });
  await machine.run("alumni", "import", machine.file(list([amira])));
  expect(await cohorts()).toMatchObject({
    state: "bad",
    message: expect.stringContaining(
      "2 young people leave school between 2026-07-10 and 2027-07-09, on days of no cohort (1 did already)",
    ),
  });
  await aClass("2026-06-01", "2027-12-31");
  expect(await cohorts()).toMatchObject({ state: "ok" });
});

test("without anything bad it ends with 0 and ok is true", async () => {
  await aSchool();
  // The one thing that PGlite cannot be made to do: answer as a server that has fsync on.
  const { db } = machine.database;
  await db.execute(sql`create schema if not exists pretend`);
  await db.execute(
    sql`create or replace function pretend.current_setting(name text) returns text language sql as $$ select case name when 'fsync' then 'on' else pg_catalog.current_setting(name) end $$`,
  );
  await db.execute(sql`set search_path to pretend, pg_catalog, public`);
  try {
    const found = await diagnose();
    expect(found.bad).toEqual([]);
    expect(found.report.ok).toBe(true);
    expect(found.code).toBe(0);
  } finally {
    await db.execute(sql`reset search_path`);
  }
});

test("without --json each finding is a line: state, name, sentence", async () => {
  await aSchool();
  const ran = await machine.runWith({ now: systemClock().now }, "doctor");
  expect(ran).toMatchObject({ code: 1, err: "" });
  const lines = ran.out.trimEnd().split("\n");
  expect(lines).toHaveLength(23);
  for (const line of lines) expect(line).toMatch(/^(ok {2}|bad|note) +[a-z]+ +[A-Z].+\.$/);
  expect(ran.out).toContain("ok    key            MASTER_KEY opens what is stored.\n");
});

test("it changes nothing and calls Telegram only to ask", async () => {
  await aSchool();
  const tables = ["case_worker", "alumnus", "data_key", "access_log", "outbox", "invitation"];
  const before = await Promise.all(tables.map(machine.dump));
  const calls = machine.simulator.calls.length;
  await diagnose();
  expect(await Promise.all(tables.map(machine.dump))).toEqual(before);
  expect(
    machine.simulator.calls
      .slice(calls)
      .map(({ method }) => method)
      .sort(),
  ).toEqual(["getMe", "getWebhookInfo"]);
});

test("no name, no token and no key stands in the report", async () => {
  await aSchool();
  machine.env.BOT_TOKEN = `${TOKEN}x`;
  const { out } = await diagnose();
  for (const secret of [TOKEN, machine.env.MASTER_KEY ?? "", "Fatima", "Amira", "Idrissi", "a password"])
    expect(out).not.toContain(secret);
});

test("without any setting every missing one is named, and what can be looked at is looked at", async () => {
  for (const name of Object.keys(machine.env)) delete machine.env[name];
  const found = await diagnose();
  expect(found.bad).toEqual(["configuration"]);
  for (const name of ["BOT_TOKEN", "DATABASE_URL", "MASTER_KEY"])
    expect(found.of("configuration")?.message).toContain(`${name} is missing`);
  for (const name of ["database", "fsync", "key", "staff", "bot", "webhook"])
    expect(found.of(name)).toMatchObject({
      state: "note",
      message: expect.stringContaining("Not looked at"),
    });
  expect(found.of("texts")?.state).toBe("ok");
});

test("one wrong setting does not keep the others from being looked at", async () => {
  await aSchool();
  machine.env.MASTER_KEY = "short";
  machine.env.PORT = "many";
  const found = await diagnose();
  expect(found.of("configuration")?.message).toMatch(/MASTER_KEY is not 32 bytes.*PORT is not a port number/);
  expect(found.of("key")).toMatchObject({ state: "note" });
  expect(found.of("bot")?.state).toBe("ok");
  expect(found.of("staff")?.state).toBe("ok");
});

test("a database that cannot be reached is one bad finding, and Telegram is asked all the same", async () => {
  machine.env.DATABASE_URL = "postgres://nobody:a-password@127.0.0.1:1/none";
  const ran = await machine.runWith({ now: systemClock().now, openDatabase }, "doctor", "--json");
  const report = JSON.parse(ran.out) as Report;
  expect(report.checks.find(({ name }) => name === "database")).toEqual({
    name: "database",
    state: "bad",
    message: "Cannot be reached (DB_ECONNREFUSED). Is it running, and are address and password right?",
  });
  expect(report.checks.find(({ name }) => name === "fsync")?.state).toBe("note");
  expect(report.checks.find(({ name }) => name === "bot")?.state).toBe("ok");
  expect(ran.out + ran.err).not.toContain("a-password");
});

test("a database that never answers is given up after a while", async () => {
  const found = await diagnose({
    openDatabase: () => new Promise(() => undefined),
    patienceMilliseconds: 100,
  });
  expect(found.of("database")).toMatchObject({ state: "bad", message: expect.stringContaining("TIMEOUT") });
});

test("an empty database is told from a broken one: migrations wait, the rest is not looked at", async () => {
  const empty = await openDatabase("pglite:", { migrate: false });
  try {
    const found = await diagnose({ openDatabase: async () => ({ ...empty, close: async () => undefined }) });
    expect(found.bad).toEqual(["fsync", "migrations"]);
    expect(found.of("migrations")?.message).toContain(
      `${knownMigrations().length} of ${knownMigrations().length} wait`,
    );
    expect(found.of("staff")).toMatchObject({
      state: "note",
      message: expect.stringContaining("see migrations"),
    });
  } finally {
    await empty.close();
  }
});

test("a database that is newer than this version is bad", async () => {
  const { db } = machine.database;
  await db.execute(
    sql`insert into drizzle.__drizzle_migrations (id, hash, created_at) values (999, 'of the future', 9)`,
  );
  try {
    const found = await diagnose();
    expect(found.of("migrations")).toMatchObject({ state: "bad", message: expect.stringContaining("newer") });
  } finally {
    await db.execute(sql`delete from drizzle.__drizzle_migrations where id = 999`);
  }
});

test("a clock that is more than five seconds off is bad", async () => {
  const off = (milliseconds: number) => () => new Date(systemClock().now().getTime() + milliseconds);
  expect((await diagnose({ now: off(6_000) })).of("clock")?.state).toBe("bad");
  expect((await diagnose({ now: off(-6_000) })).of("clock")?.state).toBe("bad");
  expect((await diagnose({ now: off(3_000) })).of("clock")?.state).toBe("ok");
});

test("another master key than the database's own is bad; with nothing stored any key will do", async () => {
  machine.env.MASTER_KEY = Buffer.alloc(32, 7).toString("base64");
  expect((await diagnose()).of("key")).toMatchObject({
    state: "ok",
    message: expect.stringContaining("Nothing is stored"),
  });
  await machine.run("organisation", "add", "De Linde");
  await machine.run("staff", "add", "Fatima Yilmaz");
  machine.env.MASTER_KEY = Buffer.alloc(32, 8).toString("base64");
  expect((await diagnose()).of("key")?.state).toBe("bad");
});

test.each([
  ["401", "does not accept BOT_TOKEN (401)"],
  ["500", "cannot be reached (HTTP 500)"],
  ["dropResponse", "cannot be reached"],
  ["hang", "cannot be reached (TIMEOUT)"],
] as const)("a Telegram that answers %s is bad", async (kind, reason) => {
  machine.simulator.faults.add({ kind, times: 2 });
  const found = await diagnose(kind === "hang" ? { patienceMilliseconds: 200 } : {});
  expect(found.of("bot")).toMatchObject({ state: "bad", message: expect.stringContaining(reason) });
  expect(found.of("webhook")).toMatchObject({ state: "bad", message: expect.stringContaining(reason) });
});

test("the webhook must be the one of PUBLIC_URL, and none when the service polls", async () => {
  const set = async (url: string) =>
    fetch(`${machine.simulator.url}/bot${TOKEN}/${url ? "setWebhook" : "deleteWebhook"}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(url ? { url } : {}),
    });
  const webhook = async () => (await diagnose()).of("webhook");
  expect(await webhook()).toMatchObject({
    state: "ok",
    message: expect.stringContaining("polls. 0 updates"),
  });

  machine.env.PUBLIC_URL = "http://127.0.0.1:1/";
  expect((await diagnose()).of("configuration")?.message).toContain("WEBHOOK_SECRET is missing");
  machine.env.WEBHOOK_SECRET = "s".repeat(40);
  expect(await webhook()).toMatchObject({
    state: "bad",
    message: expect.stringContaining("None is set although"),
  });
  await set("http://127.0.0.1:1/elsewhere");
  expect(await webhook()).toMatchObject({
    state: "bad",
    message: expect.stringContaining("another address"),
  });
  await set("http://127.0.0.1:1/telegram/webhook");
  expect(await webhook()).toMatchObject({ state: "ok" });
  delete machine.env.PUBLIC_URL;
  expect(await webhook()).toMatchObject({
    state: "bad",
    message: expect.stringContaining("there is no PUBLIC_URL"),
  });
});

test("a webhook that Telegram cannot deliver to right now is bad, with the moment and what waits", async () => {
  machine.env.PUBLIC_URL = "http://127.0.0.1:1";
  machine.env.WEBHOOK_SECRET = "s".repeat(40);
  await fetch(`${machine.simulator.url}/bot${TOKEN}/setWebhook?url=http://127.0.0.1:1/telegram/webhook`);
  machine.clock.moveTo(systemClock().now());
  machine.simulator.phone({ id: 7, firstName: "Amira", languageCode: "nl" }).send("hoi");
  await vi.waitFor(async () => {
    expect((await diagnose()).of("webhook")).toMatchObject({
      state: "bad",
      message: expect.stringMatching(/could not deliver at 20.*; 1 update waiting at Telegram/),
    });
  });
});

test.each([
  ["two people", 2, "ok"],
  ["one person", 1, "note"],
  ["nobody", 0, "bad"],
])("with %s who can be reached the staff is found to be so", async (_, reachable, state) => {
  await aSchool();
  await machine.database.db.update(chat).set({ blockedSince: START }).where(sql`chat_id > ${reachable}`);
  expect((await diagnose()).of("staff")).toMatchObject({
    state,
    message: expect.stringMatching(/^De Linde: /),
  });
});

test("the mail server is asked whether it takes us in, and told apart from a wrong login and from nobody there", async () => {
  const login = { user: "beeld", password: "geheim-wachtwoord" };
  const server = await startMailServer({ login });
  const { port } = server.settings.server;
  machine.env.MAIL_FROM = "inbeeld@school.example";
  const diagnoseWith = async (password: string) => {
    machine.env.SMTP_URL = `smtp://beeld:${password}@127.0.0.1:${port}`;
    const found = await diagnose();
    expect(found.out).not.toContain(password);
    return found.of("mail");
  };
  expect(await diagnoseWith(login.password)).toMatchObject({ state: "ok" });
  expect(await diagnoseWith("een-ander-wachtwoord")).toMatchObject({
    state: "bad",
    message: expect.stringContaining("SMTP_535"),
  });
  await server.close();
  expect(await diagnoseWith(login.password)).toMatchObject({
    state: "bad",
    message: expect.stringContaining("cannot be reached"),
  });
  expect(server.mails).toEqual([]);
  machine.env.MAIL_FROM = undefined;
  expect((await diagnose()).of("mail")?.message).toMatch(/^Not looked at/);
});

test("addresses that are missing or were not confirmed are counted, and never shown", async () => {
  await aSchool();
  const of = async () => (await diagnose()).of("addresses");
  expect(await of()).toMatchObject({ state: "note", message: expect.stringContaining("2 of 2") });
  for (const [name, address] of [
    ["Fatima Yilmaz", "fatima@school.example"],
    ["Johan Bakker", "johan@school.example"],
  ] as const)
    expect(await machine.run("staff", "email", name, address)).toMatchObject({ code: 0 });
  expect(await of()).toMatchObject({
    state: "note",
    message: expect.stringContaining("2 of 2 have not confirmed"),
  });
  await machine.database.db.update(caseWorker).set({ emailConfirmedAt: START });
  expect(await of()).toMatchObject({ state: "ok" });
});

test("the staff of every organisation is looked at", async () => {
  await aSchool();
  await machine.run("organisation", "add", "De Eik");
  expect((await diagnose()).all("staff").map(({ state }) => state)).toEqual(["bad", "ok"]);
});

test("parked updates and messages that reached nobody in the last week are counted", async () => {
  const { db } = machine.database;
  const now = systemClock().now();
  const aMonthAgo = new Date(now.getTime() - 30 * 86_400_000);
  const keyId = randomUUID();
  const update = { botId: 1, chatId: 1, keyId, receivedAt: now };
  await db.insert(inbox).values([
    { ...update, updateId: 1, state: "parked" },
    { ...update, updateId: 2, state: "done" },
  ]);
  const message = {
    chatId: 1,
    line: "chat",
    lane: 2,
    promise: "atLeastOnce",
    keyId,
    createdAt: now,
    dueAt: now,
  } as const;
  await db.insert(outbox).values([
    { ...message, id: randomUUID(), state: "blocked" },
    { ...message, id: randomUUID(), state: "undeliverable" },
    { ...message, id: randomUUID(), state: "undeliverable", createdAt: aMonthAgo },
    { ...message, id: randomUUID(), state: "sent" },
  ]);
  const found = await diagnose();
  expect(found.of("updates")).toMatchObject({
    state: "note",
    message: expect.stringMatching(/^1 update set aside/),
  });
  expect(found.of("messages")).toMatchObject({
    state: "note",
    message: "In the last 7 days 1 met a blocked chat and 1 could not be delivered.",
  });
});

test("an open escalation without a next step is bad; a resolved one needs none", async () => {
  await aSchool();
  const { db } = machine.database;
  const [person] = await db.select().from(alumnus);
  if (!person) throw new Error("Nobody was imported");
  const values = {
    personId: person.id,
    organisationId: person.organisationId,
    severity: "urgent",
    theme: "general",
    openedAt: START,
    step: 0,
  } as const;
  await db.insert(escalation).values({ ...values, id: randomUUID(), state: "resolved" });
  expect((await diagnose()).of("escalations")?.state).toBe("ok");
  await db.insert(escalation).values({ ...values, id: randomUUID(), state: "open" });
  expect((await diagnose()).of("escalations")).toMatchObject({
    state: "bad",
    message: expect.stringMatching(/^1 open escalation without/),
  });
});

test("a text that a language lacks is bad, with the first of them by name", () => {
  expect(checkTexts(() => [])).toMatchObject({ state: "ok" });
  const lacking = ["people:link.robot", "a:b", "c:d", "e:f"];
  expect(checkTexts((language) => (language === "ti" ? lacking : []))).toEqual({
    name: "texts",
    state: "bad",
    message: "Not complete, and said in Dutch instead: ti lacks 4 (people:link.robot, a:b, c:d …).",
  });
});

test("a language without a list of crisis words is bad, and a list that nobody has reviewed is named", () => {
  expect(checkCrisisWords({ without: [], unreviewed: [] })).toMatchObject({ state: "ok" });
  expect(checkCrisisWords({ without: ["ti"], unreviewed: ["so"] })).toMatchObject({
    name: "crisis",
    state: "bad",
    message: expect.stringMatching(/^No list for ti: .*Not reviewed .*: so\./),
  });
  expect(checkCrisisWords({ without: [], unreviewed: ["so", "fa"] })).toMatchObject({
    state: "note",
    message: expect.stringContaining("so, fa"),
  });
});

test("an operator's chat that is somebody's of a school, or closed, is bad: no test alert goes there", async () => {
  await aSchool();
  machine.env.OPERATOR_CHAT_ID = "1";
  expect((await diagnose()).of("testalert")).toMatchObject({
    state: "bad",
    message: expect.stringContaining("somebody of the staff of De Linde"),
  });
  machine.env.OPERATOR_CHAT_ID = "3";
  expect((await diagnose()).of("testalert")?.state).toBe("ok");
  const at = { firstSeenAt: START, lastSeenAt: START, blockedSince: START, language: "nl" };
  await machine.database.db.insert(chat).values({ chatId: 3, ...at });
  expect((await diagnose()).of("testalert")).toMatchObject({
    state: "bad",
    message: expect.stringContaining("Press Start"),
  });
});
