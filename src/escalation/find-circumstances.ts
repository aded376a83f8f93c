import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { caseWorker, outbox } from "../db/schema/index.ts";
import { findLateLines } from "../delivery/find-late-lines.ts";
import { mailLineOf } from "../delivery/mail-line.ts";
import type { Work } from "../delivery/work.ts";
import type { Channel, Duty } from "../people/duty/duty.ts";
import { findDuty } from "../people/duty/find-duty.ts";
import { findOrganisation, findPerson } from "../people/store.ts";
import type { Circumstances } from "./escalation-state.ts";
import { findTalking } from "./find-talking.ts";
import { findMails, findNotices } from "./find-told.ts";
import type { EscalationRow } from "./store.ts";

/** A chat that has just refused a message about this is left alone for so long; a mailbox longer. */
const refusalMilliseconds: Readonly<Record<Channel, number>> = {
  telegram: 4 * 60_000,
  email: 60 * 60_000,
};

/** Somebody's channel. */
interface Way {
  readonly caseWorkerId: string;
  readonly channel: Channel;
}

/** Somebody's channel that just now does not work, whatever the rows say: a message of this instant did not get through. */
export interface Failing extends Way {
  readonly sentAt: Date;
}

export interface Found extends Circumstances {
  /** Of `toldIds`, who was told with the message that failed or since; everybody of them when none did. */
  readonly alsoToldIds: ReadonlySet<string>;
}

const isSame = (a: Way) => (b: Way) => a.caseWorkerId === b.caseWorkerId && a.channel === b.channel;

/**
 * What a decision about this escalation looks at: the organisation's policy, who is on duty and by which channel they can be
 * reached as far as the newest tries show, who has been told in this round, and whether its owner is in a talk. `severity`: how serious it is about to be.
 */
export async function findCircumstances(
  work: Work,
  row: Pick<EscalationRow, "id" | "organisationId" | "personId" | "roundAt" | "openedAt" | "severity"> &
    Partial<Pick<EscalationRow, "ownerId" | "acknowledgedAt">>,
  failing?: Failing,
): Promise<Found> {
  const { db, now } = work;
  const organisation = await findOrganisation(db, row.organisationId);
  const person = await findPerson(db, row.personId);
  if (!person) throw new Error("An escalation without its alumnus");
  const all = [
    ...(await findNotices(db, row.id)).map((notice) => ({ ...notice, channel: "telegram" as const })),
    ...(await findMails(db, row.id)).map((mail) => ({ ...mail, channel: "email" as const })),
  ];
  const refused: Way[] = all.filter(
    ({ failedAt, channel }) =>
      failedAt !== null && now.getTime() - failedAt.getTime() < refusalMilliseconds[channel],
  );
  const broken = failing ? [...refused, failing] : refused;
  const late = await findLate(db, row);
  const roundAt = row.roundAt ?? row.openedAt;
  const states = await findStates(
    db,
    all.map(({ messageId }) => messageId),
  );
  const said = all.filter((one) => one.failedAt === null && one.sentAt >= roundAt);
  const waits = (one: (typeof all)[number]) =>
    ["new", "sending"].includes(states.get(one.messageId) ?? "") && late.some(isSame(one));
  // A message that was called back before it went (somebody had taken it for a moment) has told nobody.
  const told = said.filter(
    (one) =>
      states.get(one.messageId) !== "dropped" &&
      !waits(one) &&
      !(failing !== undefined && isSame(failing)(one)),
  );
  const since = failing?.sentAt ?? roundAt;
  const talking = await findTalking(db, row);
  return {
    policies: organisation.policies,
    staffing: organisation,
    duty: withChannels(await findDuty(work, organisation, now), broken, late),
    responsibleId: person.caseWorkerId,
    toldIds: idsOf(told),
    alsoToldIds: idsOf(told.filter(({ sentAt }) => sentAt >= since)),
    waitingIds: idsOf(said.filter(waits)),
    ...(talking ? { talking } : {}),
    now,
  };
}

const idsOf = (ways: readonly Way[]): ReadonlySet<string> =>
  new Set(ways.map(({ caseWorkerId }) => caseWorkerId));

/** Channels of the staff in which what is written about this now would wait behind messages that do not get through. */
async function findLate(
  db: Db,
  { organisationId, severity }: Pick<EscalationRow, "organisationId" | "severity">,
): Promise<Way[]> {
  const staff = await db
    .select({ caseWorkerId: caseWorker.id, chatId: caseWorker.chatId })
    .from(caseWorker)
    .where(and(eq(caseWorker.organisationId, organisationId), isNull(caseWorker.leftAt)));
  const ways = staff.flatMap(({ caseWorkerId, chatId }) => [
    ...(chatId === null ? [] : [{ caseWorkerId, channel: "telegram", queue: "chat", chatId } as const]),
    { caseWorkerId, channel: "email", queue: "mail", chatId: mailLineOf(caseWorkerId) } as const,
  ]);
  const late = await findLateLines(db, ways, severity === "crisis" ? "crisis" : "alert");
  return ways.filter((way) => late.some(({ queue, chatId }) => queue === way.queue && chatId === way.chatId));
}

/** What has become of these messages; of those that are long gone nothing is known. */
async function findStates(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: outbox.id, state: outbox.state })
    .from(outbox)
    .where(inArray(outbox.id, [...ids]));
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/** The same staff without the channels that do not work, and with those that are late. */
function withChannels(duty: Duty, broken: readonly Way[], late: readonly Way[]): Duty {
  const members = duty.members.map((member) => {
    const isOf = (channel: Channel) => isSame({ caseWorkerId: member.id, channel });
    const channels = member.channels.filter((channel) => !broken.some(isOf(channel)));
    return { ...member, channels, late: channels.filter((channel) => late.some(isOf(channel))) };
  });
  return { ...duty, members };
}
