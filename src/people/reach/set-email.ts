import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/connect.ts";
import { caseWorker, channelProof } from "../../db/schema/index.ts";
import { dropUnsentMails } from "../../delivery/drop-unsent.ts";
import type { Work } from "../../delivery/work.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import type { Vault } from "../../privacy/vault.ts";
import { lockOrganisation, type Office } from "../add-staff.ts";
import { openName } from "../details.ts";
import { Refused } from "../find-organisation.ts";
import { findStaffByName } from "../find-staff.ts";
import { may } from "../may.ts";
import type { CaseWorkerRow, OrganisationRow } from "../store.ts";

const emailPlace = (id: string) => ({ table: "case_worker", column: "email", row: id });

/** The address in this text, without anything around it; undefined when it is none, or longer than mail allows. */
export function readEmail(text: string): string | undefined {
  const read = z.email().max(254).safeParse(text.trim());
  return read.success ? read.data : undefined;
}

/** The address of the second channel; undefined when there is none. Throws SealBroken. */
export async function openEmail(
  { db, vault }: { readonly db: Db; readonly vault: Vault },
  row: Pick<CaseWorkerRow, "id" | "keyId" | "email">,
): Promise<string | undefined> {
  return row.email === null ? undefined : vault.open(db, row.keyId, emailPlace(row.id), row.email);
}

/**
 * Stores an address, or takes it away with null. What still waits for the old one is not sent any more, and what was known
 * of it as a channel is forgotten.
 */
export async function setEmail(
  { db, now, vault }: Pick<Work, "db" | "now" | "vault">,
  row: Pick<CaseWorkerRow, "id" | "keyId">,
  email: string | null,
  by: "self" | "operator",
): Promise<void> {
  const sealed = email === null ? null : await vault.seal(db, row.keyId, emailPlace(row.id), email);
  await forgetMailbox({ db }, row.id);
  await db
    .update(caseWorker)
    .set({ email: sealed, emailConfirmedAt: sealed && by === "self" ? now : null })
    .where(eq(caseWorker.id, row.id));
  await recordAccess(db, {
    at: now,
    actor: by === "self" ? { kind: "caseWorker", id: row.id } : { kind: "operator" },
    action: email === null ? "removeEmail" : "setEmail",
    subject: { kind: "caseWorker", id: row.id },
  });
}

/** Nothing waits for this mailbox any more, and nothing is known of it. */
export async function forgetMailbox({ db }: Pick<Work, "db">, caseWorkerId: string): Promise<void> {
  await dropUnsentMails({ db }, caseWorkerId);
  await db
    .delete(channelProof)
    .where(and(eq(channelProof.caseWorkerId, caseWorkerId), eq(channelProof.channel, "email")));
}

/**
 * The operator sets or takes away the address of somebody of the staff; one that is set is used, and shown as not confirmed
 * until the person types the code. Throws Refused, with nothing changed, for an unknown name and for what is no address.
 */
export async function setStaffEmail(
  { db, vault, now }: Office,
  organisation: OrganisationRow,
  wanted: { readonly name: string; readonly email: string | null },
): Promise<{ readonly name: string }> {
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not change the staff.");
  const email = wanted.email === null ? null : checkEmail(wanted.email);
  return db.transaction(async (tx) => {
    await lockOrganisation(tx, organisation.id);
    const row = await findStaffByName(tx, vault, organisation, wanted.name);
    await setEmail({ db: tx, now, vault }, row, email, "operator");
    return { name: await openName(tx, vault, row) };
  });
}

/** The address, tidied. Throws Refused. */
export function checkEmail(text: string): string {
  const email = readEmail(text);
  if (!email)
    throw new Refused("This is not a mail address (it looks like name@school.nl). Nothing was changed.");
  return email;
}
