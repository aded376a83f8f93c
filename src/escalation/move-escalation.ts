import { randomUUID } from "node:crypto";
import { and, eq, isNull, or } from "drizzle-orm";
import { recordContact } from "../contact/record-contact.ts";
import { chat, contactRecord, handOver } from "../db/schema/index.ts";
import { dropUnsentAbout } from "../delivery/drop-unsent.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { firstNameOf, openName } from "../people/details.ts";
import { findDeputyOf } from "../people/duty/find-deputy.ts";
import { findDuty } from "../people/duty/find-duty.ts";
import { isStandingIn } from "../people/duty/is-standing-in.ts";
import { hasTalk } from "../people/has-talk.ts";
import { type Deed, may } from "../people/may.ts";
import { sayTo } from "../people/say-to.ts";
import {
  actorOfStaff,
  type CaseWorkerRow,
  findCaseWorker,
  findOrganisation,
  findPerson,
  isReachable,
  type PersonRow,
  viewPerson,
} from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { answerCorrection } from "./answer-correction.ts";
import { decideMove, type Move, type MoveRefusal } from "./decide-move.ts";
import { findCircumstances } from "./find-circumstances.ts";
import { findCauses, findDoubt, isUnsaid } from "./find-doubt.ts";
import { findFresh } from "./find-fresh.ts";
import { wasAlerted } from "./find-told.ts";
import { mayResolveCrisis } from "./may-resolve-crisis.ts";
import { carryOut } from "./notify.ts";
import {
  type EscalationRow,
  findLastMove,
  findLastTaker,
  lockEscalation,
  lockRunningEscalation,
  recordEvent,
  stateOf,
  updateEscalation,
} from "./store.ts";

export type Moved =
  /** `mayNote`: a note about this person can be written. */
  | { readonly ok: true; readonly row: EscalationRow; readonly mayNote: boolean }
  | { readonly ok: false; readonly reason: MoveRefusal; readonly ownerName?: string };

/** How long a step can be undone, and a note typed after an outcome. */
export const undoMinutes = 10;
export const noteMinutes = 10;

const ofPerson = ({ caseWorkerId: id, organisationId }: PersonRow) => ({ id, organisationId });

/** Who asks about which escalation, for `may`. */
export async function subjectOf(work: Work, row: EscalationRow, by: CaseWorkerRow) {
  const person = await findPerson(work.db, row.personId);
  return {
    personId: row.personId,
    organisationId: row.organisationId,
    caseWorkerId: person?.caseWorkerId ?? "",
    deputyId: person ? await findDeputyOf(work.db, ofPerson(person), work.now) : null,
    ownerId: row.ownerId,
    alerted: await wasAlerted(work.db, row.id, by.id),
    standsInForOwner: await standsInForOwner(work, row, by),
  };
}

/** Whether whoever took it is away and this case worker acts for them. */
export async function standsInForOwner(
  work: Work,
  { ownerId, organisationId }: Pick<EscalationRow, "ownerId" | "organisationId">,
  by: Pick<CaseWorkerRow, "id">,
): Promise<boolean> {
  if (ownerId === null || ownerId === by.id) return false;
  const { members } = await findDuty(work, await findOrganisation(work.db, organisationId), work.now);
  return isStandingIn(members, ownerId, by.id);
}

/** What `may` is asked about a move: who stands in for an owner takes over or passes on, and ends nothing in their place. */
function deedOf(move: Move, { ownerId }: EscalationRow): Deed {
  if (move.do === "take") return "takeEscalation";
  if (move.do === "handOver") return "passOnEscalation";
  return ownerId === null ? "takeEscalation" : "recordOutcome";
}

/**
 * A case worker takes an escalation, records reached or not reached, plans the next try, or resolves it with an outcome.
 * Of two who take it at once one gets it and the other is told by whom. Refuses what `may` or the state does not allow.
 */
