import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../src/db/connect.ts";
import { makePostgresServer } from "./postgres-server.ts";
import { templateName } from "./template-name.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A PostgreSQL server of this test run; each test makes a database of its own on it. */
    postgresUrl: string;
  }
}

/** One server for the whole run. Without fsync: nothing in it outlives the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await makePostgresServer({
    fsync: false,
    // Hundreds of small databases that live for a second: nobody needs to clean them up or wait for their log.
    settings: ["autovacuum=off", "synchronous_commit=off", "jit=off"],
  });
  await makeTemplate(server.url);
  project.provide("postgresUrl", server.url);
  return () => server.remove();
}

/** Migrates once; a copy of a database takes a twentieth of a second, the migrations much longer. */
async function makeTemplate(url: string): Promise<void> {
  const admin = postgres(`${url}/postgres`, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${templateName}`);
  await admin.end();
  await (await openDatabase(`${url}/${templateName}`)).close();
}
