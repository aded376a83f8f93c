import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { runCli } from "../../src/cli/run-cli.ts";
import { type MovableClock, standingClock } from "../../src/clock.ts";
import { type Database, openDatabase } from "../../src/db/connect.ts";
import { rowsOf } from "../../src/db/rows-of.ts";
import { openVault, type Vault } from "../../src/privacy/vault.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { startSimulator } from "../../src/simulator/start-simulator.ts";

export const START = new Date("2026-11-22T09:00:00Z");
export const TOKEN = "7000000001:test-token-test-token-test";
const masterKey = randomBytes(32);

/** What an operator saw of one command. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A machine at which an operator sits: an empty database, a Telegram, and a clock that stands still. */
export interface Machine {
  readonly database: Database;
  readonly vault: Vault;
  readonly simulator: Simulator;
  readonly clock: MovableClock;
  /** Settings; a test may change them. */
  readonly env: Record<string, string | undefined>;
  run(...argv: string[]): Promise<Ran>;
  /** Runs with something else than usual. */
  runWith(seam: Partial<Parameters<typeof runCli>[1]>, ...argv: string[]): Promise<Ran>;
  /** Writes a file and returns its path. */
  file(content: string | Buffer): string;
  /** Every row of a table as text, as a thief of the database would read it. */
  dump(table: string): Promise<string>;
  count(table: string): Promise<number>;
}

/** One machine for the tests of a file; everything stored is gone before the next test. */
export function aMachine(): Machine {
  let database: Database;
  let simulator: Simulator;
  const clock = standingClock(START);
  const env: Machine["env"] = {};
  const folder = mkdtempSync(path.join(tmpdir(), "in-beeld-cli-"));
  let files = 0;

  beforeAll(async () => {
    database = await openDatabase("pglite:");
  }, 180_000);
  beforeEach(async () => {
    await wipe(database);
    clock.moveTo(START);
    simulator = await startSimulator({ clock, token: TOKEN });
    for (const name of Object.keys(env)) delete env[name];
    Object.assign(env, {
      BOT_TOKEN: TOKEN,
      DATABASE_URL: "postgres://nobody@localhost/the-seam-opens-another",
      MASTER_KEY: masterKey.toString("base64"),
      TELEGRAM_API_ROOT: simulator.url,
    });
  });
  afterEach(() => simulator.close());
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  const runWith: Machine["runWith"] = async (seam, ...argv) => {
    const written = { out: "", err: "" };
    const code = await runCli(argv, {
      env,
      stdout: { write: (text: string) => (written.out += text) },
      stderr: { write: (text: string) => (written.err += text) },
      now: clock.now,
      openDatabase: async () => ({ ...database, close: async () => undefined }),
      ...seam,
    });
    return { code, ...written };
  };
  return {
    get database() {
      return database;
    },
    get simulator() {
      return simulator;
    },
    vault: openVault(masterKey),
    clock,
    env,
    runWith,
    run: (...argv) => runWith({}, ...argv),
    file(content) {
      files += 1;
      const place = path.join(folder, `list-${files}.csv`);
      writeFileSync(place, content);
      return place;
    },
    async dump(table) {
      const rows = rowsOf<{ line: string }>(
        await database.db.execute(sql.raw(`select t::text as line from ${table} t order by 1`)),
      );
      return rows.map(({ line }) => line).join("\n");
    },
    async count(table) {
      const rows = rowsOf<{ n: number }>(
        await database.db.execute(sql.raw(`select count(*)::int as n from ${table}`)),
      );
      return rows[0]?.n ?? 0;
    },
  };
}

/** The append-only tables refuse this for good reasons; a replica's role passes their triggers by. */
async function wipe(database: Database): Promise<void> {
  await database.db.execute(sql`set session_replication_role = replica`);
  await database.db.execute(
    sql`truncate organisation, data_key, chat, inbox, outbox, access_log, erasure, retention_record, retention_turn cascade`,
  );
  await database.db.execute(sql`set session_replication_role = origin`);
}

/** The headings and one good row of a school's list; a test changes what it is about. */
export const headings = [
  "leerlingnummer",
  "voornaam",
  "tussenvoegsel",
  "achternaam",
  "geboortedatum",
  "school",
  "schoolsoort",
  "uitstroomprofiel",
  "uitstroomdatum",
  "gemeente",
  "taal",
  "begeleider",
  "telefoon",
  "e-mail",
  "voorkeurskanaal",
  "tweede contact",
] as const;
export type Row = Partial<Record<(typeof headings)[number], string>>;

export const amira: Row = {
  leerlingnummer: "20431",
  voornaam: "Amira",
  tussenvoegsel: "el",
  achternaam: "Idrissi",
  geboortedatum: "14-3-2009",
  school: "De Linde",
  schoolsoort: "pro",
  uitstroomprofiel: "arbeidsmarkt",
  uitstroomdatum: "2026-07-10",
  gemeente: "Tilburg",
  taal: "ar",
  begeleider: "Fatima Yilmaz",
  telefoon: "06-12345678",
  "e-mail": "amira@example.org",
  "tweede contact": "Oma, 013-1234567",
};

/** A list as a school exports it. */
export function list(rows: readonly Row[], separator = ";", heads: readonly string[] = headings): string {
  const cell = (value: string) => (/["\n\r;,\t]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const lines = rows.map((row) => headings.map((name) => cell(row[name] ?? "")).join(separator));
  return `${[heads.join(separator), ...lines].join("\r\n")}\r\n`;
}
