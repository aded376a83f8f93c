import { expect, test } from "vitest";
import { guessLanguage } from "../../src/i18n/guess-language.ts";
import { languages } from "../../src/i18n/language.ts";
import { readLanguageSet } from "../eval/read-language-set.ts";

const set = readLanguageSet();

test.each(languages)("what is written in %s is taken for no other language", (language) => {
  expect(set[language].map(guessLanguage).filter((one) => one !== undefined && one !== language)).toEqual([]);
});

test.each([
  ["too short to tell", "ok"],
  ["no letters", "😀 112 !!"],
  ["a script of none of ours", "我今天工作了一整天很累很累"],
  ["Amharic, not Tigrinya", "ዛሬ ስራ የለኝም ምን ላድርግ እንዴት ነህ"],
  ["Pashto, not Persian", "نن ټوله ورځ مې کار کړی او ډېر ستړی یم"],
  ["Arabic in Latin letters", "lyom khdemt nhar kamel w 3yit bzaf walakin labas"],
  ["German", "Heute habe ich den ganzen Tag gearbeitet und bin sehr müde"],
])("nothing is guessed for what is %s", (_, text) => {
  expect(guessLanguage(text)).toBeUndefined();
});
