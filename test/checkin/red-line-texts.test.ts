import { describe, expect, it, test } from "vitest";
import type { Language } from "../../src/i18n/language.ts";
import { resources } from "../../src/i18n/texts.ts";

/** The languages that have a list here. */
const languages = ["nl", "en", "ar"] as const satisfies readonly Language[];
type Listed = (typeof languages)[number];

/** Every text of a part of the locale files, by its key. */
function textsUnder(value: unknown, key: string): [string, string][] {
  if (typeof value === "string") return [[key, value]];
  return Object.entries(value as Record<string, unknown>).flatMap(([name, one]) =>
    textsUnder(one, `${key}.${name}`),
  );
}

/** What a young person can read on the way through a crisis. A key that is added to one of these parts is held to it, too. */
function crisisTexts(language: Listed): [string, string][] {
  const { checkin, people, escalation, telegram } = resources[language];
  const { end, question } = checkin;
  const shown = {
    "checkin.crisis": checkin.crisis,
    "checkin.end": Object.fromEntries(Object.entries(end).filter(([key]) => /crisis|shared/i.test(key))),
    "checkin.question": Object.fromEntries(Object.entries(question).filter(([id]) => id.startsWith("SAFE"))),
    "people.number": people.number,
    "people.tidy": people.tidy,
    "people.when": people.when,
    "escalation.person": escalation.person,
    "telegram.help.noService": telegram.help.noService,
    "checkin.flow": { unasked: checkin.flow.unasked, tappedWrong: checkin.flow.tappedWrong },
  };
  return Object.entries(shown).flatMap(([key, value]) => textsUnder(value, key));
}

