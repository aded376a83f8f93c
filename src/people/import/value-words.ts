import { type Language, languageOf } from "../../i18n/language.ts";

/** Letters and digits alone, without capitals and accents: how headings and fixed choices are compared. */
export const plain = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();

/** Reads one of a few fixed values, each with the words that stand for it; the code itself is one of them. */
function choice(words: Readonly<Record<string, readonly string[]>>): (text: string) => string | undefined {
  const codes = new Map<string, string>();
  for (const [code, names] of Object.entries(words))
    for (const name of [code, ...names]) codes.set(plain(name), code);
  return (text) => codes.get(plain(text));
}

const languageNames = choice({
  nl: ["Nederlands", "Nederl", "Ned", "Dutch", "nld", "dut", "Vlaams"],
  en: ["Engels", "Eng", "English"],
  ar: ["Arabisch", "Arab", "Arabic", "ara", "العربية", "Arabisch (Syrisch)", "Syrisch-Arabisch"],
  uk: ["Oekraïens", "Oekraiens", "Oekr", "Ukrainian", "ukr", "Українська"],
  ti: ["Tigrinya", "Tigrigna", "Tigrinja", "Tigriniaans", "tir", "ትግርኛ"],
  tr: ["Turks", "Turkish", "tur", "Türkçe"],
  pl: ["Pools", "Polish", "pol", "Polski"],
  so: ["Somalisch", "Somali", "Somaals", "som", "Soomaali"],
  fa: [
    "Perzisch",
    "Farsi",
    "Dari",
    "Persian",
    "fas",
    "per",
    "prs",
    "فارسی",
    "دری",
    "Dari (Afghaans)",
    "Farsi/Dari",
  ],
  ru: ["Russisch", "Russian", "rus", "Русский"],
} satisfies Record<Language, readonly string[]>);

/** The language that a code or a name in English, Dutch or itself stands for; undefined for one that is not there yet. */
export const readLanguage = (text: string): Language | undefined => languageOf(languageNames(text) ?? text);

export const schoolTypes = choice({
  pro: ["praktijkonderwijs", "praktijkschool", "praktijk", "PrO-school", "PrO (praktijkonderwijs)"],
  vso: [
    ...["voortgezet speciaal onderwijs", "vso-school", "speciaal voortgezet onderwijs"],
    "VSO (voortgezet speciaal onderwijs)",
  ],
  isk: [
    ...["internationale schakelklas", "schakelklas", "ISK (internationale schakelklas)", "ISK/nieuwkomers"],
    ...["nieuwkomers", "nieuwkomersonderwijs", "eerste opvang anderstaligen", "EOA"],
  ],
});

const profileWords = choice({
  labour_market: [
    ...["arbeidsmarkt", "arbeidsmarktgericht", "arbeid", "arbeidsgericht", "werk", "labour market", "AMG"],
    ...["arbeidsmarktgericht profiel", "arbeidsmarktgericht onderwijs"],
  ],
  day_activity: [
    ...["dagbesteding", "dagactiviteit", "dagactiviteiten", "dagbestedingsgericht", "day activity"],
    ...["arbeidsmatige dagbesteding", "belevingsgerichte dagbesteding", "taakgerichte dagbesteding"],
    "activerende dagbesteding",
  ],
  further_education: [
    ...["vervolgonderwijs", "vervolgopleiding", "vervolg", "vervolgonderwijsgericht", "diplomagericht"],
    ...["mbo", "doorstroom mbo", "further education", "diplomagericht vervolgonderwijs"],
  ],
});

/** The exit profile that a word stands for; schools write the word profile before it, or leave it out. */
export const readProfile = (text: string) =>
  profileWords(text) ?? profileWords(text.replace(/^\s*(uitstroom\s*)?(profiel)?\s*:?\s*/i, ""));

/** Where somebody goes at the exit, as one of the situations of a check-in. */
export const destinations = choice({
  work_regular: ["werk", "betaald werk", "regulier werk", "baan", "arbeid", "afspraakbaan", "work"],
  sheltered_work: ["beschut werk", "beschut", "sociale werkplaats", "sheltered work"],
  waiting_sheltered_work: ["wachtlijst beschut werk", "wacht op beschut werk"],
  development_track: ["ontwikkeltraject", "leerwerktraject", "ontwikkelbaan", "development track"],
  day_activity: ["dagbesteding", "arbeidsmatige dagbesteding", "day activity"],
  volunteering: ["vrijwilligerswerk", "volunteering"],
  mbo_bol: ["mbo", "bol", "mbo bol"],
  mbo_bbl: ["bbl", "mbo bbl"],
  mbo_entry: ["entree", "entreeopleiding", "mbo entree", "mbo 1"],
  special_route: ["maatwerk", "maatwerktraject"],
  school_other: ["andere school", "ander onderwijs", "vavo", "vo", "vmbo", "vso", "pro"],
  job_seeking: ["werkzoekend", "zoekt werk", "job seeking"],
  at_home: ["thuis", "thuiszitter", "geen", "at home"],
});

export const channels = choice({
  telegram: ["Telegram-bot"],
  phone: [
    "telefoon",
    "telefonisch",
    "per telefoon",
    "bellen",
    "gebeld worden",
    "mobiel",
    "mobiele telefoon",
    "tel",
  ],
  email: ["e-mail", "mail", "per e-mail", "per mail", "mailen"],
  letter: ["brief", "post", "per post", "per brief", "papier"],
});
