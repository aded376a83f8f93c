import { and, eq, isNull } from "drizzle-orm";
import { alumnus, dataKey } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import type { AlumnusRow } from "../store.ts";

/** Whoever has this own number in the organisation; undefined for nobody, and for somebody whose data was erased. */
export async function findAlumnusByNumber(
  { db, vault }: Pick<Work, "db" | "vault">,
  organisationId: string,
  number: string,
): Promise<AlumnusRow | undefined> {
  const hash = vault.fingerprint("own_number", `${organisationId}|${number.trim()}`);
  const [found] = await db
    .select({ person: alumnus })
    .from(alumnus)
    .innerJoin(dataKey, eq(dataKey.id, alumnus.keyId))
    .where(
      and(
        eq(alumnus.organisationId, organisationId),
        eq(alumnus.ownNumberHash, hash),
        isNull(dataKey.destroyedAt),
      ),
    );
  return found?.person;
}
