import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { alumnus, caseWorker, dataKey } from "../db/schema/index.ts";
import { findErasedNumbers } from "../privacy/erasure-ledger.ts";
import { recordAccess } from "../privacy/record-access.ts";
import type { Vault } from "../privacy/vault.ts";
import { caseWorkerNameHash, lockOrganisation, type Office } from "./add-staff.ts";
import { columnOf } from "./alumni-columns.ts";
import { detailsPlace } from "./details.ts";
import { Refused } from "./find-organisation.ts";
import { may } from "./may.ts";
import type { AlumniFile } from "./read-alumni-file.ts";
import type { AlumnusRecord, RowFault } from "./read-alumni-row.ts";
import type { OrganisationRow } from "./store.ts";

export type ImportResult =
  | { readonly ok: true; readonly added: number; readonly changed: number; readonly unchanged: number }
  | { readonly ok: false; readonly faults: readonly RowFault[] };

/** Rows of one INSERT: well below the 65,535 parameters that PostgreSQL takes. */
const batchSize = 500;

/**
 * Brings the organisation's alumni in line with a school's list, in one transaction: new ones are added, changed ones
 * sealed anew, unchanged ones and those who are not on the list left alone. With a single fault nothing is written and all
 * faults come back. `dryRun` says what would happen. Throws when the database or the vault does.
 */
export async function importAlumni(
  office: Office,
  organisation: OrganisationRow,
  file: Pick<AlumniFile, "rows" | "faults">,
  options: { readonly dryRun?: boolean } = {},
): Promise<ImportResult> {
  if (!may({ kind: "operator" }, "import")) throw new Refused("Operators may not import.");
  const { db, vault, now } = office;
  return db.transaction(async (tx): Promise<ImportResult> => {
    await lockOrganisation(tx, organisation.id);
    const plan = await planImport(tx, vault, organisation, file.rows);
    const faults = [...file.faults, ...plan.faults].sort((a, b) => a.row - b.row);
    if (faults.length > 0) return { ok: false, faults };
    const counts = {
      added: plan.added.length,
      changed: plan.changed.length,
      unchanged: file.rows.length - plan.added.length - plan.changed.length,
    };
    if (options.dryRun) return { ok: true, ...counts };
    await addAll({ db: tx, vault, now }, organisation, plan.added);
    await changeAll({ db: tx, vault, now }, plan.changed);
    await recordAccess(tx, {
      at: now,
      actor: { kind: "operator" },
      action: "importAlumni",
      subject: { kind: "organisation", id: organisation.id },
      facts: { new: counts.added, changed: counts.changed, unchanged: counts.unchanged },
    });
    return { ok: true, ...counts };
  });
}

interface Planned {
  readonly record: AlumnusRecord;
  readonly caseWorkerId: string;
  readonly ownNumberHash: string;
  readonly detailsHash: string;
}
type Known = Awaited<ReturnType<typeof findKnown>>[number];

function findKnown(tx: Db, organisationId: string) {
  return tx
    .select({
      id: alumnus.id,
      keyId: alumnus.keyId,
      ownNumberHash: alumnus.ownNumberHash,
      detailsHash: alumnus.detailsHash,
      chatId: alumnus.chatId,
      destroyedAt: dataKey.destroyedAt,
    })
    .from(alumnus)
    .leftJoin(dataKey, eq(dataKey.id, alumnus.keyId))
    .where(eq(alumnus.organisationId, organisationId));
}

async function planImport(tx: Db, vault: Vault, organisation: OrganisationRow, rows: AlumniFile["rows"]) {
  const workers = await tx
    .select({ id: caseWorker.id, nameHash: caseWorker.nameHash, leftAt: caseWorker.leftAt })
    .from(caseWorker)
    .where(eq(caseWorker.organisationId, organisation.id));
  const workerOf = new Map(workers.map((worker) => [worker.nameHash, worker]));
  const known = new Map((await findKnown(tx, organisation.id)).map((row) => [row.ownNumberHash, row]));

  const erased = await findErasedNumbers(tx, organisation.id);
  const faults: RowFault[] = [];
  const added: Planned[] = [];
  const changed: (Planned & { known: Known })[] = [];
  for (const { row, record } of rows) {
    const worker = workerOf.get(caseWorkerNameHash(vault, record.caseWorkerName));
    if (!worker || worker.leftAt) {
      faults.push({ row, column: columnOf("caseWorker").label, reason: worker ? hasLeft : isNoStaff });
      continue;
    }
    const { caseWorkerName: _, ...values } = record;
    const planned: Planned = {
      record,
      caseWorkerId: worker.id,
      ownNumberHash: vault.fingerprint("own_number", `${organisation.id}|${record.details.ownNumber}`),
      detailsHash: vault.fingerprint("alumnus_details", JSON.stringify([values, worker.id])),
    };
    const before = known.get(planned.ownNumberHash);
    if (before?.destroyedAt || erased.has(planned.ownNumberHash)) {
      faults.push({ row, column: columnOf("ownNumber").label, reason: wasErased });
      continue;
    }
    if (!before) added.push(planned);
    else if (before.detailsHash !== planned.detailsHash) changed.push({ ...planned, known: before });
  }
  return { faults, added, changed };
}

const isNoStaff = "nobody of this name is on the staff: add them first with `npm run cli -- staff add NAME`";
const hasLeft =
  "this person has left: name somebody else, or bring them back with `npm run cli -- staff add NAME`";
const wasErased =
  "the data of this person was erased for good, and an import must not undo that: take the row out";

const columnsOf = ({ record, caseWorkerId, detailsHash }: Planned) => ({
  detailsHash,
  caseWorkerId,
  schoolType: record.schoolType,
  exitProfile: record.exitProfile,
  exitDate: record.exitDate,
  preferredChannel: record.preferredChannel,
});

async function addAll({ db, vault, now }: Office, organisation: OrganisationRow, added: readonly Planned[]) {
  for (let from = 0; from < added.length; from += batchSize) {
    const values: (typeof alumnus.$inferInsert)[] = [];
    for (const planned of added.slice(from, from + batchSize)) {
      const id = randomUUID();
      const keyId = await vault.newKey(db, "person", now);
      values.push({
        ...columnsOf(planned),
        id,
        organisationId: organisation.id,
        keyId,
        ownNumberHash: planned.ownNumberHash,
        details: await vault.seal(db, keyId, detailsPlace(id), JSON.stringify(planned.record.details)),
        language: planned.record.language,
        createdAt: now,
      });
    }
    await db.insert(alumnus).values(values);
  }
}

async function changeAll({ db, vault }: Office, changed: readonly (Planned & { known: Known })[]) {
  for (const planned of changed) {
    const { id, keyId, chatId } = planned.known;
    await db
      .update(alumnus)
      .set({
        ...columnsOf(planned),
        details: await vault.seal(db, keyId, detailsPlace(id), JSON.stringify(planned.record.details)),
        // Who is linked has chosen a language in the chat; the school's list does not take that back.
        ...(chatId === null ? { language: planned.record.language } : {}),
      })
      .where(eq(alumnus.id, id));
  }
}
