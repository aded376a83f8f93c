import { eq } from "drizzle-orm";
import { z } from "zod";
import { alumnus } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { detailsPlace, openDetails } from "./details.ts";
import type { AlumnusRow } from "./store.ts";

export type Contact = { readonly phone: string } | { readonly email: string };

/** A text that is nothing but a telephone number or an e-mail address; undefined for anything else. */
export function readContact(text: string): Contact | undefined {
  const tidy = text.trim();
  if (z.email().safeParse(tidy).success && tidy.length <= 200) return { email: tidy };
  const digits = tidy.replace(/\D/g, "");
  const isNumber = /^\+?[\d\s()./-]+$/.test(tidy) && digits.length >= 8 && digits.length <= 15;
  return isNumber ? { phone: tidy } : undefined;
}

/**
 * Changes the person's own telephone number or e-mail address, at the person's wish. The school's list changes it again only
 * when that row of the list changes.
 */
export async function changeContact(work: Work, row: AlumnusRow, contact: Contact): Promise<void> {
  const details = { ...(await openDetails(work.db, work.vault, row)), ...contact };
  await work.db
    .update(alumnus)
    .set({
      details: await work.vault.seal(work.db, row.keyId, detailsPlace(row.id), JSON.stringify(details)),
    })
    .where(eq(alumnus.id, row.id));
}
