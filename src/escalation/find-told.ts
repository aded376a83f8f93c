import { and, asc, eq, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { rowsOf } from "../db/rows-of.ts";
import { caseWorker, escalationMail, escalationNotice, outbox } from "../db/schema/index.ts";
import type { Channel } from "../people/duty/duty.ts";
import type { CaseWorkerRow } from "../people/store.ts";

export type NoticeRow = typeof escalationNotice.$inferSelect;
export type MailRow = typeof escalationMail.$inferSelect;

/** The messages about it in the chats of the staff, oldest first; of one instant in the order in which people joined. */
export async function findNotices(db: Db, escalationId: string): Promise<NoticeRow[]> {
  const rows = await db
    .select({ notice: escalationNotice })
    .from(escalationNotice)
    .innerJoin(caseWorker, eq(caseWorker.id, escalationNotice.caseWorkerId))
    .where(eq(escalationNotice.escalationId, escalationId))
    .orderBy(asc(escalationNotice.sentAt), asc(caseWorker.createdAt), asc(caseWorker.id));
  return rows.map(({ notice }) => notice);
}

/** The message about it in this chat of theirs; undefined where there is none, or it went to an earlier chat. */
export async function findNoticeIn(
  db: Db,
  escalationId: string,
  { id, chatId }: { readonly id: string; readonly chatId: number },
): Promise<NoticeRow | undefined> {
  const [row] = await db
    .select({ notice: escalationNotice })
    .from(escalationNotice)
    .innerJoin(outbox, eq(outbox.id, escalationNotice.messageId))
    .where(
      and(
        eq(escalationNotice.escalationId, escalationId),
        eq(escalationNotice.caseWorkerId, id),
        eq(outbox.chatId, chatId),
      ),
    );
  return row?.notice;
}

/** The mails about an escalation, the newest to each of the staff. */
export async function findMails(db: Db, escalationId: string): Promise<MailRow[]> {
  return db.select().from(escalationMail).where(eq(escalationMail.escalationId, escalationId));
}

/** Who was told by this row of the outbox, where it is the newest to them about an escalation in its channel. */
export async function findToldBy(
  db: Db,
  outboxId: string,
): Promise<{ caseWorkerId: string; channel: Channel; sentAt: Date } | undefined> {
  const [notice] = await db.select().from(escalationNotice).where(eq(escalationNotice.messageId, outboxId));
  if (notice) return { ...notice, channel: "telegram" };
  const [mail] = await db.select().from(escalationMail).where(eq(escalationMail.messageId, outboxId));
  return mail && { ...mail, channel: "email" };
}

/** Whether this case worker was told of it, by whatever channel. */
export async function wasAlerted(db: Db, escalationId: string, caseWorkerId: string): Promise<boolean> {
  const [row] = await db
    .select({ id: escalationNotice.id })
    .from(escalationNotice)
    .where(
      and(eq(escalationNotice.escalationId, escalationId), eq(escalationNotice.caseWorkerId, caseWorkerId)),
    );
  if (row) return true;
  const [mailed] = await db
    .select({ id: escalationMail.messageId })
    .from(escalationMail)
    .where(and(eq(escalationMail.escalationId, escalationId), eq(escalationMail.caseWorkerId, caseWorkerId)));
  return mailed !== undefined;
}

/**
 * Running escalations that nobody has taken and of which this case worker was told in the round that goes on, while their chat holds
 * no message about it: it went by mail alone, did not arrive, or went to an earlier chat. The oldest first.
 */
export async function findMissed(
  db: Db,
  { id, chatId, organisationId }: Pick<CaseWorkerRow, "id" | "organisationId"> & { readonly chatId: number },
): Promise<string[]> {
  const rows = rowsOf<{ id: string }>(
    await db.execute(sql`select e.id from escalation e
      left join escalation_notice n on n.escalation_id = e.id and n.case_worker_id = ${id}
        and n.sent_at >= coalesce(e.round_at, e.opened_at)
      left join outbox o on o.id = n.message_id
      left join escalation_mail m on m.escalation_id = e.id and m.case_worker_id = ${id}
        and m.sent_at >= coalesce(e.round_at, e.opened_at)
      where e.organisation_id = ${organisationId} and e.state <> 'resolved' and e.owner_id is null
        and (n.id is not null or m.message_id is not null)
        and not (n.id is not null and n.failed_at is null
          and (o.id is null or (o.state in ('new', 'sending', 'sent') and o.chat_id = ${chatId})))
      order by e.opened_at`),
  );
  return rows.map((row) => row.id);
}
