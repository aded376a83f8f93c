import { and, count, eq, isNull, lte, not } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import type { Db } from "../db/connect.ts";
import { caseWorker, chat, escalation, organisation, ownWords } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { formatCalendarDay } from "../i18n/format-moment.ts";
import type { Duty } from "../people/duty/duty.ts";
import { findLookedAfterBy } from "../people/duty/find-deputy.ts";
import { findDuty } from "../people/duty/find-duty.ts";
import { localDay, localDaysBetween } from "../people/duty/is-staffed.ts";
import { isToday } from "../people/duty/local-day-query.ts";
import { type CaseWorkerRow, everybody, findReachableStaff, type OrganisationRow } from "../people/store.ts";
import { findLongAtHome } from "../programme/deadline/find-long-at-home.ts";
import { findToday, type TodayEntry } from "./find-today.ts";
import { readerOf } from "./show-today.ts";
import { type TodayReader, todayPage } from "./today-message.ts";

/** Schools in which somebody has not had the day's digest: one question for all of them, every minute. */
export async function findSchoolsToBrief({
  db,
  now,
}: Pick<Work, "db" | "now">): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectDistinct({ id: caseWorker.organisationId })
    .from(caseWorker)
    .innerJoin(organisation, eq(organisation.id, caseWorker.organisationId))
    .innerJoin(chat, eq(chat.chatId, caseWorker.chatId))
    .where(and(isNull(caseWorker.leftAt), isNull(chat.blockedSince), not(isToday(caseWorker.listedAt, now))));
  return new Set(rows.map(({ id }) => id));
}

/**
 * The morning digest: on the first tick of somebody's own working day they read once what is open, with the first page of the
 * screen. What is not urgent rings nobody, and is not forgotten either. Nobody who is away gets one, nothing comes on a closed
 * day, and with nothing open there is no message. A coordinator also reads what no one else can see.
 */
export async function sendDigests(work: Work, organisation: OrganisationRow): Promise<void> {
  const { db, now } = work;
  const waiting = (await findReachableStaff(db, organisation.id)).filter(
    ({ listedAt }) => !listedAt || localDaysBetween(organisation, listedAt, now) !== 0,
  );
  // Asked every minute, and after the morning nobody is left.
  if (waiting.length === 0) return;
  const duty = await findDuty(work, organisation, now);
  for (const worker of waiting) {
    if (!duty.members.some(({ id, isOnDuty }) => isOnDuty && id === worker.id)) continue;
    if (!(await claimDay(work, worker))) continue;
    await sendDigest(work, worker, worker.chatId, duty);
  }
}

/** Of two instances one sends: the other finds the moment already moved. */
async function claimDay({ db, now }: Work, worker: CaseWorkerRow): Promise<boolean> {
  const before = worker.listedAt ? eq(caseWorker.listedAt, worker.listedAt) : isNull(caseWorker.listedAt);
  const claimed = await db
    .update(caseWorker)
    .set({ listedAt: now })
    .where(and(eq(caseWorker.id, worker.id), before))
    .returning({ id: caseWorker.id });
  return claimed.length > 0;
}

async function sendDigest(work: Work, worker: CaseWorkerRow, chatId: number, duty: Duty): Promise<void> {
  const reader = await readerOf(work, worker);
  const { t, organisation } = reader;
  const today = await findToday(work, worker);
  const overview = worker.role === "coordinator" ? await overviewOf(work, reader, organisation, duty) : [];
  const atHome = isNewWeek(organisation, worker.listedAt, work.now) ? await atHomeOf(work, reader) : [];
  if (today.entries.length === 0 && overview.length === 0 && atHome.length === 0) return;
  const { lines, buttons } = todayPage(reader, today, 0);
  const greeting = t("escalation:today.morning", { name: reader.colleagues.get(worker.id) ?? "" });
  const counts = countsOf(today.entries).map(([kind, n]) => t(`escalation:today.count.${kind}`, { n }));
  const head = counts.length > 0 ? `${greeting}\n${counts.join(" · ")}` : greeting;
  const shown = today.entries.length > 0 ? lines : [];
  const parts = [overview, atHome].filter(({ length }) => length > 0).map((some) => some.join("\n"));
  const text = [head, ...parts, ...shown].join("\n\n");
  await say(work, {
    chatId,
    promise: "atMostOnce",
    outgoing: { kind: "say", text, buttons },
    subject: { kind: "list", id: worker.id },
  });
}

