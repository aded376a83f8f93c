import { mkdirSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { PGlite } from "@electric-sql/pglite";
import type { ExtractTablesWithRelations } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { drizzle as drizzlePostgres } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { expectAnswer } from "./expect-answer.ts";
import { migrate } from "./migrate.ts";
import * as schema from "./schema/index.ts";

type Schema = typeof schema;

/** The database, or a transaction in it: everything that reads or writes takes this, and passes on what it was given. */
export type Db = PgDatabase<PgQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>;

export interface Database {
  readonly db: Db;
  readonly kind: "postgres" | "pglite";
  /**
   * Calls `heard` with what came along after every committed `pg_notify` on the channel, also those of other instances, and with
   * nothing when some may have been missed: at the start and after the connection was lost.
   */
  listen(channel: string, heard: (payload?: string) => void): Promise<void>;
  /**
   * Waits until this process alone holds the named lock, on a connection of its own, and returns a handle. PostgreSQL
   * gives it up when the process or its connection dies; `isHeld` asks it. On PGlite the folder lock has seen to it already.
   */
  holdAlone(
    name: string,
    signal: AbortSignal,
  ): Promise<{ isHeld(): Promise<boolean>; release(): Promise<void> } | undefined>;
  close(): Promise<void>;
}

/** How long a database may take to answer at the start. */
const answerMilliseconds = 15_000;

/** How often a process that waits for a lock asks for it: after the other one dies it takes over within this time. */
const askAgainMilliseconds = 250;

/** The folder is in use by another process; PGlite would lose data without a word (security.md 2). */
export class FolderInUse extends Error {
  constructor(folder: string) {
    super(
      `The database in ${folder} is in use by another process. Stop that one first, or use another folder.`,
    );
    this.name = "FolderInUse";
  }
}

/**
 * Opens a PostgreSQL database (`postgres://…`) or a PGlite one (`pglite:<folder>`, or `pglite:` in memory) and brings it
 * to the newest migration. PGlite has fsync off and is never for real pupils. Throws FolderInUse, DatabaseUnreachable,
 * NewerDatabase, or the driver's error.
 */
export async function openDatabase(
  url: string,
  options: { connections?: number; migrate?: boolean } = {},
): Promise<Database> {
  const database = url.startsWith("pglite:")
    ? await openPglite(url.slice("pglite:".length))
    : openPostgres(url, options.connections ?? 10);
  try {
    if (options.migrate !== false) {
      await expectAnswer(database, answerMilliseconds);
      await migrate(database);
    }
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

function openPostgres(url: string, connections: number): Database {
  // No column is an array; asking each new connection for the array types would cost a query, and throws where nobody can
  // catch it when the connection is given up meanwhile.
  // A plan that was made while the tables were empty would be kept when they are full: a claim took a hundred times as long.
  const connection = { plan_cache_mode: "force_custom_plan" };
  const { address, ...socket } = readAddress(url);
  const settings = {
    onnotice: () => undefined,
    connect_timeout: 10,
    fetch_types: false,
    connection,
    ...socket,
  };
  const client = postgres(address, { ...settings, max: connections });
  // A client of its own: LISTEN would otherwise wait for a free connection of the pool.
  const listener = postgres(address, { ...settings, max: 1 });
  return {
    db: drizzlePostgres(prepared(client), { schema, casing: "snake_case" }),
    kind: "postgres",
    async listen(channel, heard) {
      await listener.listen(channel, heard, () => heard());
    },
    async holdAlone(name, signal) {
      const connection = postgres(address, { ...settings, max: 1, idle_timeout: 0, max_lifetime: null });
      const giveUp = () => void connection.end({ timeout: 0 });
      signal.addEventListener("abort", giveUp, { once: true });
      let backend: number | undefined;
      try {
        while (backend === undefined) {
          // A statement that waits for the lock would keep its snapshot, and while it does PostgreSQL tidies up no row in any table.
          const [row] =
            await connection`select pg_backend_pid() as pid, pg_try_advisory_lock(hashtextextended(${name}, 0)) as mine`;
          if (row?.mine) backend = Number(row.pid);
          else await setTimeout(askAgainMilliseconds, undefined, { signal });
        }
      } catch (error) {
        await connection.end({ timeout: 0 });
        if (signal.aborted) return undefined;
        throw error;
      } finally {
        signal.removeEventListener("abort", giveUp);
      }
      return {
        // postgres.js reconnects by itself: another backend means that the lock went with the first one.
        isHeld: async () => {
          try {
            const [row] = await connection`select pg_backend_pid() as pid`;
            return Number(row?.pid) === backend;
          } catch {
            return false;
          }
        },
        release: () => connection.end({ timeout: 1 }),
      };
    },
    async close() {
      await Promise.all([client.end({ timeout: 5 }), listener.end({ timeout: 5 })]);
    },
  };
}

/**
 * `?host=/run/postgresql` in an address is the folder of a socket, as everywhere with PostgreSQL; the driver would take it for a setting
 * of the connection.
 */
function readAddress(url: string): { readonly address: string; readonly host?: string } {
  const address = new URL(url);
  const folder = address.searchParams.get("host");
  if (!folder?.startsWith("/")) return { address: url };
  address.searchParams.delete("host");
  return { address: address.href, host: folder };
}

/**
 * The same client, which has PostgreSQL keep each statement with the connection. Drizzle asks for that only by name, and without
 * it every statement goes to and fro twice, to be described and to be run; one without parameters would be planned anew each time.
 */
function prepared(client: postgres.Sql): postgres.Sql {
  // `simple` is an option that the driver reads and its types do not know.
  const kept = { prepare: true, simple: false };
  const unsafeOf =
    (of: postgres.ISql) =>
    (...[query, parameters, options]: Parameters<postgres.ISql["unsafe"]>) =>
      of.unsafe(query, parameters, { ...options, ...kept });
  const replace = <Client extends postgres.ISql>(of: Client, own: Record<PropertyKey, unknown>): Client =>
    new Proxy(of, { get: (target, name) => own[name] ?? Reflect.get(target, name) });
  return replace(client, {
    unsafe: unsafeOf(client),
    begin: (work: (transaction: postgres.TransactionSql) => unknown) =>
      client.begin((transaction) => work(replace(transaction, { unsafe: unsafeOf(transaction) }))),
  });
}

async function openPglite(folder: string): Promise<Database> {
  const unlock = folder ? lockFolder(folder) : () => undefined;
  const client = await PGlite.create(folder ? path.join(folder, "pglite") : undefined).catch(
    (error: unknown) => {
      unlock();
      throw error;
    },
  );
  return {
    db: drizzlePglite(client, { schema, casing: "snake_case" }),
    kind: "pglite",
    async listen(channel, heard) {
      await client.listen(channel, heard);
    },
    async holdAlone() {
      return { isHeld: async () => true, release: async () => undefined };
    },
    async close() {
      await client.close();
      unlock();
    },
  };
}

/**
 * Takes a lock that the kernel holds for this process and lets go of when it dies, kill -9 included: an exclusive
 * transaction on a SQLite file beside the data. A file with a pid in it would outlive its process.
 */
function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const lock = new DatabaseSync(path.join(folder, "lock.sqlite"), { timeout: 0 });
  try {
    lock.exec("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
  } catch {
    lock.close();
    throw new FolderInUse(folder);
  }
  return () => lock.close();
}
