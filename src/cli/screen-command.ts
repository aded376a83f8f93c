import { type Command, Option } from "commander";
import { screenText } from "../checkin/find-crisis-words.ts";
import { type Language, languages } from "../i18n/language.ts";
import { linesOf } from "./lines-of.ts";
import type { Seam } from "./seam.ts";

/**
 * `screen`: reads one text a line and tells what the bot itself would find in it (rule R16). Every text is searched with the
 * lists of all languages; `--language` puts the rules of that language first among equally serious ones. Needs no database and
 * keeps nothing. A line gives a line, an empty one as well.
 */
export function screenCommand(root: Command, seam: Seam): void {
  root
    .command("screen")
    .description(
      "look for words of crisis in texts, one a line on standard input; finding none means nothing",
    )
    .addOption(
      new Option("--language <code>", "whose rules are named first")
        .choices(languages)
        .default("nl" as Language),
    )
    .option("--json", 'as {"text", "severity", "rules"} a line')
    .action(async ({ language, json }: { readonly language: Language; readonly json?: boolean }) => {
      for await (const text of linesOf(seam.stdin)) {
        const hits = screenText(text, language);
        const found = {
          text,
          severity: hits[0]?.severity ?? "none",
          rules: hits.map(({ rule }) => rule),
        };
        seam.stdout.write(
          json
            ? `${JSON.stringify(found)}\n`
            : `${[found.severity.padEnd(6), found.rules[0] ?? "-", text].join("\t")}\n`,
        );
      }
    });
}
