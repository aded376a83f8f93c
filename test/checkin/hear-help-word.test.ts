import { expect, test } from "vitest";
import { isHelpWord } from "../../src/checkin/hear-help-word.ts";

test.each([
  ...["hulp", "HELP!!", "help me", "🆘 help", "112"],
  ...["مساعدة", "النجدة!", "ساعدوني", "sa3duni"],
  ...["допоможіть", "Рятуйте!", "dopomozhit"],
  ...["ሓገዝ", "ሓግዙኒ።", "hagez"],
  ...["yardım", "YARDIM", "İMDAT", "imdat!"],
  ...["pomocy", "Ratunku!", "pomóż mi", "pomoz mi"],
  ...["caawi", "i caawi", "Gargaar"],
  ...["کمک", "كمك", "کمک می‌خواهم", "komak"],
  ...["помогите", "СПАСИТЕ", "pomogite"],
])("a call for help is heard in every language: %s", (text) => {
  expect(isHelpWord(text)).toBe(true);
});

test.each([
  "",
  "ik heb mijn moeder geholpen",
  "hulp met mijn fiets",
  "кто помогите не пишет",
  "کمک به مادرم",
])("something else is not taken for it: %s", (text) => {
  expect(isHelpWord(text)).toBe(false);
});
