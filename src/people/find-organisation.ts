import { asc, eq } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { organisation } from "../db/schema/index.ts";
import type { OrganisationRow } from "./store.ts";

/** An order of the operator that cannot be carried out; the message says why and what to do, and nothing was changed. */
export class Refused extends Error {
  constructor(message: string) {
    super(message);
    this.name = "Refused";
  }
}

/** All schools and regions, by name; not the operator's own for the daily test alert. */
export async function listOrganisations(db: Db): Promise<OrganisationRow[]> {
  return db
    .select()
    .from(organisation)
    .where(eq(organisation.purpose, "school"))
    .orderBy(asc(organisation.name));
}

/** The organisation of this name (capitals make no difference), or the only one there is. Throws Refused. */
export async function findOrganisationByName(db: Db, name: string | undefined): Promise<OrganisationRow> {
  const all = await listOrganisations(db);
  const names = all.map((one) => one.name).join(", ");
  if (all.length === 0)
    throw new Refused("There is no organisation yet. Make one: npm run cli -- organisation add NAME");
  if (name === undefined) {
    const [only, ...others] = all;
    if (only && others.length === 0) return only;
    throw new Refused(`There are ${all.length} organisations; say which one with --organisation: ${names}`);
  }
  const wanted = tidyName(name).toLowerCase();
  const found = all.find((one) => one.name.toLowerCase() === wanted);
  if (!found) throw new Refused(`There is no organisation of this name. There are: ${names}`);
  return found;
}

/** A name with single spaces and without anything around it. */
export const tidyName = (name: string) => name.normalize("NFC").replace(/\s+/g, " ").trim();

/** The name, tidied. Throws Refused for one that is empty, too long, or holds characters that nobody can see. */
export function readName(name: string, what: string): string {
  const tidy = tidyName(name);
  if (!/\p{L}/u.test(tidy)) throw new Refused(`The name of ${what} needs at least one letter.`);
  if (tidy.length > 100) throw new Refused(`The name of ${what} is longer than 100 characters.`);
  if (/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(tidy))
    throw new Refused(`The name of ${what} holds characters that nobody can see.`);
  return tidy;
}
