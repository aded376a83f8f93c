import { and, count, eq, inArray, isNull, min, ne, or } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { chat, escalation, ownWords, signal, talk } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";

import { findLookedAfterBy } from "../people/duty/find-deputy.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { findStandings } from "../people/find-waiting.ts";
import { findLinkingsToConfirm } from "../people/link/confirm-link.ts";
import { hasWords } from "../people/link/words-before.ts";
import {
  type CaseWorkerRow,
  everybody,
  findCaseWorker,
  findOrganisation,
  findPerson,
  type PersonRow,
  type PersonView,
  viewPerson,
} from "../people/store.ts";
import { findTasks } from "../programme/find-tasks.ts";
import type { TaskRow } from "../programme/store.ts";
import { unreadRule } from "./raise-unread.ts";
import type { EscalationRow } from "./store.ts";

/** Somebody who needs this case worker now, with all the reasons together: one entry a person. */
export interface TodayEntry {
  readonly person: PersonRow;
  readonly details: PersonView["details"];
  /** The running escalation, unless a colleague has it. */
  readonly escalation?: EscalationRow;
  /** A colleague has the running escalation: what else there is to do stays this case worker's, calling and writing does not. */
  readonly alertWith?: string;
  /** The person blocked the robot; nobody read the words in time: rules among the signals behind the escalation. */
  readonly isBlocked: boolean;
  readonly isOverdue: boolean;
  /** Words that nobody has read or heard yet. */
  readonly unread: number;
  /** A talk with this case worker is open: since when the person waits for an answer there, or null. */
  readonly talk?: { readonly waitingSince: Date | null };
  /** Used a card and waits for the case worker's yes. */
  readonly linkingId?: string;
  readonly waitsFor?: "parent" | "silentConfirm";
  /** What there is to do for the person by a day: the one that is due first. */
  readonly task?: TaskRow;
  readonly since: Date;
  /** Messages arrive in the person's chat, as far as we know. */
  readonly isReachable: boolean;
}

export interface Today {
  /** The most serious first, then the oldest. */
  readonly entries: readonly TodayEntry[];
  /** How many others of the caseload take part; nothing is open about them. */
  readonly rest: number;
}

/** Everybody who needs this case worker: of the own people and of those of absent colleagues for whom they stand in. */
export async function findToday(work: Work, worker: CaseWorkerRow): Promise<Today> {
  const { db, now } = work;
  const mine = await findLookedAfterBy(db, worker, now);
  const standings = (await Promise.all(mine.map((id) => standingsOf(work, id)))).flat();
  const known = new Map(standings.map((one) => [one.row.id, one]));
  const running = await findRunning(db, worker.organisationId, mine);
  const escalations = new Map(running.filter(({ isMine }) => isMine).map(({ row }) => [row.personId, row]));
  const handled = new Map(
    running.filter(({ isMine }) => !isMine).map(({ row, at }) => [row.personId, at] as const),
  );
  const rules = await findRules(db, [...escalations.values()]);
  const words = await findUnread(db, [...new Set([...known.keys(), ...escalations.keys()])]);
  const talks = await findTalks(db, worker.id);
  const linkings = new Map<string, { id: string; at: Date; hasWords: boolean }>();
  for (const id of mine)
    for (const { id: linkingId, person, row } of await findLinkingsToConfirm(db, id))
      linkings.set(person.id, {
        ...{ id: linkingId, at: row.offerAt ?? row.startedAt },
        hasWords: hasWords(row),
      });

  const { timeZone } = await findOrganisation(db, worker.organisationId);
  const tasks = new Map<string, TaskRow>();
  for (const row of await findTasks(db, mine, localDay({ timeZone }, now)))
    if (!tasks.has(row.alumnusId)) tasks.set(row.alumnusId, row);

  const found: Omit<TodayEntry, "isReachable">[] = [];
  for (const id of new Set([...escalations.keys(), ...known.keys(), ...talks.keys()])) {
    const standing = known.get(id);
    const row = escalations.get(id);
    const alertWith = handled.get(id);
    // Whoever has the alert reads what belongs to it.
    const unread = alertWith ? undefined : words.get(id);
    const linking = linkings.get(id);
    const waiting = standing?.waiting;
    const waitsFor =
      waiting?.reason === "parent" || waiting?.reason === "silentConfirm" ? waiting.reason : undefined;
    const task = tasks.get(id);
    const open = talks.get(id);
    if (!row && !unread && !linking && !waitsFor && !task && !open?.waitingSince) continue;
    const person = standing?.row ?? (await findPerson(db, id));
    // Forgotten altogether: there is no name left to show.
    if (!person || person.details.length === 0) continue;
    const told = row ? rules.get(row.id) : undefined;
    const moments = [
      row?.openedAt,
      unread?.since,
      linking?.at,
      waitsFor ? waiting?.since : undefined,
      task?.createdAt,
      open?.waitingSince ?? undefined,
    ].filter((one) => one !== undefined);
    found.push({
      person,
      details: standing?.details ?? (await viewPerson(work, person)).details,
      ...(row ? { escalation: row } : {}),
      ...(alertWith ? { alertWith } : {}),
      isBlocked: told?.has("R10") === true,
      isOverdue: told?.has(unreadRule) === true && (unread !== undefined || linking?.hasWords === true),
      unread: unread?.n ?? 0,
      ...(open ? { talk: open } : {}),
      ...(linking ? { linkingId: linking.id } : {}),
      ...(waitsFor ? { waitsFor } : {}),
      ...(task ? { task } : {}),
      since: new Date(Math.min(...moments.map((one) => one.getTime()), now.getTime())),
    });
  }
  const reachable = await findReachable(
    db,
    found.flatMap(({ person }) => person.chatId ?? []),
  );
  const entries = found
    .map((one) => ({ ...one, isReachable: one.person.chatId !== null && reachable.has(one.person.chatId) }))
    .sort((a, b) => rankOf(a) - rankOf(b) || a.since.getTime() - b.since.getTime());
  const shown = new Set([...entries.map(({ person }) => person.id), ...handled.keys()]);
  const rest = standings.filter(
    ({ row, isOver }) => row.joinedAt !== null && row.stoppedAt === null && !isOver && !shown.has(row.id),
  ).length;
  return { entries, rest };
}

