import { randomUUID } from "node:crypto";
import { eq, inArray, sql } from "drizzle-orm";
import { alumnus, deadlineLook, organisation as organisationTable } from "../../db/schema/index.ts";
import { recordAccess, recordAccesses } from "../../privacy/record-access.ts";
import type { Vault } from "../../privacy/vault.ts";
import { lockOrganisation, type Office } from "../add-staff.ts";
import { detailsPlace } from "../details.ts";
import { localDay } from "../duty/is-staffed.ts";
import { Refused } from "../find-organisation.ts";
import { lookAgainAtAll, lookAgainAtMoved } from "../look-again.ts";
import { may } from "../may.ts";
import type { OrganisationRow } from "../store.ts";
import type { ImportMapping } from "./import-mapping.ts";
import {
  batchSize,
  type FieldChange,
  type ImportPlan,
  type Planned,
  type PlannedChange,
  type PlannedNew,
  type PossibleDouble,
  planImport,
} from "./plan-import.ts";
import type { AlumniFile } from "./read-alumni-file.ts";
import type { RowFault } from "./read-alumni-row.ts";

/** What an import did or would do. With a fault (`ok` is false) nothing was written. */
export interface ImportResult {
  readonly ok: boolean;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** People who are in the system and not in the list; they stay as they are. */
  readonly absent: number;
  readonly changes: readonly {
    readonly row: number;
    readonly ownNumber: string;
    readonly fields: readonly FieldChange[];
  }[];
  readonly doubles: readonly PossibleDouble[];
  readonly faults: readonly RowFault[];
  /** Stands for exactly these people and changes: hand it back as `confirmed` once somebody has seen them. */
  readonly seal: string;
}

export interface ImportOptions {
  /**
   * Say what would happen and write nothing, but in the access log who was opened to be shown: for a `report`, or for the
   * `question` whether to go on, which nobody asks about a faulty list.
   */
  readonly dryRun?: "report" | "question";
  /** Write only what this stands for. Without it everything the list says is written. */
  readonly confirmed?: string;
  /** Saved with the organisation when the import is written. */
  readonly mapping?: ImportMapping;
}

/**
 * Brings the organisation's alumni in line with a school's list, in one transaction: new ones are added, changed ones sealed
 * anew, unchanged ones and those who are not on the list left alone. With a single fault nothing is written and all faults
 * come back. Whoever changes or is shown has a line in the access log. Throws Refused when what was confirmed is no
 * longer what would happen, and whatever the database or the vault throws.
 */
export async function importAlumni(
  office: Office,
  organisation: OrganisationRow,
  file: Pick<AlumniFile, "rows" | "faults" | "columns">,
  options: ImportOptions = {},
): Promise<ImportResult> {
  if (!may({ kind: "operator" }, "import")) throw new Refused("Operators may not import.");
  const { db, vault, now } = office;
  return db.transaction(async (tx): Promise<ImportResult> => {
    await lockOrganisation(tx, organisation.id);
    const plan = await planImport(tx, vault, organisation, file, {
      today: localDay(organisation, now),
      lock: options.dryRun === undefined,
    });
    const result = resultOf(vault, plan, file.faults);
    if (options.dryRun === "question" && !result.ok) return { ...result, changes: [] };
    if (options.dryRun) {
      await recordAccesses(tx, plan.changed.map(lineOf("openDetails", now)));
      return result;
    }
    if (!result.ok) return result;
    if (options.confirmed !== undefined && options.confirmed !== result.seal)
      throw new Refused(
        "Meanwhile something changed in the system. Nothing was written; run the import again.",
      );
    await addAll({ db: tx, vault, now }, organisation, plan.added);
    await changeAll({ db: tx, vault, now }, plan.changed);
    // Another exit day or profile may change what is planned, and what the law makes of them.
    await lookAgainAtAll(
      { db: tx, now },
      plan.changed.map(({ before }) => before.id),
    );
    const moved = plan.changed.filter(({ before, record }) => before.exitDate !== record.exitDate);
    await lookAgainAtMoved(
      { db: tx, now },
      moved.map(({ before }) => before.id),
    );
    if (options.mapping)
      await tx
        .update(organisationTable)
        .set({ importMapping: options.mapping })
        .where(eq(organisationTable.id, organisation.id));
    await recordAccesses(tx, plan.changed.map(lineOf("changeDetails", now)));
    await recordAccess(tx, {
      at: now,
      actor: { kind: "operator" },
      action: "importAlumni",
      subject: { kind: "organisation", id: organisation.id },
      facts: { new: result.added, changed: result.changed, unchanged: result.unchanged },
    });
    return result;
  });
}

