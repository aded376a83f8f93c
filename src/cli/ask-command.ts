import { type Command, Option } from "commander";
import { type Language, languages } from "../i18n/language.ts";
import { loadKnowledge } from "../knowledge/ask.ts";
import { items } from "../knowledge/items.ts";
import { linesOf } from "./lines-of.ts";
import type { Seam } from "./seam.ts";

/**
 * `ask`: reads one question a line and tells what the bot itself would make of it. Items that an organisation must confirm first are
 * among them: no organisation is asked for. Needs no database and keeps nothing. A line gives a line, an empty one as well.
 */
export function askCommand(root: Command, seam: Seam): void {
  root
    .command("ask")
    .description("find the answers to questions of parents, one a line on standard input")
    .addOption(
      new Option("--language <code>", "in which language they are")
        .choices(languages)
        .default("nl" as Language),
    )
    .option("--json", 'as {"question", "outcome", "items": [{"id", "topic", "score"}]} a line')
    .action(async ({ language, json }: { readonly language: Language; readonly json?: boolean }) => {
      const knowledge = loadKnowledge(items);
      for await (const question of linesOf(seam.stdin)) {
        const { outcome, items: found } = knowledge.ask(language, question);
        const shown = found.map(({ id, score }) => `${id} ${score}`).join(", ");
        seam.stdout.write(
          json
            ? `${JSON.stringify({ question, outcome, items: found })}\n`
            : `${[outcome.padEnd(7), shown || "-", question].join("\t")}\n`,
        );
      }
    });
}
