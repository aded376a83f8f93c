import { afterEach, describe, expect, it, vi } from "vitest";
import { isolate } from "../../src/i18n/isolate.ts";
import { type Language, languages, rightToLeft } from "../../src/i18n/language.ts";
import { loadTexts, resources } from "../../src/i18n/texts.ts";

interface Nested {
  readonly [name: string]: string | Nested;
}

/** Every text of a tree by its path, in the order of the file. */
function flatten(tree: Nested, before = ""): [path: string, text: string][] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === "string"
      ? [[before + name, value] as [string, string]]
      : flatten(value, `${before}${name}.`),
  );
}

/** `people:link.robot` and its text, for every text of a language. */
const textsOf = (language: Language): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(resources[language]).flatMap(([namespace, tree]) =>
      flatten(tree as Nested).map(([path, text]) => [`${namespace}:${path}`, text] as const),
    ),
  );

const all = Object.fromEntries(languages.map((language) => [language, textsOf(language)])) as Record<
  Language,
  ReadonlyMap<string, string>
>;
const translations = languages.filter((language) => language !== "nl");
const everyText = languages.flatMap((language) =>
  [...all[language]].map(([key, text]) => ({ language, key, text })),
);

const pluralSuffix = /_(zero|one|two|few|many|other)$/;
const basesOf = (suffix: RegExp) =>
  new Set([...all.nl.keys()].filter((key) => suffix.test(key)).map((key) => key.replace(suffix, "")));
/** Counted texts in Dutch: a key such as `situation.school_other` ends alike, yet has no singular. */
const singular = basesOf(/_one$/);
const counted = new Set([...basesOf(/_other$/)].filter((base) => singular.has(base)));
/** The name that the plural forms of a text share, or the key itself. */
const withoutPlural = (key: string) => {
  const base = key.replace(pluralSuffix, "");
  return counted.has(base) ? base : key;
};
const categoriesOf = (language: Language) =>
  new Intl.PluralRules(language).resolvedOptions().pluralCategories;
const pluralOrder = ["zero", "one", "two", "few", "many", "other"] as const;

/** The Dutch keys as another language must have them: each plural in that language's own categories. */
function keysFor(language: Language): string[] {
  const keys = [...all.nl.keys()].flatMap((key) => {
    if (withoutPlural(key) === key) return [key];
    const categories = categoriesOf(language);
    return pluralOrder
      .filter((category) => categories.includes(category))
      .map((category) => `${withoutPlural(key)}_${category}`);
  });
  return [...new Set(keys)];
}

/** The Dutch text that a text was made from. */
function dutchOf(key: string): string {
  const text = all.nl.get(key) ?? all.nl.get(`${withoutPlural(key)}_other`);
  if (text === undefined) throw new Error(`No Dutch text for ${key}`);
  return text;
}

const placeholder = /\{\{[^}]*\}\}/g;
const fillIn = (text: string, name: string) =>
  text.replace(placeholder, (found) => (found === "{{count}}" ? "12" : name));
const placeholdersOf = (text: string) => [...(text.match(placeholder) ?? [])].sort();
const linesOf = (text: string) => text.split("\n").length;
const graphemesOf = (text: string, language: Language) =>
  [...new Intl.Segmenter(language, { granularity: "grapheme" }).segment(text)].length;
const latinLetter = /\p{Script=Latin}/u;
const isolated = /[\u2066-\u2068][^\u2069]*\u2069/g;
const withoutIsolated = (text: string) => text.replace(isolated, "");

