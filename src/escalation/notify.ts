import { randomUUID } from "node:crypto";
import { and, desc, eq, isNull } from "drizzle-orm";
import {
  contactRecord,
  escalationMail as escalationMailRow,
  escalationNotice,
  linking,
} from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { staffLanguageOf } from "../i18n/language.ts";
import { firstNameOf, openName } from "../people/details.ts";
import type { Duty } from "../people/duty/duty.ts";
import { findDuty } from "../people/duty/find-duty.ts";
import { isStandingIn } from "../people/duty/is-standing-in.ts";
import { may } from "../people/may.ts";
import { mailStaff } from "../people/reach/mail-staff.ts";
import {
  actorOfStaff,
  type CaseWorkerRow,
  findCaseWorker,
  findChat,
  findPerson,
  isAsker,
  isReachable,
  languageOfStaff,
  type PersonView,
  viewPerson,
} from "../people/store.ts";
import { chooseRing, type Ring } from "./choose-ring.ts";
import { firstRing } from "./decide-step.ts";
import { backAfterRest } from "./decide-wait.ts";
import { escalationMail } from "./escalation-mail.ts";
import { type EscalationView, escalationButtons, escalationText } from "./escalation-message.ts";
import type { EscalationEffect } from "./escalation-state.ts";
import { findDoubt } from "./find-doubt.ts";
import { findFresh } from "./find-fresh.ts";
import { findNoticeIn, findNotices } from "./find-told.ts";
import { policyOf } from "./policy.ts";
import { type EscalationRow, findPartner, findSlip, lockEscalation, recordEvent } from "./store.ts";

type Reader = CaseWorkerRow & { chatId: number };

/** Carries out what a decision asks for: new messages, the messages that are already there changed, and the record. */
export async function carryOut(
  work: Work,
  row: EscalationRow,
  effects: readonly EscalationEffect[],
): Promise<void> {
  const pushed = new Set<string>();
  let looked: Promise<Look> | undefined;
  const look = () => (looked ??= lookAt(work, row));
  for (const effect of effects) {
    if (effect.do === "refresh") await refresh(work, row, pushed, look);
    if (effect.do === "record")
      await recordEvent(work.db, row, { at: work.now, kind: effect.kind, facts: effect.facts });
    if (effect.do !== "notify") continue;
    const reader = await findCaseWorker(work.db, effect.caseWorkerId);
    if (!reader) throw new Error("An escalation for somebody who is not there");
    if (effect.by.includes("telegram") && reader.chatId !== null) {
      pushed.add(reader.id);
      await push(work, row, { ...reader, chatId: reader.chatId }, look, effect.quietly);
    }
    if (effect.by.includes("email")) await mail(work, row, reader, await look());
  }
}

async function viewOf(work: Work, row: EscalationRow): Promise<PersonView> {
  const person = await findPerson(work.db, row.personId);
  if (!person) throw new Error("An escalation without its alumnus");
  return viewPerson(work, person);
}

/** What a message about an escalation says, whoever reads it; the same for all messages of one decision. */
interface Look {
  readonly person: PersonView;
  readonly duty: Duty;
  readonly partial: Omit<EscalationView, "language" | "readerId" | "mayTakeOver" | "mayView" | "responsible">;
}