/** More names stand in `/oudleerlingen`. */
const mostAtHome = 12;

/** Once a week: who has been at home or seeking for long (R7). The watch rang about each of them once. */
async function atHomeOf(work: Work, { t, language, organisation, worker }: TodayReader): Promise<string[]> {
  const all = await findLongAtHome(work, await findLookedAfterBy(work.db, worker, work.now));
  if (all.length === 0) return [];
  const lines = all.slice(0, mostAtHome).map(({ name, since }) => {
    const day = formatCalendarDay(language, localDay(organisation, since));
    return t("escalation:today.atHome.line", { name, day });
  });
  const more = all.length - lines.length;
  return [
    t("escalation:today.atHome.title"),
    ...lines,
    ...(more > 0 ? [t("escalation:today.atHome.more", { n: more })] : []),
  ];
}

/** Whether the last digest came in an earlier week than this one; weeks begin on Monday, where the organisation is. */
function isNewWeek(place: OrganisationRow, last: Date | null, now: Date): boolean {
  if (!last) return true;
  const monday = (at: Date) => {
    const day = Temporal.PlainDate.from(localDay(place, at));
    return day.subtract({ days: day.dayOfWeek - 1 }).toString();
  };
  return monday(last) !== monday(now);
}

const kinds = ["crisis", "urgent", "contact", "talk", "words", "silent", "task", "confirm"] as const;
type Kind = (typeof kinds)[number];

/** What an entry counts as; each person once, by what weighs most. */
function kindOf({ escalation: row, isBlocked, unread, waitsFor, task, talk }: TodayEntry): Kind {
  if (row && row.severity !== "attention") return row.severity;
  if (isBlocked || waitsFor === "silentConfirm") return "silent";
  if (row && row.wish !== "read") return "contact";
  if (talk?.waitingSince) return "talk";
  if (unread > 0) return "words";
  return task ? "task" : "confirm";
}

function countsOf(entries: readonly TodayEntry[]): [Kind, number][] {
  return kinds.flatMap((kind): [Kind, number][] => {
    const n = entries.filter((entry) => kindOf(entry) === kind).length;
    return n > 0 ? [[kind, n]] : [];
  });
}

/** What waits in the whole organisation, in numbers: alerts nobody took, words read too late, and who is away with nobody standing in. */
async function overviewOf(
  { db, now }: Work,
  { t, colleagues }: TodayReader,
  { id }: OrganisationRow,
  { members }: Duty,
): Promise<string[]> {
  const lines: string[] = [];
  const untaken = await countUntaken(db, id);
  if (untaken > 0) lines.push(t("escalation:today.overview.untaken", { n: untaken }));
  const overdue = await countOverdue(db, id, now);
  if (overdue > 0) lines.push(t("escalation:today.overview.overdue", { n: overdue }));
  for (const one of members)
    if (one.isAway && one.deputyId === null)
      lines.push(t("escalation:today.overview.noDeputy", { worker: colleagues.get(one.id) ?? "" }));
  return lines;
}

async function countUntaken(db: Db, organisationId: string): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(escalation)
    .where(
      and(
        eq(escalation.organisationId, organisationId),
        eq(escalation.state, "notified"),
        isNull(escalation.ownerId),
      ),
    );
  return row?.n ?? 0;
}

/** Words whose published time has passed with nobody having read them. */
async function countOverdue(db: Db, organisationId: string, now: Date): Promise<number> {
  const all = everybody(db);
  const [row] = await db
    .select({ n: count() })
    .from(ownWords)
    .innerJoin(all, eq(all.id, ownWords.personId))
    .where(
      and(eq(all.organisationId, organisationId), isNull(ownWords.readAt), lte(ownWords.readDueAt, now)),
    );
  return row?.n ?? 0;
}
