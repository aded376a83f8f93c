import { Temporal } from "temporal-polyfill";
import { type Language, languageOf } from "../../i18n/language.ts";

/** What a column of a school's list means, under which headings it is recognised, and what a value in it must look like. */
export interface Column {
  /** How faults and messages call it: the English and the Dutch heading. */
  readonly label: string;
  /** Known headings, the best first when a file has two; capitals, spaces, underscores, hyphens and accents make no difference. */
  readonly headings: readonly string[];
  /** The heading must be there and every row must have a value. */
  readonly required: boolean;
  /** The heading must be there, a row may leave it empty. */
  readonly expected?: boolean;
  readonly longest: number;
  /** May begin with a plus sign, as telephone numbers do. */
  readonly allowsPlus?: boolean;
  /** A day: a cell that a spreadsheet keeps as a date or as the number of a day is one here, and a fault elsewhere. */
  readonly isDay?: boolean;
  /** For a column of a few fixed values: the value that a word stands for. */
  readonly choose?: (text: string) => string | undefined;
  /** The value as it is stored, undefined when it is not one, or a reason of its own. */
  readonly read?: (text: string, given: Given) => string | undefined | { readonly reason: string };
  /** Why a value was refused, to be read after the column's name. */
  readonly reason?: string;
}

/** What a value is read against. */
export interface Given {
  /** The organisation's calendar day, `2026-11-22`. */
  readonly today: string;
  /** From which year the file counts its days; that of Excel on Windows when it does not say. */
  readonly daysFrom: "1900" | "1904";
}

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

const months = [
  ...["januari jan", "februari feb", "maart mrt mar march", "april apr", "mei may", "juni jun june"],
  ...["juli jul july", "augustus aug august", "september sep sept", "oktober okt oct october"],
  ...["november nov", "december dec"],
].map((names) => names.split(" "));

const monthNamed = (name: string) => months.findIndex((names) => names.includes(name.toLowerCase())) + 1;

const shapesOfADay: readonly RegExp[] = [
  /^(?<year>\d{4})([-/.])(?<month>\d{1,2})\2(?<day>\d{1,2})$/,
  /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)$/,
  /^(?<day>\d{1,2})([-/.])(?<month>\d{1,2})\2(?<year>\d{4})$/,
  /^(?<day>\d{1,2})[- ](?<month>\p{L}{3,9})\.?[- ](?<year>\d{4})$/u,
];

/**
 * A day as people and spreadsheets write it: `2009-03-14`, `14-3-2009` (also with slashes or dots), `20090314`,
 * `14 maart 2009`, with a midnight behind it, or as the number that a spreadsheet counts days with (five digits).
 */
export function readDay(text: string, daysFrom: Given["daysFrom"] = "1900"): string | undefined {
  const day = text.replace(/[ T]0?0:00(?::00)?(?:\.0+)?$/, "");
  if (/^\d{5}$/.test(day)) {
    // Excel of 1900 has a 29 February 1900 that never was; behind it a day counts from 30 December 1899.
    const first = daysFrom === "1904" ? "1904-01-01" : "1899-12-30";
    return Temporal.PlainDate.from(first)
      .add({ days: Number(day) })
      .toString();
  }
  for (const shape of shapesOfADay) {
    const found = shape.exec(day)?.groups;
    if (!found) continue;
    const month = Number(found.month) || monthNamed(found.month ?? "");
    const parts = { year: Number(found.year), month, day: Number(found.day) };
    try {
      return Temporal.PlainDate.from(parts, { overflow: "reject" }).toString();
    } catch {
      // 31 April and the 14th month are no days; the caller says so in words.
      return undefined;
    }
  }
  return undefined;
}

/** The day so many years away. Lists ask the same again and again. */
const yearsFrom = (() => {
  const known = new Map<string, string>();
  return (day: string, years: number): string => {
    const asked = `${day} ${years}`;
    const answer = known.get(asked) ?? Temporal.PlainDate.from(day).add({ years }).toString();
    if (known.size > 100) known.clear();
    known.set(asked, answer);
    return answer;
  };
})();

/** Days written as `2009-03-14` sort as text. Ages outside these are typing errors; the guidance ends at 27. */
function readBirthDate(text: string, { today, daysFrom }: Given) {
  const day = readDay(text, daysFrom);
  if (day === undefined) return undefined;
  if (day > today) return { reason: "lies in the future" };
  return day > yearsFrom(today, -11) || day <= yearsFrom(today, -41)
    ? { reason: "is of somebody younger than 11 or older than 40: was the year mistyped?" }
    : day;
}

