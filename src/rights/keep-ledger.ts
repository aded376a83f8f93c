import type { Database } from "../db/connect.ts";
import { errorCode } from "../db/error-code.ts";
import type { Report } from "../delivery/report.ts";
import type { Work } from "../delivery/work.ts";
import { listErasures } from "../privacy/erasure-ledger.ts";
import { appendToLedger, readLedgerFile } from "../privacy/ledger-file.ts";
import { type Replayed, replayLedger } from "./replay-ledger.ts";

/** Transactions commit out of the order of their numbers; nobody is this far behind. */
const overlap = 1_000;

export interface KeptLedger {
  readonly replayed: Replayed;
  /** Tries again what could not be written to the file; nothing when the file is up to date. */
  catchUp(): Promise<void>;
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
  const inFile = new Set(entries.map(({ id }) => id));
  let from = 0;
  let isBehind = true;
  let waiting: Promise<void> = Promise.resolve();

  const append = async () => {
    isBehind = true;
    const known = await listErasures(db, from);
    const missing = known.filter(({ entry }) => !inFile.has(entry.id));
    if (missing.length > 0)
      appendToLedger(
        file,
        missing.map(({ entry }) => entry),
      );
    isBehind = false;
    for (const { entry } of missing) inFile.add(entry.id);
    from = Math.max(0, (known.at(-1)?.seq ?? 0) - overlap);
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
  };
}
