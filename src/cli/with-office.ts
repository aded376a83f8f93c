import { sql } from "drizzle-orm";
import { type Config, parseConfig } from "../config.ts";
import { type Database, openDatabase } from "../db/connect.ts";
import { errorCode } from "../db/error-code.ts";
import { migrate } from "../db/migrate.ts";
import type { Office } from "../people/add-staff.ts";
import { Refused } from "../people/find-organisation.ts";
import { openVault } from "../privacy/vault.ts";
import { within } from "./check.ts";
import { patienceOf, type Seam } from "./seam.ts";
import { tryKey } from "./try-key.ts";

/**
 * Opens the database (bringing it to the newest migration) and the vault for one command, and closes them after it. Throws
 * ConfigError, NewerDatabase, FolderInUse, Refused when the database does not answer, and Refused for a master key that is
 * not this database's: going on would write people down twice, half of them unreadable.
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
    if ((await tryKey(database.db, vault)) === false)
      throw new Refused(
        "MASTER_KEY is not the key that this database was written with. Nothing was changed.",
      );
    return await work({ db: database.db, vault, now: seam.now() }, config);
  } finally {
    await close(database, patienceOf(seam));
  }
}

/** postgres.js connects again and again to something that hangs up on it, so somebody has to say when it is enough. */
async function expectAnswer(database: Database, patienceMilliseconds: number): Promise<void> {
  try {
    await within(patienceMilliseconds, Promise.resolve(database.db.execute(sql`select 1`)));
  } catch (error) {
    throw new Refused(
      `The database cannot be reached (${errorCode(error)}). \`npm run cli -- doctor\` looks further.`,
    );
  }
}

/** Lets go of the database, and does not wait long for one that does not answer: everything is committed by then. */
export async function close(database: Database, patienceMilliseconds: number): Promise<void> {
  await within(Math.min(patienceMilliseconds, 1_000), database.close()).catch(() => undefined);
}
