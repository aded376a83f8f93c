import { type Command, InvalidArgumentError } from "commander";
import { findOrganisationByName } from "../people/find-organisation.ts";
import { setSilenceDays } from "../programme/set-silence-days.ts";
import { type SilenceDays, usualSilenceDays } from "../programme/standing/standing.ts";
import { sayDays } from "./check-silence.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

interface Which {
  readonly organisation?: string;
}

interface Options extends Which {
  readonly remind?: readonly [number, number];
  readonly task?: number;
  readonly outOfSight?: number;
}

/** `organisation silence show|set|reset`: after how many days of silence who does what. */
export function silenceCommand(parent: Command, seam: Seam): void {
  const silence = parent.command("silence").description("after how many days of silence who does what");
  silence
    .command("show")
    .description("print the days of an organisation")
    .option("--organisation <name>", "which organisation, when there are several")
    .action(({ organisation }: Which) =>
      withOffice(seam, async ({ db }) => {
        const row = await findOrganisationByName(db, organisation);
        seam.stdout.write(`${row.name}: ${sayDays(row.silenceDays)}\n`);
      }),
    );
  silence
    .command("set")
    .description("set some of them; those left out stay as they are")
    .option("--remind <first,second>", "asked again on these days", readTwo)
    .option("--task <days>", "a human looks", readOne)
    .option("--out-of-sight <days>", "without any sign of life somebody is out of sight", readOne)
    .option("--organisation <name>", "which organisation, when there are several")
    .action(({ organisation, ...change }: Options) =>
      withOffice(seam, async (office) => {
        const row = await findOrganisationByName(office.db, organisation);
        const days: SilenceDays = { ...(row.silenceDays ?? usualSilenceDays), ...change };
        await setSilenceDays(office, row, days);
        seam.stdout.write(`${row.name}: ${sayDays(days)}\n`);
      }),
    );
  silence
    .command("reset")
    .description("go back to our days")
    .option("--organisation <name>", "which organisation, when there are several")
    .action(({ organisation }: Which) =>
      withOffice(seam, async (office) => {
        const row = await findOrganisationByName(office.db, organisation);
        await setSilenceDays(office, row, null);
        seam.stdout.write(`${row.name}: ${sayDays(null)}\n`);
      }),
    );
}

function readOne(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new InvalidArgumentError("Write a number of days.");
  return Number(text);
}

function readTwo(text: string): readonly [number, number] {
  const found = /^(\d{1,3}),\s*(\d{1,3})$/.exec(text);
  if (!found) throw new InvalidArgumentError("Write two numbers of days, such as 3,7.");
  return [Number(found[1]), Number(found[2])];
}
