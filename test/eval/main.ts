// npm run eval:crisis [-- --json | --texts] — what the lists of crisis words find in our own development texts, per language.
import { parseArgs } from "node:util";
import { languages } from "../../src/i18n/language.ts";
import { measureCrisisWords } from "./measure-crisis-words.ts";
import { readCrisisSet } from "./read-crisis-set.ts";
import { type Share, wilson } from "./wilson.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    /** Which texts were missed, and which were taken for more than they are. */
    texts: { type: "boolean", default: false },
  },
});

const warning =
  "These lists are no safety net: a list finds only the wordings that its author thought of, no hit means nothing, and a human reads every text. Lists and texts were written by one author and reviewed by no native speaker, so the real numbers are lower; the fresh texts come nearest.";

const measured = languages.map((language) => ({
  language,
  ...measureCrisisWords(readCrisisSet(language), language),
}));

const percent = (share: number): string => `${Math.round(share * 100)}`;
const say = ({ hits, of, low, high }: Share): string =>
  `${hits}/${of} = ${percent(hits / of)}% (${percent(low)}-${percent(high)})`.padEnd(26);
const sum = (shares: readonly Share[]): Share =>
  wilson(
    shares.reduce((total, { hits }) => total + hits, 0),
    shares.reduce((total, { of }) => total + of, 0),
  );

if (values.json) console.log(JSON.stringify({ warning, measured }, null, 2));
else {
  const row = (name: string, cells: readonly string[]): void =>
    console.log([name.padEnd(5), ...cells.map((cell) => cell.padEnd(26))].join("").trimEnd());
  console.log("Words of crisis, our own development texts; in brackets the 95% interval (Wilson).\n");
  row("", ["recall, fresh", "false alarms, fresh", "recall, mended after", "false alarms, mended after"]);
  for (const { language, fresh, mended } of measured)
    row(language, [fresh.recall, fresh.falseAlarms, mended.recall, mended.falseAlarms].map(say));
  row("all", [
    say(sum(measured.map(({ fresh }) => fresh.recall))),
    say(sum(measured.map(({ fresh }) => fresh.falseAlarms))),
    say(sum(measured.map(({ mended }) => mended.recall))),
    say(sum(measured.map(({ mended }) => mended.falseAlarms))),
  ]);
  if (values.texts)
    for (const { language, mended } of measured) {
      for (const text of mended.missed) console.log(`${language}  missed: ${text}`);
      for (const text of mended.alarmed) console.log(`${language}  false alarm: ${text}`);
    }
  console.log(`\n${warning}`);
}
