import { type Given, readBirthDate, readEndDate, readExitDate } from "./read-day.ts";
import { channels, destinations, plain, readLanguage, readProfile, schoolTypes } from "./value-words.ts";

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
  contractEnd: {
    label: "contract until (contract tot)",
    headings: [
      ...["contract until", "contract end", "contract tot", "einde contract", "einddatum contract"],
      ...["contract eindigt op", "contract loopt tot", "arbeidscontract tot", "einddatum arbeidscontract"],
    ],
    required: false,
    longest: 30,
    isDay: true,
    read: readEndDate,
    reason: "is not a day: write 2027-03-31 or 31-3-2027",
  },
  indicationEnd: {
    label: "indication until (indicatie tot)",
    headings: [
      ...["indication until", "indication end", "indicatie tot", "einde indicatie", "einddatum indicatie"],
      ...["indicatie geldig tot", "beschikking tot", "einddatum beschikking"],
    ],
    required: false,
    longest: 30,
    isDay: true,
    read: readEndDate,
    reason: "is not a day: write 2027-03-31 or 31-3-2027",
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
