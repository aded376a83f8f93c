import type { Command } from "commander";
import { describeFaults } from "../audit/describe-faults.ts";
import { findFaults } from "../audit/find-faults.ts";
import { settleParked } from "../audit/settle-parked.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

/** `audit` found what must never be; the lines say what. */
export class AuditFoundFaults extends Error {
  constructor(count: number) {
    super(`The audit found ${count} faults`);
    this.name = "AuditFoundFaults";
  }
}

/** `audit [--json]` and `audit settle U12`: what must never be, derived from the rows; exit 1 when there is anything. */
export function auditCommand(root: Command, seam: Seam): void {
  const command = root
    .command("audit")
    .description("derive from the rows what must never be: alerts, updates, messages and words left lying")
    .option("--json", "as JSON, for a machine")
    .action((options: { json?: boolean }) =>
      withOffice(seam, async ({ db, now }, { operator, mail }) => {
        const hasMail = mail !== undefined && mail !== null;
        const hasOperator = operator.chatId !== undefined || (hasMail && operator.email !== undefined);
        const faults = await findFaults(db, now, { hasOperator, hasMail });
        if (options.json)
          seam.stdout.write(
            `${JSON.stringify({ ok: faults.length === 0, at: now.toISOString(), faults }, null, 2)}\n`,
          );
        else if (faults.length === 0) seam.stdout.write("All is well: nothing is left lying.\n");
        else seam.stdout.write(`${describeFaults(faults)}\n`);
        if (faults.length > 0) throw new AuditFoundFaults(faults.length);
      }),
    );
  command
    .command("settle")
    .description(
      "say that an update that was put aside has been looked at, so that the audit names it no more",
    )
    .argument("<number>", "as the audit names it: U12")
    .action((number: string) =>
      withOffice(seam, async ({ db, now }) => {
        await settleParked(db, now, number);
        seam.stdout.write(`${number} is settled.\n`);
      }),
    );
}