describe.each(languages)("the texts in %s", (language) => {
  const entries = [...all[language]];

  it("have the Dutch keys in the Dutch order, with the plural categories that the language demands", () => {
    expect([...all[language].keys()]).toEqual(keysFor(language));
  });

  it("have the placeholders of the Dutch text; only a word for none, one or two may stand for the count", () => {
    for (const [key, text] of entries) {
      const dutch = placeholdersOf(dutchOf(key));
      const inWords = /_(zero|one|two)$/.test(key) && !text.includes("{{count}}");
      expect(placeholdersOf(text), key).toEqual(
        inWords ? dutch.filter((name) => name !== "{{count}}") : dutch,
      );
    }
  });

  it("have as many lines as the Dutch text", () => {
    for (const [key, text] of entries) expect(linesOf(text), key).toBe(linesOf(dutchOf(key)));
  });

  it("are never empty, and carry no space at the beginning or end of a line", () => {
    for (const [key, text] of entries) {
      expect(text, key).not.toBe("");
      for (const line of text.split("\n")) expect(line, key).toBe(line.trim());
    }
  });

  it("keep each emergency number of the Dutch text, in the same order", () => {
    const numbers = (text: string) => text.match(/\b(?:112|113|0800-2000)\b/g) ?? [];
    for (const [key, text] of entries) expect(numbers(text), key).toEqual(numbers(dutchOf(key)));
  });

  it("keep each command of the Dutch text", () => {
    const commands = (text: string) => [...(text.match(/(?<![\w}])\/[a-z]+/g) ?? [])].sort();
    for (const [key, text] of entries) expect(commands(text), key).toEqual(commands(dutchOf(key)));
  });

  it("name the button to open a check-in as the button is labelled", () => {
    const label = all[language].get("checkin:flow.openAnswer.yes") ?? "?";
    const words = all[language].get("checkin:flow.later")?.match(/\p{L}+/gu);
    expect(words).toContain(label);
  });
});

/** Why a translation may be what the Dutch says. */
const sameAsDutch: Readonly<Record<string, string>> = {
  "checkin:flow.progress": "two numbers",
  "escalation:details.title": "nothing but a name",
  "checkin:question.G3.option.mboBol": "names of Dutch schooling, kept as people meet them",
  "checkin:end.themeLine": "nothing but a theme",
  "people:duty.hours.line": "a day and its hours",
  "people:calendar.named": "days and a name",
  "people:calendar.time.join": "two pieces and a comma",
  "checkin:question.Z2.option.uwv": "a name, copied in English",
  "people:number.for.own": "a number and a name that the school typed",
  "people:number.withHours": "a line and hours",
  "checkin:theme.school": "English has the same word",
  "checkin:severity.crisis": "English has the same word",
  "contact:channel.whatsapp": "a name, copied in English",
  "contact:channel.telegram": "a name, copied in English",
  "escalation:today.open": "English has the same word",
  "appointment:button.open": "English has the same word",
  "escalation:partner.transferPoint": "a name, copied in English",
  "escalation:partner.uwv": "a name, copied in English",
  "escalation:partner.safeHome": "a name, copied in English",
  "escalation:today.count.crisis": "English has the same word",
};

describe("a translation", () => {
  it.each(translations)(
    "into %s is nowhere a copy of the Dutch, apart from what is explained",
    (language) => {
      const copied = [...all[language]].filter(([key, text]) => text === dutchOf(key)).map(([key]) => key);
      expect(copied.filter((key) => !(key in sameAsDutch))).toEqual([]);
    },
  );

  it("is explained as a copy only where some language does copy", () => {
    for (const key of Object.keys(sameAsDutch))
      expect(
        translations.some((language) => all[language].get(key) === dutchOf(key)),
        key,
      ).toBe(true);
  });

  it("says in which language the bot writes from now on, in that language", () => {
    const names: Readonly<Record<Language, RegExp>> = { nl: /Nederlands/, en: /English/, ar: /بالعربية/ };
    for (const language of languages)
      expect(all[language].get("telegram:language.chosen")).toMatch(names[language]);
  });
});

describe("directions", () => {
  const depths = (line: string): number[] => {
    let depth = 0;
    return [...line].flatMap((character) => {
      if (/[\u2066-\u2068]/.test(character)) depth += 1;
      else if (character === "\u2069") depth -= 1;
      else return [];
      return [depth];
    });
  };

  it("open and close each isolate within its line, one at a time", () => {
    for (const { language, key, text } of everyText)
      for (const line of text.split("\n")) {
        const found = depths(line);
        expect(
          found.every((depth, index) => depth === (index + 1) % 2),
          `${language} ${key}`,
        ).toBe(true);
        expect(found.length % 2, `${language} ${key}`).toBe(0);
      }
  });

  it("use no isolates in languages that run from left to right, and no older marks anywhere", () => {
    for (const { language, key, text } of everyText) {
      if (!rightToLeft.has(language)) expect(text, `${language} ${key}`).not.toMatch(/[\u2066-\u2069]/);
      expect(text, `${language} ${key}`).not.toMatch(/[\u200e\u200f\u202a-\u202e]/);
    }
  });

  it.each([...rightToLeft])(
    "leave no Latin letter, command or telephone number in %s unisolated",
    (language) => {
      for (const [key, text] of all[language]) {
        const bare = withoutIsolated(text).replace(placeholder, "");
        expect(bare, key).not.toMatch(latinLetter);
        expect(bare, key).not.toMatch(/\/[a-z]|11[23]|0800/);
      }
    },
  );

  it.each([...rightToLeft])(
    "leave placeholders in %s to the code, which isolates their values",
    (language) => {
      for (const [key, text] of all[language])
        for (const inside of text.match(isolated) ?? []) expect(inside, key).not.toContain("{{");
    },
  );
});

