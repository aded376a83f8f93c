import { randomUUID } from "node:crypto";
import { and, asc, eq, isNull } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { knowledgeApprover, knowledgeEntry } from "../db/schema/index.ts";
import type { Entry } from "./decide-own.ts";
import { findOwn } from "./find-own.ts";
import { items } from "./items.ts";
import { type OwnItem, ownItem } from "./own-item.ts";

export type KnowledgeEntryRow = typeof knowledgeEntry.$inferSelect;

/** Who proposes or decides, at which organisation. */
export interface Hand {
  readonly id: string;
  readonly organisationId: string;
}

/** Why a wish about the knowledge cannot be carried out; a sentence for whoever wrote it. */
export type Wrong = { readonly ok: false; readonly why: string };

const isOurs = (id: string) => items.some((item) => item.id === id);
/** Own items have ids of their own, which fit a button: `own-` and up to sixteen letters, digits or hyphens. */
const ownId = /^own-[a-z0-9]+(?:-[a-z0-9]+)*$/;
const longestId = 20;

/**
 * Checks what a file says, an object of items by id: an own answer to one of ours (`replace`), or an item of its own (`add`).
 * All entries or none: each fault names the item and the field.
 */
export function readOwnItems(
  content: unknown,
):
  | { readonly ok: true; readonly entries: readonly (Entry & { readonly content: OwnItem })[] }
  | { readonly ok: false; readonly faults: readonly string[] } {
  if (typeof content !== "object" || content === null || Array.isArray(content))
    return {
      ok: false,
      faults: ["The file must be an object of items by id, as `knowledge export` writes it."],
    };
  const entries: (Entry & { readonly content: OwnItem })[] = [];
  const faults: string[] = [];
  for (const [id, value] of Object.entries(content)) {
    const kind = isOurs(id) ? "replace" : "add";
    const read = ownItem.safeParse(value);
    if (!read.success) {
      for (const { path, message } of read.error.issues)
        faults.push(`${[id, ...path].join(".")}: ${message}`);
      continue;
    }
    const own = read.data;
    if (kind === "add" && (!ownId.test(id) || id.length > longestId))
      faults.push(
        `${id}: no item of ours has this id, and an own one is called own-… with ${longestId} characters at most`,
      );
    if (kind === "add" && own.topic === undefined) faults.push(`${id}.topic: an own item needs one`);
    if (kind === "add")
      for (const [language, text] of Object.entries(own.texts))
        if (text.question === undefined)
          faults.push(`${id}.texts.${language}.question: an own item needs one`);
    if (kind === "replace" && (own.topic !== undefined || own.for !== undefined))
      faults.push(`${id}: topic and for whom stay ours; leave them out`);
    if (own.validUntil !== undefined && own.validUntil < own.checked)
      faults.push(`${id}.validUntil: before the day on which it was checked`);
    entries.push({ itemId: id, kind, content: own });
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, entries };
}

/**
 * Proposes entries; they count when a second person has approved them. Refused, and then none is kept: an id of nothing that is there,
 * and a yes to an item of their own, which nobody else has said.
 */
export async function propose(
  { db, now }: { readonly db: Db; readonly now: Date },
  by: Hand,
  entries: readonly Entry[],
): Promise<{ readonly ok: true } | Wrong> {
  const owns = await findOwn(db, by.organisationId);
  const isOwn = (id: string) => owns.some(({ itemId, kind }) => itemId === id && kind === "add");
  const unknown = entries.find(({ itemId, kind }) => kind !== "add" && !isOurs(itemId) && !isOwn(itemId));
  if (unknown) return { ok: false, why: `There is no item ${unknown.itemId}. Nothing was changed.` };
  const confirmed = entries.find(({ itemId, kind }) => kind === "confirm" && !isOurs(itemId));
  if (confirmed)
    return {
      ok: false,
      why: `${confirmed.itemId} is an own item: it is shown as it is, without \`knowledge confirm\`. Nothing was changed.`,
    };
  if (entries.length > 0)
    await db.insert(knowledgeEntry).values(
      entries.map((entry) => ({
        ...{ id: randomUUID(), organisationId: by.organisationId, proposedBy: by.id, proposedAt: now },
        ...entry,
      })),
    );
  return { ok: true };
}

/** What waits for a second person. */
export async function findProposed(db: Db, organisationId: string): Promise<KnowledgeEntryRow[]> {
  return db
    .select()
    .from(knowledgeEntry)
    .where(and(eq(knowledgeEntry.organisationId, organisationId), isNull(knowledgeEntry.decision)))
    .orderBy(asc(knowledgeEntry.seq));
}

export async function isApprover(db: Db, { id, organisationId }: Hand): Promise<boolean> {
  const [row] = await db
    .select()
    .from(knowledgeApprover)
    .where(and(eq(knowledgeApprover.organisationId, organisationId), eq(knowledgeApprover.caseWorkerId, id)));
  return row !== undefined;
}

/**
 * Approves or refuses what was proposed about these items, all that waits when none is named. Four eyes: whoever proposed it cannot
 * decide it, and only somebody whom the organisation appointed can. Then nothing is changed.
 */
export async function decideProposed(
  { db, now }: { readonly db: Db; readonly now: Date },
  by: Hand,
  decision: "approved" | "refused",
  itemIds: readonly string[] = [],
): Promise<{ readonly ok: true; readonly count: number } | Wrong> {
  if (!(await isApprover(db, by)))
    return {
      ok: false,
      why: "Only who was appointed may approve: `knowledge approvers --add NAME`. Nothing was changed.",
    };
  const waiting = (await findProposed(db, by.organisationId)).filter(
    ({ itemId }) => itemIds.length === 0 || itemIds.includes(itemId),
  );
  const missing = itemIds.find((id) => !waiting.some(({ itemId }) => itemId === id));
  if (missing !== undefined)
    return { ok: false, why: `Nothing about ${missing} waits. Nothing was changed.` };
  if (waiting.some(({ proposedBy }) => proposedBy === by.id))
    return {
      ok: false,
      why: "A second person must look at what you proposed yourself. Nothing was changed.",
    };
  for (const { id } of waiting)
    await db
      .update(knowledgeEntry)
      .set({ decision, decidedBy: by.id, decidedAt: now })
      .where(and(eq(knowledgeEntry.id, id), isNull(knowledgeEntry.decision)));
  return { ok: true, count: waiting.length };
}

/** Appoints who approves, or ends it. */
export async function setApprover(
  { db, now }: { readonly db: Db; readonly now: Date },
  { id, organisationId }: Hand,
  approves: boolean,
): Promise<void> {
  const values = { organisationId, caseWorkerId: id };
  if (approves)
    await db
      .insert(knowledgeApprover)
      .values({ ...values, at: now })
      .onConflictDoNothing();
  else
    await db
      .delete(knowledgeApprover)
      .where(
        and(eq(knowledgeApprover.organisationId, organisationId), eq(knowledgeApprover.caseWorkerId, id)),
      );
}
