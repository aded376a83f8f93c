import { describe, expect, it } from "vitest";
import { completeLocale, pluralFormsOf } from "../../src/i18n/complete-locale.ts";
import { rooms } from "../../src/i18n/dutch.ts";
import { findStandings } from "../../src/i18n/find-standings.ts";
import { findTextFaults } from "../../src/i18n/find-text-faults.ts";
import { isolate } from "../../src/i18n/isolate.ts";
import { readStatuses } from "../../src/i18n/keep-statuses.ts";
import { type Language, languages, readsStaffTexts } from "../../src/i18n/language.ts";
import { isOfItem, textsOfItems } from "../../src/i18n/read-items.ts";
import { readLocale, textsOf } from "../../src/i18n/read-locale.ts";
import { sameAsDutch } from "../../src/i18n/same-as-dutch.ts";
import { isStaffText, staffTexts } from "../../src/i18n/staff-texts.ts";
import { limits } from "../../src/i18n/text-limits.ts";
import { baseOf, countedIn } from "../../src/i18n/text-status.ts";
import { loadTexts, missingTexts } from "../../src/i18n/texts.ts";

const all = Object.fromEntries(
  languages.map((language) => [language, textsOf(readLocale(language))]),
) as unknown as Record<Language, ReadonlyMap<string, string>>;
/** Those that somebody has begun to translate; a language without any text fails a test of its own. */
const begun = languages.filter((language) => all[language].size > 0);
const translations = begun.filter((language) => language !== "nl");

const counted = countedIn(all.nl);
/** The name that the plural forms of a text share, or the key itself. */
const withoutPlural = (key: string) => baseOf(key, counted);

/** The Dutch keys as another language must have them: those its readers can meet, each plural in its own categories. */
function keysFor(language: Language): string[] {
  const keys = [...all.nl.keys()]
    .filter((key) => readsStaffTexts(language) || !isStaffText(key))
    .flatMap((key) =>
      withoutPlural(key) === key
        ? [key]
        : pluralFormsOf(language).map((form) => `${withoutPlural(key)}_${form}`),
    );
  return [...new Set(keys)];
}

/** The Dutch text that a text was made from. */
function dutchOf(key: string): string {
  const text = all.nl.get(key) ?? all.nl.get(`${withoutPlural(key)}_other`);
  if (text === undefined) throw new Error(`No Dutch text for ${key}`);
  return text;
}

const placeholder = /\{\{[^}]*\}\}/g;
const placeholdersOf = (text: string) => [...(text.match(placeholder) ?? [])].sort();
const latinLetter = /\p{Script=Latin}/u;
const isolated = /[\u2066-\u2068][^\u2069]*\u2069/g;
const withoutIsolated = (text: string) => text.replace(isolated, "");

it("are there in every language", () => {
  expect(languages.filter((language) => !begun.includes(language))).toEqual([]);
});

describe("the classes of texts", () => {
  it("have no name for staff that is named already by a name above it", () => {
    for (const [room, paths] of Object.entries(staffTexts)) {
      expect(new Set(paths).size, room).toBe(paths.length);
      for (const path of paths)
        for (const other of paths) expect(path.startsWith(`${other}.`), `${room}:${path}`).toBe(false);
    }
  });

  it("are two: what is named is for staff, in its languages alone, and all else is for everybody", () => {
    const staff = [...all.nl.keys()].filter(isStaffText);
    expect(staff.length).toBeGreaterThan(900);
    expect(all.nl.size - staff.length).toBeGreaterThan(1_100);
    for (const key of ["people:confirm.yes", "escalation:list.title_one", "telegram:help.staff"])
      expect(isStaffText(key), key).toBe(true);
    for (const key of ["people:link.robot", "checkin:question.G1.prompt", "people:stop.done"])
      expect(isStaffText(key), key).toBe(false);
    for (const language of begun.filter((one) => !readsStaffTexts(one)))
      expect([...all[language].keys()].filter(isStaffText), language).toEqual([]);
  });
});

describe.each(begun)("the texts in %s", (language) => {
  const entries = [...all[language]];

  it("have the Dutch keys, with the plural categories that the language demands, and no others", () => {
    const wanted = keysFor(language);
    const there = [...all[language].keys()];
    expect(wanted.filter((key) => !all[language].has(key))).toEqual([]);
    expect(there.filter((key) => !wanted.includes(key))).toEqual([]);
    expect(there).toEqual(wanted);
    expect(missingTexts(language)).toEqual([]);
  });

  it("have no fault: placeholders, lines, signs, numbers, commands, terms, isolates, lengths, nothing left in Dutch", () => {
    const faulty = entries.flatMap(([key, text]) => {
      const about = { language, key, text, dutch: dutchOf(key), isCounted: counted.has(withoutPlural(key)) };
      return findTextFaults(about).map((fault) => `${key}: ${fault}`);
    });
    expect(faulty).toEqual([]);
  });

  it("have no fault in their questions and answers either", () => {
    const inDutch = textsOfItems("nl");
    const faulty = [...textsOfItems(language)].flatMap(([key, text]) =>
      findTextFaults({ language, key, text, dutch: inDutch.get(key) ?? "", isCounted: false }).map(
        (fault) => `${key}: ${fault}`,
      ),
    );
    expect(faulty).toEqual([]);
  });

  it("are noted, each with the Dutch that it was made from (`npm run -s cli -- texts adopt <language>`)", () => {
    if (language === "nl") return expect(readStatuses(language)).toEqual({});
    const standings = [...findStandings(language)].filter(
      // Which answers a language must have is the knowledge's own test.
      ([key, standing]) => !(isOfItem(key) && standing === "missing"),
    );
    expect(standings.filter(([, standing]) => standing === "unnoted" || standing === "missing")).toEqual([]);
    expect(Object.keys(readStatuses(language)).sort()).toEqual(standings.map(([key]) => key).sort());
  });

  it("name the button to open a check-in as the button is labelled", () => {
    const label = all[language].get("checkin:flow.openAnswer.yes") ?? "?";
    const words = all[language].get("checkin:flow.later")?.match(/\p{L}+/gu);
    expect(words).toContain(label);
  });
});