/** Texts that Telegram or a small phone cuts off: each pattern covers at least one text. */
const limits: readonly { what: string; keys: readonly RegExp[]; most: number; filledWith: string }[] = [
  {
    what: "a button",
    keys: [
      /^checkin:question\.\w+\.option\./,
      /^checkin:extra\./,
      /^checkin:flow\.(openAnswer\.|goOn$)/,
      /^escalation:(button|outcome)\./,
      /^escalation:today\.(call|write|open|read|decide|more)$/,
      /^escalation:message\.(drop|again|call|read)$/,
      /^people:link\.(okay$|offerAnswer\.|phoneAnswer\.)/,
      /^people:confirm\.(yes|no)$/,
      /^people:staff\.startCheckIn$/,
      /^people:(parent\.(answer|relation)|unlink\.(reason|keep$|undo$))/,
      /^people:offerNote\.(how|answer|contact)\./,
      /^people:silent\.(same|other)$/,
      /^people:mail\.button\./,
      /^people:person\.(newCard|unlink|noteOffer|parent)$/,
      /^people:waiting\.(reason\.|more$|everybody$)/,
      /^people:stop\.again$/,
      /^people:duty\.(hours\.(off|other|school)|away\.(today|tomorrow|week|other|nobody|undo)|more)$/,
      /^people:duty\.(rota\.(plan|tonight|weekend|week|other)|closed\.close|team\.(awayOf|hoursOf))$/,
      /^telegram:checkIn\.more$/,
      /^rights:menu\.(see|export|correct|log|erase|open)$/,
      /^rights:shared\.yes$/,
      /^rights:correct\.item\./,
      /^rights:erase\.(eraseSure|eraseNow|keep)$/,
      /^programme:(deadline\.(set|drop)\.|task\.(reached|done|tomorrow|answer)$)/,
      /^people:agreement\.(yes$|notNow$|send$|note\.|how\.)/,
      /^caseload:dated\.(dates|agreement)$/,
      /^appointment:button\.(?!dropHours$)/,
    ],
    most: 30,
    filledWith: "Abdelrahman",
  },
  {
    what: "a toast",
    keys: [
      /^people:confirm\.refused\./,
      /^people:(unlink\.(refused\.|kept$)|card\.justMade$|offerNote\.contactKept$)/,
      /^people:parent\.(related|already|notNeeded)$/,
      /^people:duty\.(notYours|old|away\.already|rota\.(yours|over))$/,
      /^escalation:(refused|undo)\./,
      /^people:agreement\.(sent|noted|already|off|notLinked)$/,
      /^programme:deadline\.gone$/,
      /^escalation:(note\.none|today\.noted|message\.dropped)$/,
      /^checkin:flow\.(changed|over|overNothing)$/,
      /^appointment:(refused|toast)\./,
    ],
    most: 200,
    filledWith: "Abdelrahman-Christoffel",
  },
  {
    what: "the description of a command",
    keys: [/^telegram:commands\./],
    most: 256,
    filledWith: "Abdelrahman-Christoffel",
  },
  {
    what: "the bot's description",
    keys: [/^telegram:profile\.description$/],
    most: 512,
    filledWith: "Abdelrahman-Christoffel",
  },
  {
    what: "the bot's short description",
    keys: [/^telegram:profile\.short$/],
    most: 120,
    filledWith: "Abdelrahman-Christoffel",
  },
];

