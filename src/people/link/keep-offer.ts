import { randomUUID } from "node:crypto";
import { and, asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { Db } from "../../db/connect.ts";
import { offer } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { localDay } from "../duty/is-staffed.ts";
import type { AlumnusView } from "../store.ts";
import { decideOfferKind, type OfferRowKind } from "./decide-offer-kind.ts";
import { findSaidYes } from "./find-said-yes.ts";

export type OfferRow = typeof offer.$inferSelect;
type Answer = NonNullable<OfferRow["answer"]>;

/** All offers of one person, in the order in which they were made. */
export async function findOffers(db: Db, alumnusId: string): Promise<OfferRow[]> {
  return db.select().from(offer).where(eq(offer.alumnusId, alumnusId)).orderBy(asc(offer.seq));
}

/** When an offer was made, at the latest: of rows from before that was kept, when it was answered. */
export const madeAtOf = ({ madeAt, answeredAt }: Pick<OfferRow, "madeAt" | "answeredAt">): Date | null =>
  madeAt ?? answeredAt;

/** Which offer one is that is made to this person now. */
export async function kindNow(
  { db, now }: Pick<Work, "db" | "now">,
  { row, organisation }: Pick<AlumnusView, "row" | "organisation">,
): Promise<OfferRowKind> {
  // Whose phone was let go of said yes all the same: a new card is no second offer.
  const hasSaidYes = row.joinedAt !== null || (await findSaidYes(db, [row.id])).get(row.id)?.untilAt === null;
  const takesPart = hasSaidYes && row.stoppedAt === null;
  const made = await findOffers(db, row.id);
  return decideOfferKind(localDay(organisation, now), row.exitDate, takesPart, made);
}

/**
 * Writes down that an offer was made (LAW-08): which one, by which way, in which words and language. The second is made once for
 * ever; the database says so, whoever makes it, and then it is undefined and nothing may be said.
 */
export async function makeOffer(
  { db, now }: Pick<Work, "db" | "now">,
  values: Pick<OfferRow, "alumnusId" | "kind" | "channel" | "textVersion" | "language"> &
    Partial<Pick<OfferRow, "answer" | "answeredAt" | "recordedBy" | "linkingId" | "madeAt">>,
): Promise<OfferRow | undefined> {
  const [made] = await db
    .insert(offer)
    .values({
      id: randomUUID(),
      madeAt: now,
      delivery: values.channel === "telegram" ? "waiting" : null,
      ...values,
    })
    .onConflictDoNothing()
    .returning();
  return made;
}

/** The answer to the second offer: the first one, or the one after "talk first". Nothing when none was made. */
export async function answerReofferRow(
  { db, now }: Pick<Work, "db" | "now">,
  alumnusId: string,
  answer: Answer,
  more: Partial<Pick<OfferRow, "channel" | "recordedBy">> = {},
): Promise<boolean> {
  const answered = await db
    .update(offer)
    // What a human was told has arrived.
    .set({ answer, answeredAt: now, ...more, ...(more.channel ? { delivery: null } : {}) })
    .where(
      and(
        eq(offer.alumnusId, alumnusId),
        eq(offer.kind, "reoffer"),
        or(isNull(offer.answer), eq(offer.answer, "talkFirst")),
      ),
    )
    .returning({ id: offer.id });
  return answered.length > 0;
}

/**
 * What became of the message with an offer in it: it arrived, or it did not (blocked, refused, given up). Returns the offer
 * when it has just turned out that it did not arrive.
 */
export async function settleOffer(
  { db }: Pick<Work, "db">,
  offerId: string,
  state: "sent" | "blocked" | "undeliverable" | "unknown",
): Promise<OfferRow | undefined> {
  const delivery = state === "sent" ? "sent" : "failed";
  // Said again after it did not arrive: what arrived counts.
  const open = state === "sent" ? (["waiting", "failed"] as const) : (["waiting"] as const);
  const [row] = await db
    .update(offer)
    .set({ delivery })
    .where(and(eq(offer.id, offerId), inArray(offer.delivery, [...open])))
    .returning();
  return delivery === "failed" ? row : undefined;
}

/** A human made the second offer that the robot's message could not: by which way, nobody said. */
export async function takeOverReoffer(
  { db, now }: Pick<Work, "db" | "now">,
  alumnusId: string,
  recordedBy: string,
): Promise<void> {
  await db
    .update(offer)
    .set({ channel: "other", delivery: null, madeAt: now, recordedBy })
    .where(and(eq(offer.alumnusId, alumnusId), eq(offer.kind, "reoffer"), eq(offer.delivery, "failed")));
}

/**
 * A human says that they did not make the second offer that they wrote down at this moment: it is still to be made. One that they had
 * taken over from the robot (`wasRobots`) is again what did not arrive. What was answered since stays.
 */
export async function takeBackReoffer(
  { db }: Pick<Work, "db">,
  alumnusId: string,
  recordedBy: string,
  madeAt: Date,
  wasRobots: boolean,
): Promise<void> {
  const written = and(
    eq(offer.alumnusId, alumnusId),
    eq(offer.kind, "reoffer"),
    eq(offer.recordedBy, recordedBy),
    eq(offer.madeAt, madeAt),
    isNull(offer.answer),
  );
  if (wasRobots)
    await db.update(offer).set({ channel: "telegram", delivery: "failed", recordedBy: null }).where(written);
  else await db.delete(offer).where(written);
}

/**
 * The exit was later than the list said, and the second offer was made before its time: it was one of those in between, so that the
 * one of a year after the right exit is made (LAW-11). `dueAt`: when that day begins.
 */
export async function takeBackEarlyReoffer(
  { db }: Pick<Work, "db">,
  alumnusId: string,
  dueAt: Date,
): Promise<void> {
  const isEarly = sql`coalesce(${offer.madeAt}, ${offer.answeredAt}) < ${dueAt.toISOString()}::timestamptz`;
  await db
    .update(offer)
    .set({ kind: "later" })
    .where(and(eq(offer.alumnusId, alumnusId), eq(offer.kind, "reoffer"), isEarly));
}

/** The offer that was made through this card and that nobody has answered. */
export async function findOpenOffer({ db }: Work, linkingId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ id: offer.id })
    .from(offer)
    .where(and(eq(offer.linkingId, linkingId), isNull(offer.answer)));
  return row?.id;
}
