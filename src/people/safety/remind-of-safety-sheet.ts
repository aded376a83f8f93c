import { type AnyColumn, and, eq, gt, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { outbox, safetySheet, organisation as school } from "../../db/schema/index.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { formatDay } from "../../i18n/format-moment.ts";
import { localTime, nextStaffed } from "../duty/is-staffed.ts";
import { type CaseWorkerRow, findReachableStaff, languageOfStaff, type OrganisationRow } from "../store.ts";
import { findSafetySheet, type SafetySheetRow } from "./find-safety-sheet.ts";
import { isSheetValid, sheetDays, sheetEndsAt } from "./is-sheet-valid.ts";
import { maySign } from "./show-safety-sheet.ts";

const dayMilliseconds = 86_400_000;
/** From so many days before the end of a check it is asked for again. */
const aheadDays = 30;
/** One reminder a week; half a day less, so that it stays in the morning. */
const weekMilliseconds = 6.5 * dayMilliseconds;

/** The reminders of this week. */
const toldLately = ({ db, now }: Pick<Work, "db" | "now">, organisationId: string | AnyColumn) =>
  db
    .select({ id: outbox.id })
    .from(outbox)
    .where(
      and(
        eq(outbox.subjectKind, "safetySheet"),
        eq(outbox.subjectId, organisationId),
        gt(outbox.createdAt, new Date(now.getTime() - weekMilliseconds)),
      ),
    );

/**
 * Schools without a safety sheet, or whose newest ends within 30 days or has ended, that were not told of it this week: one question for
 * all of them, every minute.
 */
export async function findSchoolsWithoutSheet({
  db,
  now,
}: Pick<Work, "db" | "now">): Promise<ReadonlySet<string>> {
  const newer = alias(safetySheet, "newer");
  const isNewest = notExists(
    db
      .select({ one: sql`1` })
      .from(newer)
      .where(and(eq(newer.organisationId, safetySheet.organisationId), gt(newer.seq, safetySheet.seq))),
  );
  const goodFrom = new Date(now.getTime() - (sheetDays - aheadDays) * dayMilliseconds);
  const good = db
    .select({ one: sql`1` })
    .from(safetySheet)
    .where(and(eq(safetySheet.organisationId, school.id), gt(safetySheet.checkedAt, goodFrom), isNewest));
  const rows = await db
    .select({ id: school.id })
    .from(school)
    .where(and(notExists(good), notExists(toldLately({ db, now }, school.id))));
  return new Set(rows.map(({ id }) => id));
}

/**
 * For the staffed hours: in mornings, or in the first hours of a day that begins later, once a week: whoever may sign the safety sheet hears that it is missing, ends within 30 days or is too
 * old. The reminders that were said are the memory: a second tick or instance finds them.
 */
export async function remindOfSafetySheet(work: Work, organisation: OrganisationRow): Promise<void> {
  const { db, now } = work;
  if (now >= untilWhen(organisation, now)) return;
  const sheet = await findSafetySheet(work, organisation.id);
  const from = sheet && new Date(sheetEndsAt(sheet.checkedAt).getTime() - aheadDays * dayMilliseconds);
  if (from && now < from) return;
  const [lately] = await toldLately(work, organisation.id).limit(1);
  if (lately) return;
  for (const worker of await findReachableStaff(db, organisation.id))
    if (maySign(worker)) await remindOfSheet(work, organisation, worker, sheet);
}

/** A house that opens at noon has its morning then. */
const firstHours = 4;

function untilWhen(organisation: OrganisationRow, now: Date): Date {
  const noon = localTime(organisation, now, 0, "12:00");
  const opens = nextStaffed(organisation, localTime(organisation, now, 0, "00:00"));
  const later = opens && new Date(opens.getTime() + firstHours * 3_600_000);
  return later && later > noon ? later : noon;
}

async function remindOfSheet(
  work: Work,
  { id, name: school, timeZone }: OrganisationRow,
  by: CaseWorkerRow,
  signed: SafetySheetRow | undefined,
): Promise<void> {
  if (by.chatId === null) return;
  const language = await languageOfStaff(work.db, by);
  const t = work.texts(language);
  const until = signed && formatDay(language, timeZone, sheetEndsAt(signed.checkedAt));
  const key = !signed ? "none" : isSheetValid(signed, work.now) ? "soon" : "old";
  const open = {
    label: t("people:safety.remind.open"),
    action: { do: "safety", what: "show", value: "0" } as const,
  };
  await say(work, {
    chatId: by.chatId,
    subject: { kind: "safetySheet", id },
    outgoing: {
      kind: "say",
      text: t(`people:safety.remind.${key}`, { school, until: until ?? "" }),
      buttons: [[open]],
    },
  });
}
