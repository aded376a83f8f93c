import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { escalationNotice, linking } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { languageOf } from "../i18n/language.ts";
import { firstNameOf, openName } from "../people/details.ts";
import { isStaffed } from "../people/is-staffed.ts";
import { may } from "../people/may.ts";
import {
  type AlumnusView,
  actorOfStaff,
  type CaseWorkerRow,
  findAlumnus,
  findCaseWorker,
  findChat,
  findReachableStaff,
  isReachable,
  viewAlumnus,
} from "../people/store.ts";
import { decideUnreachable, type EscalationEffect } from "./decide-escalation.ts";
import { type EscalationView, escalationButtons, escalationText } from "./escalation-message.ts";
import {
  type EscalationRow,
  findFailedReaders,
  findNotices,
  findSlip,
  recordEvent,
  stateOf,
  updateEscalation,
} from "./store.ts";

/** A chat that has just refused a message about this is left alone for so long; somebody else gets it meanwhile. */
const refusalMilliseconds = 4 * 60_000;

type Reader = CaseWorkerRow & { chatId: number };

/**
 * Carries out what a decision asks for: messages to those it names, and the messages that are already there changed. When
 * nobody of those named can be reached, the next step is taken at once (the escalation room's promise: no step waits on nobody).
 */
export async function carryOut(
  work: Work,
  row: EscalationRow,
  effects: readonly EscalationEffect[],
): Promise<EscalationRow> {
  let current = row;
  const pushed = new Set<string>();
  const queue = [...effects];
  for (let effect = queue.shift(); effect; effect = queue.shift()) {
    if (effect.do === "refresh") {
      await refresh(work, current, pushed);
      continue;
    }
    const readers = await findReaders(work, current, effect.to);
    for (const reader of readers) {
      if (pushed.has(reader.id)) continue;
      pushed.add(reader.id);
      await push(work, current, reader);
    }
    if (readers.length > 0) continue;
    await recordEvent(work.db, current, { at: work.now, kind: "nobodyReachable", facts: { to: effect.to } });
    const view = await viewOf(work, current);
    const decision = decideUnreachable(stateOf(current), view.organisation, work.now);
    current = await updateEscalation(work.db, current, decision.state);
    queue.unshift(...decision.effects);
  }
  return current;
}

async function viewOf(work: Work, row: EscalationRow): Promise<AlumnusView> {
  const person = await findAlumnus(work.db, row.alumnusId);
  if (!person) throw new Error("An escalation without its alumnus");
  return viewAlumnus(work, person);
}

async function findReaders(
  work: Work,
  row: EscalationRow,
  to: "caseWorker" | "everyone" | "owner",
): Promise<Reader[]> {
  const view = await viewOf(work, row);
  const failed = await findFailedReaders(work.db, row.id, new Date(work.now.getTime() - refusalMilliseconds));
  const isWilling = ({ id }: { id: string }) => !failed.has(id);
  if (to === "everyone") return (await findReachableStaff(work.db, row.organisationId)).filter(isWilling);
  const worker = to === "owner" && row.ownerId ? await findCaseWorker(work.db, row.ownerId) : view.worker;
  if (!worker || worker.chatId === null || worker.leftAt || !isWilling(worker)) return [];
  if (!(await isReachable(work.db, worker.chatId))) return [];
  return [{ ...worker, chatId: worker.chatId }];
}

/** What the message about an escalation says to this reader. */
async function readAs(work: Work, row: EscalationRow, reader: CaseWorkerRow): Promise<EscalationView> {
  const view = await viewOf(work, row);
  const owner = row.ownerId ? await findCaseWorker(work.db, row.ownerId) : undefined;
  const subject = {
    alumnusId: row.alumnusId,
    organisationId: row.organisationId,
    caseWorkerId: view.row.caseWorkerId,
    ownerId: row.ownerId,
  };
  const [undecided] = await work.db
    .select({ id: linking.id })
    .from(linking)
    .where(and(eq(linking.alumnusId, row.alumnusId), isNull(linking.outcome)))
    .limit(1);
  const chat = reader.chatId === null ? undefined : await findChat(work.db, reader.chatId);
  return {
    row,
    name: view.organisation.alertDetail === "reference" ? referenceOf(row) : view.details.firstName,
    ownerName: owner ? firstNameOf(await openName(work.db, work.vault, owner)) : undefined,
    timeZone: view.organisation.timeZone,
    language: languageOf(chat?.language) ?? "nl",
    readerId: reader.id,
    mayView: may(actorOfStaff(reader), "seeDetails", subject),
    responsible: reader.id === view.row.caseWorkerId ? undefined : view.workerName,
    unconfirmed: view.row.linkedAt === null && undecided !== undefined,
    erased: view.row.erasedAt !== null,
    outsideHours: !isStaffed(view.organisation, work.now),
    tappedWrongAt: await findSlip(work.db, row.id),
  };
}

/** A short mark for an escalation where names may not be shown. */
export const referenceOf = (row: Pick<EscalationRow, "id">) => `#${row.id.slice(0, 6).toUpperCase()}`;

/** Sends a new message about it, and takes the earlier one back: one message a young person in a case worker's chat. */
export async function push(work: Work, row: EscalationRow, reader: Reader): Promise<void> {
  const { db, now } = work;
  const view = await readAs(work, row, reader);
  const t = work.texts(view.language);
  const lane = row.severity === "crisis" ? "crisis" : "alert";
  const [earlier] = (await findNotices(db, row.id)).filter(({ caseWorkerId }) => caseWorkerId === reader.id);
  if (earlier)
    await say(work, {
      chatId: reader.chatId,
      lane,
      targetId: earlier.messageId,
      outgoing: { kind: "takeBack" },
    });
  const messageId = await say(work, {
    chatId: reader.chatId,
    lane,
    subject: { kind: "escalation", id: row.id },
    outgoing: { kind: "say", text: escalationText(t, view), buttons: escalationButtons(t, view) },
  });
  const values = { messageId, severity: row.severity, sentAt: now, failedAt: null };
  await db
    .insert(escalationNotice)
    .values({ id: randomUUID(), escalationId: row.id, caseWorkerId: reader.id, ...values })
    .onConflictDoUpdate({
      target: [escalationNotice.escalationId, escalationNotice.caseWorkerId],
      set: values,
    });
}

/** Changes the messages that are already there, except those just sent. */
async function refresh(work: Work, row: EscalationRow, except: ReadonlySet<string>): Promise<void> {
  for (const notice of await findNotices(work.db, row.id)) {
    const reader = await findCaseWorker(work.db, notice.caseWorkerId);
    if (!reader || reader.chatId === null || except.has(reader.id) || notice.failedAt) continue;
    const view = await readAs(work, row, reader);
    const t = work.texts(view.language);
    await say(work, {
      chatId: reader.chatId,
      lane: row.severity === "crisis" ? "crisis" : "alert",
      targetId: notice.messageId,
      outgoing: { kind: "change", text: escalationText(t, view), buttons: escalationButtons(t, view) },
    });
  }
}
