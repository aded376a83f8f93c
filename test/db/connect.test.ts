import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { stopwatch } from "../../src/clock.ts";
import { type Database, type Db, FolderInUse, openDatabase } from "../../src/db/connect.ts";
import { appliedMigrations, knownMigrations, NewerDatabase } from "../../src/db/migrate.ts";
import { rowsOf } from "../../src/db/rows-of.ts";
import { organisation } from "../../src/db/schema/index.ts";
import { officeHours } from "../../src/people/duty/is-staffed.ts";
import { freshPglite, freshPostgresUrl } from "../support/databases.ts";

const opened: Database[] = [];
const folders: string[] = [];
let holder: ChildProcess | undefined;

afterEach(async () => {
  holder?.kill("SIGKILL");
  for (const database of opened.splice(0)) await database.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const open = async (url: string) => {
  const database = await openDatabase(url, { connections: 2 });
  opened.push(database);
  return database;
};

describe("a PGlite folder", () => {
  const made = mkdtempSync(path.join(tmpdir(), "in-beeld-folder-"));
  // Making a PGlite database takes seconds; a copy of its folder does not.
  beforeAll(async () => (await openDatabase(`pglite:${made}`)).close());
  afterAll(() => rmSync(made, { recursive: true, force: true }));

  const aFolder = () => {
    const folder = mkdtempSync(path.join(tmpdir(), "in-beeld-folder-"));
    folders.push(folder);
    cpSync(made, folder, { recursive: true });
    return folder;
  };

  it("is refused to a second process within two seconds, and free again when the first is killed", async () => {
    const folder = aFolder();
    const child = fork(path.join(import.meta.dirname, "hold-folder.ts"), [folder]);
    holder = child;
    const gone = once(child, "exit");
    await once(child, "message");
    const took = stopwatch();
    await expect(openDatabase(`pglite:${folder}`)).rejects.toThrow(FolderInUse);
    expect(took()).toBeLessThan(2_000);
    child.kill("SIGKILL");
    await gone;
    const database = await open(`pglite:${folder}`);
    expect(await appliedMigrations(database.db)).toBe(knownMigrations().length);
  });

  it("is refused to the same process too while it is open, and keeps what was written in it", async () => {
    const folder = aFolder();
    const first = await openDatabase(`pglite:${folder}`);
    await expect(openDatabase(`pglite:${folder}`)).rejects.toThrow(FolderInUse);
    const createdAt = new Date("2026-11-23T11:00:00.123Z");
    await first.db.insert(organisation).values({
      id: "0198c2f4-7d3e-7a10-9b4f-0123456789ab",
      name: "De Linde",
      timeZone: "Europe/Amsterdam",
      language: "nl",
      staffedHours: officeHours,
      createdAt,
    });
    await first.close();
    const [row] = await (await open(`pglite:${folder}`)).db.select().from(organisation);
    expect(row).toMatchObject({ name: "De Linde", staffedHours: officeHours, createdAt });
  });
});

describe.skipIf(process.platform === "win32")("a PostgreSQL behind a socket", () => {
  it("is found by the folder of the socket, and told the other settings of the address", async () => {
    const url = await freshPostgresUrl();
    const [where] = rowsOf<{ folder: string }>(
      await (await open(url)).db.execute(sql`select current_setting('unix_socket_directories') as folder`),
    );
    const folder = encodeURIComponent(where?.folder ?? "");
    const { db, listen } = await open(`${url}?plan_cache_mode=auto&host=${folder}`);
    const [found] = rowsOf<{ from: string | null; plans: string }>(
      await db.execute(
        sql`select host(inet_client_addr()) as from, current_setting('plan_cache_mode') as plans`,
      ),
    );
    expect(found).toEqual({ from: null, plans: "auto" });
    const heard = new Promise<string | undefined>((resolve) => {
      void listen("socket", (payload) => payload && resolve(payload));
    });
    await sleep(200);
    await db.execute(sql`select pg_notify('socket', 'hello')`);
    expect(await heard).toBe("hello");
  });
});

describe("a lock that one process holds alone", () => {
  const never = new AbortController().signal;

  it("goes to whoever waits, soon after it is given up", async () => {
    const url = await freshPostgresUrl();
    const [first, second] = [await open(url), await open(url)];
    const held = await first.holdAlone("reader", never);
    const waits = second.holdAlone("reader", never);
    expect(await Promise.race([waits, sleep(600, "waits")])).toBe("waits");
    expect(await held?.isHeld()).toBe(true);
    await held?.release();
    const taken = await waits;
    expect(await taken?.isHeld()).toBe(true);
    await taken?.release();
  });

  it("is waited for without keeping PostgreSQL from tidying up, and no longer than it is wanted", async () => {
    const url = await freshPostgresUrl();
    const [first, second] = [await open(url), await open(url)];
    const held = await first.holdAlone("reader", never);
    const wanted = new AbortController();
    const waits = second.holdAlone("reader", wanted.signal);
    await sleep(600);
    const [old] = rowsOf<{ snapshots: number }>(
      await first.db.execute(sql`select count(*)::int as snapshots from pg_stat_activity
        where datname = current_database() and backend_xmin is not null and xact_start < clock_timestamp() - interval '400 ms'`),
    );
    expect(old?.snapshots).toBe(0);
    wanted.abort();
    expect(await waits).toBeUndefined();
    await held?.release();
  });
});

/** Every table with its columns, and every applied migration. */
async function shapeOf(db: Db) {
  const columns = rowsOf<{ c: string }>(
    await db.execute(
      sql`select table_schema || '.' || table_name || '.' || column_name || ' ' || data_type as c
        from information_schema.columns where table_schema in ('public', 'drizzle') order by 1`,
    ),
  );
  const migrations = rowsOf<{ hash: string }>(
    await db.execute(sql`select hash from drizzle.__drizzle_migrations order by id`),
  );
  return { columns: columns.map(({ c }) => c), migrations: migrations.map(({ hash }) => hash) };
}

describe("the migrations", () => {
  it("refuse a database of a newer version and change nothing in it", async () => {
    const url = await freshPostgresUrl();
    const newer = await openDatabase(url, { migrate: false });
    opened.push(newer);
    await newer.db.execute(sql`create table made_by_a_newer_version (id int)`);
    await newer.db.execute(
      sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 1)`,
    );
    const before = await shapeOf(newer.db);
    await expect(openDatabase(url)).rejects.toThrow(NewerDatabase);
    expect(await shapeOf(newer.db)).toEqual(before);
  });

  it("run once when two instances start on an empty database at the same time", async () => {
    for (let round = 0; round < 3; round += 1) {
      const url = await freshPostgresUrl({ migrated: false });
      const both = await Promise.all([open(url), open(url), open(url)]);
      for (const { db } of both) expect(await appliedMigrations(db)).toBe(knownMigrations().length);
    }
  });

  it("leave an empty database as it was when one of them fails", async () => {
    const url = await freshPostgresUrl({ migrated: false });
    const before = await openDatabase(url, { migrate: false });
    opened.push(before);
    // In the way of one of the tables that the migrations make.
    await before.db.execute(sql`create table outbox (id int)`);
    await expect(openDatabase(url)).rejects.toThrow();
    expect(await appliedMigrations(before.db)).toBe(0);
    const tables = rowsOf<{ name: string }>(
      await before.db.execute(
        sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
      ),
    );
    expect(tables).toEqual([{ name: "outbox" }]);
  });

  it("make the same database of PostgreSQL and of PGlite", async () => {
    const pglite = await freshPglite();
    opened.push(pglite);
    const postgres = await open(await freshPostgresUrl({ migrated: false }));
    expect(await shapeOf(pglite.db)).toEqual(await shapeOf(postgres.db));
  });
});
