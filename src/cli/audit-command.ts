import type { Command } from "commander";
import { decideWebhookTrouble, readWebhook } from "../audit/decide-webhook.ts";
import { describeFaults } from "../audit/describe-faults.ts";
import { type Fault, findFaults } from "../audit/find-faults.ts";
import { settleParked } from "../audit/settle-parked.ts";
import type { Config } from "../config.ts";
import { webhookPath } from "../telegram/set-up-bot.ts";
import { askTelegram } from "./ask-telegram.ts";
import { webhookShape } from "./check-telegram.ts";
import { patienceOf, type Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

/** `audit` found what must never be; the lines say what. */
export class AuditFoundFaults extends Error {
  constructor(count: number) {
    super(`The audit found ${count} faults`);
    this.name = "AuditFoundFaults";
  }
}

/** Whoever looks once does not wait for it to last. */
async function findWebhookFault(seam: Seam, config: Config, now: Date): Promise<Fault[]> {
  if (!config.webhook) return [];
  const asked = await askTelegram(config, "getWebhookInfo", webhookShape, patienceOf(seam));
  const state = asked.ok ? readWebhook(asked.result) : undefined;
  const trouble = decideWebhookTrouble(state, `${config.webhook.url}${webhookPath}`, now);
  return trouble ? [{ kind: "webhookFailing", subject: trouble, since: now }] : [];
}

/** `audit [--json]` and `audit settle U12`: what must never be, derived from the rows; exit 1 when there is anything. */
export function auditCommand(root: Command, seam: Seam): void {
  const command = root
    .command("audit")
    .description("derive from the rows what must never be: alerts, updates, messages and words left lying")
    .option("--json", "as JSON, for a machine")
    .action((options: { json?: boolean }) =>
      withOffice(seam, async ({ db, now }, config) => {
        const { operator, mail, webhook } = config;
        const hasMail = mail !== undefined && mail !== null;
        const hasOperator = operator.chatId !== undefined || (hasMail && operator.email !== undefined);
        const faults = await findFaults(db, now, { hasOperator, hasMail, isPolling: !webhook });
        faults.push(...(await findWebhookFault(seam, config, now)));
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
