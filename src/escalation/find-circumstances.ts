import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { outbox } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { Channel, Duty } from "../people/duty/duty.ts";
import { findDuty } from "../people/duty/find-duty.ts";
import { findOrganisation, findPerson } from "../people/store.ts";
import type { Circumstances } from "./escalation-state.ts";
import { type EscalationRow, findMails, findNotices } from "./store.ts";

/** A chat that has just refused a message about this is left alone for so long; a mailbox longer. */
const refusalMilliseconds: Readonly<Record<Channel, number>> = {
  telegram: 4 * 60_000,
  email: 60 * 60_000,
};

/** Somebody's channel that just now does not work, whatever the rows say. */
export interface Failing {
  readonly caseWorkerId: string;
  readonly channel: Channel;
}

/**
 * What a decision about this escalation looks at: the organisation's policy, who is on duty and by which channel they can be
 * reached as far as the newest tries show, and who has been told in this round.
 */
export async function findCircumstances(
  work: Work,
  row: Pick<EscalationRow, "id" | "organisationId" | "personId" | "roundAt" | "openedAt">,
  failing?: Failing,
): Promise<Circumstances> {
  const { db, now } = work;
  const organisation = await findOrganisation(db, row.organisationId);
  const person = await findPerson(db, row.personId);
  if (!person) throw new Error("An escalation without its alumnus");
  const told = [
    ...(await findNotices(db, row.id)).map((notice) => ({ ...notice, channel: "telegram" as const })),
    ...(await findMails(db, row.id)).map((mail) => ({ ...mail, channel: "email" as const })),
  ];
  const refused: Failing[] = told.filter(
    ({ failedAt, channel }) =>
      failedAt !== null && now.getTime() - failedAt.getTime() < refusalMilliseconds[channel],
  );
  const broken = failing ? [...refused, failing] : refused;
  const roundAt = row.roundAt ?? row.openedAt;
  // A message that was called back before it went (somebody had taken it for a moment) has told nobody.
  const dropped = await findDropped(
    db,
    told.map(({ messageId }) => messageId),
  );
  const isTold = (one: (typeof told)[number]) =>
    one.failedAt === null &&
    !dropped.has(one.messageId) &&
    one.sentAt >= roundAt &&
    !(one.caseWorkerId === failing?.caseWorkerId && one.channel === failing.channel);
  return {
    policies: organisation.policies,
    staffing: organisation,
    duty: without(await findDuty(work, organisation, now), broken),
    responsibleId: person.caseWorkerId,
    toldIds: new Set(told.filter(isTold).map(({ caseWorkerId }) => caseWorkerId)),
    now,
  };
}

async function findDropped(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(inArray(outbox.id, [...ids]), eq(outbox.state, "dropped")));
  return new Set(rows.map(({ id }) => id));
}

/** The same staff without the channels that do not work. */
function without(duty: Duty, broken: readonly Failing[]): Duty {
  const isBroken = (id: string, channel: Channel) =>
    broken.some((one) => one.caseWorkerId === id && one.channel === channel);
  const members = duty.members.map((member) => ({
    ...member,
    channels: member.channels.filter((channel) => !isBroken(member.id, channel)),
  }));
  return { ...duty, members };
}
