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
  await admin.unsafe(
    `create database ${name} template ${options.migrated === false ? "template0" : templateName}`,
  );
  await admin.end();
  return `${server}/${name}`;
}

/** A fresh, migrated PostgreSQL database. */
export async function freshPostgres(): Promise<Database> {
  return openDatabase(await freshPostgresUrl(), { migrate: false });
}
