import { and, eq, inArray, isNotNull, lt, notExists, sql } from "drizzle-orm";
import { findDueWatches, startWatched } from "../checkin/watch.ts";
import type { Clock } from "../clock.ts";
import type { Database } from "../db/connect.ts";
import { errorCode } from "../db/error-code.ts";
import { conversationState, dataKey, inbox, organisation, outbox } from "../db/schema/index.ts";
import type { Report } from "../delivery/report.ts";
import type { Work } from "../delivery/work.ts";
import { sendMorningLists } from "../escalation/show-list.ts";
import { stepEscalation } from "../escalation/step-escalation.ts";
import { findDueEscalations } from "../escalation/store.ts";
import type { Texts } from "../i18n/texts.ts";
import { findConsentsToLookAt, lookAtConsent } from "../people/ask-at-sixteen.ts";
import { askSilentAccounts } from "../people/check-identity.ts";
import type { Vault } from "../privacy/vault.ts";

export interface TickParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly texts: Texts;
  readonly report: Report;
  /** The question set that new check-ins begin with. */
  readonly setHash: string;
}

/** How long a handled update's body stays, and how long its number is remembered (Telegram may begin anew after a quiet week). */
export const bodyDays = 7;
export const rowDays = 30;

/**
 * What time sets in motion. A tick has no memory: due moments stand in rows, so that a missed tick, a second one or a
 * second instance changes nothing. Each step is a transaction of its own; one that fails is reported and leaves the rest alone.
 */
export async function tick(parts: TickParts): Promise<void> {
  const { database, clock, report } = parts;
  const inTransaction = async (name: string, step: (work: Work) => Promise<void>) => {
    try {
      await database.db.transaction((tx) =>
        step({ db: tx, now: clock.now(), vault: parts.vault, texts: parts.texts }),
      );
    } catch (error) {
      report("tick.failed", { step: name, code: errorCode(error) });
    }
  };
  for (const id of await findDueEscalations(database.db, clock.now(), 200))
    await inTransaction("escalation", (work) => stepEscalation(work, id));
  for (const id of await findDueWatches(database.db, clock.now(), 200))
    await inTransaction("watch", (work) => startWatched(work, id, parts.setHash));
  for (const { id } of await database.db.select({ id: organisation.id }).from(organisation))
    await inTransaction("morningLists", (work) => sendMorningLists(work, id));
  for (const { id } of await database.db.select({ id: organisation.id }).from(organisation))
    await inTransaction("silentAccounts", (work) => askSilentAccounts(work, id));
  for (const id of await findConsentsToLookAt({ db: database.db, now: clock.now() }))
    await inTransaction("consent", (work) => lookAtConsent(work, id));
  await inTransaction("retention", emptyOldRows);
}

/** Empties handled updates after seven days, forgets their numbers after thirty, and destroys day keys that nothing needs. */
async function emptyOldRows({ db, now, vault }: Work): Promise<void> {
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
  await db
    .update(inbox)
    .set({ body: null })
    .where(
      and(
        isNotNull(inbox.body),
        inArray(inbox.state, ["done", "parked"]),
        lt(inbox.handledAt, ago(bodyDays)),
      ),
    );
  await db
    .delete(inbox)
    .where(and(inArray(inbox.state, ["done", "parked"]), lt(inbox.handledAt, ago(rowDays))));
  const old = await db
    .select({ id: dataKey.id })
    .from(dataKey)
    .where(
      and(
        sql`${dataKey.kind} = 'day'`,
        isNotNull(dataKey.wrapped),
        lt(dataKey.createdAt, ago(bodyDays + 1)),
        notExists(
          db
            .select({ one: sql`1` })
            .from(inbox)
            .where(and(sql`${inbox.keyId} = ${dataKey.id}`, isNotNull(inbox.body))),
        ),
        notExists(
          db
            .select({ one: sql`1` })
            .from(outbox)
            .where(and(sql`${outbox.keyId} = ${dataKey.id}`, isNotNull(outbox.body))),
        ),
      ),
    );
  for (const { id } of old) {
    await db.delete(conversationState).where(eq(conversationState.keyId, id));
    await vault.destroyKey(db, id, now);
  }
}
