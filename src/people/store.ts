import { and, desc, eq, isNull } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "../db/connect.ts";
import { alumnus, asker, caseWorker, chat, organisation } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { type Language, languageOf, type StaffLanguage, staffLanguageOf } from "../i18n/language.ts";
import { type AlumnusDetails, firstNameOf, openAskerDetails, openDetails, openName } from "./details.ts";
import type { Actor, Subject } from "./may.ts";

export type AlumnusRow = typeof alumnus.$inferSelect;
/** Somebody who asks. They are known by their chat alone, and say nothing about who else reads it. */
export type AskerRow = typeof asker.$inferSelect & {
  readonly sharedPhone: boolean;
  readonly tidiesUp: boolean;
  readonly linkedAt: Date;
};
/** Whoever humans talk with, are told about and answer. */
export type PersonRow = AlumnusRow | AskerRow;
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

const asPerson = (row: typeof asker.$inferSelect): AskerRow => ({
  ...row,
  sharedPhone: false,
  tidiesUp: false,
  linkedAt: row.createdAt,
});

export async function findAsker(db: Db, id: string): Promise<AskerRow | undefined> {
  const [row] = await db.select().from(asker).where(eq(asker.id, id));
  return row && asPerson(row);
}

/** The schools that somebody asks in this chat, the one asked last first. */
export async function findAskersByChat(db: Db, chatId: number): Promise<AskerRow[]> {
  const rows = await db
    .select()
    .from(asker)
    .where(eq(asker.chatId, chatId))
    .orderBy(desc(asker.lastAt), desc(asker.id));
  return rows.map(asPerson);
}

/** Where everybody belongs and who is responsible for them, alumni and whoever asks: a query to join with what refers to a person. */
export const everybody = (db: Db) =>
  db
    .select({ id: alumnus.id, organisationId: alumnus.organisationId, caseWorkerId: alumnus.caseWorkerId })
    .from(alumnus)
    .unionAll(
      db
        .select({ id: asker.id, organisationId: asker.organisationId, caseWorkerId: asker.caseWorkerId })
        .from(asker),
    )
    .as("everybody");

/** An alumnus, or somebody who asks. */
export async function findPerson(db: Db, id: string): Promise<PersonRow | undefined> {
  return (await findAlumnus(db, id)) ?? findAsker(db, id);
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

/** A person with names and responsible case worker, as texts need them. */
export interface PersonView {
  readonly row: PersonRow;
  readonly details: Pick<AlumnusDetails, "firstName" | "lastName" | "phone" | "secondContact">;
  readonly worker: CaseWorkerRow;
  /** The case worker's first name. */
  readonly workerName: string;
  readonly organisation: OrganisationRow;
  readonly language: Language;
}

export interface AlumnusView extends PersonView {
  readonly row: AlumnusRow;
  readonly details: AlumnusDetails;
}

export interface AskerView extends PersonView {
  readonly row: AskerRow;
}

/** Opens an alumnus for texts to and about them. Throws when the row is not there. */
export async function viewAlumnus(
  { db, vault }: Pick<Work, "db" | "vault">,
  row: AlumnusRow,
): Promise<AlumnusView> {
  const around = await findAround(db, row);
  return openView({ db, vault }, row, around.worker, around.school);
}

/** Who is responsible for somebody, and where. Throws when they are not there. */
async function findAround(db: Db, row: Pick<PersonRow, "organisationId" | "caseWorkerId">) {
  const [around] = await db
    .select({ worker: caseWorker, school: organisation })
    .from(caseWorker)
    .innerJoin(organisation, eq(organisation.id, row.organisationId))
    .where(eq(caseWorker.id, row.caseWorkerId));
  if (!around) throw new Error("A person without a case worker");
  return around;
}

/** Opens somebody who asks: nobody asked for a name, so texts for staff have a number ("Parent 12"). */
export async function viewAsker(
  { db, vault, texts }: Pick<Work, "db" | "vault" | "texts">,
  row: AskerRow,
): Promise<AskerView> {
  const { worker, school } = await findAround(db, row);
  const { phone } = await openAskerDetails(db, vault, row);
  const firstName = texts(staffLanguageOf(school.language))("people:asker.name", { number: row.number });
  return {
    ...{ row, worker, organisation: school },
    details: { firstName, lastName: "", ...(phone === undefined ? {} : { phone }) },
    workerName: firstNameOf(await openName(db, vault, worker)),
    language: languageOf(row.language) ?? "nl",
  };
}

/** Opens an alumnus, or somebody who asks, for texts to and about them. */
export async function viewPerson(
  work: Pick<Work, "db" | "vault" | "texts">,
  row: PersonRow,
): Promise<PersonView> {
  return isAsker(row) ? viewAsker(work, row) : viewAlumnus(work, row);
}

export const isAsker = (row: PersonRow): row is AskerRow => "number" in row;

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

/** A person as `may` asks about them. */
export const subjectOfPerson = (row: Pick<PersonRow, "id" | "organisationId" | "caseWorkerId">): Subject => ({
  personId: row.id,
  organisationId: row.organisationId,
  caseWorkerId: row.caseWorkerId,
});
