import { and, asc, eq, gt, gte, isNull } from "drizzle-orm";
import type { Db } from "../../db/connect.ts";
import { absence, caseWorker, channelProof, chat, onCallShift } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import type { OrganisationRow } from "../store.ts";
import { type Away, type DutyPlan, decideDuty } from "./decide-duty.ts";
import type { Channel, Duty } from "./duty.ts";
import { localDay } from "./is-staffed.ts";

/** What it takes to say who can be reached: an address is a way to somebody only where there is a mail server. */
export type Reach = Pick<Work, "db" | "hasMail">;

/**
 * Who of an organisation is at work, on call and to be reached at this instant, in three queries. A chat counts until it is
 * blocked, an address until a message to it failed, and only where there is a mail server.
 */
export async function findDuty(reach: Reach, organisation: OrganisationRow, now: Date): Promise<Duty> {
  return decideDuty(await findDutyPlan(reach, organisation, now), now);
}

/** What is planned from this instant on, in three queries: for decisions about more than one moment. */
export async function findDutyPlan(
  { db, hasMail }: Reach,
  organisation: OrganisationRow,
  now: Date,
): Promise<DutyPlan> {
  const rows = await db
    .select({ worker: caseWorker, chat, proof: channelProof })
    .from(caseWorker)
    .leftJoin(chat, eq(chat.chatId, caseWorker.chatId))
    .leftJoin(
      channelProof,
      and(eq(channelProof.caseWorkerId, caseWorker.id), eq(channelProof.channel, "email")),
    )
    .where(and(eq(caseWorker.organisationId, organisation.id), isNull(caseWorker.leftAt)))
    .orderBy(asc(caseWorker.createdAt), asc(caseWorker.id));
  const shifts = await db
    .select()
    .from(onCallShift)
    .where(
      and(
        eq(onCallShift.organisationId, organisation.id),
        isNull(onCallShift.endedAt),
        gt(onCallShift.untilAt, now),
      ),
    );
  const staff = rows.map(({ worker, chat: own, proof }) => {
    const channels: Channel[] = [];
    if (own && !own.blockedSince) channels.push("telegram");
    if (hasMail && worker.email && !proof?.failedAt) channels.push("email");
    return { id: worker.id, role: worker.role, hours: worker.hours, channels };
  });
  const absences = await findAbsences(db, organisation.id, localDay(organisation, now));
  return { organisation, staff, absences, shifts };
}

/** Absences of an organisation's staff that end on this local day or later, in the order in which they were noted. */
const findAbsences = (db: Db, organisationId: string, day: string): Promise<Away[]> =>
  db
    .select({
      caseWorkerId: absence.caseWorkerId,
      fromDay: absence.fromDay,
      untilDay: absence.untilDay,
      deputyId: absence.deputyId,
    })
    .from(absence)
    .innerJoin(caseWorker, eq(caseWorker.id, absence.caseWorkerId))
    .where(
      and(
        eq(caseWorker.organisationId, organisationId),
        isNull(caseWorker.leftAt),
        isNull(absence.endedAt),
        gte(absence.untilDay, day),
      ),
    )
    .orderBy(asc(absence.createdAt), asc(absence.id));
