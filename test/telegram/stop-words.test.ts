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
])("something else is not taken for it: %s", (text) => {
  expect(isStopWord(text)).toBe(false);
});