/** Words that no text of a crisis may hold; what a word list finds is what its author thought of. */
const never: Readonly<Record<string, Readonly<Record<Listed, RegExp>>>> = {
  "asks a leading question": {
    nl: /\b(je|jij) (bent|wilt|gaat|hebt|doet|denkt) (toch )?(geen|niet|nooit)\b[^.?]*\?|\btoch\?|\bhè\?|toch niet\b/i,
    en: /\byou('re| are|'ll| will| do|'d| would)? ?(not|n't|never)\b[^.?]*\?|\b(right|are you|do you|will you)\?\s*$|aren't you|you're not/i,
    ar: /(أليس كذلك|ألست|أنت لا|لن تفعل|هل أنت متأكد)/,
  },
  "takes leave or ends the talk": {
    nl: /\b(tot ziens|doei|dag!|tot de volgende keer|tot later|tot in|welterusten|sterkte|het beste|dit gesprek (is|eindigt|stopt)|ik stop)\b/i,
    en: /\b(goodbye|bye|see you|take care|good night|until next time|talk to you later|this (chat|conversation) (is over|ends)|i stop)\b/i,
    ar: /(وداعًا|مع السلامة|إلى اللقاء|تصبح على خير|انتهت المحادثة)/,
  },
  "promises how it will end": {
    nl: /\b(beloof|belooft|beloofd|garandeer|komt (wel |allemaal )?goed|wordt beter|gaat over|altijd iemand|wij zorgen|ik zorg|meteen geholpen|komt naar je toe|hoeft niet alleen)\b/i,
    en: /\b(promise|guarantee|will be (okay|ok|fine|alright)|gets? better|will pass|always someone|we will help|i will help|comes to you|do(n't| not) have to (wait|be) alone)\b/i,
    ar: /(أعدك|نعدك|أضمن|كل شيء سيكون|سيتحسن|سيمر|سأساعدك|سنساعدك|لست وحدك)/,
  },
  "asks for a promise (a contract)": {
    nl: /\b(beloof (me|mij|ons)|spreek (met me )?af dat|afspraak met mij|geef me je woord|doe niets)\b/i,
    en: /\b(promise (me|us)|agree (that you|not to)|give me your word|don't do anything|contract)\b/i,
    ar: /(عدني|عدنا|اتفق معي|لا تفعل شيئًا)/,
  },
  "diagnoses or labels": {
    nl: /\b(depressie(f|ve)?|depressieve|suïcidaal|suicidaal|psychose|psychotisch|stoornis|ziek(te)?|trauma|burn-?out|patiënt|verward|labiel|aanstell\w*)\b/i,
    en: /\b(depress\w*|suicidal|psychosis|psychotic|disorder|illness|trauma\w*|burn-?out|patient|unstable|overreact\w*)\b/i,
    ar: /(اكتئاب|مكتئب|ذهان|اضطراب|مريض|صدمة نفسية|مختل)/,
  },
  counsels: {
    nl: /\b(probeer (eens|maar|te)|haal diep adem|adem (rustig|diep)|denk (eens )?aan|je moet|ga (even )?(wandelen|slapen)|rustig maar|kop op|niet zo erg|stel je voor)\b(?! zelfmoord)/i,
    en: /\b(try to|breathe|calm down|cheer up|you should|you must|think of|think positive|go for a walk|not that bad|imagine)\b/i,
    ar: /(حاول أن|تنفس|اهدأ|يجب عليك|فكر في الأشياء|لا تقلق)/,
  },
  "poses as a human or as an emergency service": {
    nl: /\bik ben (een |jouw )?(mens|begeleider|hulpverlener|collega|Fatima|hulpdienst)\b|\bik begrijp (je|hoe)|\bik voel\b|\bik weet hoe\b/i,
    en: /\bi am (a |an |your )?(person|human|counsel\w*|emergency service|worker)\b|\bi understand (you|how)|\bi feel\b|\bi know how\b/i,
    ar: /(أنا إنسان|أنا مرشد|أنا خدمة طوارئ|أفهم شعورك|أشعر بك)/,
  },
};

describe.each(languages)("in %s no text of a crisis", (language) => {
  const texts = crisisTexts(language);

  test.each(Object.entries(never))("%s", (_, words) => {
    for (const [key, text] of texts) expect(text, key).not.toMatch(words[language]);
  });

  it("is missing: there are as many as in Dutch", () => {
    expect(texts.map(([key]) => key)).toEqual(crisisTexts("nl").map(([key]) => key));
    expect(texts.length).toBeGreaterThan(35);
  });
});

/** That the lists can find something at all: one wrong text for each line and language. */
const wrong: Readonly<Record<keyof typeof never, Readonly<Record<Listed, string>>>> = {
  "asks a leading question": {
    nl: "Je bent toch niet in gevaar?",
    en: "You're not in danger, are you?",
    ar: "أنت بخير، أليس كذلك؟",
  },
  "takes leave or ends the talk": {
    nl: "Dank je wel. Tot de volgende keer.",
    en: "Thank you. Goodbye.",
    ar: "شكرًا لك. إلى اللقاء.",
  },
  "promises how it will end": {
    nl: "Het komt goed.",
    en: "It will be okay.",
    ar: "كل شيء سيكون بخير.",
  },
  "asks for a promise (a contract)": {
    nl: "Beloof me dat je wacht.",
    en: "Promise me that you wait.",
    ar: "عدني أنك ستنتظر.",
  },
  "diagnoses or labels": { nl: "Je bent depressief.", en: "You are depressed.", ar: "لديك اكتئاب." },
  counsels: { nl: "Haal diep adem.", en: "Breathe and calm down.", ar: "تنفس ببطء." },
  "poses as a human or as an emergency service": {
    nl: "Ik begrijp je.",
    en: "I understand you.",
    ar: "أفهم شعورك.",
  },
};

test.each(Object.entries(wrong))("a text that %s would be found in every language", (line, examples) => {
  for (const language of languages) expect(examples[language]).toMatch(never[line]?.[language] ?? /^$/);
});

const honest: Readonly<Record<Listed, { robot: RegExp; noService: RegExp; person: RegExp }>> = {
  nl: { robot: /een robot/, noService: /geen hulpdienst/, person: /mens/ },
  en: { robot: /a robot/, noService: /no emergency service/, person: /person/ },
  ar: { robot: /روبوت/, noService: /لست خدمة طوارئ/, person: /إنسان/ },
};

test.each(languages)(
  "in %s the first answer says that it is a robot and no emergency service",
  (language) => {
    const { crisis } = resources[language].checkin;
    for (const text of [crisis.heard, crisis.shared]) {
      expect(text).toMatch(honest[language].robot);
      expect(text).toMatch(honest[language].noService);
      expect(text).toMatch(honest[language].person);
    }
    expect(crisis.hours).toContain("{{hours}}");
    for (const text of [crisis.asleep, crisis.shared]) expect(text).toContain("{{when}}");
  },
);
