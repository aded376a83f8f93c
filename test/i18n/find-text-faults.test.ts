import { describe, expect, it } from "vitest";
import { findTextFaults } from "../../src/i18n/find-text-faults.ts";
import type { Language } from "../../src/i18n/language.ts";

const faultsOf = (language: Language, dutch: string, text: string, key = "people:link.welcome") =>
  findTextFaults({ language, key, dutch, text, isCounted: /_(one|few|many|other)$/.test(key) }).join("; ");

describe("a translation is refused", () => {
  it.each<[why: string, language: Language, dutch: string, text: string, says: RegExp]>([
    ["that is empty", "pl", "Hoi!", " \n ", /empty/],
    ["that lost a name", "uk", "Hoi {{name}}!", "Привіт!", /between braces.*\{\{name\}\}/],
    ["that translated a name's place", "uk", "Hoi {{name}}!", "Привіт {{імʼя}}!", /between braces/],
    ["that has a name twice", "uk", "Hoi {{name}}!", "Привіт {{name}} {{name}}!", /between braces/],
    ["that lost a line", "ru", "Eén.\nTwee.", "Раз. Два.", /2 lines/],
    ["that moved an empty line", "ru", "Eén.\n\nTwee.\nDrie.", "Раз.\nДва.\n\nТри.", /4 lines/],
    ["with a space at the end", "tr", "Hoi!", "Selam! ", /space at the beginning or end/],
    ["with another number", "so", "Bel 112.", "Wac 113.", /emergency numbers.*112/],
    ["with numbers the other way round", "so", "Bel 112 of 113.", "Wac 113 ama 112.", /emergency numbers/],
    ["with digits of another script", "fa", "Over 3 dagen.", "تا ۳ روز دیگر.", /digits/],
    ["that translated a command", "tr", "Kijk bij /help.", "/yardim yazın.", /commands.*\/help/],
    ["that translated STOP", "pl", "Typ STOP.", "Napisz stop.", /STOP/],
    ["that lost a picture", "ti", "📞 Bellen", "ደውል", /pictures.*📞/u],
    ["that lost a bullet", "ti", "• Werk", "ስራሕ", /bullets/],
    ["that lost a Dutch term", "uk", "Dat is de Wajong.", "Це допомога для молоді.", /Dutch term Wajong/],
    [
      "that lost the name of a fund",
      "pl",
      "Heb je studiefinanciering?",
      "Masz pieniądze?",
      /term studiefinanciering/,
    ],
    ["that is the Dutch", "tr", "Nu niet", "Nu niet", /same as the Dutch/],
    [
      "that is the Dutch but for its signs",
      "so",
      "Je bent al gestopt.",
      "je bent al gestopt",
      /same as the Dutch/,
    ],
    ["in Polish with a letter lost", "pl", "Ik bel je.", "Zadzwoni? do ciebie?? Tak.", /lost letters/],
    ["whose words come from a broken file", "ti", "Ik bel je.", "\ufffd\ufffd ደውል", /lost letters/],
    ["in the letters of another language", "fa", "Hoe gaat het?", "ሰላም ከመይ ኣለኻ?", /in letters of فارسی/],
    [
      "in Arabic for Persian",
      "fa",
      "Ik stel je een vraag.",
      "سأطرح عليك سؤالًا الآن يا صديقي",
      /is not in فارسی/,
    ],
    [
      "in Turkish for Somali",
      "so",
      "Ik stel je een vraag.",
      "Şimdi sana bir soru sorayım mı?",
      /is not in Soomaali/,
    ],
    [
      "in English for Turkish",
      "tr",
      "Je bent al gestopt. Ik stuur je geen vragen meer, tot je het zegt.",
      "You have stopped already. I send you no more questions until you say so.",
      /is not in Türkçe/,
    ],
    [
      "that says a word of three sentences",
      "pl",
      "Je doet mee. Dat is fijn. Stoppen kan altijd.",
      "Dobrze",
      /much shorter/,
    ],
    ["that no message holds", "pl", "Hoi!", "Cześć ".repeat(900).trim(), /a message takes 4096/],
    [
      "with isolates from left to right",
      "pl",
      "Bel 112.",
      "Zadzwoń \u2066112\u2069.",
      /isolates, in a language/,
    ],
    ["with an older mark", "ar", "Hoi!", "مرحبًا\u200f!", /older kind/],
    ["with a bare Latin word", "fa", "Dat is UWV.", "این UWV است.", /isolate each Latin word/],
    ["with a bare number", "fa", "Bel 112.", "به 112 زنگ بزن.", /isolate each Latin word/],
    ["with an isolate left open", "ar", "Bel 112.", "اتصل \u2066112.", /close each isolate/],
    [
      "with a name isolated twice",
      "ar",
      "Hoi {{name}}!",
      "مرحبًا \u2068{{name}}\u2069!",
      /between braces: that/,
    ],
  ])("%s (%s)", (_, language, dutch, text, says) => {
    expect(faultsOf(language, dutch, text)).toMatch(says);
  });

  it("that is longer than its button, counted as the eye counts", () => {
    const key = "people:link.okay";
    expect(faultsOf("ti", "Oké", "ሕ".repeat(31), key)).toContain("31 long, and a button takes 30");
    // Thirty letters, each with a mark above it, are thirty.
    expect(faultsOf("pl", "Oké", "e\u0301".repeat(30), key)).toBe("");
  });
});

