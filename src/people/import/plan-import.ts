import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "../../db/connect.ts";
import { alumnus, dataKey } from "../../db/schema/index.ts";
import { findErasedNumbers } from "../../privacy/erasure-ledger.ts";
import type { Vault } from "../../privacy/vault.ts";
import { type AlumnusDetails, openDetails } from "../details.ts";
import type { AlumnusRow, OrganisationRow } from "../store.ts";
import { type ColumnName, columnNames, columnOf } from "./alumni-columns.ts";
import { matchCaseWorkers } from "./match-case-worker.ts";
import type { AlumniFile } from "./read-alumni-file.ts";
import type { AlumnusRecord, RowFault } from "./read-alumni-row.ts";
import { plain } from "./value-words.ts";

/** What one field of a person was and would be, in words; empty when there is nothing. */
export interface FieldChange {
  readonly column: ColumnName;
  readonly before: string;
  readonly after: string;
}

export interface Planned {
  readonly row: number;
  readonly record: AlumnusRecord;
  readonly caseWorkerId: string;
  readonly ownNumberHash: string;
  readonly detailsHash: string;
}

export interface PlannedNew extends Planned {
  readonly details: AlumnusDetails;
}

export interface PlannedChange extends Planned {
  readonly before: AlumnusRow;
  /** As they are to be stored: what the list does not know is kept. */
  readonly details: AlumnusDetails;
  readonly fields: readonly FieldChange[];
}

/** Two entries with one name and birth date: perhaps one person with two numbers. */
export interface PossibleDouble {
  readonly row: number;
  /** The other row of the list, or the own number of somebody who is in the system and not in the list. */
  readonly same: { readonly row: number } | { readonly ownNumber: string };
}

export interface ImportPlan {
  readonly added: readonly PlannedNew[];
  readonly changed: readonly PlannedChange[];
  readonly unchanged: number;
  /** People who are in the system and not in the list. */
  readonly absent: number;
  readonly faults: readonly RowFault[];
  readonly doubles: readonly PossibleDouble[];
}

/** People opened at a time: each batch is two questions to the database. */
export const batchSize = 500;

/**
 * Lays a list beside what is stored. Only persons whose row differs are opened, and, when there are new ones, those who are
 * not in the list, to find doubles. `today` is the organisation's day; `lock` keeps whoever would change from changing meanwhile.
 * Throws SealBroken.
 */
export async function planImport(
  tx: Db,
  vault: Vault,
  organisation: OrganisationRow,
  file: Pick<AlumniFile, "rows" | "columns">,
  { today, lock }: { readonly today: string; readonly lock: boolean },
): Promise<ImportPlan> {
  const workers = await matchCaseWorkers(tx, vault, organisation.id);
  const known = await findKnown(tx, organisation.id);
  const missing = columnNames.filter((name) => !file.columns.has(name) && mayBeMissing.has(name));
  const erased = await findErasedNumbers(tx, organisation.id);
  const faults: RowFault[] = [];
  const added: PlannedNew[] = [];
  const differing: (Planned & { readonly id: string })[] = [];
  const inList = new Set<string>();
  let unchanged = 0;
  for (const { row, record } of file.rows) {
    const ownNumberHash = vault.fingerprint("own_number", `${organisation.id}|${record.details.ownNumber}`);
    inList.add(ownNumberHash);
    const worker = workers.match(record.caseWorkerName);
    if ("reason" in worker) {
      faults.push({ row, column: columnOf("caseWorker").label, reason: worker.reason });
      continue;
    }
    const before = known.get(ownNumberHash);
    if (before?.destroyedAt || erased.has(ownNumberHash)) {
      faults.push({ row, column: columnOf("ownNumber").label, reason: wasErased });
      continue;
    }
    const { caseWorkerName: _, ...values } = record;
    const named = missing.filter((name) => !isNewer.has(name));
    const hashed = [values, worker.id, ...(named.length > 0 ? [named] : [])];
    const detailsHash = vault.fingerprint("alumnus_details", JSON.stringify(hashed));
    const planned = { row, record, caseWorkerId: worker.id, ownNumberHash, detailsHash };
    if (!before) added.push({ ...planned, details: { ...record.details, ...listDates(record, {}, today) } });
    else if (before.detailsHash !== detailsHash) differing.push({ ...planned, id: before.id });
    else unchanged += 1;
  }
  const changed: PlannedChange[] = [];
  for (const opened of await openAll(tx, vault, differing, lock)) {
    const change = changeOf(opened, new Set(missing), workers.nameOf, today);
    if (change.fields.length > 0) changed.push(change);
    else unchanged += 1;
  }
  const absent = [...known].filter(([hash, { destroyedAt }]) => !inList.has(hash) && !destroyedAt);
  const doubles = await findDoubles(
    tx,
    vault,
    file.rows,
    added,
    absent.map(([, { id }]) => id),
  );
  return { added, changed, unchanged, absent: absent.length, faults, doubles };
}