export async function moveEscalation(work: Work, by: CaseWorkerRow, id: string, move: Move): Promise<Moved> {
  const { db, now } = work;
  const row = await lockEscalation(db, id);
  if (!row) return { ok: false, reason: "notYours" };
  const subject = await subjectOf(work, row, by);
  const before = stateOf(row);
  const person = await findPerson(db, row.personId);
  const isErased = person !== undefined && person.erasedAt !== null;
  const withoutContact = isErased && row.severity !== "crisis";
  const decided = decideMove(before, move, by.id, await findCircumstances(work, row), withoutContact);
  if (!decided.ok) return { ...decided, ...(await ownerOf(work, row)) };
  if (!may(actorOfStaff(by), deedOf(move, row), subject)) return { ok: false, reason: "notYours" };
  if (move.do === "resolve" && !isErased && !(await mayResolveCrisis(work, row)))
    return { ok: false, reason: "codeFirst" };
  // What was said after the contact is not closed with it.
  if (move.do === "resolve" && !isErased && (await findFresh(db, row)))
    return { ok: false, reason: "lookFirst" };
  const told = await findToldAt(work, row, by, move);
  let updated = await updateEscalation(db, row, decided.decision.state, { personToldAt: told });
  await recordEvent(db, updated, { at: now, kind: move.do, caseWorkerId: by.id, before, ...factsOf(move) });
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: `${move.do}Escalation`,
    subject: { kind: "escalation", id: row.id },
  });
  if (move.do === "handOver") await recordHandOver(work, updated, by, move);
  if (move.do === "reached" || move.do === "notReached")
    await recordContact(work, {
      ...{ personId: row.personId, caseWorkerId: by.id, escalationId: row.id },
      result: move.do,
      ...(move.do === "reached" ? move.contact : {}),
    });
  // Whoever has not got it yet is not rung for what somebody has.
  if (move.do === "take") await dropUnsentAbout(work, { kind: "escalation", id: row.id }, by.chatId);
  if (move.do === "take") updated = await tellPerson(work, updated, by, "seen");
  if (move.do === "resolve" && !isErased) {
    await expectNote(work, updated, by);
    await answerCorrection(work, updated, by, move.outcome);
  }
  await carryOut(work, updated, decided.decision.effects);
  return { ok: true, row: updated, mayNote: !isErased };
}

/**
 * When the young person was told who has it, after this move. Whoever takes it next tells them who they are, however it came free; who
 * takes again what nobody else took in between has told it.
 */
async function findToldAt(
  { db, now }: Work,
  row: EscalationRow,
  by: CaseWorkerRow,
  move: Move,
): Promise<Date | null> {
  if (move.do === "handOver" && move.to.kind !== "partner") return null;
  if (move.do !== "take") return row.personToldAt;
  if (move.byTalk) return now;
  const lastId = await findLastTaker(db, row.id);
  return lastId === undefined || lastId === by.id ? row.personToldAt : null;
}

function factsOf(move: Move): { facts?: Record<string, string | boolean> } {
  switch (move.do) {
    case "plan":
      return { facts: { at: move.at } };
    case "resolve":
      return { facts: { outcome: move.outcome } };
    case "handOver":
      return {
        facts: {
          to: move.to.kind,
          agreed: move.agreed,
          ...(move.to.kind === "partner" ? { partner: move.to.partner } : {}),
        },
      };
    default:
      return {};
  }
}

async function recordHandOver(
  work: Work,
  row: EscalationRow,
  by: CaseWorkerRow,
  { to, agreed }: Extract<Move, { do: "handOver" }>,
): Promise<void> {
  await work.db.insert(handOver).values({
    id: randomUUID(),
    escalationId: row.id,
    at: work.now,
    by: by.id,
    to: to.kind,
    colleagueId: to.kind === "colleague" ? to.id : null,
    level: to.kind === "level" ? row.level : null,
    partner: to.kind === "partner" ? to.partner : null,
    agreed,
  });
}