describe("a translation is taken", () => {
  it.each<[why: string, language: Language, dutch: string, text: string]>([
    [
      "when it says the same in other words",
      "uk",
      "Hoi {{name}}! Bel 112.",
      "Привіт, {{name}}! Телефонуй 112.",
    ],
    [
      "when Dutch terms and numbers are isolated",
      "fa",
      "Bel 112 of het UWV.",
      "به \u2066112\u2069 یا \u2066UWV\u2069 زنگ بزن.",
    ],
    ["when only a Dutch term is in it", "ru", "UWV", "UWV: Москва"],
    ["when most of its letters are of a Dutch term", "ti", "Wat is dagbesteding?", "dagbesteding እንታይ እዩ?"],
    [
      "when a short sentence looks like another language",
      "en",
      "Goed. Het staat erin.",
      "Good. It is written down.",
    ],
    ["when it is the same and has no words", "tr", "{{number}}/{{total}}", "{{number}}/{{total}}"],
  ])("%s (%s)", (_, language, dutch, text) => {
    expect(faultsOf(language, dutch, text)).toBe("");
  });

  it.each<[language: Language, form: string, text: string, isTaken: boolean]>([
    ["tr", "one", "Yeni bir mesaj", true],
    ["uk", "one", "Одне нове повідомлення", false],
    ["fa", "one", "یک پیام تازه", false],
    ["pl", "one", "Jedna nowa wiadomość", true],
    ["pl", "few", "Kilka nowych wiadomości", false],
    ["uk", "many", "{{count}} нових повідомлень", true],
  ])(
    "in %s with a word for the number in the form %s only where it is one number",
    (language, form, text, isTaken) => {
      const faults = faultsOf(language, "{{count}} nieuwe berichten", text, `simulator:page.unread_${form}`);
      if (isTaken) expect(faults).toBe("");
      else expect(faults).toContain("{{count}}");
    },
  );
});

it.each([
  "people:tidy.yes",
  "people:calendar.time.after16",
  "people:calendar.time.weekdays",
  "people:link.joinAfterAll",
  "programme:reoffer.talkFirst",
  "talk:safe.call",
  "talk:wipe.button",
  "telegram:language.other",
  "delivery:listen",
])("a button may be no longer than a small phone shows: %s", (key) => {
  expect(faultsOf("pl", "Hoi!", "e".repeat(31), key)).toContain("31 long, and a button takes 30");
});