/** Who leaves such a column out does not say that it is empty. */
const mayBeMissing: ReadonlySet<ColumnName> = new Set([
  "phone",
  "email",
  "secondContact",
  "preferredChannel",
  "destination",
  "followingOn",
  "nextSchool",
  "contractEnd",
  "indicationEnd",
]);

/** Columns that lists of earlier days did not have: without them a row is the one that it was. */
const isNewer: ReadonlySet<ColumnName> = new Set([
  "destination",
  "followingOn",
  "nextSchool",
  "contractEnd",
  "indicationEnd",
]);

const wasErased =
  "the data of this person was erased for good, and an import must not undo that: take the row out";

async function findKnown(tx: Db, organisationId: string) {
  const rows = await tx
    .select({
      id: alumnus.id,
      ownNumberHash: alumnus.ownNumberHash,
      detailsHash: alumnus.detailsHash,
      destroyedAt: dataKey.destroyedAt,
    })
    .from(alumnus)
    .leftJoin(dataKey, eq(dataKey.id, alumnus.keyId))
    .where(eq(alumnus.organisationId, organisationId));
  return new Map(rows.map((row) => [row.ownNumberHash, row]));
}

async function openAll<Wanted extends { readonly id: string }>(
  tx: Db,
  vault: Vault,
  wanted: readonly Wanted[],
  lock: boolean,
): Promise<(Wanted & { before: AlumnusRow; opened: AlumnusDetails })[]> {
  const all: (Wanted & { before: AlumnusRow; opened: AlumnusDetails })[] = [];
  for (let from = 0; from < wanted.length; from += batchSize) {
    const batch = wanted.slice(from, from + batchSize);
    const query = tx
      .select()
      .from(alumnus)
      .where(
        and(
          inArray(
            alumnus.id,
            batch.map(({ id }) => id),
          ),
        ),
      )
      .orderBy(alumnus.id);
    const rows = new Map((await (lock ? query.for("no key update") : query)).map((row) => [row.id, row]));
    await vault.readKeys(
      tx,
      [...rows.values()].map(({ keyId }) => keyId),
    );
    for (const one of batch) {
      const before = rows.get(one.id);
      if (before) all.push({ ...one, before, opened: await openDetails(tx, vault, before) });
    }
  }
  return all;
}

const detailColumns = [
  "firstName",
  "lastName",
  "birthDate",
  "school",
  "municipality",
  "phone",
  "email",
  "secondContact",
  "nextSchool",
] as const satisfies readonly (ColumnName & keyof AlumnusDetails)[];

const dateColumns = ["contractEnd", "indicationEnd"] as const;

