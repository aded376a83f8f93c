import type { Db } from "../db/connect.ts";
import { findOrganisationByName, Refused } from "../people/find-organisation.ts";
import type { OrganisationRow } from "../people/store.ts";
import { findOwnProgramme } from "../programme/find-own-programme.ts";
import type { PartWish } from "../programme/lay-parts.ts";

/** How a programme of a cohort is written, for the help of a command. */
export const partSyntax =
  "programmes one after another (`programme list`), each as KEY, KEY:MONTHS or KEY:MONTHS@ORGANISATION for who leads meanwhile";

/**
 * Reads `region_quarterly:12@Regio Hart` and the like: which programme, for how many months, led by whom. Throws Refused for a
 * programme or an organisation that there is not.
 */
export async function readPartWishes(
  db: Db,
  { id, name }: OrganisationRow,
  written: readonly string[],
): Promise<PartWish[]> {
  const wishes: PartWish[] = [];
  for (const text of written) {
    const { key, months, lead } =
      /^(?<key>[^:@]+)(?::(?<months>\d{1,3}))?(?:@(?<lead>.+))?$/.exec(text)?.groups ?? {};
    if (!key)
      throw new Refused(`"${text}" is no programme. Write it as KEY, KEY:MONTHS or KEY:MONTHS@ORGANISATION.`);
    const held = await findOwnProgramme(db, id, key);
    if (!held)
      throw new Refused(`${name} has no programme called ${key}. \`programme list\` shows those there are.`);
    const leader = lead ? await findOrganisationByName(db, lead) : undefined;
    wishes.push({
      programme: held.programme,
      ...(months ? { months: Number(months) } : {}),
      ...(leader && leader.id !== id ? { leadOrganisationId: leader.id } : {}),
    });
  }
  return wishes;
}
