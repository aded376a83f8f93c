import type { Db } from "../db/connect.ts";
import { findUnknown } from "../privacy/erasure-ledger.ts";
import { LedgerUnreadable, readLedgerFile } from "../privacy/ledger-file.ts";
import { bad, type Check, count, note, ok } from "./check.ts";

/** Whether a restored backup would be brought in line with who was erased since. */
export async function checkLedger(db: Db, file: string | null): Promise<Check> {
  if (file === null)
    return note(
      "ledger",
      "ERASURE_LEDGER is not set: after restoring a backup, run restore-check with an export of the ledger.",
    );
  try {
    const { entries } = readLedgerFile(file);
    const unknown = await findUnknown(db, entries);
    return unknown.length === 0
      ? ok("ledger", `The database knows all ${count(entries.length, "erasure")} of the ledger.`)
      : bad(
          "ledger",
          `The database is older than ${count(unknown.length, "erasure")}: it was restored. Start the service, or run restore-check.`,
        );
  } catch (error) {
    if (error instanceof LedgerUnreadable) return bad("ledger", error.message);
    throw error;
  }
}