describe("a translation", () => {
  it("is explained as a copy only where some language does copy", () => {
    for (const key of Object.keys(sameAsDutch))
      expect(
        translations.some((language) => all[language].get(key) === dutchOf(key)),
        key,
      ).toBe(true);
  });

  it("says in which language the bot writes from now on, in that language", () => {
    const names: Readonly<Record<Language, RegExp>> = {
      ...{ nl: /Nederlands/, en: /English/, ar: /بالعربية/, uk: /українськ/i, ti: /ትግርኛ/ },
      ...{ tr: /Türkçe/i, pl: /po polsku|polski/i, so: /Soomaali/i, fa: /فارسی|دری/, ru: /русск/i },
    };
    for (const language of begun)
      expect(all[language].get("telegram:language.chosen")).toMatch(names[language]);
  });
});

it.each(limits)("$what: each pattern of its limit covers a text", ({ keys }) => {
  for (const pattern of keys)
    expect(
      [...all.nl.keys(), ...textsOfItems("nl").keys()].some((key) => pattern.test(key)),
      String(pattern),
    ).toBe(true);
});

describe("the Dutch", () => {
  // To worry (“zich zorgen maken”) and to look after somebody are no care of an institution.
  it("speaks of no cliënt, dossier or zorg: a school stands beside a young person, it does not treat them", () => {
    for (const [key, text] of all.nl) expect(text, key).not.toMatch(/cli[eë]nt|dossier|zorg(?!en\b)/i);
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
    for (const namespace of rooms) expect(() => say(`${namespace}:not.there` as Key)).toThrow("No text for");
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
    const form = all.ar.get(`simulator:page.unread_${category}`) ?? "?";
    expect(say("simulator:page.unread", { count })).toBe(form.replace("{{count}}", String(count)));
  });

  it("has a different Arabic text for each plural form", () => {
    const forms = [...all.ar].filter(([key]) => key.startsWith("simulator:page.unread_"));
    expect(forms).toHaveLength(6);
    expect(new Set(forms.map(([, text]) => text)).size).toBe(6);
  });

  it("chooses singular and plural in Dutch and English", async () => {
    const texts = await loadTexts();
    expect(texts("nl")("escalation:list.title", { count: 1 })).toBe("1 persoon heeft je nodig.");
    expect(texts("nl")("escalation:list.title", { count: 2 })).toBe("2 mensen hebben je nodig.");
    expect(texts("en")("escalation:list.title", { count: 1 })).toBe("1 person needs you.");
    expect(texts("en")("escalation:list.title", { count: 0 })).toBe("0 people need you.");
  });
});

describe("a text that one language lacks", () => {
  const lacking = (language: Language, without: RegExp) => {
    const locale = structuredClone(readLocale(language)) as Record<string, Record<string, unknown>>;
    const cut = (tree: Record<string, unknown>, before: string) => {
      for (const [name, value] of Object.entries(tree))
        if (typeof value === "object") cut(value as Record<string, unknown>, `${before}${name}.`);
        else if (without.test(before + name)) tree[name] = "";
    };
    for (const [room, tree] of Object.entries(locale)) cut(tree, `${room}:`);
    return completeLocale(language, locale as ReturnType<typeof readLocale>);
  };

  it("is said in Dutch and named as missing, and what is for staff is Dutch without being missed", () => {
    const { texts, missing, inDutch } = lacking("ar", /^delivery:parked$/);
    expect(missing).toEqual(["delivery:parked"]);
    expect(texts.delivery.parked).toBe(all.nl.get("delivery:parked"));
    expect(texts.people.confirm.yes).toBe(all.nl.get("people:confirm.yes"));
    expect(inDutch.has("people:confirm.yes")).toBe(true);
    expect(inDutch.has("people:link.robot")).toBe(false);
  });

  it("takes the language's own form for others where one plural form is missing", () => {
    const { texts, missing } = lacking("ar", /^simulator:page\.unread_few$/);
    expect(missing).toEqual(["simulator:page.unread_few"]);
    expect(texts.simulator.page).toMatchObject({ unread_few: all.ar.get("simulator:page.unread_other") });
  });

  it("is missed in English where staff alone reads it", () => {
    expect(lacking("en", /^people:confirm\.yes$/).missing).toEqual(["people:confirm.yes"]);
  });

  it("is reported once when a text of the staff is asked for in a language that staff does not read", async () => {
    const told: unknown[] = [];
    const texts = await loadTexts((event, facts) => told.push({ event, ...facts }));
    for (const _ of [1, 2]) expect(texts("ar")("people:confirm.yes")).toBe(all.nl.get("people:confirm.yes"));
    texts("en")("people:confirm.yes");
    texts("ar")("people:link.okay");
    expect(told).toEqual([{ event: "text.notForStaff", code: "AR", textKey: "people:confirm.yes" }]);
  });
});
