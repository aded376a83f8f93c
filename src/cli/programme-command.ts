import { Argument, type Command } from "commander";
import { describeMoment, drawProgrammes } from "../programme/draw-programmes.ts";
import type { Programme } from "../programme/programme.ts";
import { templates } from "../programme/templates.ts";
import type { Seam } from "./seam.ts";
import { writeTable } from "./write-table.ts";

/**
 * `programme list`, `programme show KEY [--json]` and `programme table`: the programmes that we ship. Reads no database. What
 * `show --json` prints is a whole programme, to be changed and handed back.
 */
export function programmeCommand(root: Command, seam: Seam): void {
  const parent = root.command("programme").description("how a school stays in touch, and when");
  parent
    .command("list")
    .description("print the programmes that we ship, a line each")
    .action(() =>
      writeTable(
        seam.stdout,
        templates.map(({ key, basis, level, months, minimumPerYear, guidance }) => [
          key,
          basis,
          level,
          `${months} months`,
          guidance === "inboundOnly" ? "only inbound" : `at least ${minimumPerYear} a year`,
        ]),
      ),
    );
  parent
    .command("show")
    .description("print one programme: its moments, who takes them, and what comes after")
    .addArgument(new Argument("<key>", "which programme").choices(templates.map(({ key }) => key)))
    .option("--json", "as data")
    .action((key: string, { json }: { json?: boolean }) => {
      const programme = templates.find((one) => one.key === key);
      if (!programme) return;
      if (json) seam.stdout.write(`${JSON.stringify(programme, null, 2)}\n`);
      else writeTable(seam.stdout, linesOf(programme));
    });
  parent
    .command("table")
    .description("print all programmes and their due days for one leaver as Markdown (docs/programmes.md)")
    .action(() => void seam.stdout.write(drawProgrammes()));
}

const linesOf = (programme: Programme): string[][] => [
  ["key", `${programme.key}, version ${programme.version}`],
  ["for", `${programme.basis}, level ${programme.level}`],
  ["lasts", `${programme.months} months after the exit; begins ${programme.opens} months before it`],
  [
    "contact",
    programme.guidance === "active"
      ? `at least ${programme.minimumPerYear} moments a year`
      : `only when the young person asks${programme.yearlyHello ? ", and a hello once a year" : ""}`,
  ],
  ...programme.moments.map((moment) => [
    moment.key,
    `${describeMoment(moment)}; themes ${moment.themes.join(" ") || "none besides mood and situation"}`,
  ]),
  ["after", programme.afterTerm === "closes" ? "a closing message" : "the door stays open"],
];
