import { and, count, countDistinct, eq, isNotNull } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import {
  alumnus,
  answer,
  caseWorker,
  escalation,
  escalationEvent,
  escalationNotice,
  linking,
} from "../db/schema/index.ts";

/** How far everybody has come together, in numbers without a person: what a rehearsal ticks off. */
export interface Progress {
  /** Case workers who opened their link. */
  readonly joined: number;
  /** Cards that somebody used, and alumni whom a case worker knew again. */
  readonly cardsUsed: number;
  readonly confirmed: number;
  readonly answers: number;
  /** Escalations that reached a phone, that somebody took, that ended with an outcome. */
  readonly alarms: number;
  readonly taken: number;
  readonly resolved: number;
}

/** Counts the rows that there are now. */
export async function seeProgress(db: Db): Promise<Progress> {
  const [staff] = await db.select({ n: count() }).from(caseWorker).where(isNotNull(caseWorker.linkedAt));
  const [cards] = await db.select({ n: count() }).from(linking);
  const [people] = await db.select({ n: count() }).from(alumnus).where(isNotNull(alumnus.linkedAt));
  const [answers] = await db.select({ n: count() }).from(answer);
  const [alarms] = await db
    .select({ n: countDistinct(escalationNotice.escalationId) })
    .from(escalationNotice);
  const [taken] = await db
    .select({ n: count() })
    .from(escalationEvent)
    .where(eq(escalationEvent.kind, "take"));
  const [resolved] = await db
    .select({ n: count() })
    .from(escalation)
    .where(and(isNotNull(escalation.outcome), isNotNull(escalation.resolvedAt)));
  return {
    joined: staff?.n ?? 0,
    cardsUsed: cards?.n ?? 0,
    confirmed: people?.n ?? 0,
    answers: answers?.n ?? 0,
    alarms: alarms?.n ?? 0,
    taken: taken?.n ?? 0,
    resolved: resolved?.n ?? 0,
  };
}
