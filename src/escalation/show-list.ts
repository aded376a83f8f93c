import { and, count, eq, isNull } from "drizzle-orm";
import { alumnus, caseWorker, ownWords } from "../db/schema/index.ts";
import type { Buttons, Outgoing } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { findLinkingsToConfirm } from "../people/confirm-link.ts";
import { openDetails as openAlumnus } from "../people/details.ts";
import { findStandings } from "../people/find-waiting.ts";
import { isStaffed, localDaysBetween } from "../people/is-staffed.ts";
import { may } from "../people/may.ts";
import {
  actorOfStaff,
  type CaseWorkerRow,
  findAlumnus,
  findOrganisation,
  findReachableStaff,
  languageOfStaff,
} from "../people/store.ts";
import { listLine } from "./escalation-message.ts";
import { subjectOf } from "./move-escalation.ts";
import { push, referenceOf } from "./notify.ts";
import { findListOf, lockEscalation } from "./store.ts";

/** Buttons on one list; the rest is counted and comes when these are done. */
const mostOnList = 12;

async function listOf(work: Work, worker: CaseWorkerRow): Promise<{ outgoing: Outgoing; length: number }> {
  const { db, vault } = work;
  const t = work.texts(await languageOfStaff(db, worker));
  const organisation = await findOrganisation(db, worker.organisationId);
  const rows: Buttons[number][] = [];
  for (const row of await findListOf(db, worker.id)) {
    const person = await findAlumnus(db, row.alumnusId);
    if (!person) continue;
    const name =
      organisation.alertDetail === "reference"
        ? referenceOf(row)
        : (await openAlumnus(db, vault, person)).firstName;
    rows.push([
      { label: listLine(t, row, name), action: { do: "escalation", escalation: row.id, verb: "show" } },
    ]);
  }
  for (const { id, person } of await findLinkingsToConfirm(db, worker.id)) {
    const { firstName } = await openAlumnus(db, vault, person);
    rows.push([
      { label: t("escalation:list.link", { name: firstName }), action: { do: "showLinking", linking: id } },
    ]);
  }
  for (const { row: person, details, waiting } of await findStandings(work, worker)) {
    if (waiting?.reason !== "parent" && waiting?.reason !== "silentConfirm") continue;
    const label = t(`escalation:list.${waiting.reason}`, { name: details.firstName });
    rows.push([{ label, action: { do: "person", alumnus: person.id } }]);
  }
  const unread = await db
    .select({ person: alumnus, n: count() })
    .from(ownWords)
    .innerJoin(alumnus, eq(alumnus.id, ownWords.alumnusId))
    .where(and(eq(alumnus.caseWorkerId, worker.id), isNull(ownWords.readAt)))
    .groupBy(alumnus.id);
  for (const { person, n } of unread) {
    const { firstName } = await openAlumnus(db, vault, person);
    rows.push([
      {
        label: t("escalation:list.words", { name: firstName, count: n }),
        action: { do: "readWords", alumnus: person.id },
      },
    ]);
  }
  const text =
    rows.length === 0 ? t("escalation:list.empty") : t("escalation:list.title", { count: rows.length });
  return { outgoing: { kind: "say", text, buttons: rows.slice(0, mostOnList) }, length: rows.length };
}

/** What waits for this case worker: running escalations of own people and words to read. */
export async function showList(work: Work, worker: CaseWorkerRow): Promise<void> {
  if (worker.chatId === null) return;
  const { outgoing } = await listOf(work, worker);
  await say(work, { chatId: worker.chatId, outgoing });
}

/** Brings one escalation of the list into the chat as a message with its buttons. False when it is not this person's. */
export async function showEscalation(work: Work, worker: CaseWorkerRow, id: string): Promise<boolean> {
  const row = await lockEscalation(work.db, id);
  if (!row || worker.chatId === null) return false;
  const person = await findAlumnus(work.db, row.alumnusId);
  if (!person || person.details.length === 0) return false;
  if (
    !may(actorOfStaff(worker), "takeEscalation", await subjectOf(work, row, worker)) &&
    row.ownerId !== worker.id
  )
    return false;
  await push(work, row, { ...worker, chatId: worker.chatId });
  return true;
}

/**
 * On the first tick of a staffed day each case worker gets the list, once, if anything stands on it: what is not urgent
 * rings nobody, and is not forgotten either.
 */
export async function sendMorningLists(work: Work, organisationId: string): Promise<void> {
  const { db, now } = work;
  const organisation = await findOrganisation(db, organisationId);
  if (!isStaffed(organisation, now)) return;
  for (const worker of await findReachableStaff(db, organisationId)) {
    if (worker.listedAt && localDaysBetween(organisation, worker.listedAt, now) === 0) continue;
    const [mine] = await db
      .update(caseWorker)
      .set({ listedAt: now })
      // Of two instances one sends: the other finds the moment already moved.
      .where(
        and(
          eq(caseWorker.id, worker.id),
          worker.listedAt ? eq(caseWorker.listedAt, worker.listedAt) : isNull(caseWorker.listedAt),
        ),
      )
      .returning({ id: caseWorker.id });
    if (!mine) continue;
    const { outgoing, length } = await listOf(work, worker);
    if (length > 0)
      await say(work, {
        chatId: worker.chatId,
        lane: "reply",
        promise: "atMostOnce",
        outgoing,
        subject: { kind: "list", id: worker.id },
      });
  }
}
