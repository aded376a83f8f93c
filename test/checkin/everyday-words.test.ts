import { expect, test } from "vitest";
import { screenText } from "../../src/checkin/find-crisis-words.ts";
import type { Language } from "../../src/i18n/language.ts";

/** Words that everybody says every day; some sound like another language's words of crisis. */
test.each<[Language, string]>([
  ["nl", "ik zit niet meer op school, ik zit nu thuis te gamen"],
  ["nl", "voor iemand die niet graag in de klas zit"],
  ["tr", "nasılsın, iş nasıl gidiyor?"],
  ["tr", "nasıl bir okul bu?"],
  ["pl", "mam 17 lat i nie mam dyplomu"],
  ["pl", "syn skończył szkołę i od razu idzie do pracy"],
  ["fa", "می‌خواهم با یک نفر حرف بزنم"],
  ["fa", "می‌شود با کسی گپ بزنم؟"],
  ["fa", "چقدر طول میکشه"],
  ["fa", "قراردادم ماه جون تمام می‌شود"],
  ["ru", "дочке 19, на что ей жить"],
  ["ru", "у меня была двойка, папа был у меня в школе"],
  ["ru", "прости, я опоздал"],
  ["uk", "більше ніж мені треба"],
])("no word of crisis in %s: %s", (language, text) => {
  expect(screenText(text, language)).toEqual([]);
});

test.each<[Language, string]>([
  ["ru", "надо мной было насилие дома"],
  ["ru", "отец меня бил"],
  ["ru", "отец бил меня вчера"],
  ["ru", "мне негде жить"],
  ["ru", "не знаю где мне жить"],
  ["ru", "дочка говорит что не хочет больше жить"],
  ["en", "my son says he doesnt want to live anymore"],
  ["en", "she texts me she will hurt herself"],
  ["en", "i od'd last night"],
  ["uk", "хочу вкоротити собі віку"],
  ["uk", "я себе ріжу"],
  ["pl", "lepiej żeby mnie nie było"],
  ["ti", "ሞት ይሓይሸኒ"],
  ["ar", "nafsi amout"],
  ["fa", "رگم را میزنم"],
  ["fa", "بابام منو میکشه"],
  ["fa", "padaram mara lat mikona"],
])("still one in %s: %s", (language, text) => {
  expect(screenText(text, language)).not.toEqual([]);
});
