import { z } from "zod";
import type { Db } from "../db/connect.ts";
import type { alumnus, asker, caseWorker } from "../db/schema/index.ts";
import type { Vault } from "../privacy/vault.ts";

const listedDay = z.object({ day: z.string(), on: z.string() });

/** What is known of an alumnus and stands encrypted in one value. Dates are local calendar days, `2009-03-14`. */
export const alumnusDetails = z.object({
  ownNumber: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  birthDate: z.string(),
  school: z.string(),
  municipality: z.string(),
  phone: z.string().optional(),
  email: z.string().optional(),
  secondContact: z.string().optional(),
  /** Where the person went on to study, as the school's list calls it. */
  nextSchool: z.string().optional(),
  /** Until when a contract or an indication runs, and on which day a school's list said so first. */
  contractEnd: listedDay.optional(),
  indicationEnd: listedDay.optional(),
});
export type AlumnusDetails = z.infer<typeof alumnusDetails>;

/** What somebody who asks left, and stands encrypted in one value. */
export const askerDetails = z.object({
  phone: z.string().optional(),
  /** Wants to be called with somebody who translates. */
  interpreter: z.boolean().optional(),
});
export type AskerDetails = z.infer<typeof askerDetails>;

export const askerPlace = (id: string) => ({ table: "asker", column: "details", row: id });
export const detailsPlace = (id: string) => ({ table: "alumnus", column: "details", row: id });
export const namePlace = (id: string) => ({ table: "case_worker", column: "name", row: id });

/** Opens what is known of an alumnus. Throws SealBroken when the person was erased. */
export async function openDetails(
  db: Db,
  vault: Vault,
  row: Pick<typeof alumnus.$inferSelect, "id" | "keyId" | "details">,
): Promise<AlumnusDetails> {
  return alumnusDetails.parse(JSON.parse(await vault.open(db, row.keyId, detailsPlace(row.id), row.details)));
}

/** Opens what somebody who asks left. Throws SealBroken when they were erased. */
export async function openAskerDetails(
  db: Db,
  vault: Vault,
  row: Pick<typeof asker.$inferSelect, "id" | "keyId" | "details">,
): Promise<AskerDetails> {
  return askerDetails.parse(JSON.parse(await vault.open(db, row.keyId, askerPlace(row.id), row.details)));
}

/** The name of a case worker, as the young people know it. */
export async function openName(
  db: Db,
  vault: Vault,
  row: Pick<typeof caseWorker.$inferSelect, "id" | "keyId" | "name">,
): Promise<string> {
  return vault.open(db, row.keyId, namePlace(row.id), row.name);
}

/** The first name alone: what young people are told about who reads them. */
export const firstNameOf = (name: string) => name.trim().split(/\s+/)[0] ?? name;
