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

/** Writes many such lines, as an import does that changes many people. */
export async function recordAccesses(db: Db, accesses: readonly Access[]): Promise<void> {
  for (let from = 0; from < accesses.length; from += 1_000)
    await db.insert(accessLog).values(accesses.slice(from, from + 1_000).map(lineOf));
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
