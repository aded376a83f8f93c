import { and, asc, gte, inArray, isNotNull, isNull } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { checkIn, contactRecord } from "../db/schema/index.ts";
import type { ContactRow } from "./contact-record.ts";

/** A contact with a young person, of a human or of the robot. */
export interface Contact {
  readonly personId: string;
  readonly by: "human" | "robot";
  /** Who of the staff; null for the robot. */
  readonly caseWorkerId: string | null;
  readonly at: Date;
  readonly channel: ContactRow["channel"];
  readonly direction: ContactRow["direction"];
  readonly result: ContactRow["result"];
  /** Null where nobody said, and for the robot, whose time is nobody's. */
  readonly minutes: number | null;
  readonly themes: readonly string[];
  /** The record; null for the robot's. */
  readonly row: ContactRow | null;
}

/** How a check-in ended in which the person was in touch: "all is well" in one tap is a contact, too. */
export const heldStates = ["done", "fine"] as const;

/**
 * All contacts of these people, oldest first (CAP-13): what was written down, what "reached" and "not reached" of an alert wrote
 * by itself, and as the robot's the check-ins that were finished or answered with "all is well", which are kept nowhere else. What was taken back is left out.
 * `since` leaves out what was before.
 */
export async function findContacts(
  db: Db,
  alumnusIds: readonly string[],
  since?: Date,
): Promise<readonly Contact[]> {
  if (alumnusIds.length === 0) return [];
  const ids = [...alumnusIds];
  const records = await db
    .select()
    .from(contactRecord)
    .where(
      and(
        inArray(contactRecord.personId, ids),
        isNull(contactRecord.undoneAt),
        since ? gte(contactRecord.at, since) : undefined,
      ),
    )
    .orderBy(asc(contactRecord.at), asc(contactRecord.seq));
  const finished = await db
    .select({ alumnusId: checkIn.alumnusId, endedAt: checkIn.endedAt })
    .from(checkIn)
    .where(
      and(
        inArray(checkIn.alumnusId, ids),
        inArray(checkIn.state, [...heldStates]),
        isNotNull(checkIn.endedAt),
        since ? gte(checkIn.endedAt, since) : undefined,
      ),
    );
  const ofHumans = records.map((row): Contact => {
    const { personId, caseWorkerId, at, channel, direction, result, minutes, themes } = row;
    return { personId, by: "human", caseWorkerId, at, channel, direction, result, minutes, themes, row };
  });
  const ofRobot = finished.flatMap(({ alumnusId, endedAt }): Contact[] =>
    endedAt ? [{ ...robotContact, personId: alumnusId, at: endedAt }] : [],
  );
  return [...ofHumans, ...ofRobot].sort((a, b) => a.at.getTime() - b.at.getTime());
}

const robotContact = {
  by: "robot",
  caseWorkerId: null,
  channel: "telegram",
  direction: "out",
  result: "reached",
  minutes: null,
  themes: [],
  row: null,
} as const;

/** The newest contact of each person in which somebody was reached, by their id. */
export function lastContacts(contacts: readonly Contact[]): ReadonlyMap<string, Contact> {
  return new Map(
    contacts.filter(({ result }) => result === "reached").map((contact) => [contact.personId, contact]),
  );
}
