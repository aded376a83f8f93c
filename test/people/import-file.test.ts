import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAlumniFile } from "../../src/people/import/read-alumni-file.ts";
import { amira, headings, list, type Row } from "../cli/rig.ts";

const today = "2026-11-22";
const read = (content: string | Buffer) => readAlumniFile(Buffer.from(content), today);
const recordOf = async (content: string | Buffer) => {
  const file = await read(content);
  expect(file.faults).toEqual([]);
  return file.rows[0]?.record;
};

test("a row is read into what is kept of a person", async () => {
  expect(await recordOf(list([amira]))).toEqual({
    details: {
      ownNumber: "20431",
      firstName: "Amira",
      lastName: "el Idrissi",
      birthDate: "2009-03-14",
      school: "De Linde",
      municipality: "Tilburg",
      phone: "06-12345678",
      email: "amira@example.org",
      secondContact: "Oma, 013-1234567",
    },
    schoolType: "pro",
    exitProfile: "labour_market",
    exitDate: "2026-07-10",
    language: "ar",
    preferredChannel: "telegram",
    caseWorkerName: "Fatima Yilmaz",
  });
});

describe("the same list is read the same", () => {
  const expected = recordOf(list([amira]));
  const english = [
    ...["Own Number", "first_name", "Prefix", "LAST-NAME", "Date of birth", "School", "school_type"],
    ...["exit profile", "Exit Date", "Municipality", "Language", "Case Worker", "Phone", "E mail"],
    ...["Preferred Channel", "Second contact"],
  ];
  const upper = headings.map((name) => `  ${name.toUpperCase().replaceAll(" ", "_")} `);
  const text = list([amira]);
  test.each<[string, string | Buffer]>([
    ["with commas", list([amira], ",")],
    ["with tabs", list([amira], "\t")],
    ["with English headings", list([amira], ";", english)],
    ["with capitals, spaces and underscores in the headings", list([amira], ";", upper)],
    ["with a byte order mark", `\ufeff${text}`],
    ["in UTF-16 with a byte order mark", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["with the separator on a line of its own, as Excel writes it", `sep=;\r\n${text}`],
    ["with Unix line ends", text.replaceAll("\r\n", "\n")],
    ["with empty rows", text.replaceAll("\r\n", `\r\n${";".repeat(headings.length - 1)}\r\n\r\n`)],
    ["with every value in quotation marks", text.replace("Amira", '"Amira"').replace("20431", '"20431"')],
    [
      "with spaces around values",
      list([{ ...amira, voornaam: "  Amira\u00a0", gemeente: " Til\u00adburg " }]),
    ],
    ["with a formula that protects a number", list([{ ...amira, leerlingnummer: '="20431"' }])],
    ["with columns that are not used", text.replace(/(.+)\r\n(.+)\r\n/, "$1;Klas\r\n$2;4B\r\n")],
    ["with letters put together from two characters", text.normalize("NFD")],
  ])("%s", async (_, content) => {
    expect(await recordOf(content)).toEqual(await expected);
  });
});

test("letters with accents in Windows-1252 are read as they are meant", async () => {
  const row = { ...amira, voornaam: "José", achternaam: "Peña Müller", gemeente: "Súdwest-Fryslân" };
  const record = await recordOf(Buffer.from(list([row]), "latin1"));
  expect(record?.details).toMatchObject({
    firstName: "José",
    lastName: "el Peña Müller",
    municipality: "Súdwest-Fryslân",
  });
});

test.each<[keyof Row, string, string, string | undefined]>([
  ["geboortedatum", "2009-03-14", "birthDate", "2009-03-14"],
  ["geboortedatum", "14/03/2009", "birthDate", "2009-03-14"],
  ["geboortedatum", "14.3.2009", "birthDate", "2009-03-14"],
  ["geboortedatum", "29-2-2008 00:00:00", "birthDate", "2008-02-29"],
  ["schoolsoort", "VSO", "schoolType", "vso"],
  ["schoolsoort", "Praktijkonderwijs", "schoolType", "pro"],
  ["uitstroomprofiel", "Dagbesteding", "exitProfile", "day_activity"],
  ["uitstroomprofiel", "day_activity", "exitProfile", "day_activity"],
  ["uitstroomprofiel", "vervolgonderwijs", "exitProfile", "further_education"],
  ["taal", "Nederlands", "language", "nl"],
  ["taal", "English", "language", "en"],
  ["taal", "العربية", "language", "ar"],
  ["taal", "nl-NL", "language", "nl"],
  ["voorkeurskanaal", "Bellen", "preferredChannel", "phone"],
  ["voorkeurskanaal", "brief", "preferredChannel", "letter"],
  ["voorkeurskanaal", "", "preferredChannel", "telegram"],
  ["tussenvoegsel", "", "lastName", "Idrissi"],
  ["tussenvoegsel", "'t", "lastName", "'t Idrissi"],
  ["telefoon", "+31 6 1234 5678", "phone", "+31 6 1234 5678"],
  ["telefoon", "", "phone", undefined],
  ["telefoon", "-", "phone", undefined],
  ["leerlingnummer", "007", "ownNumber", "007"],
])("%s %j is kept as %s %j", async (heading, given, key, kept) => {
  const record = await recordOf(list([{ ...amira, [heading]: given }]));
  expect({ ...record, ...record?.details }[key as "language"]).toBe(kept);
});

const secret = "KANARIE";
test.each<[string, Row, string, string]>([
  ["no own number", { leerlingnummer: " " }, "own number (leerlingnummer)", "is empty"],
  [
    "a number that a spreadsheet shortened",
    { leerlingnummer: "1,23E+11" },
    "own number (leerlingnummer)",
    "shortened",
  ],
  ["no first name", { voornaam: "" }, "first name (voornaam)", "is empty"],
  ["a dash for a last name", { achternaam: "-" }, "last name (achternaam)", "is empty"],
  [
    "a day that does not exist",
    { geboortedatum: "31-4-2009" },
    "birth date (geboortedatum)",
    "not a date of birth",
  ],
  ["the month first", { geboortedatum: "3/14/2009" }, "birth date (geboortedatum)", "not a date of birth"],
  ["a year of two digits", { geboortedatum: "14-3-09" }, "birth date (geboortedatum)", "not a date of birth"],
  ["a child of ten", { geboortedatum: "2015-11-23" }, "birth date (geboortedatum)", "younger than 11"],
  ["somebody of 41", { geboortedatum: "1985-11-22" }, "birth date (geboortedatum)", "older than 40"],
  ["a birth that is to come", { geboortedatum: "2026-11-23" }, "birth date (geboortedatum)", "in the future"],
  [
    "an exit before the birth",
    { uitstroomdatum: "2009-03-13" },
    "exit date (uitstroomdatum)",
    "before the birth",
  ],
  ["no school", { school: "" }, "school", "is empty"],
  [
    "an unknown school type",
    { schoolsoort: secret },
    "school type (schoolsoort)",
    "not one of pro, vso, isk",
  ],
  [
    "an unknown exit profile",
    { uitstroomprofiel: secret },
    "exit profile (uitstroomprofiel)",
    "not one of labour_market",
  ],
  ["an exit date of words", { uitstroomdatum: secret }, "exit date (uitstroomdatum)", "not an exit date"],
  ["an exit date far ahead", { uitstroomdatum: "2030-01-01" }, "exit date (uitstroomdatum)", "lies far off"],
  ["no municipality", { gemeente: "" }, "municipality (gemeente)", "is empty"],
  ["no case worker", { begeleider: "" }, "case worker (begeleider)", "is empty"],
  ["a telephone number of words", { telefoon: secret }, "phone (telefoon)", "not a telephone number"],
  ["a short telephone number", { telefoon: "112" }, "phone (telefoon)", "not a telephone number"],
  ["an e-mail address without a place", { "e-mail": `${secret}@` }, "e-mail", "not an e-mail address"],
  [
    "an unknown channel",
    { voorkeurskanaal: secret },
    "preferred channel (voorkeurskanaal)",
    "not one of telegram",
  ],
  ["a formula", { voornaam: `=${secret}()` }, "first name (voornaam)", "as a formula does"],
  ["a formula behind a plus", { achternaam: `+${secret}` }, "last name (achternaam)", "as a formula does"],
  ["a formula behind an at sign", { school: `@${secret}` }, "school", "as a formula does"],
  ["a formula behind a minus", { gemeente: `-${secret}` }, "municipality (gemeente)", "as a formula does"],
  [
    "a value of 5,000 characters",
    { voornaam: secret.repeat(714) },
    "first name (voornaam)",
    "too long (at most 100",
  ],
  ["a value just too long", { voornaam: "x".repeat(101) }, "first name (voornaam)", "too long (at most 100"],
  ["a line break", { school: `De\nLinde ${secret}` }, "school", "line break"],
  ["a bell", { school: `De \u0007${secret}` }, "school", "control character"],
  [
    "a null character",
    { leerlingnummer: `1\u0000${secret}` },
    "own number (leerlingnummer)",
    "control character",
  ],
  [
    "a character that turns the text around",
    { voornaam: `\u202e${secret}` },
    "first name (voornaam)",
    "turns the text",
  ],
  ["a character that was lost", { voornaam: `Jos\ufffd${secret}` }, "first name (voornaam)", "was lost"],
  [
    "nothing in the second contact but 400 letters",
    { "tweede contact": "x".repeat(400) },
    "second contact (tweede contact)",
    "too long",
  ],
])(
  "a row with %s is a fault with row, column and reason, and repeats no value",
  async (_, change, column, reason) => {
    const file = await read(list([amira, { ...amira, leerlingnummer: "2", ...change }]));
    expect(file.faults).toMatchObject([{ row: 3, column }]);
    expect(file.faults[0]?.reason).toContain(reason);
    expect(JSON.stringify(file.faults)).not.toMatch(/KANARIE|Amira|Idrissi|20431/);
  },
);

test("all faults of all rows are named at once", async () => {
  const file = await read(
    list([
      { ...amira, voornaam: "", geboortedatum: "x" },
      { ...amira, leerlingnummer: "2" },
      { ...amira, leerlingnummer: "3", school: "" },
    ]),
  );
  expect(file.faults.map(({ row, column }) => [row, column])).toEqual([
    [2, "first name (voornaam)"],
    [2, "birth date (geboortedatum)"],
    [4, "school"],
  ]);
});

test("an own number that stands there twice is a fault that names the first row", async () => {
  const file = await read(
    list([amira, { ...amira, leerlingnummer: "2" }, { ...amira, leerlingnummer: " 20431 " }]),
  );
  expect(file.faults).toEqual([
    { row: 4, column: "own number (leerlingnummer)", reason: "is the same as in row 2" },
  ]);
});

test("rows are counted as a spreadsheet does: empty rows and values of two lines included", async () => {
  const withRemarks = [...headings, "opmerking"].join(";");
  const row = (change: Row) => headings.map((name) => ({ ...amira, ...change })[name] ?? "").join(";");
  const text = `${withRemarks}\n${row({})};"two\nlines"\n\n${row({ leerlingnummer: "2", school: "" })};\n`;
  expect((await read(text)).faults).toMatchObject([{ row: 4, column: "school" }]);
});

test.each<[string, string | Buffer, number, string]>([
  ["an empty file", "", 1, "is empty"],
  ["blank lines alone", "\r\n\r\n", 1, "is empty"],
  ["headings alone", list([]), 1, "no row below the headings"],
  [
    "a file without headings",
    list([amira]).split("\r\n").slice(1).join("\n"),
    1,
    "none or too few of the headings",
  ],
  ["the beginning of an .xlsx file", Buffer.from("504b030414000600", "hex"), 1, "broken or was cut off"],
  ["an .xls file", Buffer.from("d0cf11e0a1b11ae1", "hex"), 1, "old kind (.xls)"],
  ["a picture", Buffer.from("89504e470d0a1a0a0000", "hex"), 1, "this is no list"],
  [
    "a row with more values than headings",
    `${list([amira]).trimEnd()};KANARIE\n`,
    2,
    "more values than there are headings",
  ],
  [
    "a quotation mark that is never closed",
    list([{ ...amira, "tweede contact": "" }]).replace("Amira", '"KANARIE'),
    2,
    "never closed",
  ],
  ["a quotation mark inside a value", list([amira]).replace("Amira", 'KAN"ARIE'), 2, "quotation mark"],
  ["text behind a quotation mark", list([amira]).replace("Amira", '"KAN"ARIE'), 2, "quotation mark"],
])("%s is one fault in words", async (_, content, row, reason) => {
  const file = await read(content);
  expect(file.rows).toEqual([]);
  expect(file.faults).toHaveLength(1);
  expect(file.faults[0]?.reason).toContain(reason);
  if (row > 1) expect(file.faults[0]?.row).toBeGreaterThanOrEqual(row);
  expect(JSON.stringify([file.faults, file.notes])).not.toMatch(/KANARIE|Amira/);
});

test("a column that is missing or stands there twice is named", async () => {
  const heads: string[] = [...headings];
  heads[1] = "gemeente";
  expect((await read(list([amira], ";", heads))).faults).toEqual([
    {
      row: 1,
      column: "municipality (gemeente)",
      reason: "stands there twice (columns B, J): rename or remove one",
    },
    { row: 1, column: "first name (voornaam)", reason: "this column is missing" },
  ]);
});

test("columns that are not used are named, and nothing of their values", async () => {
  const text = list([amira]).replace(/(.+)\r\n(.+)\r\n/, "$1;BSN;Diagnose\r\n$2;123456782;KANARIE\r\n");
  const file = await read(text);
  expect(file.notes).toEqual(['Columns that are not used: "BSN", "Diagnose".']);
  expect(JSON.stringify(file.rows)).not.toMatch(/123456782|KANARIE/);
});

test("a language that is not there yet becomes Dutch with a note, and so does none", async () => {
  const file = await read(
    list([
      { ...amira, taal: "Roemeens" },
      { ...amira, leerlingnummer: "2", taal: "" },
      { ...amira, leerlingnummer: "3", taal: "bg" },
    ]),
  );
  expect(file.rows.map(({ record }) => record.language)).toEqual(["nl", "nl", "nl"]);
  expect(file.notes).toEqual([
    "Rows 2, 4: this language is not there yet, Dutch is used.",
    "Row 3: no language is given, Dutch is used.",
  ]);
});

test("a preferred channel without its number or address is noted", async () => {
  const file = await read(list([{ ...amira, voorkeurskanaal: "telefoon", telefoon: "" }]));
  expect(file.faults).toEqual([]);
  expect(file.notes).toEqual([expect.stringContaining("Row 2: the preferred channel is phone or e-mail")]);
});

test("whatever a file holds, reading it ends with rows or with faults, never with an error", async () => {
  const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
  const cell = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom('"', ";", "\r\n", '="', "\t", "-"));
  const rows = fc
    .array(fc.array(cell, { maxLength: 20 }))
    .map((table) => Buffer.from(list([]) + table.map((cells) => cells.join(";")).join("\n")));
  await fc.assert(
    fc.asyncProperty(fc.oneof(bytes, rows), async (content) => {
      const file = await read(content);
      expect(file.rows.length + file.faults.length).toBeGreaterThan(0);
      for (const { row } of file.faults) expect(row).toBeGreaterThan(0);
    }),
  );
});
