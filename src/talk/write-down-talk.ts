import { randomUUID } from "node:crypto";
import { recordContact } from "../contact/record-contact.ts";
import { sayContact } from "../contact/show-contact.ts";
import type { Work } from "../delivery/work.ts";
import { moveEscalation } from "../escalation/move-escalation.ts";
import { show } from "../escalation/notify.ts";
import { lockRunningEscalation } from "../escalation/store.ts";
import { decideTalkMinutes } from "./decide-talk-minutes.ts";
import { changeTalk, findMessages, type TalkRow } from "./store.ts";
import { findWhereabouts, type TalkView } from "./talk-view.ts";

/** What was said since the talk was last written down. */
interface Part {
  readonly minutes: number;
  /** The young person wrote. */
  readonly heard: boolean;
  /** Something of the case worker's has arrived. */
  readonly arrived: boolean;
  /** When the last of it was said: a talk that nobody ended is written down days later. */
  readonly at: Date;
}

async function findPart({ db }: Work, row: TalkRow): Promise<Part> {
  const since = row.writtenDownAt?.getTime() ?? 0;
  const messages = (await findMessages(db, row.id)).filter(({ at }) => at.getTime() > since);
  return {
    minutes: decideTalkMinutes(messages.map(({ at }) => at)),
    heard: messages.some(({ caseWorkerId }) => caseWorkerId === null),
    arrived: messages.some(({ caseWorkerId, outcome }) => caseWorkerId !== null && outcome === "sent"),
    at: messages.reduce((last, { at }) => (at > last ? at : last), row.openedAt),
  };
}

/**
 * A talk that ends is written down as a contact of its owner's, of when its last words were said, with the minutes since they have it: as reached when both wrote,
 * as a message when only the owner did, and not at all when nothing of the owner's has arrived, whatever ended it. An escalation
 * that the owner has moves on by a contact, and its message asks for the outcome; without one its time for a contact runs on.
 */
export async function writeDownTalk(work: Work, row: TalkRow, { owner, view }: TalkView): Promise<void> {
  const { minutes, heard, arrived, at } = await findPart(work, row);
  // STOP, or three days without a word, is no contact: nobody has heard anything of a human yet.
  if (!arrived) return;
  const alert = await lockRunningEscalation(work.db, row.personId);
  const isTheirs = alert?.ownerId === owner.id;
  const id = randomUUID();
  if (heard && isTheirs && alert.state === "acknowledged") {
    const contact = { id, channel: "telegram", minutes, at } as const;
    const moved = await moveEscalation(work, owner, alert.id, { do: "reached", contact });
    if (moved.ok && owner.chatId !== null) await show(work, moved.row, { ...owner, chatId: owner.chatId });
    if (moved.ok) return;
  }
  const record = await recordContact(work, {
    ...{ id, personId: row.personId, caseWorkerId: owner.id, channel: "telegram", minutes, at },
    escalationId: isTheirs ? alert.id : null,
    result: heard ? "reached" : "messaged",
  });
  if (record && heard) await sayContact(work, owner, record, view.row);
}

/**
 * A talk changes hands: whoever wrote in it gets the contact and the minutes so far, and who goes on gets what comes after. An
 * escalation does not move by it, for the one who goes on has yet to talk with the young person. Nothing is written down for an
 * owner of whom nothing has arrived: then all of it belongs to who goes on.
 */
export async function writeDownSoFar(work: Work, row: TalkRow, { owner, view }: TalkView): Promise<void> {
  const { minutes, heard, arrived, at } = await findPart(work, row);
  if (!arrived) return;
  const record = await recordContact(work, {
    ...{ personId: row.personId, caseWorkerId: owner.id, channel: "telegram", minutes, at },
    result: heard ? "reached" : "messaged",
  });
  // Whoever is away or has left is not rung for it.
  const { isAtWork } = await findWhereabouts(work, view, owner.id);
  if (record && heard && isAtWork) await sayContact(work, owner, record, view.row);
  await changeTalk(work.db, row, { writtenDownAt: work.now });
}
