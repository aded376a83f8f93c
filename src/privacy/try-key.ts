import { asc, desc, isNotNull } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { dataKey } from "../db/schema/index.ts";
import { SealBroken, type Vault } from "./vault.ts";

/** The master key is not the one that the database was written with: going on would write people down twice, half of them unreadable. */
export class WrongMasterKey extends Error {
  constructor() {
    super("MASTER_KEY is not the key that this database was written with. Nothing was changed.");
    this.name = "WrongMasterKey";
  }
}

/**
 * Whether the master key unwraps the oldest and the newest data key, without opening anything about anybody; undefined
 * when none is stored yet.
 */
export async function tryKey(db: Db, vault: Vault): Promise<boolean | undefined> {
  const pick = (order: typeof asc | typeof desc) =>
    db
      .select({ id: dataKey.id })
      .from(dataKey)
      .where(isNotNull(dataKey.wrapped))
      .orderBy(order(dataKey.createdAt), order(dataKey.id))
      .limit(1);
  const keys = [...(await pick(asc)), ...(await pick(desc))];
  if (keys.length === 0) return undefined;
  try {
    // Sealing needs the unwrapped key; the value goes nowhere.
    for (const { id } of keys) await vault.seal(db, id, { table: "data_key", column: "check", row: id }, "");
    return true;
  } catch (error) {
    if (error instanceof SealBroken) return false;
    throw error;
  }
}
