import { and, eq, isNull } from "drizzle-orm";
import { caseWorker } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { firstNameOf, openName } from "../people/details.ts";
import { may } from "../people/may.ts";
import {
  actorOfStaff,
  type CaseWorkerRow,
  findOrganisation,
  findPerson,
  languageOfStaff,
} from "../people/store.ts";
import { findToday, type Today } from "./find-today.ts";
import { subjectOf } from "./move-escalation.ts";
import { show } from "./notify.ts";
import { lockEscalation } from "./store.ts";
import { type TodayReader, todayPage } from "./today-message.ts";

/** With what a screen for this case worker is written. */
export async function readerOf(work: Work, worker: CaseWorkerRow): Promise<TodayReader> {
  const { db, now, vault } = work;
  const language = await languageOfStaff(db, worker);
  const staff = await db
    .select()
    .from(caseWorker)
    .where(and(eq(caseWorker.organisationId, worker.organisationId), isNull(caseWorker.leftAt)));
  const names = await Promise.all(
    staff.map(async (one) => [one.id, firstNameOf(await openName(db, vault, one))] as const),
  );
  return {
    t: work.texts(language),
    language,
    worker,
    organisation: await findOrganisation(db, worker.organisationId),
    colleagues: new Map(names),
    now,
  };
}

/**
 * One screen with everybody who needs this case worker now: name, why, since when, and buttons to call, to write and to open.
 * A page that is not there (any more) is the first one.
 */
export async function showToday(work: Work, worker: CaseWorkerRow, page = 0): Promise<void> {
  if (worker.chatId === null) return;
  const reader = await readerOf(work, worker);
  const today = await findToday(work, worker);
  const { text, buttons } = screenOf(reader, today, page);
  await say(work, { chatId: worker.chatId, outgoing: { kind: "say", text, buttons } });
}

function screenOf(reader: TodayReader, today: Today, page: number) {
  const { t } = reader;
  const count = today.entries.length;
  const shown = todayPage(reader, today, page);
  const { lines, buttons } = shown.buttons.length > 0 ? shown : todayPage(reader, today, 0);
  const title = count === 0 ? t("escalation:list.empty") : t("escalation:list.title", { count });
  return { text: [title, ...(count === 0 ? [] : lines)].join("\n\n"), buttons };
}

/** Brings one escalation of the screen into the chat as a message with its buttons. False when it is not this person's. */
export async function showEscalation(
  work: Work,
  worker: CaseWorkerRow,
  id: string,
  bring: typeof show = show,
): Promise<boolean> {
  const { db } = work;
  const row = await lockEscalation(db, id);
  if (!row || worker.chatId === null) return false;
  const person = await findPerson(db, row.personId);
  if (!person || person.details.length === 0) return false;
  const subject = await subjectOf(work, row, worker);
  if (!may(actorOfStaff(worker), "takeEscalation", subject) && row.ownerId !== worker.id) return false;
  await bring(work, row, { ...worker, chatId: worker.chatId });
  return true;
}