const ranks = { crisis: 0, urgent: 1, attention: 2 } as const;
const rankOf = ({ escalation: row }: { escalation?: EscalationRow }) => (row ? ranks[row.severity] : 3);

async function standingsOf(work: Work, caseWorkerId: string) {
  const row = await findCaseWorker(work.db, caseWorkerId);
  return row ? findStandings(work, row) : [];
}

/** Running escalations of these case workers' people, and those that they own or were handed: with whom each is now, and `isMine` when that is no colleague. */
async function findRunning(db: Db, organisationId: string, mine: readonly string[]) {
  const own = [...mine];
  const all = everybody(db);
  const rows = await db
    .select({ row: escalation, responsible: all.caseWorkerId })
    .from(escalation)
    .innerJoin(all, eq(all.id, escalation.personId))
    .where(
      and(
        eq(escalation.organisationId, organisationId),
        ne(escalation.state, "resolved"),
        or(
          inArray(escalation.ownerId, own),
          inArray(escalation.addresseeId, own),
          inArray(all.caseWorkerId, own),
        ),
      ),
    );
  return rows.map(({ row, responsible }) => {
    const at = row.ownerId ?? row.addresseeId ?? responsible;
    return { row, at, isMine: own.includes(at) };
  });
}

async function findRules(db: Db, rows: readonly EscalationRow[]): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  if (rows.length === 0) return found;
  const told = await db
    .selectDistinct({ id: signal.escalationId, rule: signal.rule })
    .from(signal)
    .where(
      and(
        inArray(
          signal.escalationId,
          rows.map(({ id }) => id),
        ),
        inArray(signal.rule, ["R10", unreadRule]),
      ),
    );
  for (const { id, rule } of told) if (id && rule) found.set(id, (found.get(id) ?? new Set()).add(rule));
  return found;
}

/** The young people with whom this case worker talks now. */
async function findTalks(db: Db, ownerId: string): Promise<Map<string, { waitingSince: Date | null }>> {
  const rows = await db
    .select({ id: talk.personId, waitingSince: talk.waitingSince })
    .from(talk)
    .where(and(eq(talk.ownerId, ownerId), ne(talk.state, "ended")));
  return new Map(rows.map(({ id, waitingSince }) => [id, { waitingSince }]));
}

async function findUnread(db: Db, ids: readonly string[]): Promise<Map<string, { n: number; since: Date }>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: ownWords.personId, n: count(), since: min(ownWords.at) })
    .from(ownWords)
    .where(and(inArray(ownWords.personId, [...ids]), isNull(ownWords.readAt)))
    .groupBy(ownWords.personId);
  return new Map(rows.flatMap(({ id, n, since }) => (since ? [[id, { n, since }]] : [])));
}

async function findReachable(db: Db, chatIds: readonly number[]): Promise<Set<number>> {
  if (chatIds.length === 0) return new Set();
  const rows = await db
    .select({ chatId: chat.chatId })
    .from(chat)
    .where(and(inArray(chat.chatId, [...chatIds]), isNull(chat.blockedSince)));
  return new Set(rows.map(({ chatId }) => chatId));
}
