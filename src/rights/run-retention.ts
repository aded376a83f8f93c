import { and, eq, isNull, lte, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { alumnus, organisation, retentionRecord, retentionTurn } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { languageOf } from "../i18n/language.ts";
import { nextMessageTime } from "../people/calendar/next-message-time.ts";
import { guidanceEndedBefore } from "../people/guidance-over.ts";
import { personAtRest } from "../people/person-at-rest.ts";
import {
  decideLimit,
  type RetentionClass,
  retentionClasses,
  retentionRules,
} from "../privacy/decide-retention.ts";
import type { PersonalPart, RetentionRun } from "../privacy/personal-part.ts";
import { eraseAlumnus } from "./erase-alumnus.ts";
import { eraseOldAskers } from "./erase-asker.ts";
import { personalParts } from "./personal-parts.ts";

/** How often it is looked at: what is kept is kept for days. */
export const turnMinutes = 24 * 60;
/** How many of one kind go in one transaction: the service goes on meanwhile. */
const most = 500;

type Organisation = Pick<typeof organisation.$inferSelect, "id" | "retention">;
type InTransaction = (name: string, step: (work: Work) => Promise<void>) => Promise<void>;

/**
 * Removes what has been kept long enough, class by class and organisation by organisation, each in a transaction of its own,
 * and writes down how many. Of several instances one does it, once a day; when there was more than fits, the next
 * tick goes on. What a human still works on holds back what may be needed for it.
 */
export async function runRetention(db: Db, now: Date, inTransaction: InTransaction): Promise<void> {
  if (!(await takeTurn(db, now))) return;
  const organisations = await db
    .select({ id: organisation.id, retention: organisation.retention })
    .from(organisation);
  let isMore = false;
  const remove = (name: RetentionClass, where: Organisation | undefined) =>
    inTransaction("retention", async (work) => {
      const run: RetentionRun = {
        organisationId: where?.id,
        before: decideLimit(name, where?.retention ?? null, work.now),
        most,
      };
      for (const part of [...personalParts, accountsPart]) {
        const count = (await part.retain?.[name]?.(work, run)) ?? 0;
        if (count >= most) isMore = true;
        await record(work, name, where, count);
      }
    });
  for (const name of retentionClasses) {
    if (retentionRules[name].scope === "everywhere") await remove(name, undefined);
    else for (const one of organisations) await remove(name, one);
  }
  if (isMore) await db.update(retentionTurn).set({ nextAt: now }).where(eq(retentionTurn.id, 1));
}

/** True for the one instance that moves the row on. */
async function takeTurn(db: Db, now: Date): Promise<boolean> {
  const nextAt = new Date(now.getTime() + turnMinutes * 60_000);
  const taken = await db
    .insert(retentionTurn)
    .values({ id: 1, nextAt })
    .onConflictDoUpdate({
      target: retentionTurn.id,
      set: { nextAt },
      setWhere: lte(retentionTurn.nextAt, now),
    })
    .returning();
  return taken.length === 1;
}

async function record(
  { db, now }: Work,
  name: RetentionClass,
  where: Organisation | undefined,
  count: number,
): Promise<void> {
  if (count === 0) return;
  await db
    .insert(retentionRecord)
    .values({ class: name, organisationId: where?.id ?? null, day: now.toISOString().slice(0, 10), count })
    .onConflictDoUpdate({
      target: [retentionRecord.class, retentionRecord.organisationId, retentionRecord.day],
      set: { count: sql`${retentionRecord.count} + ${count}` },
    });
}

/** Whoever left school so long ago is erased like somebody who asked for it, and is told. */
async function eraseOldAccounts(work: Work, run: RetentionRun): Promise<number> {
  const { db } = work;
  const rows = await db
    .select({
      id: alumnus.id,
      chatId: alumnus.chatId,
      language: alumnus.language,
      ownTime: alumnus.ownTime,
      school: organisation,
    })
    .from(alumnus)
    .innerJoin(organisation, eq(organisation.id, alumnus.organisationId))
    .where(
      and(
        eq(alumnus.organisationId, run.organisationId ?? ""),
        isNull(alumnus.erasedAt),
        guidanceEndedBefore(run.before),
        personAtRest(db),
      ),
    )
    .limit(run.most);
  for (const { id, chatId, language, ownTime, school } of rows) {
    await eraseAlumnus(work, id, { reason: "retention" });
    if (chatId === null) continue;
    const text = work.texts(languageOf(language) ?? "nl")("rights:erase.byTime");
    // The turn of the day may be at night.
    await say(work, {
      chatId,
      dueAt: nextMessageTime(school, ownTime, work.now),
      outgoing: { kind: "say", text },
    });
  }
  return rows.length;
}

/** The person as a whole belongs to no single room. */
const accountsPart: PersonalPart = {
  name: "rights",
  retain: { accounts: eraseOldAccounts, askers: eraseOldAskers },
};
