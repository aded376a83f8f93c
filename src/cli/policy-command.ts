import { Argument, type Command } from "commander";
import { type EscalationSeverity, policyOf } from "../escalation/policy.ts";
import { readPolicies, setPolicies } from "../escalation/set-policies.ts";
import { findOrganisationByName } from "../people/find-organisation.ts";
import { readJsonFile } from "./read-json-file.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

interface Options {
  readonly organisation?: string;
}

const severities: readonly EscalationSeverity[] = ["attention", "urgent", "crisis"];

/** `policy show`, `policy set FILE` and `policy reset SERIOUSNESS`: who is told of an alert, in which order and how soon. */
export function policyCommand(root: Command, seam: Seam): void {
  const parent = root.command("policy").description("who is told of an alert, in which order, and how soon");
  parent
    .command("show")
    .description("print an organisation's policies as JSON, ours where it has none of its own")
    .option("--organisation <name>", "which organisation, when there are several")
    .action((options: Options) =>
      withOffice(seam, async ({ db }) => {
        const { policies } = await findOrganisationByName(db, options.organisation);
        const all = Object.fromEntries(severities.map((one) => [one, policyOf(policies, one)]));
        seam.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
      }),
    );
  parent
    .command("set")
    .description("give an organisation policies of its own, from a JSON file like the one that `show` prints")
    .argument("<file>", "one or more of attention, urgent and crisis")
    .option("--organisation <name>", "which organisation, when there are several")
    .action((file: string, options: Options) =>
      withOffice(seam, async (office) => {
        const policies = readPolicies(await readJsonFile(file));
        const row = await findOrganisationByName(office.db, options.organisation);
        await setPolicies(office, row, policies);
        seam.stdout.write(
          `${row.name} has its own policy for ${Object.keys(policies).join(", ")} from now on.\n`,
        );
      }),
    );
  parent
    .command("reset")
    .description("go back to our policy")
    .addArgument(new Argument("<seriousness>", "for which alerts").choices(severities))
    .option("--organisation <name>", "which organisation, when there are several")
    .action((severity: EscalationSeverity, options: Options) =>
      withOffice(seam, async (office) => {
        const row = await findOrganisationByName(office.db, options.organisation);
        await setPolicies(office, row, severity);
        seam.stdout.write(`${row.name} has our policy for ${severity} from now on.\n`);
      }),
    );
}
