import { type AnyColumn, and, eq, isNotNull, isNull, lt, not, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { caseWorker, channelProof, chat, organisation } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import type { Channel } from "../duty/duty.ts";
import { isToday } from "../duty/local-day-query.ts";
import type { CaseWorkerRow } from "../store.ts";
import { type ChannelState, isProven, unansweredBefore } from "./is-ready.ts";

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

const knocks = alias(channelProof, "knocks");
const mails = alias(channelProof, "mails");
/** As in `findChannels`: whoever writes to the bot can be written to. */
const seenAt = {
  telegram: sql`greatest(${knocks.provenAt}, ${chat.lastSeenAt}, ${caseWorker.linkedAt})`,
  email: sql`greatest(${mails.provenAt}, ${caseWorker.emailConfirmedAt})`,
};

async function findSchoolsWhere({ db }: Pick<Work, "db">, is: SQL | undefined): Promise<ReadonlySet<string>> {
  const proofs = (of: typeof knocks | typeof mails, channel: Channel) =>
    and(eq(of.caseWorkerId, caseWorker.id), eq(of.channel, channel));
  const rows = await db
    .selectDistinct({ id: caseWorker.organisationId })
    .from(caseWorker)
    .innerJoin(organisation, eq(organisation.id, caseWorker.organisationId))
    .leftJoin(chat, eq(chat.chatId, caseWorker.chatId))
    .leftJoin(knocks, proofs(knocks, "telegram"))
    .leftJoin(mails, proofs(mails, "email"))
    .where(and(isNull(caseWorker.leftAt), is));
  return new Set(rows.map(({ id }) => id));
}

/** Schools in which a channel has neither been tried today nor shown itself: one question for all of them, every minute. */
export const findSchoolsToProve = (
  work: Pick<Work, "db" | "now" | "hasMail">,
): Promise<ReadonlySet<string>> => {
  const isQuiet = (triedAt: AnyColumn, seen: SQL) =>
    not(isToday(sql`greatest(${triedAt}, ${seen})`, work.now));
  const telegram = and(
    isNotNull(chat.chatId),
    isNull(chat.blockedSince),
    isQuiet(knocks.triedAt, seenAt.telegram),
  );
  const email = work.hasMail
    ? and(isNotNull(caseWorker.email), isQuiet(mails.triedAt, seenAt.email))
    : undefined;
  return findSchoolsWhere(work, or(telegram, email));
};

/**
 * Schools in which somebody's chat is not known to work, so that they can take no alert: one question for all of them, every minute.
 */
export const findSchoolsToReport = (work: Pick<Work, "db" | "now">): Promise<ReadonlySet<string>> =>
  findSchoolsWhere(
    work,
    or(
      isNull(chat.chatId),
      isNotNull(chat.blockedSince),
      isNotNull(knocks.failedAt),
      lt(seenAt.telegram, sql`${unansweredBefore(work.now).toISOString()}::timestamptz`),
    ),
  );
