import type { Work } from "../delivery/work.ts";
import { firstNameOf, openName } from "../people/details.ts";
import { findSubject } from "../people/duty/find-deputy.ts";
import { may } from "../people/may.ts";
import {
  actorOfStaff,
  type CaseWorkerRow,
  findCaseWorker,
  findPerson,
  type PersonRow,
} from "../people/store.ts";
import type { MoveRefusal } from "./decide-move.ts";
import { standsInForOwner } from "./move-escalation.ts";
import { type EscalationRow, lockRunningEscalation } from "./store.ts";

export interface Refused {
  readonly ok: false;
  readonly reason: MoveRefusal | "noNumber" | "noChat" | "stopped" | "blocked" | "silent";
  /** Who has it, with `takenByOther`. */
  readonly ownerName?: string;
}

export interface ToContact {
  readonly ok: true;
  readonly person: PersonRow;
  /** The running escalation, locked; of this case worker, of nobody, or of somebody away for whom this one stands in. */
  readonly running: EscalationRow | undefined;
  /** The case worker's own chat. */
  readonly chatId: number;
}

/**
 * The person whom this case worker wants to call or write to. Refuses `notYours` for whoever is neither the person's own case
 * worker, nor stands in, nor took the escalation; and `takenByOther` when a colleague who is not away is at it: a young
 * person is not called by two people about one thing.
 */
export async function findToContact(
  work: Work,
  by: CaseWorkerRow,
  personId: string,
  /** Who is in a talk with the person: may go on, whoever took what was escalated. */
  talkOwnerId?: string,
): Promise<ToContact | Refused> {
  const { db, vault, now } = work;
  const person = await findPerson(db, personId);
  if (!person || person.details.length === 0 || by.chatId === null) return { ok: false, reason: "notYours" };
  const running = await lockRunningEscalation(db, personId);
  const ownerId = running?.ownerId ?? null;
  const isTalking = talkOwnerId === by.id;
  const subject = { ...(await findSubject(db, person, now)), ownerId: isTalking ? by.id : ownerId };
  if (!may(actorOfStaff(by), "contact", subject)) return { ok: false, reason: "notYours" };
  const isOthers = running !== undefined && ownerId !== null && ownerId !== by.id;
  if (!isTalking && isOthers && !(await standsInForOwner(work, running, by))) {
    const owner = await findCaseWorker(db, ownerId);
    const ownerName = owner ? firstNameOf(await openName(db, vault, owner)) : "";
    return { ok: false, reason: "takenByOther", ownerName };
  }
  return { ok: true, person, running, chatId: by.chatId };
}
