import { expect, test } from "vitest";
import { isStopWord } from "../../src/telegram/stop-words.ts";

test.each([
  "STOP",
  "stop",
  "Stop.",
  "stop!!!",
  "  stop  ",
  "stop\n",
  "/stop",
  "/stop@in_beeld_bot",
  "/STOP",
  "stoppen",
  "Ik wil stoppen",
  "ik wil stoppen.",
  "afmelden",
  "Unsubscribe",
  "I want to stop",
  "توقف",
  "قف!",
  "إيقاف",
  "أوقف؟",
  "الغاء",
])("a wish to stop is heard: %s", (text) => {
  expect(isStopWord(text)).toBe(true);
});

test.each([
  ...["стоп", "Припиніть!", "досить", "prypynyty"],
  ...["ደው በል", "ይኣክል።", "dew bel"],
  ...["DURDUR", "yeter!", "BIRAK", "çıkış", "ÇIKIŞ", "cikis"],
  ...["przestań", "PRZESTAN", "dość", "dosc"],
  ...["jooji", "Joogso.", "su’aalo ha ii soo dirin"],
  ...["استاپ", "استوپ", "ایست", "بس", "بس است", "بس کن", "لغو", "تمامش کن", "دیگر نه", "دیگر نمی‌خواهم"],
  ...["دیگر نمی خواهم", "سؤال نفرست", "سوال نفرست", "dige nemikham"],
  ...["хватит", "Прекратите!", "khvatit"],
])("a wish to stop is heard in every language, whatever the reader's own: %s", (text) => {
  expect(isStopWord(text, "nl")).toBe(true);
});

test.each(["تمام", "tamam", "Bas"])("%s is a wish to stop in Persian only", (text) => {
  expect(isStopWord(text, "fa")).toBe(true);
  for (const language of ["nl", "ar", "tr"] as const) expect(isStopWord(text, language)).toBe(false);
});

// STOP stands in our own texts in quotes, and in isolates in Arabic: it is copied like that.
test.each([
  "“STOP”",
  '"stop"',
  "'stop'",
  "«توقف»",
  "\u2068STOP\u2069",
  "\u200fتوقف\u200f",
  "🛑 stop",
  "stop 🙏",
  "stop…",
])("a wish to stop is heard in whatever stands around it: %s", (text) => {
  expect(isStopWord(text)).toBe(true);
});

test.each([
  "",
  "!",
  "stop met roken",
  "ik stop niet",
  "ik stop met school",
  "non-stop",
  "bushalte stop 4",
  "het moet stoppen",
  "hij stopt niet met slaan",
  "ik wil stoppen met mijn werk",
  "ik wil stoppen met leven",
  "I can't stop thinking about it",
  "the end is near",
  "لا تتوقف",
  "توقف عن العمل",
  "я хочу припинити жити",
  "хватит меня бить",
  "yaşamak istemiyorum",
  "nie chcę już żyć",
  "ma rabo inaan noolaado",
  "دیگر نمی‌خواهم زنده بمانم",
  "بس است این زندگی",
  "ክነብር ኣይደልን",
  "больше не хочу",
  "niets meer",
])("something else is not taken for it: %s", (text) => {
  expect(isStopWord(text)).toBe(false);
});
