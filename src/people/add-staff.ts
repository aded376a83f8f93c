import { randomUUID } from "node:crypto";
import { and, asc, eq, gt, isNotNull, isNull } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { caseWorker, chat, invitation, organisation } from "../db/schema/index.ts";
import { recordAccess } from "../privacy/record-access.ts";
import type { Vault } from "../privacy/vault.ts";
import { namePlace, openName } from "./details.ts";
import { Refused, readName, tidyName } from "./find-organisation.ts";
import { invite } from "./link/invite.ts";
import { may } from "./may.ts";
import type { CaseWorkerRow, OrganisationRow } from "./store.ts";

/** With what the operator's use cases work: they open a transaction of their own. */
export interface Office {
  readonly db: Db;
  readonly vault: Vault;
  readonly now: Date;
}

export type StaffRole = CaseWorkerRow["role"];

/** The keyed hash under which a name is found again; capitals and spaces make no difference. */
export const caseWorkerNameHash = (vault: Vault, name: string) =>
  vault.fingerprint("case_worker_name", tidyName(name).toLowerCase());

/**
 * Makes the person, or finds the one of this name in the organisation, and a one-time link; an earlier unused link ends.
 * Who had left is back. A role is changed only when one is given. Throws Refused for a name that is none.
 */
export async function addStaff(
  { db, vault, now }: Office,
  organisation: OrganisationRow,
  wanted: { readonly name: string; readonly role?: StaffRole },
): Promise<{ token: string; expiresAt: Date; name: string; role: StaffRole; isNew: boolean }> {
  const name = readName(wanted.name, "a case worker");
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not add staff.");
  return db.transaction(async (tx) => {
    await lockOrganisation(tx, organisation.id);
    const nameHash = caseWorkerNameHash(vault, name);
    const [known] = await tx
      .select()
      .from(caseWorker)
      .where(and(eq(caseWorker.organisationId, organisation.id), eq(caseWorker.nameHash, nameHash)));
    const role = wanted.role ?? known?.role ?? "caseWorker";
    const id = known?.id ?? randomUUID();
    if (known) await tx.update(caseWorker).set({ role, leftAt: null }).where(eq(caseWorker.id, id));
    else {
      const keyId = await vault.newKey(tx, "person", now);
      await tx.insert(caseWorker).values({
        id,
        organisationId: organisation.id,
        keyId,
        role,
        name: await vault.seal(tx, keyId, namePlace(id), name),
        nameHash,
        createdAt: now,
      });
    }
    const invited = await invite(tx, now, { caseWorkerId: id });
    await recordAccess(tx, {
      at: now,
      actor: { kind: "operator" },
      action: known ? "inviteStaff" : "addStaff",
      subject: { kind: "caseWorker", id },
      facts: { role },
    });
    const storedName = known ? await openName(tx, vault, known) : name;
    return { ...invited, name: storedName, role, isNew: !known };
  });
}

/** Two commands at once on one organisation wait for each other; the running service does not wait for them. */
export async function lockOrganisation(tx: Db, id: string): Promise<void> {
  await tx
    .select({ id: organisation.id })
    .from(organisation)
    .where(eq(organisation.id, id))
    .for("no key update");
}

export interface StaffMember {
  readonly name: string;
  readonly role: StaffRole;
  readonly state: "linked" | "blocked" | "invited" | "notLinked" | "left";
}

/** Everybody of the organisation's staff, in the order in which they were added. Throws SealBroken. */
export async function listStaff(
  { db, vault, now }: Office,
  organisation: OrganisationRow,
): Promise<StaffMember[]> {
  const rows = await db
    .select({ worker: caseWorker, blockedSince: chat.blockedSince })
    .from(caseWorker)
    .leftJoin(chat, eq(chat.chatId, caseWorker.chatId))
    .where(eq(caseWorker.organisationId, organisation.id))
    .orderBy(asc(caseWorker.createdAt), asc(caseWorker.id));
  const invited = await db
    .select({ id: invitation.caseWorkerId })
    .from(invitation)
    .where(
      and(
        isNotNull(invitation.caseWorkerId),
        isNull(invitation.usedAt),
        isNull(invitation.revokedAt),
        gt(invitation.expiresAt, now),
      ),
    );
  const isInvited = new Set(invited.map(({ id }) => id));
  const staff: StaffMember[] = [];
  for (const { worker, blockedSince } of rows) {
    const state = () => {
      if (worker.leftAt) return "left";
      if (worker.chatId !== null) return blockedSince ? "blocked" : "linked";
      return isInvited.has(worker.id) ? "invited" : "notLinked";
    };
    staff.push({ name: await openName(db, vault, worker), role: worker.role, state: state() });
  }
  return staff;
}
