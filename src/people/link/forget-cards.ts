import { inArray } from "drizzle-orm";
import { linking, offer } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";

/** Removes ways from a card to being known; what was answered to the offer stays without them. */
export async function forgetCards({ db }: Pick<Work, "db">, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(offer)
    .set({ linkingId: null })
    .where(inArray(offer.linkingId, [...ids]));
  await db.delete(linking).where(inArray(linking.id, [...ids]));
}
