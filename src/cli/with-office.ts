import { type Config, parseConfig } from "../config.ts";
import { type Database, openDatabase } from "../db/connect.ts";
import { expectAnswer } from "../db/expect-answer.ts";
import { migrate } from "../db/migrate.ts";
import type { Office } from "../people/add-staff.ts";
import { tryKey, WrongMasterKey } from "../privacy/try-key.ts";
import { openVault } from "../privacy/vault.ts";
import { within } from "./check.ts";
import { patienceOf, type Seam } from "./seam.ts";

/**
 * Opens the database (bringing it to the newest migration) and the vault for one command, and closes them after it. Throws
 * ConfigError, NewerDatabase, FolderInUse, DatabaseUnreachable, and WrongMasterKey.
 */
export async function withOffice<Result>(
  seam: Seam,
  work: (office: Office, config: Config) => Promise<Result>,
): Promise<Result> {
  const config = parseConfig(seam.env);
  const open = seam.openDatabase ?? openDatabase;
  const database = await open(config.databaseUrl, { connections: 2, migrate: false });
  try {
    await expectAnswer(database, patienceOf(seam));
    await migrate(database);
    const vault = openVault(config.masterKey);
    if ((await tryKey(database.db, vault)) === false) throw new WrongMasterKey();
    return await work({ db: database.db, vault, now: seam.now() }, config);
  } finally {
    await close(database, patienceOf(seam));
  }
}

/** Lets go of the database, and does not wait long for one that does not answer: everything is committed by then. */
export async function close(database: Database, patienceMilliseconds: number): Promise<void> {
  await within(Math.min(patienceMilliseconds, 1_000), database.close()).catch(() => undefined);
}
