import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, afterEach, beforeEach, expect, inject, test, vi } from "vitest";
import { type App, startApp } from "../../src/app.ts";
import { type Database, openDatabase } from "../../src/db/connect.ts";
import {
  alumnus,
  caseWorker,
  chat,
  dataKey,
  erasure,
  escalation,
  ownWords,
} from "../../src/db/schema/index.ts";
import type { Facts } from "../../src/delivery/report.ts";
import { openVault } from "../../src/privacy/vault.ts";
import { freshPostgresUrl } from "../support/databases.ts";
import { openEverything } from "../support/open-everything.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";

// Two services and two databases each: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });
const folder = mkdtempSync(path.join(tmpdir(), "in-beeld-ledger-"));
let file: string;
let url: string;
let walk: Walk;
let current: Database;
const opened: Database[] = [];
const apps: App[] = [];

afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  file = path.join(folder, `${randomUUID()}.jsonl`);
  url = await freshPostgresUrl();
  current = await openDatabase(url, { migrate: false });
  // The server copies a database only while nobody is connected to it: this one is closed and opened on the way.
  const database: Database = {
    get db() {
      return current.db;
    },
    kind: current.kind,
    listen: (channel, heard) => current.listen(channel, heard),
    holdAlone: (name, signal) => current.holdAlone(name, signal),
    close: () => current.close(),
  };
  walk = await startWalk({ database, app: { erasureLedger: file } });
});
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop();
  for (const database of opened.splice(0)) await database.close();
  await walk.end();
});

const t = () => walk.app.texts("nl");
const ledger = () => (readFileSync(file, "utf8").match(/^.*\n/gm) ?? []).map((line) => JSON.parse(line));

/** A copy of the database as it is now, made by the server: what a backup is. */
async function backUp(): Promise<string> {
  const server = inject("postgresUrl");
  const source = url.split("/").at(-1) ?? "";
  const name = `${source}_backup`;
  const admin = postgres(`${server}/postgres`, { max: 1, onnotice: () => undefined });
  await current.close();
  await admin.unsafe(`create database ${name} template ${source}`);
  await admin.end();
  current = await openDatabase(url, { migrate: false });
  return `${server}/${name}`;
}

async function restore(backup: string): Promise<Database> {
  const database = await openDatabase(backup, { migrate: false });
  opened.push(database);
  return database;
}

/** Starts the service on a restored backup. */
async function serve(database: Database, more: { erasureLedger?: string } = { erasureLedger: file }) {
  const reports: { event: string; facts: Facts }[] = [];
  const app = await startApp({
    database,
    clock: walk.clock,
    masterKey: walk.masterKey,
    botToken: walk.simulator.token,
    telegramApiRoot: walk.simulator.url,
    report: (event, facts) => reports.push({ event, facts }),
    ticking: false,
    ...more,
  });
  apps.push(app);
  return reports;
}

async function erase(person: Walker): Promise<void> {
  await person.say("/mijngegevens");
  await person.press("rights:menu.erase");
  await person.press("rights:erase.eraseSure");
  await person.press("rights:erase.eraseNow");
}

const secret = "dat zeg ik maar tegen één mens";

/** Amina said something, a backup is made, and then she and a stranger have all of it erased. */
async function erasedAfterBackup() {
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  const daan = await walk.alumnus("Daan", fatima);
  await amina.say(secret);
  const moeder = walk.simulator.phone({ id: 7_098_765_431, firstName: "Moeder", languageCode: "nl" });
  moeder.send(secret);
  await walk.settle();
  await walk.app.stop();
  const backup = await backUp();
  await walk.restart();
  await erase(amina);
  for (const what of ["erase", "eraseSure", "eraseNow"]) {
    moeder.tapData(`md1:${what}`, 1);
    await walk.settle();
  }
  return { fatima, amina, daan, backup, moeder };
}