/** Which fields, never what stands in them. */
const lineOf = (action: string, at: Date) => (change: PlannedChange) => ({
  at,
  actor: { kind: "operator" as const },
  action,
  subject: { kind: "alumnus", id: change.before.id },
  facts: { why: "import", fields: change.fields.map(({ column }) => column).join(",") },
});

function resultOf(vault: Vault, plan: ImportPlan, faultsOfFile: readonly RowFault[]): ImportResult {
  const faults = [...faultsOfFile, ...plan.faults].sort((a, b) => a.row - b.row);
  const changes = plan.changed.map(({ row, record, fields }) => ({
    row,
    ownNumber: record.details.ownNumber,
    fields,
  }));
  const sealed = [plan.added.map(({ ownNumberHash }) => ownNumberHash), changes];
  return {
    ok: faults.length === 0,
    added: plan.added.length,
    changed: changes.length,
    unchanged: plan.unchanged,
    absent: plan.absent,
    changes: changes.sort((a, b) => a.row - b.row),
    doubles: plan.doubles,
    faults,
    seal: vault.fingerprint("import_plan", JSON.stringify(sealed)),
  };
}

const columnsOf = ({ record, caseWorkerId, detailsHash }: Planned) => ({
  detailsHash,
  caseWorkerId,
  schoolType: record.schoolType,
  exitProfile: record.exitProfile,
  exitDate: record.exitDate,
  destination: record.destination ?? null,
  followingOn: record.followingOn ?? null,
  preferredChannel: record.preferredChannel,
  language: record.language as string,
});

async function addAll(
  { db, vault, now }: Office,
  organisation: OrganisationRow,
  added: readonly PlannedNew[],
) {
  for (let from = 0; from < added.length; from += batchSize) {
    const batch = added.slice(from, from + batchSize);
    const keys = await vault.newKeys(db, batch.length, now);
    const values: (typeof alumnus.$inferInsert)[] = [];
    for (const [place, planned] of batch.entries()) {
      const id = randomUUID();
      const keyId = keys[place] ?? "";
      values.push({
        ...columnsOf(planned),
        id,
        organisationId: organisation.id,
        keyId,
        ownNumberHash: planned.ownNumberHash,
        details: await vault.seal(db, keyId, detailsPlace(id), JSON.stringify(planned.details)),
        createdAt: now,
      });
    }
    await db.insert(alumnus).values(values);
  }
}

/** In batches: each is one statement with one value, which sets only what a list may set. */
async function changeAll({ db, vault, now }: Office, changed: readonly PlannedChange[]) {
  for (let from = 0; from < changed.length; from += batchSize) {
    const values: object[] = [];
    const batch = changed.slice(from, from + batchSize);
    const keyIds = batch.map(({ before }) => before.keyId);
    // Of a long list the first have been forgotten since they were opened.
    await vault.readKeys(db, keyIds);
    for (const planned of batch) {
      const { id, keyId } = planned.before;
      const sealed = await vault.seal(db, keyId, detailsPlace(id), JSON.stringify(planned.details));
      values.push({ ...columnsOf(planned), id, details: sealed.toString("base64") });
    }
    await db.execute(sql`
      update alumnus set
        details = decode(list.details, 'base64'),
        details_hash = list."detailsHash",
        case_worker_id = list."caseWorkerId",
        case_worker_since = case
          when alumnus.case_worker_id = list."caseWorkerId" then alumnus.case_worker_since
          when alumnus.joined_at is null then null
          else ${now.toISOString()}::timestamptz end,
        school_type = list."schoolType",
        exit_profile = list."exitProfile",
        exit_date = list."exitDate",
        destination = list.destination,
        following_on = list."followingOn",
        preferred_channel = list."preferredChannel",
        language = case when alumnus.chat_id is null then list.language else alumnus.language end
      from jsonb_to_recordset(cast(${JSON.stringify(values)}::text as jsonb)) as list(
        id uuid, details text, "detailsHash" text, "caseWorkerId" uuid, "schoolType" text, "exitProfile" text,
        "exitDate" text, destination text, "followingOn" text, "preferredChannel" text, language text)
      where alumnus.id = list.id`);
    // A birth date or an exit profile may have changed, and with it what is watched.
    await db
      .update(deadlineLook)
      .set({ lookAt: now })
      .where(
        inArray(
          deadlineLook.alumnusId,
          batch.map(({ before }) => before.id),
        ),
      );
  }
}