async function ownerOf(work: Work, row: EscalationRow): Promise<{ ownerName?: string }> {
  const owner = row.ownerId ? await findCaseWorker(work.db, row.ownerId) : undefined;
  return owner ? { ownerName: firstNameOf(await openName(work.db, work.vault, owner)) } : {};
}

/** True when they said nothing themselves, or nobody knows that it was they who did. */
async function saidNothing({ db }: Pick<Work, "db">, escalationId: string): Promise<boolean> {
  const rows = await findCauses(db, escalationId);
  return rows.length > 0 && (rows.every(isUnsaid) || (await findDoubt(db, escalationId))?.isAll === true);
}

/**
 * The young person hears, once an episode, that a human has seen or read it, and who; nothing where they said nothing, and
 * nothing while a human talks with them: that human says it.
 */
export async function tellPerson(
  work: Work,
  row: EscalationRow,
  by: CaseWorkerRow,
  how: "seen" | "read",
): Promise<EscalationRow> {
  if (row.personToldAt || (await saidNothing(work, row.id))) return row;
  if (await hasTalk(work.db, row.personId)) return row;
  const person = await findPerson(work.db, row.personId);
  if (!person || person.chatId === null || !(await isReachable(work.db, person.chatId))) return row;
  const view = await viewPerson(work, person);
  const worker = firstNameOf(await openName(work.db, work.vault, by));
  await say(work, {
    chatId: person.chatId,
    outgoing: {
      kind: "say",
      text: sayTo(work.texts(view.language), view)(`escalation:person.${how}`, { worker }),
    },
  });
  return updateEscalation(work.db, row, stateOf(row), { personToldAt: work.now });
}

async function expectNote(work: Work, row: EscalationRow, by: CaseWorkerRow): Promise<void> {
  if (by.chatId === null) return;
  const until = new Date(work.now.getTime() + noteMinutes * 60_000).toISOString();
  await work.db
    .update(chat)
    .set({ expects: { kind: "note", escalationId: row.id, until } })
    .where(eq(chat.chatId, by.chatId));
}

export type Undone =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "nothing" | "tooLate" | "notYours" | "newer" };

/** Takes the last step of this case worker back, within ten minutes: the state before it returns, the record of both stays. */
export async function undoMove(work: Work, by: CaseWorkerRow, id: string): Promise<Undone> {
  const { db, now } = work;
  const row = await lockEscalation(db, id);
  const last = row && (await findLastMove(db, id));
  const person = row && (await findPerson(db, row.personId));
  // Forgotten altogether: there is nothing left to go on with.
  if (person?.erasedAt && person.details.length === 0) return { ok: false, reason: "tooLate" };
  if (!row || !last?.before) return { ok: false, reason: "nothing" };
  if (last.caseWorkerId !== by.id) return { ok: false, reason: "notYours" };
  if (now.getTime() - last.at.getTime() > undoMinutes * 60_000) return { ok: false, reason: "tooLate" };
  if (row.state === "resolved" && (await lockRunningEscalation(db, row.personId)))
    return { ok: false, reason: "newer" };
  const updated = await updateEscalation(db, row, last.before);
  await recordEvent(db, updated, {
    at: now,
    kind: "undone",
    caseWorkerId: by.id,
    facts: { undone: last.kind },
  });
  if (last.kind === "reached" || last.kind === "notReached")
    await db
      .update(contactRecord)
      .set({ undoneAt: now })
      .where(
        and(
          eq(contactRecord.escalationId, id),
          or(eq(contactRecord.at, last.at), eq(contactRecord.notedAt, last.at)),
          isNull(contactRecord.undoneAt),
        ),
      );
  if (last.kind === "handOver")
    await db
      .update(handOver)
      .set({ undoneAt: now })
      .where(and(eq(handOver.escalationId, id), eq(handOver.at, last.at), isNull(handOver.undoneAt)));
  if (by.chatId !== null) await db.update(chat).set({ expects: null }).where(eq(chat.chatId, by.chatId));
  await carryOut(work, updated, [{ do: "refresh" }]);
  return { ok: true };
}
