import { and, eq } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { membership, organisation } from "../db/schema/index.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { Refused } from "./find-organisation.ts";
import { may } from "./may.ts";
import type { OrganisationRow } from "./store.ts";

/**
 * A school belongs to a region or a board, one of each at the most (CAP-23). Shared: the coordinators above see who is at the
 * school, whether they take part and who guides them; nobody sees an answer by it. Again: changes whether it is shared.
 * Throws Refused for a school that is none, and one above that is no region or board.
 */
export async function joinParent(
  { db, now }: { readonly db: Db; readonly now: Date },
  school: OrganisationRow,
  parent: OrganisationRow,
  shares: boolean,
): Promise<void> {
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not arrange organisations.");
  if (school.kind !== "school")
    throw new Refused(`${school.name} is a ${school.kind}; only a school belongs to another organisation.`);
  if (parent.kind === "school")
    throw new Refused(`${parent.name} is a school. A school belongs to a region or a board.`);
  await db.transaction(async (tx) => {
    const all = await findParents(tx, school.id);
    const other = all.find(({ row }) => row.kind === parent.kind && row.id !== parent.id);
    if (other)
      throw new Refused(
        `${school.name} belongs to ${other.row.name} already. Let it leave that ${parent.kind} first.`,
      );
    await tx
      .insert(membership)
      .values({ parentId: parent.id, schoolId: school.id, shares, at: now })
      .onConflictDoUpdate({ target: [membership.parentId, membership.schoolId], set: { shares, at: now } });
    await recordAccess(tx, {
      at: now,
      actor: { kind: "operator" },
      action: "joinParent",
      subject: { kind: "organisation", id: school.id },
      facts: { parent: parent.id, shares },
    });
  });
}

/** The school does not belong there any more; nothing is shared from now on. Throws Refused when it never did. */
export async function leaveParent(
  { db, now }: { readonly db: Db; readonly now: Date },
  school: OrganisationRow,
  parent: OrganisationRow,
): Promise<void> {
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not arrange organisations.");
  await db.transaction(async (tx) => {
    const gone = await tx
      .delete(membership)
      .where(and(eq(membership.parentId, parent.id), eq(membership.schoolId, school.id)))
      .returning();
    if (gone.length === 0)
      throw new Refused(`${school.name} does not belong to ${parent.name}. Nothing was changed.`);
    await recordAccess(tx, {
      at: now,
      actor: { kind: "operator" },
      action: "leaveParent",
      subject: { kind: "organisation", id: school.id },
      facts: { parent: parent.id },
    });
  });
}

/** The region and the board that a school belongs to. */
export async function findParents(
  db: Db,
  schoolId: string,
): Promise<{ readonly row: OrganisationRow; readonly shares: boolean }[]> {
  return db
    .select({ row: organisation, shares: membership.shares })
    .from(membership)
    .innerJoin(organisation, eq(organisation.id, membership.parentId))
    .where(eq(membership.schoolId, schoolId));
}