describe.each(limits)("$what", ({ keys, most, filledWith }) => {
  it.each(languages)(`is at most ${most} long in %s, with a long name where a name comes`, (language) => {
    for (const pattern of keys) {
      const found = [...all[language]].filter(([key]) => pattern.test(key));
      expect(found.length, String(pattern)).toBeGreaterThan(0);
      for (const [key, text] of found)
        expect(graphemesOf(fillIn(text, filledWith), language), key).toBeLessThanOrEqual(most);
    }
  });
});

describe("the Dutch", () => {
  it("speaks of no cliënt, dossier or zorg: a school stands beside a young person, it does not treat them", () => {
    for (const [key, text] of all.nl) expect(text, key).not.toMatch(/cli[eë]nt|dossier|zorg/i);
  });
});

type Key = "people:link.talkFirst";

describe("loadTexts", () => {
  it("isolates values in Arabic and leaves them as they are in Dutch and English", async () => {
    const texts = await loadTexts();
    const worker = "Fatima";
    expect(texts("ar")("people:link.talkFirst", { worker })).toContain(isolate(worker));
    for (const language of ["nl", "en"] as const) {
      const said = texts(language)("people:link.talkFirst", { worker });
      expect(said).toContain(worker);
      expect(said).not.toMatch(/[\u2066-\u2069]/);
    }
  });

  it("takes isolates out of a value, so that a name cannot end its own", async () => {
    const texts = await loadTexts();
    expect(texts("ar")("people:link.talkFirst", { worker: "Fa\u2069ti\u2067ma\u202e" })).toContain(
      isolate("Fatima"),
    );
  });

  it("leaves no Latin letter unisolated in any Arabic text with Dutch names in it", async () => {
    const say = (await loadTexts())("ar");
    for (const [key, text] of all.ar) {
      const names = placeholdersOf(text).map((name) => [name.slice(2, -2), "Fatima"]);
      const values = { ...Object.fromEntries(names), count: 3 };
      // A plural is asked for by the name that its forms share.
      const said = say(withoutPlural(key) as Key, values as never);
      expect(withoutIsolated(said), key).not.toMatch(latinLetter);
      expect(said, key).not.toContain("{{");
    }
  });

  it.each(languages)("throws for a key that nobody has written, in %s", async (language) => {
    const say = (await loadTexts())(language);
    for (const namespace of Object.keys(resources.nl))
      expect(() => say(`${namespace}:not.there` as Key)).toThrow("No text for");
  });

  it.each([
    [0, "zero"],
    [1, "one"],
    [2, "two"],
    [3, "few"],
    [11, "many"],
    [100, "other"],
  ] as const)("chooses for %i the Arabic form %s", async (count, category) => {
    const say = (await loadTexts())("ar");
    const form = resources.ar.escalation.list[`title_${category}`];
    expect(say("escalation:list.title", { count })).toBe(form.replace("{{count}}", String(count)));
  });

  it("has a different Arabic text for each plural form", () => {
    const forms = [...all.ar].filter(([key]) => key.startsWith("escalation:list.title_"));
    expect(forms).toHaveLength(6);
    expect(new Set(forms.map(([, text]) => text)).size).toBe(6);
  });

  it("chooses singular and plural in Dutch and English", async () => {
    const texts = await loadTexts();
    expect(texts("nl")("escalation:list.title", { count: 1 })).toBe("1 oud-leerling heeft je nodig.");
    expect(texts("nl")("escalation:list.title", { count: 2 })).toBe("2 oud-leerlingen hebben je nodig.");
    expect(texts("en")("escalation:list.title", { count: 1 })).toBe("1 former pupil needs you.");
    expect(texts("en")("escalation:list.title", { count: 0 })).toBe("0 former pupils need you.");
  });
});

describe("a text that one language lacks", () => {
  afterEach(() => {
    vi.doUnmock("../../locales/en/delivery.json");
    vi.resetModules();
  });

  it("throws in that language instead of falling back on the Dutch", async () => {
    vi.resetModules();
    vi.doMock("../../locales/en/delivery.json", () => ({ default: {} }));
    const { loadTexts: loadIncomplete } = await import("../../src/i18n/texts.ts");
    const texts = await loadIncomplete();
    expect(() => texts("en")("delivery:parked", { reference: "1" })).toThrow("No text for");
    expect(texts("nl")("delivery:parked", { reference: "1" })).toContain("nummer 1");
  });
});
