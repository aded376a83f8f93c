import { and, eq, isNull } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "../db/connect.ts";
import { alumnus, caseWorker, chat, organisation } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { type Language, languageOf, type StaffLanguage, staffLanguageOf } from "../i18n/language.ts";
import { type AlumnusDetails, firstNameOf, openDetails, openName } from "./details.ts";
import type { Actor, Subject } from "./may.ts";

export type AlumnusRow = typeof alumnus.$inferSelect;
export type CaseWorkerRow = typeof caseWorker.$inferSelect;
export type OrganisationRow = typeof organisation.$inferSelect;
export type ChatRow = typeof chat.$inferSelect;

export async function findAlumnus(db: Db, id: string): Promise<AlumnusRow | undefined> {
  const [row] = await db.select().from(alumnus).where(eq(alumnus.id, id));
  return row;
}

/** Finds an alumnus whose link is about to change: two decisions at once wait for each other. */
export async function lockAlumnus(db: Db, id: string): Promise<AlumnusRow | undefined> {
  const [row] = await db.select().from(alumnus).where(eq(alumnus.id, id)).for("update");
  return row;
}

export async function findAlumnusByChat(db: Db, chatId: number): Promise<AlumnusRow | undefined> {
  const [row] = await db.select().from(alumnus).where(eq(alumnus.chatId, chatId));
  return row;
}

export async function findCaseWorker(db: Db, id: string): Promise<CaseWorkerRow | undefined> {
  const [row] = await db.select().from(caseWorker).where(eq(caseWorker.id, id));
  return row;
}

export async function findOrganisation(db: Db, id: string): Promise<OrganisationRow> {
  const [row] = await db.select().from(organisation).where(eq(organisation.id, id));
  if (!row) throw new Error("An organisation that people belong to is not there");
  return row;
}

export async function findChat(db: Db, chatId: number): Promise<ChatRow | undefined> {
  const [row] = await db.select().from(chat).where(eq(chat.chatId, chatId));
  return row;
}

/** Whether messages to this chat arrive, as far as Telegram has told us. */
export async function isReachable(db: Db, chatId: number | null): Promise<boolean> {
  if (chatId === null) return false;
  const row = await findChat(db, chatId);
  return row !== undefined && row.blockedSince === null;
}

/** The staff of an organisation whose chat is linked and not blocked, in the order in which they joined. */
export async function findReachableStaff(
  db: Db,
  organisationId: string,
): Promise<(CaseWorkerRow & { chatId: number })[]> {
  const rows = await db
    .select({ worker: caseWorker })
    .from(caseWorker)
    .innerJoin(chat, eq(chat.chatId, caseWorker.chatId))
    .where(
      and(
        eq(caseWorker.organisationId, organisationId),
        isNull(caseWorker.leftAt),
        isNull(chat.blockedSince),
      ),
    )
    .orderBy(caseWorker.createdAt, caseWorker.id);
  return rows.flatMap(({ worker }) => (worker.chatId === null ? [] : [{ ...worker, chatId: worker.chatId }]));
}

/** An alumnus with names and responsible case worker, as texts need them. */
export interface AlumnusView {
  readonly row: AlumnusRow;
  readonly details: AlumnusDetails;
  readonly worker: CaseWorkerRow;
  /** The case worker's first name. */
  readonly workerName: string;
  readonly organisation: OrganisationRow;
  readonly language: Language;
}

/** Opens an alumnus for texts to and about them. Throws when the row is not there. */
export async function viewAlumnus(
  { db, vault }: Pick<Work, "db" | "vault">,
  row: AlumnusRow,
): Promise<AlumnusView> {
  const [around] = await db
    .select({ worker: caseWorker, school: organisation })
    .from(caseWorker)
    .innerJoin(organisation, eq(organisation.id, row.organisationId))
    .where(eq(caseWorker.id, row.caseWorkerId));
  if (!around) throw new Error("An alumnus without a case worker");
  return openView({ db, vault }, row, around.worker, around.school);
}

async function openView(
  { db, vault }: Pick<Work, "db" | "vault">,
  row: AlumnusRow,
  worker: CaseWorkerRow,
  organisation: OrganisationRow,
): Promise<AlumnusView> {
  return {
    row,
    worker,
    organisation,
    details: await openDetails(db, vault, row),
    workerName: firstNameOf(await openName(db, vault, worker)),
    language: languageOf(row.language) ?? "nl",
  };
}

/** Who is behind a chat, in one query: a case worker, or an alumnus opened for texts. Undefined for anybody else. */
export async function findPersonByChat(
  { db, vault }: Pick<Work, "db" | "vault">,
  chatId: number,
): Promise<{ worker: CaseWorkerRow } | { view: AlumnusView } | undefined> {
  const own = alias(caseWorker, "own");
  const [found] = await db
    .select({ own, person: alumnus, worker: caseWorker, organisation })
    .from(chat)
    .leftJoin(own, and(eq(own.chatId, chat.chatId), isNull(own.leftAt)))
    .leftJoin(alumnus, eq(alumnus.chatId, chat.chatId))
    .leftJoin(caseWorker, eq(caseWorker.id, alumnus.caseWorkerId))
    .leftJoin(organisation, eq(organisation.id, alumnus.organisationId))
    .where(eq(chat.chatId, chatId));
  if (found?.own) return { worker: found.own };
  const { person, worker, organisation: school } = found ?? {};
  if (!person || !worker || !school) return undefined;
  return { view: await openView({ db, vault }, person, worker, school) };
}

/** What a case worker reads: the language of the chat where staff has texts in it, or else Dutch. */
export async function languageOfStaff(db: Db, worker: CaseWorkerRow): Promise<StaffLanguage> {
  const row = worker.chatId === null ? undefined : await findChat(db, worker.chatId);
  return staffLanguageOf(row?.language);
}

export const actorOfAlumnus = (row: AlumnusRow): Actor => ({
  kind: "alumnus",
  id: row.id,
  organisationId: row.organisationId,
});
export const actorOfStaff = (row: CaseWorkerRow): Actor => ({
  kind: "caseWorker",
  id: row.id,
  organisationId: row.organisationId,
  role: row.role,
});

/** An alumnus as `may` asks about them. */
export const subjectOfAlumnus = (row: AlumnusRow): Subject => ({
  alumnusId: row.id,
  organisationId: row.organisationId,
  caseWorkerId: row.caseWorkerId,
});
