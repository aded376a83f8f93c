import { type Config, parseConfig } from "../config.ts";
import { openDatabase } from "../db/connect.ts";
import type { Office } from "../people/add-staff.ts";
import { Refused } from "../people/find-organisation.ts";
import { openVault } from "../privacy/vault.ts";
import type { Seam } from "./seam.ts";
import { tryKey } from "./try-key.ts";

/**
 * Opens the database (bringing it to the newest migration) and the vault for one command, and closes them after it. Throws
 * ConfigError, NewerDatabase, FolderInUse, and Refused for a master key that is not this database's: going on would write
 * people down twice, half of them unreadable.
 */
export async function withOffice<Result>(
  seam: Seam,
  work: (office: Office, config: Config) => Promise<Result>,
): Promise<Result> {
  const config = parseConfig(seam.env);
  const database = await (seam.openDatabase ?? openDatabase)(config.databaseUrl, { connections: 2 });
  try {
    const vault = openVault(config.masterKey);
    if ((await tryKey(database.db, vault)) === false)
      throw new Refused(
        "MASTER_KEY is not the key that this database was written with. Nothing was changed.",
      );
    return await work({ db: database.db, vault, now: seam.now() }, config);
  } finally {
    await database.close();
  }
}
