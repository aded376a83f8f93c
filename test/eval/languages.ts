// npm run eval:languages — in which language a text is taken to be, on our own development texts.
import { guessLanguage } from "../../src/i18n/guess-language.ts";
import { languages } from "../../src/i18n/language.ts";
import { readLanguageSet } from "./read-language-set.ts";

const set = readLanguageSet();
console.log(
  "In which language a text is taken to be, our own development texts: whoever is taken wrong is asked in vain.\n",
);
console.log("      texts  right  no guess  wrong");
for (const name of [...languages, "none"] as const) {
  const guessed = set[name].map((text) => guessLanguage(text));
  const right = guessed.filter((one) => one === (name === "none" ? undefined : name)).length;
  const none = name === "none" ? 0 : guessed.filter((one) => one === undefined).length;
  const cells = [set[name].length, right, none, set[name].length - right - none];
  console.log(
    name.padEnd(6) + cells.map((cell, index) => String(cell).padStart([5, 7, 10, 7][index] ?? 7)).join(""),
  );
}
console.log(
  "\nWritten by one author, reviewed by no native speaker; short texts and texts in two languages bring no guess on purpose.",
);
