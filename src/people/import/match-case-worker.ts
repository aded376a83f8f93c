import { eq } from "drizzle-orm";
import type { Db } from "../../db/connect.ts";
import { caseWorker } from "../../db/schema/index.ts";
import type { Vault } from "../../privacy/vault.ts";
import { caseWorkerNameHash } from "../add-staff.ts";
import { openName } from "../details.ts";
import { tidyName } from "../find-organisation.ts";

export interface Matcher {
  /** The id of the person of this name on the staff, or in words why nobody is. */
  match(name: string): { readonly id: string } | { readonly reason: string };
  /** The name as in `staff list`. */
  nameOf(id: string): string;
}

/**
 * Finds case workers by the names in a list: capitals and spaces make no difference, and `Vries, Fatima de` is
 * `Fatima de Vries`. Part of a name is never enough, as signals would go to whoever it was taken for; the reason then says
 * who may be meant. Throws SealBroken.
 */
export async function matchCaseWorkers(db: Db, vault: Vault, organisationId: string): Promise<Matcher> {
  const rows = await db.select().from(caseWorker).where(eq(caseWorker.organisationId, organisationId));
  await vault.readKeys(
    db,
    rows.map(({ keyId }) => keyId),
  );
  const names = new Map<string, string>();
  for (const row of rows) names.set(row.id, await openName(db, vault, row));
  const byHash = new Map(rows.map((row) => [row.nameHash, row]));
  const staff = rows.filter(({ leftAt }) => leftAt === null);
  const known = new Map<string, ReturnType<Matcher["match"]>>();

  const find = (name: string): ReturnType<Matcher["match"]> => {
    for (const form of formsOf(name)) {
      const row = byHash.get(caseWorkerNameHash(vault, form));
      if (row) return row.leftAt ? { reason: hasLeft } : { id: row.id };
    }
    const meant = staff.flatMap(({ id }) => {
      const full = names.get(id) ?? "";
      return isPartOf(name, full) ? [full] : [];
    });
    meant.sort((a, b) => a.localeCompare(b, "nl"));
    if (meant.length === 0) return { reason: isNoStaff };
    return {
      reason:
        meant.length === 1
          ? `is not the whole name: is ${meant[0]} meant? Then write it so`
          : `is not the whole name and may be ${meant.join(" or ")}: write the one who is meant`,
    };
  };
  return {
    match(name) {
      const found = known.get(name) ?? find(name);
      known.set(name, found);
      return found;
    },
    nameOf: (id) => names.get(id) ?? "",
  };
}

const isNoStaff = "nobody of this name is on the staff: add them first with `npm run cli -- staff add NAME`";
const hasLeft =
  "this person has left: name somebody else, or bring them back with `npm run cli -- staff add NAME`";

/** The name, and what it is with the part behind the comma put in front. */
function formsOf(name: string): string[] {
  const [last, first, ...more] = name.split(",").map(tidyName);
  return last && first && more.length === 0 ? [name, `${first} ${last}`] : [name];
}

const wordsOf = (name: string) =>
  tidyName(name)
    .toLowerCase()
    .split(/[\s.,]+/)
    .filter(Boolean);

/** Whether every word of it is a word of the whole name, or the first letter of one. */
function isPartOf(part: string, whole: string): boolean {
  const words = wordsOf(whole);
  const parts = wordsOf(part);
  return (
    parts.some((one) => one.length > 1 && words.includes(one)) &&
    parts.every((one) => words.some((word) => word === one || (one.length === 1 && word.startsWith(one))))
  );
}
