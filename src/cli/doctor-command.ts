import type { Command } from "commander";
import { type Check, ok } from "./check.ts";
import { checkCrisisWords } from "./check-crisis-words.ts";
import { checkDatabase } from "./check-database.ts";
import { checkMail } from "./check-mail.ts";
import { checkOperator } from "./check-operator.ts";
import { checkTelegram } from "./check-telegram.ts";
import { checkTexts } from "./check-texts.ts";
import { readSettings } from "./read-settings.ts";
import type { Seam } from "./seam.ts";
import { writeTable } from "./write-table.ts";

/** The report has been written; at least one finding is bad. */
export class DoctorFoundFaults extends Error {}

/** `doctor`: looks at everything that the service needs, changes nothing, and ends with 1 when something is bad. */
export function doctorCommand(parent: Command, seam: Seam): void {
  parent
    .command("doctor")
    .description(
      "look for what is wrong: settings, database, key, Telegram, mail, staff, what got stuck, texts",
    )
    .option("--json", "as JSON, for a monitor")
    .action(async (options: { readonly json?: boolean }) => {
      const { check: settingsCheck, usable } = readSettings(seam.env);
      const [database, telegram, mail] = await Promise.all([
        checkDatabase(seam, usable),
        checkTelegram(seam, usable),
        checkMail(seam, usable),
      ]);
      const checks: Check[] = [
        settingsCheck,
        checkNode(),
        ...database,
        ...telegram,
        mail,
        checkOperator(usable),
        checkTexts(),
        checkCrisisWords(),
      ];
      const isWell = checks.every(({ state }) => state !== "bad");
      if (options.json) seam.stdout.write(`${JSON.stringify({ ok: isWell, checks }, null, 2)}\n`);
      else
        writeTable(
          seam.stdout,
          checks.map(({ state, name, message }) => [state.padEnd(4), name, message]),
        );
      if (!isWell) throw new DoctorFoundFaults();
    });
}

/** An older Node never gets here: src/node-version.js ends it with a sentence. */
const checkNode = (): Check => ok("node", `Node ${process.versions.node}.`);