function readExitDate(text: string, { today, daysFrom }: Given) {
  const day = readDay(text, daysFrom);
  if (day === undefined) return undefined;
  return day < "2000-01-01" || day > yearsFrom(today, 3)
    ? { reason: "lies far off: from the year 2000 to three years from now is taken" }
    : day;
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

const schoolTypes = choice({
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

/** Schools write the word profile before, or leave it out. */
const readProfile = (text: string) =>
  profileWords(text) ?? profileWords(text.replace(/^\s*(uitstroom\s*)?(profiel)?\s*:?\s*/i, ""));

/** Where somebody goes at the exit, as one of the situations of a check-in. */
const destinations = choice({
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

const channels = choice({
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

/** A telephone number, mended where a spreadsheet took it for an amount. */
function readPhone(text: string): string | undefined {
  if (!/^\+?[\d\s().\-/]+$/.test(text) || !/^\d{8,15}$/.test(text.replace(/\D/g, ""))) return undefined;
  // A Dutch number has ten digits and begins with 0; a cell of numbers drops it, as it drops a plus sign.
  if (/^[1-9]\d{8}$/.test(text)) return `0${text}`;
  return /^31[1-9]\d{8}$/.test(text) ? `+${text}` : text;
}

/** The columns of a school's list. The order is that of the manual; a file may have any. */
export const alumniColumns = {
  ownNumber: {
    label: "own number (leerlingnummer)",
    headings: [
      ...["own number", "eigen nummer", "leerlingnummer", "leerling nr", "student number", "pupil number"],
      ...[
        "leerling nummer",
        "leerlnr",
        "lln nr",
        "llnr",
        "lln nummer",
        "studentnummer",
        "stamnummer",
        "stamnr",
      ],
      "administratienummer",
    ],
    required: true,
    longest: 50,
    read: (text) => (/^\d([.,]\d+)?e\+\d+$/i.test(text) ? undefined : text),
    reason: "was shortened by a spreadsheet (as in 1.2E+11): format the column as text and export it again",
  },
  firstName: {
    label: "first name (voornaam)",
    headings: ["first name", "roepnaam", "voornaam", "given name", "voornamen"],
    required: true,
    longest: 100,
  },
  prefix: {
    label: "prefix (tussenvoegsel)",
    headings: [
      "prefix",
      "infix",
      "tussenvoegsel",
      "tussenvoegsels",
      "voorvoegsel",
      "voorvoegsels",
      "tussenv",
      "tv",
    ],
    required: false,
    longest: 50,
  },
  lastName: {
    label: "last name (achternaam)",
    headings: ["last name", "family name", "surname", "achternaam", "familienaam", "geslachtsnaam"],
    required: true,
    longest: 100,
  },
  birthDate: {
    label: "birth date (geboortedatum)",
    headings: [
      "birth date",
      "date of birth",
      "geboortedatum",
      "geb datum",
      "gebdat",
      "geboren",
      "geboren op",
    ],
    required: true,
    longest: 30,
    isDay: true,
    read: readBirthDate,
    reason: "is not a date of birth: write 2009-03-14 or 14-3-2009",
  },
  school: {
    label: "school",
    headings: ["school", "school name", "schoolnaam", "naam school", "school van herkomst", "vestiging"],
    required: true,
    longest: 200,
  },
  schoolType: {
    label: "school type (schoolsoort)",
    headings: [
      "school type",
      "schooltype",
      "schoolsoort",
      "onderwijssoort",
      "soort onderwijs",
      "soort school",
    ],
    required: true,
    longest: 100,
    choose: schoolTypes,
    read: schoolTypes,
    reason: "is not one of pro, vso, isk",
  },
  exitProfile: {
    label: "exit profile (uitstroomprofiel)",
    headings: ["exit profile", "uitstroomprofiel", "profiel", "uitstroom profiel", "uitstroomrichting"],
    required: true,
    longest: 100,
    choose: readProfile,
    read: readProfile,
    reason:
      "is not one of labour_market (arbeidsmarkt), day_activity (dagbesteding), further_education (vervolgonderwijs)",
  },
  exitDate: {
    label: "exit date (uitstroomdatum)",
    headings: [
      ...[
        "exit date",
        "uitstroomdatum",
        "datum uitstroom",
        "datum van uitstroom",
        "datum uit",
        "uitschrijfdatum",
      ],
      ...["datum uitschrijving", "uitgeschreven op"],
    ],
    required: true,
    longest: 30,
    isDay: true,
    read: readExitDate,
    reason: "is not an exit date: write 2026-07-10 or 10-7-2026",
  },
  destination: {
    label: "destination (bestemming)",
    headings: ["destination", "bestemming", "uitstroombestemming", "gaat naar"],
    required: false,
    longest: 100,
    choose: destinations,
    read: destinations,
    reason: "is not one of the known destinations, such as werk, beschut werk, dagbesteding, mbo bol, thuis",
  },
  followingOn: {
    label: "enrolled elsewhere since (ingeschreven vanaf)",
    headings: ["enrolled elsewhere since", "ingeschreven vanaf", "start vervolgopleiding", "vervolg vanaf"],
    required: false,
    longest: 30,
    isDay: true,
    read: readExitDate,
    reason: "is not a day: write 2026-08-24 or 24-8-2026",
  },
  nextSchool: {
    label: "next school (vervolgschool)",
    headings: ["next school", "vervolgschool", "naam vervolgschool", "vervolginstelling"],
    required: false,
    longest: 200,
  },
  municipality: {
    label: "municipality (gemeente)",
    headings: ["municipality", "gemeente", "woongemeente", "gemeente van inschrijving"],
    required: true,
    longest: 100,
  },
  language: {
    label: "language (taal)",
    headings: ["language", "taal", "voorkeurstaal", "preferred language", "taal contact"],
    required: false,
    expected: true,
    longest: 100,
    choose: readLanguage,
  },
  caseWorker: {
    label: "case worker (begeleider)",
    headings: [
      ...[
        "case worker",
        "begeleider",
        "trajectbegeleider",
        "trajectcoach",
        "uitstroombegeleider",
        "stagebegeleider",
      ],
      ...["uitstroommentor", "transfercoach", "navigator", "aandachtsfunctionaris", "mentor", "coach"],
    ],
    required: true,
    longest: 100,
  },
  phone: {
    label: "phone (telefoon)",
    headings: [
      ...[
        "phone",
        "mobiel",
        "mobiel nummer",
        "mobiele telefoon",
        "mobile",
        "mobile phone",
        "gsm",
        "06-nummer",
      ],
      ...["phone number", "telephone", "telefoon", "telefoonnummer", "tel", "telnr", "tel nr"],
    ],
    required: false,
    longest: 30,
    allowsPlus: true,
    read: readPhone,
    reason: "is not a telephone number: 8 to 15 digits, with spaces, hyphens and a plus sign if you like",
  },
  email: {
    label: "e-mail",
    headings: [
      "e-mail",
      "email address",
      "e-mailadres",
      "mailadres",
      "mail",
      "e-mail leerling",
      "e-mail privé",
    ],
    required: false,
    longest: 200,
    read: (text) => (/^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/.test(text) ? text : undefined),
    reason: "is not an e-mail address",
  },
  preferredChannel: {
    label: "preferred channel (voorkeurskanaal)",
    headings: [
      "preferred channel",
      "channel",
      "voorkeurskanaal",
      "kanaal",
      "voorkeur contact",
      "contact via",
    ],
    required: false,
    longest: 50,
    choose: channels,
    read: channels,
    reason: "is not one of telegram, phone, email, letter",
  },
  secondContact: {
    label: "second contact (tweede contact)",
    headings: [
      "second contact",
      "tweede contact",
      "tweede contactpersoon",
      "2e contact",
      "2e contactpersoon",
    ],
    required: false,
    longest: 300,
    allowsPlus: true,
  },
} as const satisfies Readonly<Record<string, Column>>;

export type ColumnName = keyof typeof alumniColumns;
export const columnNames = Object.keys(alumniColumns) as readonly ColumnName[];
/** Seen as plain columns, so that each has the optional parts. */
export const columnOf = (name: ColumnName): Column => alumniColumns[name];

/** The column that a heading stands for. */
export const columnOfHeading: (heading: string) => ColumnName | undefined = (() => {
  const byHeading = new Map(
    columnNames.flatMap((name) => columnOf(name).headings.map((heading) => [plain(heading), name] as const)),
  );
  return (heading) => byHeading.get(plain(heading));
})();
