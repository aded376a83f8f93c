import { readFileSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { z } from "zod";
import type { Database, Db } from "./connect.ts";
import { rowsOf } from "./rows-of.ts";

const folder = path.join(import.meta.dirname, "../../migrations");

/** The database has migrations that this version of In Beeld does not know; going on could damage it. */
export class NewerDatabase extends Error {
  constructor(known: number, applied: number) {
    super(
      `The database is newer than this version of In Beeld: it has ${applied} migrations, this version knows ${known}. ` +
        "Start the newer version, or restore a backup from before it. Nothing was changed.",
    );
    this.name = "NewerDatabase";
  }
}

const journal = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) });

/** The names of the migrations that this version brings along, in order. */
export function knownMigrations(): readonly { tag: string; when: number }[] {
  return journal.parse(JSON.parse(readFileSync(path.join(folder, "meta/_journal.json"), "utf8"))).entries;
}

/** How many migrations the database has seen; 0 for an empty one. */
export async function appliedMigrations(db: Db): Promise<number> {
  const [table] = rowsOf<{ there: boolean }>(
    await db.execute(sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`),
  );
  if (!table?.there) return 0;
  const [row] = rowsOf<{ n: number }>(
    await db.execute(sql`select count(*)::int as n from drizzle.__drizzle_migrations`),
  );
  return row?.n ?? 0;
}

/**
 * Brings the database to the newest migration, each instance waiting for the one that is at it. One transaction for all:
 * a migration that fails leaves the database as it was. Throws NewerDatabase before anything is changed.
 */
export async function migrate(database: Database): Promise<void> {
  const known = knownMigrations().length;
  const migrations = readMigrationFiles({ migrationsFolder: folder });
  await database.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('in-beeld migrate', 0))`);
    const applied = await appliedMigrations(tx);
    if (applied > known) throw new NewerDatabase(known, applied);
    await tx.execute(sql`create schema if not exists drizzle`);
    await tx.execute(
      sql`create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`,
    );
    for (const migration of migrations.slice(applied)) {
      for (const statement of migration.sql) await tx.execute(sql.raw(statement));
      await tx.execute(
        sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${migration.hash}, ${migration.folderMillis})`,
      );
    }
  });
}
