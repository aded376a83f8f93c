import { sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { accessLog } from "../db/schema/index.ts";

export interface Access {
  readonly at: Date;
  readonly actor: { readonly kind: "alumnus" | "caseWorker" | "operator" | "system"; readonly id?: string };
  /** What was done, as verb and object: `openDetails`, `confirmLink`. */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id?: string };
  /** Codes and numbers only; never a name or a text. */
  readonly facts?: Record<string, string | number | boolean>;
}

/** Writes one line of the append-only log of who opened or changed what (security.md 14), in the caller's transaction. */
export async function recordAccess(db: Db, access: Access): Promise<void> {
  await db.insert(accessLog).values(lineOf(access));
}

/** Writes many such lines in one statement, as an import does that changes many people. */
export async function recordAccesses(db: Db, accesses: readonly Access[]): Promise<void> {
  if (accesses.length === 0) return;
  const lines = JSON.stringify(accesses.map(lineOf));
  await db.execute(sql`
    insert into access_log (at, actor_kind, actor_id, action, subject_kind, subject_id, facts)
    select line.at, line."actorKind", line."actorId", line.action, line."subjectKind", line."subjectId", line.facts
    from jsonb_to_recordset(cast(${lines}::text as jsonb)) as line(
      at timestamptz, "actorKind" text, "actorId" uuid, action text, "subjectKind" text, "subjectId" uuid, facts jsonb)`);
}

const lineOf = (access: Access) => ({
  at: access.at,
  actorKind: access.actor.kind,
  actorId: access.actor.id ?? null,
  action: access.action,
  subjectKind: access.subject.kind,
  subjectId: access.subject.id ?? null,
  facts: access.facts ?? null,
});
