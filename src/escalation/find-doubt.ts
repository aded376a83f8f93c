import { eq, inArray } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { linking, signal } from "../db/schema/index.ts";
import { deadlineCause } from "../programme/deadline/deadline.ts";

/** What is not sure about who said what led to an escalation. */
export interface Doubt {
  /** Nobody has said yet who used the person's card; or a human has said that it was somebody else. */
  readonly who: "unknown" | "somebodyElse";
  /** Whoever used the card said STOP there. */
  readonly hasStopped: boolean;
  /** All that was said came by such a card: a phone that is known to be the person's has no part in it. */
  readonly isAll: boolean;
}

/** A signal that a parent's worry raised; behind it stands whether the young person knows (`R17:no`). */
export const parentRule = "R17";

type Cause = Pick<typeof signal.$inferSelect, "cause" | "rule">;

/** Raised by a date alone (programme/deadline), by a parent, of whom the young person may not know, or by a chat that closed: nobody said anything. */
export const isUnsaid = ({ cause, rule }: Cause): boolean =>
  cause.startsWith(deadlineCause) || rule?.startsWith(parentRule) === true || rule === "R10";

/** What led to an escalation: where each of it came from, and by which rule. */
export const findCauses = (db: Db, escalationId: string): Promise<Cause[]> =>
  db
    .select({ cause: signal.cause, rule: signal.rule })
    .from(signal)
    .where(eq(signal.escalationId, escalationId));

const ofCard = "linking:";
const cardOf = ({ cause }: Cause) => (cause.startsWith(ofCard) ? cause.split(":")[1] : undefined);

/**
 * Whether it is sure who said what led to this escalation, by the cards on which it was said before a case worker's yes; undefined
 * where each of them is the person's, or none was used (docs/decisions/0009). Of a card that was forgotten nobody knows any more.
 */
export async function findDoubt(db: Db, escalationId: string): Promise<Doubt | undefined> {
  const causes = await findCauses(db, escalationId);
  const used = [...new Set(causes.flatMap((one) => cardOf(one) ?? []))];
  if (used.length === 0) return undefined;
  const { id, outcome, decidedBy } = linking;
  const cards = await db.select({ id, outcome, decidedBy }).from(linking).where(inArray(id, used));
  const doubtful = cards.filter((card) => card.outcome !== "confirmed" && !isHeard(card));
  if (doubtful.length === 0) return undefined;
  const isDoubtful = (one: Cause) => doubtful.some((card) => card.id === cardOf(one));
  return {
    who: doubtful.every((card) => card.outcome === "wrongPerson") ? "somebodyElse" : "unknown",
    hasStopped: doubtful.every((card) => card.outcome === "stopped"),
    isAll: causes.every((one) => isUnsaid(one) || isDoubtful(one)),
  };
}

/** A human has said whose words these are, though the person has not said that they take part. */
const isHeard = ({ outcome, decidedBy }: { outcome: string | null; decidedBy: string | null }): boolean =>
  outcome === null && decidedBy !== null;

/** Whether something was said by this card that led to the escalation. */
export async function wasSaidByCard(db: Db, escalationId: string, linkingId: string): Promise<boolean> {
  return (await findCauses(db, escalationId)).some((one) => cardOf(one) === linkingId);
}
