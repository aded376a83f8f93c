import { readFileSync } from "node:fs";
import path from "node:path";
import { deflateRawSync } from "node:zlib";
import { writeOds } from "hucre/ods";
import { type CellValue, readXlsx, writeXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { type ReadOptions, readAlumniFile } from "../../src/people/import/read-alumni-file.ts";
import { writeFaultyRows } from "../../src/people/import/write-faulty-rows.ts";
import { amira, headings, list } from "../cli/rig.ts";

const today = "2026-11-22";
/** Made with openpyxl, not with the library that reads here; nasty-latin1.csv is Windows-1252. */
const fixture = (name: string) => readFileSync(path.join(import.meta.dirname, "files", name));
const read = (bytes: Uint8Array, options?: ReadOptions) => readAlumniFile(Buffer.from(bytes), today, options);

type Values = Partial<Record<(typeof headings)[number], CellValue>>;
const rowOf = (change: Values = {}): CellValue[] =>
  headings.map((name) => ({ ...amira, ...change })[name] ?? null);
const heads: CellValue[] = [...headings];

async function book(rows: CellValue[][], more: object = {}, options: object = {}): Promise<Uint8Array> {
  return writeXlsx({ sheets: [{ name: "Blad1", rows, ...more }], ...options });
}
async function recordOf(bytes: Uint8Array, options?: ReadOptions) {
  const file = await read(bytes, options);
  expect(file.faults).toEqual([]);
  return file.rows[0]?.record;
}

test("a real list with a title, two rows of merged headings, mixed dates and amounts for telephones is read as meant", async () => {
  const file = await read(fixture("nasty.xlsx"));
  expect(file.faults).toEqual([]);
  expect(file.rows.map(({ row, record }) => ({ row, ...record }))).toMatchObject([
    {
      row: 5,
      details: {
        ownNumber: "100123",
        firstName: "Noël",
        lastName: "D'Hondt",
        birthDate: "2009-03-14",
        school: "De Linde",
        phone: "0612345678",
      },
      schoolType: "pro",
      exitProfile: "labour_market",
      exitDate: "2026-07-10",
      preferredChannel: "phone",
    },
    {
      row: 6,
      details: {
        ownNumber: "007",
        firstName: "Özgür",
        lastName: "Yıldırım",
        birthDate: "2009-03-14",
        school: "De Linde",
        municipality: "Súdwest-Fryslân",
      },
      exitProfile: "day_activity",
      exitDate: "2026-07-10",
      caseWorkerName: "Vries, Fatima de",
    },
    {
      row: 8,
      details: {
        ownNumber: "00100125",
        firstName: "Jürgen",
        lastName: "von Groß",
        birthDate: "2009-03-14",
        school: "De Linde",
        phone: "+31612345670",
        email: "jurgen@example.org",
      },
      schoolType: "vso",
      exitProfile: "further_education",
      exitDate: "2026-07-10",
      language: "ar",
      caseWorkerName: "fatima de vries",
    },
  ]);
  expect(file.rows).toHaveLength(3);
  expect(file.notes).toEqual([
    'The sheet "Leerlingen 25-26" is read, not "Toelichting"; --sheet chooses another.',
    'first name (voornaam) is read from "Roepnaam", not from "Voornamen"; --map chooses another.',
    'phone (telefoon) is read from "Mobiel", not from "Telefoon"; --map chooses another.',
    'Columns that are not used: "Klas", "Opmerkingen", "BSN".',
    "The headings are taken from row 4.",
    "Rows 5, 8: the spreadsheet took the beginning of a telephone number away, it was put back (0 or +31).",
  ]);
  expect(file.rows.map(({ record }) => record.language)).toEqual(["nl", "tr", "ar"]);
  expect(JSON.stringify(file.rows)).not.toMatch(/123456782|gescheiden|=1\+1/);
});

test("the same from an old system: Windows-1252, sep=;, a title, two rows of headings, empty rows", async () => {
  const file = await read(fixture("nasty-latin1.csv"));
  expect(file.faults).toEqual([]);
  expect(file.rows.map(({ row, record }) => [row, record.details, record.exitDate])).toMatchObject([
    [
      5,
      {
        ownNumber: "000123",
        firstName: "Noël",
        lastName: "Peña Müller",
        birthDate: "2009-03-14",
        municipality: "Súdwest-Fryslân",
        phone: "0612345678",
      },
      "2026-07-10",
    ],
    [
      7,
      {
        ownNumber: "000124",
        firstName: "José",
        lastName: "van der Groß; genannt Weiß",
        birthDate: "2009-03-14",
      },
      "2026-07-10",
    ],
  ]);
  expect(file.notes).toContain('Columns that are not used: "Rapport".');
});

test("a workbook that counts its days from 1904, as on a Mac, has the same days", async () => {
  const file = await read(fixture("mac-1904.xlsx"));
  expect(file.faults).toEqual([]);
  expect(file.rows.map(({ record }) => [record.details.birthDate, record.exitDate])).toEqual([
    ["2009-03-14", "2026-07-10"],
    ["2009-03-14", "2026-07-10"],
  ]);
});

describe("a value of a workbook", () => {
  const day = new Date(Date.UTC(2009, 2, 14));
  test.each<[string, Values, string, string]>([
    ["a date is a day", { geboortedatum: day }, "birthDate", "2009-03-14"],
    [
      "a date with a time of day is that day",
      { geboortedatum: new Date(day.getTime() + 86_399_000) },
      "birthDate",
      "2009-03-14",
    ],
    ["the number of a day is that day", { geboortedatum: 39_886 }, "birthDate", "2009-03-14"],
    ["a day in words is that day", { geboortedatum: "14 mrt. 2009" }, "birthDate", "2009-03-14"],
    ["a day as text is that day", { geboortedatum: "14-03-2009" }, "birthDate", "2009-03-14"],
    ["an amount is its digits", { leerlingnummer: 100_123 }, "ownNumber", "100123"],
    [
      "an amount of sixteen digits is all of them",
      { leerlingnummer: 1_234_567_890_123_456 },
      "ownNumber",
      "1234567890123456",
    ],
    ["noughts in front stay when they are text", { leerlingnummer: "00123" }, "ownNumber", "00123"],
    ["spaces that do not break are spaces", { voornaam: "\u00a0Noël\u00a0Jan " }, "firstName", "Noël Jan"],
    ["a Dutch number without its nought gets it back", { telefoon: 612_345_678 }, "phone", "0612345678"],
    ["a number of another length is left alone", { telefoon: 4_915_112_345 }, "phone", "4915112345"],
  ])("%s", async (_, change, key, kept) => {
    const record = await recordOf(await book([heads, rowOf(change)]));
    expect({ ...record, ...record?.details }[key as "language"]).toBe(kept);
  });

  test.each<[string, Values, string, string]>([
    ["a name that became a date", { voornaam: day }, "first name (voornaam)", "turned into a date"],
    [
      "a number that became a date",
      { leerlingnummer: day },
      "own number (leerlingnummer)",
      "turned into a date",
    ],
    ["a fault of a formula", { gemeente: "#N/B" }, "municipality (gemeente)", "fault of the spreadsheet"],
    ["a year alone", { uitstroomdatum: 2026 }, "exit date (uitstroomdatum)", "not an exit date"],
    ["a day long ago", { geboortedatum: 12 }, "birth date (geboortedatum)", "not a date of birth"],
    ["a truth", { schoolsoort: true }, "school type (schoolsoort)", "not one of"],
  ])("%s is a fault", async (_, change, column, reason) => {
    const file = await read(await book([heads, rowOf(change)]));
    expect(file.faults).toMatchObject([{ row: 2, column }]);
    expect(file.faults[0]?.reason).toContain(reason);
  });

  test("what a formula last gave is its value, and #REF! of one is a fault", async () => {
    const at = headings.indexOf("gemeente");
    const cells = new Map([
      [`1,${at}`, { value: "Tilburg", formula: 'CONCAT("Til","burg")', formulaResult: "Tilburg" }],
    ]);
    expect((await recordOf(await book([heads, rowOf()], { cells })))?.details.municipality).toBe("Tilburg");
    const broken = new Map([[`1,${at}`, { value: "#REF!", type: "error" as const }]]);
    expect((await read(await book([heads, rowOf()], { cells: broken }))).faults).toMatchObject([
      { row: 2, reason: expect.stringContaining("fault of the spreadsheet") },
    ]);
  });
});

describe("the headings of a workbook", () => {
  test("are found below ten rows of other things, and rows keep their own number", async () => {
    const above = Array.from({ length: 10 }, (_, n): CellValue[] => [`Regel ${n}`, null, "x"]);
    const file = await read(await book([...above, heads, rowOf({ school: "" })]));
    expect(file.faults).toMatchObject([{ row: 12, column: "school" }]);
  });
  test("are looked for no further", async () => {
    const above = Array.from({ length: 11 }, (_, n): CellValue[] => [`Regel ${n}`]);
    expect((await read(await book([...above, heads, rowOf()]))).faults[0]?.reason).toContain(
      "none or too few",
    );
  });
  test("are not taken from a person whose values are words of headings", async () => {
    const person = rowOf({ voorkeurskanaal: "telefoon", school: "School" });
    const file = await read(await book([person, person]));
    expect(file.faults).toMatchObject([{ row: 1, reason: expect.stringContaining("none or too few") }]);
    expect(JSON.stringify([file.faults, file.notes])).not.toContain("Amira");
  });
  test("twice the same, used or not, are named with their letters", async () => {
    const twice = await read(
      await book([
        [...heads, "Voornaam", "Klas", "Klas"],
        [...rowOf(), "x", "1", "2"],
      ]),
    );
    expect(twice.faults).toMatchObject([
      { column: "first name (voornaam)", reason: expect.stringContaining("columns B, Q") },
    ]);
    expect(twice.notes).toContain('Columns that are not used: "Klas" (R), "Klas" (S).');
  });
});

test("a column without a heading is left out and named by its letter", async () => {
  const file = await read(await book([heads, [...rowOf(), "bij moeder"]]));
  expect(file.faults).toEqual([]);
  expect(file.notes).toContain("Columns without a heading are not used: Q.");
});

describe("sheets", () => {
  const two = async () =>
    writeXlsx({
      sheets: [
        { name: "Leeg", rows: [] },
        { name: "Pro", rows: [heads, rowOf()] },
        { name: "Vso", rows: [heads, rowOf({ voornaam: "Bram" })] },
        { name: "Oud", rows: [heads, rowOf({ voornaam: "Cas" })], hidden: true },
      ],
    });
  test("the first visible one with a list is read, and the others are named", async () => {
    const file = await read(await two());
    expect(file.rows[0]?.record.details.firstName).toBe("Amira");
    expect(file.notes).toContain('The sheet "Pro" is read, not "Vso"; --sheet chooses another.');
  });
  test("--sheet chooses, hidden ones too, and names those there are when it does not exist", async () => {
    expect((await recordOf(await two(), { sheet: "vso" }))?.details.firstName).toBe("Bram");
    expect((await recordOf(await two(), { sheet: "Oud" }))?.details.firstName).toBe("Cas");
    expect((await read(await two(), { sheet: "Isk" })).faults[0]?.reason).toContain(
      '"Leeg", "Pro", "Vso", "Oud"',
    );
    expect((await read(await two(), { sheet: "Leeg" })).faults[0]?.reason).toBe("this sheet is empty");
    expect((await read(fixture("nasty-latin1.csv"), { sheet: "Pro" })).faults[0]?.reason).toContain("CSV");
  });
});

describe("what is no list is said in words", () => {
  const good = () => book([heads, rowOf()]);
  test.each<[string, () => Promise<Uint8Array> | Uint8Array, string]>([
    ["nothing at all", () => Buffer.alloc(0), "the file is empty"],
    ["a workbook without a value", () => book([[]]), "the file is empty"],
    ["an old workbook", () => oldBook("Workbook"), "old kind (.xls)"],
    [
      "a workbook with a password",
      () => book([heads, rowOf()], {}, { encryption: { password: "geheim", spinCount: 1_000 } }),
      "locked with a password",
    ],
    [
      "a list of LibreOffice",
      () => writeOds({ sheets: [{ name: "Blad1", rows: [heads, rowOf()] }] }),
      "OpenDocument",
    ],
    ["a zip archive of another kind", () => zip([{ name: "list.csv", body: "a;b" }]), "without a workbook"],
    ["a binary workbook", () => zip([{ name: "xl/workbook.bin", body: "x" }]), "binary workbook (.xlsb)"],
    ["half a workbook", async () => (await good()).slice(0, 2_000), "broken or was cut off"],
    [
      "a workbook in which a byte fell over",
      async () => {
        const bytes = Buffer.from(await good());
        for (let at = 300; at < 900; at += 7) bytes[at] = (bytes[at] ?? 0) ^ 0x55;
        return bytes;
      },
      "is broken",
    ],
    ["a PDF", () => Buffer.from("%PDF-1.7\n%âãÏÓ\n"), "this is a PDF"],
    ["a program", () => Buffer.from("7f454c4602010100000000000000000003003e00", "hex"), "this is no list"],
  ])("%s", async (_, make, reason) => {
    const file = await read(await make());
    expect(file.rows).toEqual([]);
    expect(file.faults).toMatchObject([{ row: 1, reason: expect.stringContaining(reason) }]);
  });

  const parts = [
    { name: "[Content_Types].xml", body: "<Types/>" },
    { name: "xl/workbook.xml", body: "<workbook/>" },
  ];
  test("a part of a gigabyte, however small it is packed, is not unpacked", async () => {
    const bomb = zip([...parts, { name: "xl/worksheets/sheet1.xml", body: " ".repeat(160_000_000) }]);
    expect(bomb.length).toBeLessThan(1_000_000);
    expect((await read(bomb)).faults[0]?.reason).toContain("far larger inside");
  });
  test("parts that do not say how large they are, or lie about it, are not unpacked without an end", async () => {
    const body = " ".repeat(20_000_000);
    for (const claimed of [{ unpacked: 0 }, { unpacked: 10 }, { packed: 0, unpacked: 0, flags: 8 }]) {
      const liar = zip([...parts, { name: "_rels/.rels", body, ...claimed }]);
      const before = process.memoryUsage().rss;
      expect((await read(liar)).faults[0]?.reason).toMatch(/broken|contradicts itself/);
      expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
    }
  });
  test("two cells at the far corners do not fill the memory", async () => {
    const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>leerlingnummer</t></is></c></row><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>`;
    expect((await read(bookOf(sheet))).faults[0]?.reason).toContain("none or too few");
  });
  test("more rows than any school has are refused", async () => {
    const rows = Array.from({ length: 50_001 }, (_, n): CellValue[] => [String(n)]);
    expect((await read(await book([heads, ...rows]))).faults[0]?.reason).toContain("more than 50000 rows");
  });
});

describe("the file of faulty rows", () => {
  test("of a workbook is a workbook with the rows as they were and the reasons last, and mended it is read", async () => {
    const bytes = await book([
      ["Alumni 2026"],
      [...heads, "Klas", "Reden"],
      [...rowOf(), "4A", null],
      [
        ...rowOf({
          leerlingnummer: 7,
          school: null,
          telefoon: "=1+1",
          geboortedatum: new Date(Date.UTC(2009, 2, 14)),
        }),
        "4B",
        "vorige keer",
      ],
    ]);
    const file = await read(bytes);
    expect(file.source).toBeDefined();
    if (!file.source) return;
    const written = await writeFaultyRows(file.source, file.faults);
    expect(written).toBeDefined();
    const { sheets } = await readXlsx(written ?? Buffer.alloc(0), { readStyles: true });
    const [heading, row, ...more] = sheets[0]?.rows ?? [];
    expect(more).toEqual([]);
    expect(heading).toEqual([...heads, "Klas", "reden"]);
    const told = Object.fromEntries(heading?.map((name, at) => [name, row?.[at] ?? null]) ?? []);
    expect(told).toMatchObject({
      leerlingnummer: "7",
      voornaam: "Amira",
      school: "",
      geboortedatum: "2009-03-14",
      telefoon: "=1+1",
      Klas: "4B",
      reden: "school is empty; phone (telefoon) begins with =, +, - or @, as a formula does",
    });
    // It stands there as text: nothing of it is a formula.
    expect([...(sheets[0]?.cells?.values() ?? [])].filter(({ formula }) => formula !== undefined)).toEqual(
      [],
    );
    const mended = (row ?? []).map(
      (cell, at) => ({ school: "De Linde", telefoon: "" })[String(heading?.[at])] ?? cell,
    );
    expect((await recordOf(await book([heading ?? [], mended])))?.details.ownNumber).toBe("7");
  });

  test("of CSV defuses formulas, keeps the separator, and mended it is read", async () => {
    const text = list([
      { ...amira, telefoon: "+31612345678", voornaam: "=HYPERLINK(1)", achternaam: "@x", gemeente: "" },
      { ...amira, leerlingnummer: '="007"', school: "" },
    ]);
    const file = await read(Buffer.from(text));
    if (!file.source) throw new Error("It has headings");
    const written = (await writeFaultyRows(file.source, file.faults))?.toString() ?? "";
    expect(written.startsWith("\ufeffleerlingnummer;voornaam;")).toBe(true);
    expect(written.split("\r\n")[0]).toMatch(/;reden$/);
    expect(written).toContain(";'=HYPERLINK(1);");
    expect(written).toContain(";'+31612345678;");
    for (const cell of written.replace("\ufeff", "").split(/[;\r\n]+/)) expect(cell).not.toMatch(/^"?[=+@-]/);
    const mended = written
      .replace("'=HYPERLINK(1)", "Amira")
      .replace("'@x", "Idrissi")
      .replace(";2026-07-10;;", ";2026-07-10;Breda;")
      .replace(";14-3-2009;;pro", ";14-3-2009;De Linde;pro");
    const again = await read(Buffer.from(mended));
    expect(again.faults).toEqual([]);
    expect(again.rows.map(({ record }) => [record.details.ownNumber, record.details.phone])).toEqual([
      ["20431", "+31612345678"],
      ["007", "06-12345678"],
    ]);
  });

  test("keeps values beyond the headings, as they are what is wrong", async () => {
    const file = await read(Buffer.from(`${list([amira]).trimEnd()};te veel`));
    if (!file.source) throw new Error("It has headings");
    const written = await writeFaultyRows(file.source, file.faults);
    expect(written?.toString()).toMatch(/;te veel;has more values than [^;]*\r\n$/);
  });

  test("is not made when the fault is in the headings", async () => {
    const file = await read(await book([heads.filter((name) => name !== "school"), rowOf()]));
    if (!file.source) throw new Error("It has headings");
    expect(file.faults.length).toBeGreaterThan(0);
    expect(await writeFaultyRows(file.source, file.faults)).toBeUndefined();
  });
});

/** The first bytes of an OLE document, with the name of its stream in the directory. */
function oldBook(stream: string): Buffer {
  const bytes = Buffer.alloc(1_536);
  Buffer.from("d0cf11e0a1b11ae1", "hex").copy(bytes);
  Buffer.from(stream, "utf16le").copy(bytes, 1_024);
  return bytes;
}

interface Part {
  readonly name: string;
  readonly body: string;
  readonly packed?: number;
  readonly unpacked?: number;
  readonly flags?: number;
}

/** A zip archive whose table of contents says what it is told to say. */
function zip(parts: readonly Part[]): Buffer {
  const files: Buffer[] = [];
  const contents: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name);
    const body = deflateRawSync(part.body, { level: 9 });
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(body.length, 18);
    local.writeUInt32LE(part.body.length, 22);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(part.flags ?? 0, 8);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(part.packed ?? body.length, 20);
    central.writeUInt32LE(part.unpacked ?? part.body.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    files.push(local, name, body);
    contents.push(central, name);
    offset += 30 + name.length + body.length;
  }
  const size = contents.reduce((sum, one) => sum + one.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...contents, end]);
}

/** The least that is a workbook, around one sheet. */
function bookOf(sheet: string): Buffer {
  const main = "http://schemas.openxmlformats.org";
  return zip([
    {
      name: "[Content_Types].xml",
      body: `<Types xmlns="${main}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    },
    {
      name: "_rels/.rels",
      body: `<Relationships xmlns="${main}/package/2006/relationships"><Relationship Id="r1" Type="${main}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      body: `<Relationships xmlns="${main}/package/2006/relationships"><Relationship Id="r1" Type="${main}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    {
      name: "xl/workbook.xml",
      body: `<workbook xmlns="${main}/spreadsheetml/2006/main" xmlns:r="${main}/officeDocument/2006/relationships"><sheets><sheet name="Blad1" sheetId="1" r:id="r1"/></sheets></workbook>`,
    },
    { name: "xl/worksheets/sheet1.xml", body: sheet },
  ]);
}