test("an older backup is brought in line with the ledger before anything is served", async () => {
  const { amina, daan, backup } = await erasedAfterBackup();
  expect(ledger()).toMatchObject([
    { v: 1, kind: "alumnus", subjectId: amina.id, reason: "ownWish" },
    { v: 1, kind: "chat", subjectId: null },
  ]);
  expect(readFileSync(file, "utf8")).not.toMatch(/Amina|Jansen|06-1234|7098765431/);
  await walk.app.stop();

  const restored = await restore(backup);
  const vault = openVault(walk.masterKey);
  const before = (await openEverything(restored.db, vault)).join("\n");
  expect(before).toContain(secret);
  expect(before).toContain("Amina");
  const [then] = await restored.db.select().from(alumnus).where(eq(alumnus.id, amina.id));
  vault.forgetKeys();

  const reports = await serve(restored);
  expect(reports.find(({ event }) => event === "ledger.replayed")?.facts).toEqual({ count: 2 });
  const after = (await openEverything(restored.db, vault)).join("\n");
  expect(after).not.toContain(secret);
  expect(after).toContain("Daan");
  const [row] = await restored.db.select().from(alumnus).where(eq(alumnus.id, amina.id));
  expect(row).toMatchObject({ chatId: null, exitDate: "2026-01-01" });
  expect(row?.erasedAt).not.toBeNull();
  const [key] = await restored.db
    .select()
    .from(dataKey)
    .where(eq(dataKey.id, then?.keyId ?? ""));
  expect(key?.wrapped).toBeNull();
  const chats = (await restored.db.select().from(chat)).map(({ chatId }) => chatId);
  expect(chats).not.toContain(7_098_765_431);
  expect(chats).not.toContain(amina.phone.chatId);
  expect(chats).toContain(daan.phone.chatId);
  expect((await restored.db.select().from(erasure)).map(({ kind }) => kind)).toEqual(["alumnus", "chat"]);

  // Served now: whoever was erased is a stranger, everybody else is known.
  await walk.simulator.phone({ id: amina.phone.chatId, firstName: "Amina" }).send("hallo?");
  await apps[0]?.idle();
  await expect
    .poll(async () => {
      await apps[0]?.idle();
      return amina.last();
    })
    .toBe(t()("people:link.noCard"));
  expect((await restored.db.select().from(alumnus).where(eq(alumnus.id, daan.id)))[0]?.chatId).not.toBeNull();
  expect(ledger()).toHaveLength(2);
});

test("a restored crisis of somebody who was erased since stays with its human, with no more than is needed", async () => {
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("ik wil dood");
  await walk.app.stop();
  const backup = await backUp();
  await walk.restart();
  await erase(amina);
  await walk.app.stop();
  const restored = await restore(backup);
  await serve(restored);
  const [row] = await restored.db.select().from(escalation).where(eq(escalation.personId, amina.id));
  expect(row?.state).not.toBe("resolved");
  expect(row?.nextStepAt).not.toBeNull();
  const readable = (await openEverything(restored.db, openVault(walk.masterKey))).join("\n");
  expect(readable).toContain("06-12345678");
  expect(readable).toContain("ik wil dood");
  expect(readable).not.toContain("2009-03-14");
  expect(await restored.db.select().from(ownWords)).toHaveLength(1);
});

test("replaying a second time, or on a database that knows it all, changes nothing", async () => {
  const { backup } = await erasedAfterBackup();
  await walk.app.stop();
  const restored = await restore(backup);
  await serve(restored);
  await apps.pop()?.stop();
  const state = async () => [
    await restored.db.select().from(alumnus),
    await restored.db.select().from(erasure),
    await restored.db.select().from(dataKey),
    await restored.db.select().from(caseWorker),
  ];
  const before = await state();
  const reports = await serve(restored);
  expect(reports.map(({ event }) => event)).not.toContain("ledger.replayed");
  expect(await state()).toEqual(before);
});

test("without the ledger's file nobody is erased again: that is what it is for", async () => {
  const { amina, backup } = await erasedAfterBackup();
  await walk.app.stop();
  const restored = await restore(backup);
  await serve(restored, {});
  const [row] = await restored.db.select().from(alumnus).where(eq(alumnus.id, amina.id));
  expect(row?.erasedAt).toBeNull();
});

test("a ledger that cannot be read keeps the service from starting; a half last line of a crash does not", async () => {
  const { backup } = await erasedAfterBackup();
  await walk.app.stop();
  const whole = readFileSync(file, "utf8");
  writeFileSync(file, `${whole}not a line of a ledger\n`);
  const restored = await restore(backup);
  await expect(serve(restored)).rejects.toThrow(/line 3 is no entry of a ledger/);
  expect(await restored.db.select().from(erasure)).toEqual([]);
  writeFileSync(file, `${whole}{"v":1,"id":"0198c`);
  await serve(restored);
  expect(await restored.db.select().from(erasure)).toHaveLength(2);
  expect(readFileSync(file, "utf8")).toBe(whole);
  await expect(serve(restored, { erasureLedger: path.join(folder, "no", "such", "folder") })).rejects.toThrow(
    /cannot be used: ENOENT/,
  );
});

test("a ledger's file that is new, or that was away, is filled from the database", async () => {
  await erasedAfterBackup();
  await walk.app.stop();
  const whole = readFileSync(file, "utf8");
  rmSync(file);
  await walk.restart();
  expect(readFileSync(file, "utf8")).toBe(whole);
});
