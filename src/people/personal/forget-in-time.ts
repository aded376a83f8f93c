import { and, eq, inArray, isNotNull, isNull, lte, ne, notExists, or, sql } from "drizzle-orm";
import { alumnus, asker, caseWorker, chat, invitationGuess, linking } from "../../db/schema/index.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import type { RetentionRun } from "../../privacy/personal-part.ts";
import { nextMessageTime } from "../calendar/next-message-time.ts";
import { forgetCards } from "../link/forget-cards.ts";
import { endLinking, languageOfLinking } from "../link/linking.ts";
import { personAtRest } from "../person-at-rest.ts";
import { findAlumnus, languageOfStaff, viewAlumnus } from "../store.ts";
import { tellWorker } from "../tell-worker.ts";

/** Chats that guessed at cards, and no more: how often. */
export async function forgetGuesses({ db }: Work, { before, most }: RetentionRun): Promise<number> {
  const old = db
    .select({ id: invitationGuess.chatId })
    .from(invitationGuess)
    .where(lte(invitationGuess.since, before))
    .limit(most);
  return (await db.delete(invitationGuess).where(inArray(invitationGuess.chatId, old)).returning()).length;
}

const one = sql`1`;

/** Chats that belong to nobody we know. */
export async function forgetStrangers({ db }: Work, { before, most }: RetentionRun): Promise<number> {
  const isNobody = (table: typeof alumnus | typeof asker | typeof caseWorker | typeof linking) =>
    notExists(db.select({ one }).from(table).where(sql`${table.chatId} = ${chat.chatId}`));
  const old = db
    .select({ id: chat.chatId })
    .from(chat)
    .where(
      and(
        lte(chat.lastSeenAt, before),
        ...[isNobody(alumnus), isNobody(asker), isNobody(caseWorker), isNobody(linking)],
      ),
    )
    .limit(most);
  return (await db.delete(chat).where(inArray(chat.chatId, old)).returning()).length;
}

/**
 * Ends what nobody confirmed, and tells both sides; forgets what ended without a yes. What is open with a human waits, and so does
 * what holds words that nobody has read: a human says whose they are, no timer destroys them (docs/decisions/0009).
 */
export async function endLinkings(
  work: Work,
  { organisationId, before, most }: RetentionRun,
): Promise<number> {
  const { db } = work;
  const rows = await db
    .select({ linking })
    .from(linking)
    .innerJoin(alumnus, eq(alumnus.id, linking.alumnusId))
    .where(
      and(
        eq(alumnus.organisationId, organisationId ?? ""),
        or(
          and(isNull(linking.outcome), isNull(linking.readDueAt), lte(linking.startedAt, before)),
          and(isNotNull(linking.outcome), ne(linking.outcome, "confirmed"), lte(linking.decidedAt, before)),
        ),
        personAtRest(db),
      ),
    )
    .limit(most);
  for (const { linking: row } of rows) {
    if (row.outcome) await forgetCards(work, [row.id]);
    else await expire(work, row);
  }
  return rows.length;
}

async function expire(work: Work, row: typeof linking.$inferSelect): Promise<void> {
  await endLinking(work, row, "expired");
  const person = await findAlumnus(work.db, row.alumnusId);
  if (!person) return;
  const view = await viewAlumnus(work, person);
  const { details, worker, organisation } = view;
  const t = work.texts(languageOfLinking(row));
  // What is old is looked for at any hour; nobody's phone rings for it at night.
  await say(work, {
    chatId: row.chatId,
    dueAt: nextMessageTime(organisation, person.ownTime, work.now),
    outgoing: { kind: "say", text: t("rights:expired.person") },
  });
  const toWorker = work.texts(await languageOfStaff(work.db, worker));
  await tellWorker(work, view, toWorker("rights:expired.worker", { name: details.firstName }));
}
