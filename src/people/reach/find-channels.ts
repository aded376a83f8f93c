import { and, eq, isNull } from "drizzle-orm";
import { caseWorker, channelProof, chat } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import type { Channel } from "../duty/duty.ts";
import type { CaseWorkerRow } from "../store.ts";
import { type ChannelState, isProven } from "./is-ready.ts";

/** Somebody of the staff with what is known of their channels. */
export interface StaffChannels {
  readonly worker: CaseWorkerRow;
  readonly telegram: ChannelState;
  readonly email: ChannelState;
}

/** Everybody of an organisation who has not left, with their channels, in the order in which they joined. */
export async function findChannels(
  { db, hasMail }: Pick<Work, "db" | "hasMail">,
  organisationId: string,
): Promise<StaffChannels[]> {
  const rows = await db
    .select({ worker: caseWorker, chat })
    .from(caseWorker)
    .leftJoin(chat, eq(chat.chatId, caseWorker.chatId))
    .where(and(eq(caseWorker.organisationId, organisationId), isNull(caseWorker.leftAt)))
    .orderBy(caseWorker.createdAt, caseWorker.id);
  const proofs = await db
    .select({ proof: channelProof })
    .from(channelProof)
    .innerJoin(caseWorker, eq(caseWorker.id, channelProof.caseWorkerId))
    .where(eq(caseWorker.organisationId, organisationId));
  return rows.map(({ worker, chat: own }) => {
    const of = (channel: Channel) =>
      proofs.find(({ proof }) => proof.caseWorkerId === worker.id && proof.channel === channel)?.proof;
    const telegram = of("telegram");
    const email = of("email");
    return {
      worker,
      telegram: {
        isThere: own !== null && own.blockedSince === null,
        // Whoever writes to the bot can be written to.
        provenAt: latest(telegram?.provenAt, own?.lastSeenAt, worker.linkedAt),
        triedAt: telegram?.triedAt ?? null,
        failedAt: telegram?.failedAt ?? null,
      },
      email: {
        isThere: worker.email !== null && hasMail === true,
        provenAt: latest(email?.provenAt, worker.emailConfirmedAt),
        triedAt: email?.triedAt ?? null,
        failedAt: email?.failedAt ?? null,
      },
    };
  });
}

/** By which channels messages reach somebody, as far as we know. */
export function provenChannels({ telegram, email }: StaffChannels, now: Date): Channel[] {
  return [
    ...(isProven(telegram, now) ? (["telegram"] as const) : []),
    ...(isProven(email, now) ? (["email"] as const) : []),
  ];
}

const latest = (...instants: readonly (Date | null | undefined)[]): Date | null =>
  instants.reduce<Date | null>((last, one) => (one && (!last || one > last) ? one : last), null);
