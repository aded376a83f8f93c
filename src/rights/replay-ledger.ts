import { eq, inArray } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { alumnus, caseWorker, chat, dataKey } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { forgetCaseWorker } from "../people/forget-staff.ts";
import { type ErasureEntry, findUnknown, recordErasure } from "../privacy/erasure-ledger.ts";
import { chatHashOf } from "./chat-hash.ts";
import { eraseAlumnus } from "./erase-alumnus.ts";
import { eraseChat } from "./erase-chat.ts";

/** What a replay did. `entries` were unknown to the database; the rest counts what had come back and is gone again. */
export interface Replayed {
  readonly entries: number;
  readonly people: number;
  readonly chats: number;
  readonly staff: number;
  readonly keys: number;
}

/**
 * Brings a database that was restored from an older backup in line with the ledger: whoever was erased since is erased
 * again, and the ledger's lines are entered. One transaction for all, so that a service that waits for it serves either
 * nothing or the right thing. Done twice it changes nothing. Throws when the database or the vault does.
 */
export async function replayLedger(
  base: Omit<Work, "db"> & { readonly db: Db },
  entries: readonly ErasureEntry[],
): Promise<Replayed> {
  const unknown = await findUnknown(base.db, entries);
  const done = { entries: unknown.length, people: 0, chats: 0, staff: 0, keys: 0 };
  if (unknown.length === 0) return done;
  await base.db.transaction(async (tx) => {
    const work: Work = { ...base, db: tx };
    const chats = await chatsByHash(work);
    for (const entry of unknown) {
      const replayed = entry;
      if (entry.kind === "alumnus" && entry.subjectId)
        done.people += (await eraseAgain(work, entry.subjectId, entry)) ? 1 : 0;
      if (entry.kind === "caseWorker" && entry.subjectId)
        done.staff += (await forgetStaffAgain(work, entry.subjectId)) ? 1 : 0;
      const chatId = entry.chatHash === null ? undefined : chats.get(entry.chatHash);
      // Whoever came back into the same chat after the erasure is somebody of the backup's future: unknown to it.
      if (chatId !== undefined) {
        await eraseChat(work, chatId, { replayed });
        done.chats += 1;
      }
      done.keys += await destroyAgain(work, entry.keyIds);
      await recordErasure(tx, entry);
    }
  });
  return done;
}

const eraseAgain = (work: Work, id: string, entry: ErasureEntry) =>
  eraseAlumnus(work, id, { reason: entry.reason, replayed: entry });

async function forgetStaffAgain(work: Work, id: string): Promise<boolean> {
  const [row] = await work.db.select().from(caseWorker).where(eq(caseWorker.id, id));
  if (!row || row.name.length === 0) return false;
  await forgetCaseWorker(work, row);
  return true;
}

/** Keys that came back without their person, such as those of cards that were scanned. */
async function destroyAgain({ db, vault, now }: Work, keyIds: readonly string[]): Promise<number> {
  if (keyIds.length === 0) return 0;
  const rows = await db
    .select({ id: dataKey.id, destroyedAt: dataKey.destroyedAt })
    .from(dataKey)
    .where(inArray(dataKey.id, [...keyIds]));
  const alive = rows.filter(({ destroyedAt }) => destroyedAt === null);
  for (const { id } of alive) await vault.destroyKey(db, id, now);
  return alive.length;
}

/** Chats that nobody is known to be behind; somebody's own is erased with the person. */
async function chatsByHash({ db, vault }: Work): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .select({ chatId: chat.chatId, alumnusId: alumnus.id, workerId: caseWorker.id })
    .from(chat)
    .leftJoin(alumnus, eq(alumnus.chatId, chat.chatId))
    .leftJoin(caseWorker, eq(caseWorker.chatId, chat.chatId));
  return new Map(
    rows.flatMap(({ chatId, alumnusId, workerId }) =>
      alumnusId || workerId ? [] : [[chatHashOf(vault, chatId), chatId] as const],
    ),
  );
}
