import { sql } from "drizzle-orm";
import { type Database, type Db, openDatabase } from "../db/connect.ts";
import { measureClockDifference } from "../db/follow-clock.ts";
import { appliedMigrations, knownMigrations } from "../db/migrate.ts";
import { rowsOf } from "../db/rows-of.ts";
import { tryKey } from "../privacy/try-key.ts";
import { openVault } from "../privacy/vault.ts";
import { bad, type Check, look, note, ok } from "./check.ts";
import { checkCohorts } from "./check-cohorts.ts";
import { checkLedger } from "./check-ledger.ts";
import { checkAddresses } from "./check-mail.ts";
import { checkOperatorChat } from "./check-operator.ts";
import { checkSafety } from "./check-safety.ts";
import { checkSilence } from "./check-silence.ts";
import { checkStaff } from "./check-staff.ts";
import { checkEscalations, checkMessages, checkUpdates } from "./check-work.ts";
import type { UsableSettings } from "./read-settings.ts";
import { patienceOf, type Seam } from "./seam.ts";
import { close } from "./with-office.ts";

/** Instances follow the database's clock; a machine that is further off than this shows and logs wrong times. */
const mostClockDifference = 5_000;

type Looking = [name: string, work: (db: Db) => Promise<Check | readonly Check[]>];

/** Everything that `doctor` asks the database, without changing anything in it, migrations included. */
export async function checkDatabase(seam: Seam, usable: UsableSettings): Promise<readonly Check[]> {
  const { databaseUrl, masterKey } = usable;
  const dependent: Looking[] = [
    ["fsync", checkFsync],
    ["migrations", checkMigrations],
    ["clock", (db) => checkClock(db, seam.now)],
    ["key", (db) => checkKey(db, masterKey)],
    ["ledger", (db) => checkLedger(db, usable.erasureLedger)],
    ["staff", (db) => checkStaff(db, seam.now(), Boolean(usable.mail))],
    ["safety", (db) => checkSafety(db, seam.now())],
    ["testalert", (db) => checkOperatorChat(db, usable)],
    ["addresses", checkAddresses],
    ["cohorts", (db) => checkCohorts(db, seam.now())],
    ["silence", checkSilence],
    ["updates", checkUpdates],
    ["messages", (db) => checkMessages(db, seam.now())],
    ["escalations", checkEscalations],
  ];
  const notLookedAt = (why: string) =>
    dependent.map(([name]) => note(name, `Not looked at: ${why}, see database.`));
  if (databaseUrl === undefined)
    return [
      note("database", "Not looked at: DATABASE_URL is missing or wrong."),
      ...notLookedAt("no address"),
    ];

  const patience = patienceOf(seam);
  let database: Database | undefined;
  const reached = await look(
    "database",
    patience,
    async () => {
      database = await (seam.openDatabase ?? openDatabase)(databaseUrl, { connections: 1, migrate: false });
      return checkReachable(database);
    },
    (code) =>
      bad("database", `Cannot be reached (${code}). Is it running, and are address and password right?`),
  );
  try {
    if (!database || reached[0]?.state === "bad") return [...reached, ...notLookedAt("it cannot be reached")];
    const { db } = database;
    const found: Check[] = [...reached];
    for (const [name, work] of dependent)
      found.push(
        ...(await look(
          name,
          patience,
          () => work(db),
          (code) => sayFailure(name, code),
        )),
      );
    return found;
  } finally {
    if (database) await close(database, patience);
  }
}

/** 42P01 and 42703: a table or a column is not there, because migrations wait. */
const sayFailure = (name: string, code: string) =>
  /^DB_42(P01|703)$/.test(code)
    ? note(name, "Not looked at: the tables are not there yet, see migrations.")
    : bad(name, `Could not be looked at (${code}).`);

async function checkReachable(database: Database): Promise<Check> {
  const [row] = rowsOf<{ version: string }>(
    await database.db.execute(sql`select current_setting('server_version') as version`),
  );
  const version = row?.version ?? "of an unknown version";
  return database.kind === "postgres"
    ? ok("database", `PostgreSQL ${version} answers.`)
    : note("database", `PGlite ${version} answers: for the demo and rehearsals, never for real pupils.`);
}

async function checkFsync(db: Db): Promise<Check> {
  const [row] = rowsOf<{ fsync: string }>(await db.execute(sql`select current_setting('fsync') as fsync`));
  return row?.fsync === "on"
    ? ok("fsync", "On: what is committed survives a power cut.")
    : bad("fsync", "Off: a power cut can lose alerts and damage the database. Never for real pupils.");
}

async function checkMigrations(db: Db): Promise<Check> {
  const known = knownMigrations().length;
  const applied = await appliedMigrations(db);
  if (applied > known)
    return bad(
      "migrations",
      `The database is newer than this version of In Beeld (${applied} migrations, ${known} known). Start the newer version.`,
    );
  return applied === known
    ? ok("migrations", `All ${known} are applied.`)
    : bad("migrations", `${known - applied} of ${known} wait. Starting the service applies them.`);
}

async function checkClock(db: Db, now: () => Date): Promise<Check> {
  const difference = await measureClockDifference(db, now);
  const seconds = (Math.abs(difference) / 1_000).toFixed(1);
  return Math.abs(difference) > mostClockDifference
    ? bad(
        "clock",
        `This machine and the database are ${seconds} s apart. Switch on time synchronisation (NTP).`,
      )
    : ok("clock", `This machine and the database are ${seconds} s apart.`);
}

async function checkKey(db: Db, masterKey: Buffer | undefined): Promise<Check> {
  if (!masterKey) return note("key", "Not looked at: MASTER_KEY is missing or wrong.");
  const isRight = await tryKey(db, openVault(masterKey));
  if (isRight === undefined)
    return ok("key", "Nothing is stored yet, so any key will do. Keep a copy of yours safe.");
  return isRight
    ? ok("key", "MASTER_KEY opens what is stored.")
    : bad("key", "MASTER_KEY is not the key that this database was written with: nothing in it can be read.");
}
