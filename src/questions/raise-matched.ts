import { and, eq, like, ne } from "drizzle-orm";
import { causeNow } from "../checkin/find-said-again.ts";
import { isAtLeast, type Severity } from "../checkin/question-set.ts";
import { storeSignals } from "../checkin/store-signals.ts";
import { signal } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { parentRule } from "../escalation/find-doubt.ts";
import { raiseEscalation } from "../escalation/raise-escalation.ts";
import { type EscalationRow, lockRunningEscalation } from "../escalation/store.ts";
import { findAlumnus } from "../people/store.ts";

/**
 * Under these causes a worry stands with a young person: one for each seriousness that it reached, and with the moment behind it when
 * it came once more after humans had dealt with it, or after it was said to be about somebody else.
 */
export const causeOf = ({ id, severity }: Pick<EscalationRow, "id" | "severity">): string =>
  `worry:${id}:${severity}`;

/** That a worry is about somebody else after all. */
export const withdrawnRule = `${parentRule}:withdrawn`;

/** What the parent said of whether the young person knows: `yes`, `no`, or nothing. */
export async function findKnows({ db }: Work, escalationId: string): Promise<string> {
  const said = await db
    .select({ rule: signal.rule })
    .from(signal)
    .where(eq(signal.escalationId, escalationId))
    .orderBy(signal.at);
  return said.flatMap(({ rule }) => /^worry\.knows:(\w+)$/.exec(rule ?? "")?.[1] ?? []).at(-1) ?? "rather";
}

/**
 * A worry that a human has matched became more serious: it does so with the young person, too, and rings whoever guides them. So does one
 * that is told once more as urgent or as a crisis (`said`) after humans had dealt with it there. Nothing happens when nobody was
 * matched, or nothing is new.
 */
export async function raiseMatched(
  work: Work,
  asker: { readonly id: string },
  said: readonly { readonly severity: Severity }[],
): Promise<void> {
  const { db, now } = work;
  const row = await lockRunningEscalation(db, asker.id);
  if (!row) return;
  const matched = await db
    .selectDistinct({ id: signal.personId })
    .from(signal)
    .where(and(like(signal.cause, `worry:${row.id}%`), ne(signal.personId, asker.id)));
  const isSaidAgain =
    row.severity !== "attention" && said.some(({ severity }) => isAtLeast(severity, row.severity));
  for (const { id } of matched) {
    const person = await findAlumnus(db, id);
    if (!person || person.erasedAt || (await isWithdrawn(work, row.id, id))) continue;
    const cause = causeOf(row);
    const found = {
      cause: isSaidAgain ? await causeNow(db, id, cause, now) : cause,
      rule: `${parentRule}:${await findKnows(work, row.id)}`,
      theme: "worry",
      severity: row.severity,
    } as const;
    await raiseEscalation(work, person, await storeSignals(work, { personId: id }, [found]));
  }
}

/** Whether a human has said that this worry is not about them. */
export async function isWithdrawn({ db }: Work, escalationId: string, personId: string): Promise<boolean> {
  const [found] = await db
    .select({ id: signal.id })
    .from(signal)
    .where(
      and(
        eq(signal.personId, personId),
        eq(signal.rule, withdrawnRule),
        like(signal.cause, `worry:${escalationId}%`),
      ),
    );
  return found !== undefined;
}