async function lookAt(work: Work, row: EscalationRow): Promise<Look> {
  const { db, now } = work;
  const person = await viewOf(work, row);
  const { organisation } = person;
  const firstNameOfStaff = async (id: string | null) => {
    const worker = id ? await findCaseWorker(db, id) : undefined;
    return worker && firstNameOf(await openName(db, work.vault, worker));
  };
  const duty = await findDuty(work, organisation, now);
  const doubt = await findDoubt(db, row.id);
  const [undecided] = await db
    .select({ id: linking.id, offer: linking.offer, readDueAt: linking.readDueAt })
    .from(linking)
    .where(and(eq(linking.alumnusId, row.personId), isNull(linking.outcome)))
    .limit(1);
  const hasStopped = person.row.stoppedAt !== null || (doubt?.isAll === true && doubt.hasStopped);
  const isOpen = await isReachable(db, person.row.chatId);
  const isToDecide = undecided?.offer === "yes" || undecided?.readDueAt;
  const partial = {
    row,
    name: organisation.alertDetail === "reference" ? referenceOf(row) : person.details.firstName,
    ownerName: await firstNameOfStaff(row.ownerId),
    timeZone: organisation.timeZone,
    canWrite: !hasStopped && isOpen && !doubt?.isAll,
    gone: hasStopped
      ? ("stopped" as const)
      : person.row.chatId !== null && !isOpen
        ? ("blocked" as const)
        : undefined,
    responsibleIsAway: !duty.members.some(({ id, isOnDuty }) => isOnDuty && id === person.row.caseWorkerId),
    addresseeName: await firstNameOfStaff(row.addresseeId),
    partner: await findPartner(db, row.id),
    isLeftLying: row.step > firstRing(policyOf(organisation.policies, row.severity)),
    doubt: doubt?.who,
    linkingId: isToDecide ? undecided?.id : undefined,
    erased: person.row.erasedAt !== null,
    closedUntil: backAfterRest(row.severity, { duty, now, staffing: organisation }),
    outsideHours: !duty.members.some(({ isOnDuty }) => isOnDuty),
    isWorry: isAsker(person.row) && (row.theme === "worry" || row.severity === "crisis"),
    freshAt: await findFresh(db, row),
    tappedWrongAt: (await findSlip(db, row.id))?.at,
    unmeasuredId: row.state === "contacted" ? await findUnmeasured(db, row.id) : undefined,
  };
  return { person, duty, partial };
}

/** The same to this reader: in their language, with what they may see and do. */
async function readAs(
  { db }: Work,
  { person, duty, partial }: Look,
  reader: CaseWorkerRow,
): Promise<EscalationView> {
  const { row } = partial;
  const subject = {
    personId: row.personId,
    organisationId: row.organisationId,
    caseWorkerId: person.row.caseWorkerId,
    deputyId: duty.members.find(({ id }) => id === person.row.caseWorkerId)?.deputyId ?? null,
    ownerId: row.ownerId,
  };
  const chat = reader.chatId === null ? undefined : await findChat(db, reader.chatId);
  return {
    ...partial,
    language: staffLanguageOf(chat?.language),
    readerId: reader.id,
    mayTakeOver: isStandingIn(duty.members, row.ownerId, reader.id),
    mayView: may(actorOfStaff(reader), "seeDetails", subject),
    linkingId: may(actorOfStaff(reader), "confirmLink", subject) ? partial.linkingId : undefined,
    responsible: reader.id === person.row.caseWorkerId ? undefined : person.workerName,
  };
}

/** The newest contact of an escalation, when nobody has said how long it took. */
async function findUnmeasured(db: Work["db"], escalationId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ id: contactRecord.id, minutes: contactRecord.minutes })
    .from(contactRecord)
    .where(
      and(
        eq(contactRecord.escalationId, escalationId),
        eq(contactRecord.result, "reached"),
        isNull(contactRecord.undoneAt),
      ),
    )
    .orderBy(desc(contactRecord.seq))
    .limit(1);
  return row?.minutes === null ? row.id : undefined;
}

/** The messages about an escalation show it as it is now; nobody is disturbed. */
export async function refreshEscalation(work: Work, escalationId: string): Promise<void> {
  const row = await lockEscalation(work.db, escalationId);
  if (row) await carryOut(work, row, [{ do: "refresh" }]);
}

/** A short mark for an escalation where names may not be shown. */
export const referenceOf = (row: Pick<EscalationRow, "id">) => `#${row.id.slice(0, 6).toUpperCase()}`;

/** Telegram takes no message out of a chat that is older than two days; an hour is for one that waits to be sent. */
const takeBackHours = 47;

/** Sends a message about it to whoever did not ask for one: whether it makes a sound follows from what went to that phone before. */
export async function push(
  work: Work,
  row: EscalationRow,
  reader: Reader,
  look = () => lookAt(work, row),
  quietly = false,
): Promise<void> {
  await bring(work, row, reader, look, quietly ? "quietly" : await chooseRing(work, row, reader.id));
}

