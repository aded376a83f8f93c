import type { Database } from "../db/connect.ts";
import { errorCode } from "../db/error-code.ts";
import type { Report } from "../delivery/report.ts";
import type { Work } from "../delivery/work.ts";
import { listErasures } from "../privacy/erasure-ledger.ts";
import { appendToLedger, readLedgerFile } from "../privacy/ledger-file.ts";
import { type Replayed, replayLedger } from "./replay-ledger.ts";

export interface KeptLedger {
  readonly replayed: Replayed;
  /** Tries again what could not be written to the file; nothing when the file is up to date. */
  catchUp(): Promise<void>;
  /** Writes nothing more. */
  stop(): Promise<void>;
}

/**
 * Keeps the erasure ledger in a file outside the database. First what the file knows and the database does not is erased
 * again, before anything is served; from then on every committed erasure is added to the file, by every instance to its
 * own. Throws LedgerUnreadable, or what the replay throws: a service that cannot do this must not serve.
 */
export async function keepLedger(
  database: Database,
  base: Omit<Work, "db">,
  file: string,
  report: Report,
): Promise<KeptLedger> {
  const { db } = database;
  const { entries, cutTo } = readLedgerFile(file);
  // Found out now, not at the first erasure: a file that cannot be written.
  appendToLedger(file, [], cutTo);
  const replayed = await replayLedger({ ...base, db }, entries);
  if (replayed.entries > 0) report("ledger.replayed", { count: replayed.entries });
  let isBehind = true;
  let isStopped = false;
  let waiting: Promise<void> = Promise.resolve();

  /** Erasures are rare: the whole file is compared, so that one that was taken away meanwhile is whole again too. */
  const append = async () => {
    if (isStopped) return;
    isBehind = true;
    const known = await listErasures(db);
    const there = readLedgerFile(file);
    const inFile = new Set(there.entries.map(({ id }) => id));
    const missing = known.filter(({ id }) => !inFile.has(id));
    if (missing.length > 0) appendToLedger(file, missing, there.cutTo);
    isBehind = false;
  };
  /** One at a time, in order: two who append at once would write a line twice. */
  const sync = () => {
    waiting = waiting.then(append, append);
    return waiting;
  };
  const trySync = () => sync().catch((error: unknown) => report("ledger.failed", { code: errorCode(error) }));
  await sync();
  await database.listen("erasure", () => void trySync());
  return {
    replayed,
    async catchUp() {
      if (isBehind) await trySync();
    },
    async stop() {
      await waiting.catch(() => undefined);
      isStopped = true;
    },
  };
}
