import { Temporal } from "temporal-polyfill";
import { type Language, languageOf } from "../i18n/language.ts";

/** What a column of a school's list means, under which headings it is recognised, and what a value in it must look like. */
export interface Column {
  /** How faults and messages call it: the English and the Dutch heading. */
  readonly label: string;
  /** Other headings; capitals, spaces, underscores, hyphens and accents make no difference. */
  readonly headings: readonly string[];
  /** The heading must be there and every row must have a value. */
  readonly required: boolean;
  /** The heading must be there, a row may leave it empty. */
  readonly expected?: boolean;
  readonly longest: number;
  /** May begin with a plus sign, as telephone numbers do. */
  readonly allowsPlus?: boolean;
  /** The value as it is stored, or undefined when it is not one. `today` is the organisation's calendar day. */
  readonly read?: (text: string, today: string) => string | undefined;
  /** Why a value was refused, to be read after the column's name. */
  readonly reason?: string;
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

/** `2009-03-14`, `14-3-2009`, `14/3/2009` or `14.3.2009`, with a midnight behind it if a spreadsheet put it there. */
function readDay(text: string): string | undefined {
  const found =
    /^(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})([-/.])(\d{1,2})\5(\d{4}))(?:[ T]0?0:00(?::00)?)?$/.exec(text);
  if (!found) return undefined;
  const [year, month, day] = found[1] ? [found[1], found[2], found[3]] : [found[7], found[6], found[4]];
  try {
    const parts = { year: Number(year), month: Number(month), day: Number(day) };
    return Temporal.PlainDate.from(parts, { overflow: "reject" }).toString();
  } catch {
    // 31 April and the 14th month are no days; the caller says so in words.
    return undefined;
  }
}

/** Calendar days written as `2009-03-14` sort as text. */
const dayBetween = (day: string | undefined, from: string, to: string) =>
  day !== undefined && day >= from && day <= to ? day : undefined;

const yearsFrom = (today: string, years: number) => Temporal.PlainDate.from(today).add({ years }).toString();

const languageNames = choice({
  nl: ["Nederlands", "Dutch"],
  en: ["Engels", "English"],
  ar: ["Arabisch", "Arabic", "العربية"],
} satisfies Record<Language, readonly string[]>);

/** The language that a code or a name in English, Dutch or itself stands for; undefined for one that is not there yet. */
export const readLanguage = (text: string): Language | undefined => languageOf(languageNames(text) ?? text);

const isPhone = (text: string) =>
  /^\+?[\d\s().\-/]+$/.test(text) && /^\d{8,15}$/.test(text.replace(/\D/g, ""));

/** The columns of a school's list. The order is that of the manual; a file may have any. */
export const alumniColumns = {
  ownNumber: {
    label: "own number (leerlingnummer)",
    headings: [
      "own number",
      "eigen nummer",
      "leerlingnummer",
      "leerling nr",
      "student number",
      "pupil number",
    ],
    required: true,
    longest: 50,
    read: (text) => (/^\d([.,]\d+)?e\+\d+$/i.test(text) ? undefined : text),
    reason: "was shortened by a spreadsheet (as in 1.2E+11): format the column as text and export it again",
  },
  firstName: {
    label: "first name (voornaam)",
    headings: ["first name", "given name", "voornaam", "roepnaam"],
    required: true,
    longest: 100,
  },
  prefix: {
    label: "prefix (tussenvoegsel)",
    headings: ["prefix", "infix", "tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels"],
    required: false,
    longest: 50,
  },
  lastName: {
    label: "last name (achternaam)",
    headings: ["last name", "family name", "surname", "achternaam"],
    required: true,
    longest: 100,
  },
  birthDate: {
    label: "birth date (geboortedatum)",
    headings: ["birth date", "date of birth", "geboortedatum"],
    required: true,
    longest: 30,
    read: (text, today) => dayBetween(readDay(text), "1950-01-01", yearsFrom(today, -10)),
    reason:
      "is not a date of birth: write 2009-03-14 or 14-3-2009, of somebody who is at least 10 and was born after 1949",
  },
  school: {
    label: "school",
    headings: ["school", "school name", "schoolnaam"],
    required: true,
    longest: 200,
  },
  schoolType: {
    label: "school type (schoolsoort)",
    headings: ["school type", "schooltype", "schoolsoort", "onderwijssoort"],
    required: true,
    longest: 100,
    read: choice({
      pro: ["praktijkonderwijs"],
      vso: ["voortgezet speciaal onderwijs"],
      isk: ["internationale schakelklas"],
    }),
    reason: "is not one of pro, vso, isk",
  },
  exitProfile: {
    label: "exit profile (uitstroomprofiel)",
    headings: ["exit profile", "uitstroomprofiel"],
    required: true,
    longest: 100,
    read: choice({
      labour_market: ["arbeidsmarkt", "arbeidsmarktgericht", "arbeid"],
      day_activity: ["dagbesteding", "dagactiviteit"],
      further_education: ["vervolgonderwijs"],
    }),
    reason:
      "is not one of labour_market (arbeidsmarkt), day_activity (dagbesteding), further_education (vervolgonderwijs)",
  },
  exitDate: {
    label: "exit date (uitstroomdatum)",
    headings: ["exit date", "uitstroomdatum", "datum uitstroom"],
    required: true,
    longest: 30,
    read: (text, today) => dayBetween(readDay(text), "2000-01-01", yearsFrom(today, 3)),
    reason: "is not an exit date: write 2026-07-10 or 10-7-2026, from the year 2000 to three years from now",
  },
  municipality: {
    label: "municipality (gemeente)",
    headings: ["municipality", "gemeente", "woongemeente"],
    required: true,
    longest: 100,
  },
  language: {
    label: "language (taal)",
    headings: ["language", "taal", "voorkeurstaal"],
    required: false,
    expected: true,
    longest: 100,
  },
  caseWorker: {
    label: "case worker (begeleider)",
    headings: ["case worker", "begeleider", "trajectbegeleider", "trajectcoach"],
    required: true,
    longest: 100,
  },
  phone: {
    label: "phone (telefoon)",
    headings: ["phone", "phone number", "telephone", "telefoon", "telefoonnummer", "mobiel"],
    required: false,
    longest: 30,
    allowsPlus: true,
    read: (text) => (isPhone(text) ? text : undefined),
    reason: "is not a telephone number: 8 to 15 digits, with spaces, hyphens and a plus sign if you like",
  },
  email: {
    label: "e-mail",
    headings: ["e-mail", "email address", "e-mailadres", "mailadres"],
    required: false,
    longest: 200,
    read: (text) => (/^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/.test(text) ? text : undefined),
    reason: "is not an e-mail address",
  },
  preferredChannel: {
    label: "preferred channel (voorkeurskanaal)",
    headings: ["preferred channel", "channel", "voorkeurskanaal", "kanaal"],
    required: false,
    longest: 50,
    read: choice({
      telegram: [],
      phone: ["telefoon", "telefonisch", "bellen"],
      email: ["e-mail", "mail"],
      letter: ["brief", "post"],
    }),
    reason: "is not one of telegram, phone, email, letter",
  },
  secondContact: {
    label: "second contact (tweede contact)",
    headings: ["second contact", "tweede contact", "tweede contactpersoon"],
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
