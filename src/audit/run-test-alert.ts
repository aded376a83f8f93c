import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { storeSignals } from "../checkin/store-signals.ts";
import {
  alumnus,
  caseWorker,
  channelProof,
  chat,
  escalation,
  escalationMail,
  escalationNotice,
  organisation,
  outbox,
  testAlert,
} from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { PolicySettings } from "../escalation/policy.ts";
import { raiseEscalation } from "../escalation/raise-escalation.ts";
import { lockRunningEscalation, recordEvent, stateOf, updateEscalation } from "../escalation/store.ts";
import { type AlumnusDetails, detailsPlace, namePlace } from "../people/details.ts";
import { openEmail, setEmail } from "../people/reach/set-email.ts";
import { type AlumnusRow, type CaseWorkerRow, findAlumnus, findCaseWorker } from "../people/store.ts";

/** The operator, as the settings name them. */
export interface Operator {
  readonly chatId?: number;
  readonly email?: string;
}

/** The day's test alert goes out from this hour on (UTC). */
const fromHour = 6;

/** Straight to the operator, by every channel, at any hour; again every two hours until it arrives. */
const policies: PolicySettings = {
  urgent: {
    steps: [{ to: ["everyone"], by: ["telegram", "email"], waitMinutes: 120 }],
    restMinutes: 120,
    contactMinutes: 24 * 60,
    outcomeMinutes: 24 * 60,
    clock: "always",
  },
};

/**
 * The daily test alert (issue 4, section 3): once a UTC day a signal about nobody goes the whole way of a real one, to the
 * operator's phone and mailbox. It is settled when every channel that the settings name says that it arrived; one that does not, that is
 * closed, or that is the chat of somebody of a school's staff, is the auditor's to report. Asked again it does nothing. Without an operator there is none.
 */
export async function runTestAlert(work: Work, operator: Operator): Promise<void> {
  const { db, now } = work;
  if (operator.chatId === undefined && (operator.email === undefined || !work.hasMail)) return;
  await settleArrived(work, operator);
  if (now.getUTCHours() < fromHour) return;
  const day = now.toISOString().slice(0, 10);
  const [known] = await db.select({ day: testAlert.day }).from(testAlert).where(eq(testAlert.day, day));
  if (known) return;
  const person = await prepare(work, operator);
  // A mailbox that refused once is tried again each day: there is no morning proof of it as of a school's.
  await db
    .delete(channelProof)
    .where(
      and(
        eq(channelProof.caseWorkerId, person.caseWorkerId),
        eq(channelProof.channel, "email"),
        isNotNull(channelProof.failedAt),
      ),
    );
  const found = { cause: `test:${day}`, rule: "test", theme: "general", severity: "urgent" } as const;
  const signals = await storeSignals(work, { personId: person.id }, [found]);
  // Of two instances one raises: the other's signal is known already.
  if (signals.length === 0) return;
  await raiseEscalation(work, person, signals);
  const row = await lockRunningEscalation(db, person.id);
  if (row) await db.insert(testAlert).values({ day, escalationId: row.id, raisedAt: now });
}

/** Test alerts that have arrived everywhere are over; nothing else ever closes an escalation but a human's outcome. */
async function settleArrived(work: Work, operator: Operator): Promise<void> {
  const { db, now } = work;
  const open = await db.select().from(testAlert).where(isNull(testAlert.arrivedAt));
  for (const { escalationId } of open) {
    const notices = await db
      .select({ id: escalationNotice.messageId })
      .from(escalationNotice)
      .where(eq(escalationNotice.escalationId, escalationId));
    const mails = await db
      .select({ id: escalationMail.messageId })
      .from(escalationMail)
      .where(eq(escalationMail.escalationId, escalationId));
    // A channel that was left out because it is known to be closed has no row at all.
    if (operator.chatId !== undefined && notices.length === 0) continue;
    if (operator.email !== undefined && work.hasMail && mails.length === 0) continue;
    const ids = [...notices, ...mails].map(({ id }) => id);
    const arrived = await db
      .select({ id: outbox.id })
      .from(outbox)
      .where(and(inArray(outbox.id, ids), eq(outbox.state, "sent")));
    if (arrived.length < ids.length) continue;
    await db.update(testAlert).set({ arrivedAt: now }).where(eq(testAlert.escalationId, escalationId));
    const [row] = await db.select().from(escalation).where(eq(escalation.id, escalationId)).for("update");
    if (!row || row.state === "resolved") continue;
    const state = {
      ...stateOf(row),
      state: "resolved" as const,
      outcome: "notNeeded" as const,
      resolvedAt: now.toISOString(),
      nextStepAt: null,
    };
    const settled = await updateEscalation(db, row, state);
    await recordEvent(db, settled, { at: now, kind: "testArrived" });
  }
}

