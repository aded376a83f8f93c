import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";
import { type Database, openDatabase } from "../../src/db/connect.ts";
import { templateName } from "./template-name.ts";

/** A fresh, migrated PGlite database in memory. */
export const freshPglite = (): Promise<Database> => openDatabase("pglite:");

/** The address of a fresh database on this run's PostgreSQL server: migrated, or empty. */
export async function freshPostgresUrl(options: { migrated?: boolean } = {}): Promise<string> {
  const server = inject("postgresUrl");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const admin = postgres(`${server}/postgres`, { max: 1, onnotice: () => undefined });
  const template = options.migrated === false ? "template0" : templateName;
  // Copied as files: nearly twice as fast as through the log, which nobody needs in a test.
  await admin.unsafe(`create database ${name} template ${template} strategy file_copy`);
  await admin.end();
  return `${server}/${name}`;
}

/** A fresh, migrated PostgreSQL database. */
export async function freshPostgres(): Promise<Database> {
  return openDatabase(await freshPostgresUrl(), { connections: 4, migrate: false });
}