/** Shows it to whoever asked for it: nobody was disturbed, so that it takes no sound away from what comes. */
export const show = (work: Work, row: EscalationRow, reader: Reader): Promise<void> =>
  bring(work, row, reader, () => lookAt(work, row));

/**
 * Writes a new message about it, and takes the earlier one back: one message a young person in a case worker's chat. One that is too
 * old for that stays without its buttons, so that nothing is tapped on what is out of date. `how`: as a push that rings or not, or,
 * disturbing nobody, without a sound; left out for what was asked for.
 */
async function bring(
  work: Work,
  row: EscalationRow,
  reader: Reader,
  look: () => Promise<Look>,
  how?: Ring | "quietly",
): Promise<void> {
  const { db, now } = work;
  const view = await readAs(work, await look(), reader);
  const t = work.texts(view.language);
  const lane = row.severity === "crisis" ? "crisis" : "alert";
  const ring = how === "quietly" ? undefined : how;
  const waiting = ring?.quiet ? [t("escalation:today.alsoWaiting", { n: ring.othersWaiting })] : [];
  const text = [escalationText(t, view), ...waiting].join("\n");
  const quiet = ring?.quiet || how === "quietly" ? { quiet: true as const } : {};
  const earlier = await findNoticeIn(db, row.id, reader);
  if (earlier) {
    const isOld = now.getTime() - earlier.sentAt.getTime() > takeBackHours * 3_600_000;
    await say(work, {
      chatId: reader.chatId,
      lane,
      targetId: earlier.messageId,
      outgoing: isOld ? { kind: "changeButtons", buttons: [] } : { kind: "takeBack" },
    });
  }
  const messageId = await say(work, {
    chatId: reader.chatId,
    lane,
    subject: { kind: "escalation", id: row.id },
    outgoing: { kind: "say", text, buttons: escalationButtons(t, view), ...quiet },
  });
  const pushed = ring ? { pushedAt: now } : {};
  const values = { messageId, severity: row.severity, sentAt: now, ...pushed, failedAt: null };
  await db
    .insert(escalationNotice)
    .values({ id: randomUUID(), escalationId: row.id, caseWorkerId: reader.id, ...values })
    .onConflictDoUpdate({
      target: [escalationNotice.escalationId, escalationNotice.caseWorkerId],
      set: values,
    });
}

/** Changes the messages that are already there, except those just sent. */
async function refresh(
  work: Work,
  row: EscalationRow,
  except: ReadonlySet<string>,
  look: () => Promise<Look>,
): Promise<void> {
  for (const notice of await findNotices(work.db, row.id)) {
    const reader = await findCaseWorker(work.db, notice.caseWorkerId);
    if (!reader || reader.chatId === null || except.has(reader.id) || notice.failedAt) continue;
    const view = await readAs(work, await look(), reader);
    const t = work.texts(view.language);
    await say(work, {
      chatId: reader.chatId,
      lane: row.severity === "crisis" ? "crisis" : "alert",
      targetId: notice.messageId,
      outgoing: { kind: "change", text: escalationText(t, view), buttons: escalationButtons(t, view) },
    });
  }
}

/** A mail beside the chat, or where the chat does not work: a reference, and where to go. */
async function mail(work: Work, row: EscalationRow, reader: CaseWorkerRow, { person }: Look): Promise<void> {
  const { db, now } = work;
  const language = await languageOfStaff(db, reader);
  const view = {
    reference: referenceOf(row),
    severity: row.severity,
    openedAt: row.openedAt,
    timeZone: person.organisation.timeZone,
    language,
  };
  const messageId = await mailStaff(work, reader, {
    ...escalationMail(work.texts(language), view),
    about: { kind: "escalation", id: row.id },
    lane: row.severity === "crisis" ? "crisis" : "alert",
  });
  // The address was taken away a moment ago: the chain goes on without it.
  if (messageId === undefined) return;
  const values = { messageId, severity: row.severity, sentAt: now, failedAt: null };
  await db
    .insert(escalationMailRow)
    .values({ escalationId: row.id, caseWorkerId: reader.id, ...values })
    .onConflictDoUpdate({
      target: [escalationMailRow.escalationId, escalationMailRow.caseWorkerId],
      set: values,
    });
}