/** The operator's own organisation, with themselves as its staff and somebody who does not exist. */
async function prepare(work: Work, operator: Operator): Promise<AlumnusRow> {
  const [there] = await work.db.select().from(organisation).where(eq(organisation.purpose, "proof"));
  const [person] = there
    ? await work.db.select().from(alumnus).where(eq(alumnus.organisationId, there.id))
    : [];
  const worker = person && (await findCaseWorker(work.db, person.caseWorkerId));
  const made = person && worker ? { person, worker } : await makeNobody(work);
  await connect(work, made.worker, operator);
  return made.person;
}

async function makeNobody(work: Work): Promise<{ person: AlumnusRow; worker: CaseWorkerRow }> {
  const { db, now, vault } = work;
  const organisationId = randomUUID();
  await db.insert(organisation).values({
    id: organisationId,
    name: "In Beeld: test",
    timeZone: "Europe/Amsterdam",
    language: "nl",
    staffedHours: {},
    purpose: "proof",
    policies,
    createdAt: now,
  });
  const caseWorkerId = randomUUID();
  const workerKey = await vault.newKey(db, "person", now);
  await db.insert(caseWorker).values({
    id: caseWorkerId,
    organisationId,
    keyId: workerKey,
    role: "caseWorker",
    name: await vault.seal(db, workerKey, namePlace(caseWorkerId), "Operator"),
    nameHash: vault.fingerprint("case_worker_name", "operator"),
    createdAt: now,
  });
  const id = randomUUID();
  const keyId = await vault.newKey(db, "person", now);
  const details: AlumnusDetails = {
    ownNumber: "TEST",
    firstName: "Test",
    lastName: "Test",
    birthDate: "2000-01-01",
    school: "Test",
    municipality: "Test",
  };
  await db.insert(alumnus).values({
    id,
    organisationId,
    keyId,
    ownNumberHash: vault.fingerprint("own_number", `${organisationId}|TEST`),
    details: await vault.seal(db, keyId, detailsPlace(id), JSON.stringify(details)),
    detailsHash: "",
    schoolType: "pro",
    exitProfile: "labour_market",
    // Nobody's guidance ever ends.
    exitDate: "9999-01-01",
    language: "nl",
    preferredChannel: "telegram",
    caseWorkerId,
    createdAt: now,
  });
  const person = await findAlumnus(db, id);
  const worker = await findCaseWorker(db, caseWorkerId);
  if (!person || !worker) throw new Error("A test alert without anybody");
  return { person, worker };
}

/** The channels as the settings have them now. A chat that is somebody's of a school already stays theirs. */
async function connect(work: Work, worker: CaseWorkerRow, { chatId, email }: Operator): Promise<void> {
  const { db, now } = work;
  if (chatId !== undefined && worker.chatId !== chatId) {
    const [taken] = await db
      .select({ id: caseWorker.id })
      .from(caseWorker)
      .where(eq(caseWorker.chatId, chatId));
    const values = { chatId, language: "nl", firstSeenAt: now, lastSeenAt: now };
    await db.insert(chat).values(values).onConflictDoNothing();
    if (!taken)
      await db.update(caseWorker).set({ chatId, linkedAt: now }).where(eq(caseWorker.id, worker.id));
  }
  // What the settings name is what is tested: another address, or none any more, counts from today.
  if ((await openEmail(work, worker)) !== email) await setEmail(work, worker, email ?? null, "operator");
}