/** The dates of a row, each with the day since which the list says so: the newer word counts, a list's or a human's. */
function listDates(
  record: AlumnusRecord,
  before: Pick<AlumnusDetails, (typeof dateColumns)[number]>,
  today: string,
): Pick<AlumnusDetails, (typeof dateColumns)[number]> {
  const dates: Pick<AlumnusDetails, (typeof dateColumns)[number]> = {};
  for (const column of dateColumns) {
    const day = record[column];
    if (day !== undefined) dates[column] = before[column]?.day === day ? before[column] : { day, on: today };
  }
  return dates;
}

function changeOf(
  planned: Planned & { before: AlumnusRow; opened: AlumnusDetails },
  missing: ReadonlySet<ColumnName>,
  nameOf: (caseWorkerId: string) => string,
  today: string,
): PlannedChange {
  const { before, opened, record } = planned;
  const details: AlumnusDetails = { ...opened };
  const fields: FieldChange[] = [];
  const compare = (column: ColumnName, was: string, is: string) => {
    if (was !== is) fields.push({ column, before: was, after: is });
  };
  for (const column of detailColumns) {
    if (missing.has(column)) continue;
    const value = record.details[column];
    compare(column, opened[column] ?? "", value ?? "");
    if (value === undefined) delete details[column as "phone"];
    else details[column] = value;
  }
  const dates = listDates(record, opened, today);
  for (const column of dateColumns) {
    if (missing.has(column)) continue;
    compare(column, opened[column]?.day ?? "", record[column] ?? "");
    delete details[column];
    if (dates[column]) details[column] = dates[column];
  }
  compare("schoolType", before.schoolType, record.schoolType);
  compare("exitProfile", before.exitProfile, record.exitProfile);
  compare("exitDate", before.exitDate, record.exitDate);
  const destination = missing.has("destination") ? (before.destination ?? undefined) : record.destination;
  compare("destination", before.destination ?? "", destination ?? "");
  const followingOn = missing.has("followingOn") ? (before.followingOn ?? undefined) : record.followingOn;
  compare("followingOn", before.followingOn ?? "", followingOn ?? "");
  // Who is linked has chosen a language in the chat; the school's list does not take that back.
  if (before.chatId === null) compare("language", before.language, record.language);
  const preferredChannel = missing.has("preferredChannel")
    ? before.preferredChannel
    : record.preferredChannel;
  compare("preferredChannel", before.preferredChannel, preferredChannel);
  if (before.caseWorkerId !== planned.caseWorkerId)
    compare("caseWorker", nameOf(before.caseWorkerId), nameOf(planned.caseWorkerId));
  const kept = { ...record, preferredChannel, destination, followingOn };
  return { ...planned, record: kept, details, fields };
}

async function findDoubles(
  tx: Db,
  vault: Vault,
  rows: AlumniFile["rows"],
  added: readonly Planned[],
  absent: readonly string[],
): Promise<PossibleDouble[]> {
  if (added.length === 0) return [];
  const doubles: PossibleDouble[] = [];
  const isNew = new Set(added.map(({ row }) => row));
  const firstRows = new Map<string, number>();
  const news = new Map<string, number>();
  for (const { row, record } of rows) {
    const person = personOf(record.details);
    const first = firstRows.get(person);
    if (first === undefined) firstRows.set(person, row);
    else if (isNew.has(row) || isNew.has(first)) doubles.push({ row, same: { row: first } });
    if (isNew.has(row) && !news.has(person)) news.set(person, row);
  }
  const others = absent.map((id) => ({ id }));
  for (let from = 0; from < others.length; from += batchSize)
    for (const { opened } of await openAll(tx, vault, others.slice(from, from + batchSize), false)) {
      const row = news.get(personOf(opened));
      if (row !== undefined) doubles.push({ row, same: { ownNumber: opened.ownNumber } });
    }
  return doubles.sort((a, b) => a.row - b.row);
}

const personOf = ({ firstName, lastName, birthDate }: AlumnusDetails) =>
  `${plain(firstName + lastName)} ${birthDate}`;
