import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { errorCode } from "../db/error-code.ts";
import { loadTexts } from "../i18n/texts.ts";
import { Refused } from "../people/find-organisation.ts";
import { listErasures } from "../privacy/erasure-ledger.ts";
import { ledgerLine, readLedgerLines } from "../privacy/ledger-file.ts";
import { replayLedger } from "../rights/replay-ledger.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

/** `ledger export`: writes the erasure ledger, a line of JSON for each erasure. */
export function exportLedgerCommand(parent: Command, seam: Seam): void {
  parent
    .command("export")
    .description("write the erasure ledger to standard output; keep it apart from database and backups")
    .action(() =>
      withOffice(seam, async ({ db }) => {
        const all = await listErasures(db);
        for (const entry of all) seam.stdout.write(ledgerLine(entry));
        seam.stderr.write(`${all.length} erasures.\n`);
      }),
    );
}

/** `restore-check --ledger FILE`: after a restore, erases again whoever was erased since the backup. */
export function restoreCheckCommand(root: Command, seam: Seam): void {
  root
    .command("restore-check")
    .description(
      "after restoring a backup, and before starting: erase again whoever was erased since it was made",
    )
    .requiredOption("--ledger <file>", "what `ledger export` wrote, or the file of ERASURE_LEDGER")
    .action(({ ledger }: { readonly ledger: string }) => {
      const { entries } = readLedgerLines(ledger, readText(ledger));
      return withOffice(seam, async (office) => {
        const done = await replayLedger({ ...office, texts: await loadTexts() }, entries);
        if (done.entries === 0) {
          seam.stdout.write(
            `The database knows all ${entries.length} erasures of the ledger. Nothing was changed.\n`,
          );
          return;
        }
        seam.stdout.write(
          `The database was older than ${done.entries} of ${entries.length} erasures. Erased again: ` +
            `${done.people} people, ${done.chats} chats, ${done.staff} names of staff, ${done.keys} other keys.\n`,
        );
      });
    });
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Refused(`The ledger ${file} cannot be read (${errorCode(error)}). Nothing was changed.`);
  }
}
