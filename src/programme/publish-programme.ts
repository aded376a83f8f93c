import type { Db } from "../db/connect.ts";
import { programmeVersion } from "../db/schema/index.ts";
import { hashProgramme } from "./hash-programme.ts";
import type { Programme } from "./programme.ts";

/** Stores this version of a programme under the hash of its content, if it is new, and returns the hash. */
export async function publishProgramme(db: Db, now: Date, programme: Programme): Promise<string> {
  const hash = hashProgramme(programme);
  await db
    .insert(programmeVersion)
    .values({ hash, key: programme.key, body: programme, publishedAt: now })
    .onConflictDoNothing();
  return hash;
}
