import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import { readXlsx, writeXlsx } from "hucre/xlsx";
import { expect, test, vi } from "vitest";
import { accessLog, alumnus, caseWorker } from "../../src/db/schema/index.ts";
import { openDetails } from "../../src/people/details.ts";
import { aMachine, amira, headings, list, type Row, START } from "./rig.ts";

vi.setConfig({ testTimeout: 60_000 });
const machine = aMachine();

const bram: Row = {
  ...amira,
  leerlingnummer: "20432",
  voornaam: "Bram",
  tussenvoegsel: "de",
  achternaam: "Wit",
};
const breda: Row = { ...amira, gemeente: "Breda" };

async function aSchool() {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("staff", "add", "Fatima Yilmaz");
  await aClass("2026-01-01", "2026-12-31");
}
const aClass = (from: string, until: string) => {
  const days = ["--from", from, "--until", until];
  return machine.run("cohort", "add", `Klas van ${from}`, ...days, "--programme", "pro_three_moments");
};
const importRows = (rows: readonly Row[], ...more: string[]) =>
  machine.run("alumni", "import", machine.file(list(rows)), ...more);
const importText = (text: string, ...more: string[]) =>
  machine.run("alumni", "import", machine.file(text), ...more);
const findAll = () => machine.database.db.select().from(alumnus);
const openAll = async () => {
  const opened = [];
  for (const row of await findAll()) opened.push(await openDetails(machine.database.db, machine.vault, row));
  return opened.sort((a, b) => a.ownNumber.localeCompare(b.ownNumber));
};
const actions = async (action: string) =>
  machine.database.db.select().from(accessLog).where(eq(accessLog.action, action));

test("a school's own workbook is imported, said in a report, and a second time changes nothing", async () => {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("staff", "add", "Fatima de Vries");
  const file = path.join(import.meta.dirname, "../people/files/nasty.xlsx");
  const first = await machine.run("alumni", "import", file);
  expect(first).toMatchObject({ code: 0, out: "De Linde: 3 new, 0 changed, 0 unchanged.\n" });
  expect(first.err).toContain('Note: Columns that are not used: "Klas", "Opmerkingen", "BSN".\n');
  expect(
    (await openAll()).map(({ ownNumber, firstName, lastName }) => [ownNumber, firstName, lastName]),
  ).toEqual([
    ["00100125", "Jürgen", "von Groß"],
    ["007", "Özgür", "Yıldırım"],
    ["100123", "Noël", "D'Hondt"],
  ]);
  const before = await machine.dump("alumnus");
  expect(await machine.run("alumni", "import", file)).toMatchObject({
    code: 0,
    out: "De Linde: 0 new, 0 changed, 3 unchanged.\n",
  });
  expect(await machine.dump("alumnus")).toBe(before);
});

test("the same people as CSV and as a workbook are the same people, unchanged", async () => {
  await aSchool();
  await importRows([amira, bram]);
  const rows = [amira, bram].map((row) => headings.map((name) => row[name] ?? null));
  const book = await writeXlsx({ sheets: [{ name: "Blad1", rows: [[...headings], ...rows] }] });
  expect((await machine.run("alumni", "import", machine.file(Buffer.from(book)))).out).toBe(
    "De Linde: 0 new, 0 changed, 2 unchanged.\n",
  );
});

test("without a keyboard and without --yes nobody is changed, and the order says what to do", async () => {
  await aSchool();
  await importRows([amira]);
  const before = await machine.dump("alumnus");
  const ran = await importRows([breda, bram]);
  expect(ran).toEqual({
    code: 1,
    out: "Row 2, 20431 changes:\n    municipality (gemeente): Tilburg → Breda\n",
    err: "1 person would change, as shown above. Nothing was written. If that is right, run it again with --yes.\n",
  });
  expect(await machine.dump("alumnus")).toBe(before);
});

test("whoever fits no cohort is counted, in a dry run too, with what to type; then nobody is", async () => {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("staff", "add", "Fatima Yilmaz");
  await aClass("2026-06-01", "2026-09-30");
  const late = { ...bram, uitstroomdatum: "2026-10-30" };
  const later = { ...bram, leerlingnummer: "20433", voornaam: "Daan", uitstroomdatum: "2026-11-06" };
  // The Act's two years are over: nobody guides this one any more.
  const gone = { ...bram, leerlingnummer: "20434", voornaam: "Eva", uitstroomdatum: "2023-07-14" };
  const said = (who: string, from: string, until: string) =>
    `Note: ${who}, so nobody will ask them anything. Type: npm run cli -- cohort add NAME --from ${from} --until ${until} --programme KEY (programme list names the keys, cohort list the days that are taken).\n`;
  const two = said(
    "2 people leave school between 2026-10-30 and 2026-11-06, on days of no cohort",
    "2026-10-30",
    "2026-11-06",
  );
  const rows = [amira, late, later, gone];
  expect(await importRows(rows, "--dry-run")).toMatchObject({ code: 0, err: two });
  expect(await importRows(rows)).toMatchObject({
    code: 0,
    out: "De Linde: 4 new, 0 changed, 0 unchanged.\n",
    err: two,
  });
  await aClass("2026-11-01", "2027-05-31");
  const one = "Note: 1 person leaves school on 2026-10-30, a day of no cohort, so nobody will ask this one";
  expect((await importRows(rows)).err).toContain(one);
  await aClass("2026-10-01", "2026-10-31");
  expect(await importRows(rows)).toMatchObject({ code: 0, err: "" });
});

test("new people alone need no yes", async () => {
  await aSchool();
  await importRows([amira]);
  expect(await importRows([amira, bram])).toMatchObject({
    code: 0,
    out: "De Linde: 1 new, 0 changed, 1 unchanged.\n",
  });
});

test.each([
  ["j", 0],
  ["YES", 0],
  ["", 1],
  ["n", 1],
  ["maybe", 1],
])("at the keyboard %j after the changes ends with %i", async (answer, code) => {
  await aSchool();
  await importRows([amira]);
  const asked: string[] = [];
  const ask = async (question: string) => {
    asked.push(question);
    return answer;
  };
  const ran = await machine.runWith({ ask }, "alumni", "import", machine.file(list([breda])));
  expect(asked).toEqual(["Change 1 person as shown above? [y/N] "]);
  expect(ran.code).toBe(code);
  expect((await openAll()).map(({ municipality }) => municipality)).toEqual([
    code === 0 ? "Breda" : "Tilburg",
  ]);
});

test("what changed in the system while somebody looked is not written over unseen", async () => {
  await aSchool();
  await importRows([amira]);
  const ask = async () => {
    await importRows([{ ...amira, gemeente: "Goirle" }], "--yes");
    return "y";
  };
  const ran = await machine.runWith({ ask }, "alumni", "import", machine.file(list([breda])));
  expect(ran.code).toBe(1);
  expect(ran.err).toBe(
    "Meanwhile something changed in the system. Nothing was written; run the import again.\n",
  );
  expect((await openAll())[0]?.municipality).toBe("Goirle");
});

test("every field that changes is shown with what it was and becomes, also when it becomes nothing", async () => {
  await aSchool();
  await machine.run("staff", "add", "Johan Bakker");
  await importRows([amira]);
  const change: Row = {
    voornaam: "Amirah",
    geboortedatum: "15-3-2009",
    schoolsoort: "vso",
    uitstroomprofiel: "dagbesteding",
    uitstroomdatum: "11-7-2026",
    begeleider: "Johan Bakker",
    telefoon: "",
    voorkeurskanaal: "brief",
  };
  const ran = await importRows([{ ...amira, ...change }], "--yes");
  expect(ran.out.split("\n").map((line) => line.trim())).toEqual([
    "Row 2, 20431 changes:",
    "first name (voornaam): Amira → Amirah",
    "birth date (geboortedatum): 2009-03-14 → 2009-03-15",
    "phone (telefoon): 06-12345678 → (nothing)",
    "school type (schoolsoort): pro → vso",
    "exit profile (uitstroomprofiel): labour_market → day_activity",
    "exit date (uitstroomdatum): 2026-07-10 → 2026-07-11",
    "preferred channel (voorkeurskanaal): telegram → letter",
    "case worker (begeleider): Fatima Yilmaz → Johan Bakker",
    "De Linde: 0 new, 1 changed, 0 unchanged.",
    "",
  ]);
  expect((await importRows([{ ...amira, ...change }])).out).toBe(
    "De Linde: 0 new, 0 changed, 1 unchanged.\n",
  );
  expect(await findAll()).toMatchObject([
    { schoolType: "vso", preferredChannel: "letter", exitDate: "2026-07-11" },
  ]);
});

test("each person who was shown or changed has a line in the access log, with fields and no values", async () => {
  await aSchool();
  await importRows([amira, bram]);
  await importRows([breda, bram], "--yes");
  const [changed] = await findAll().then((rows) => rows.filter(({ detailsHash }) => detailsHash !== ""));
  expect(changed).toBeDefined();
  for (const action of ["openDetails", "changeDetails"]) {
    const lines = await actions(action);
    expect(lines).toMatchObject([
      {
        actorKind: "operator",
        actorId: null,
        subjectKind: "alumnus",
        facts: { why: "import", fields: "municipality" },
        at: START,
      },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/Breda|Tilburg|Amira/);
  }
});

test("a column that the list does not have leaves what is known alone; an empty cell empties it", async () => {
  await aSchool();
  await importRows([amira]);
  const without = headings.filter(
    (name) => !["telefoon", "e-mail", "voorkeurskanaal", "tweede contact"].includes(name),
  );
  const short = (change: Row) =>
    `${without.join(";")}\n${without.map((name) => ({ ...amira, ...change })[name] ?? "").join(";")}\n`;
  expect((await importText(short({}))).out).toBe("De Linde: 0 new, 0 changed, 1 unchanged.\n");
  await importText(short({ gemeente: "Breda" }), "--yes");
  expect((await openAll())[0]).toMatchObject({ municipality: "Breda", phone: "06-12345678" });
  await importRows([{ ...breda, telefoon: "" }], "--yes");
  expect((await openAll())[0]?.phone).toBeUndefined();
});

test("a dry run of a faulty list counts what is right and what is faulty, shows both, and ends with 1", async () => {
  await aSchool();
  await importRows([amira]);
  const ran = await importRows([breda, bram, { ...bram, leerlingnummer: "3", school: "" }], "--dry-run");
  expect(ran).toEqual({
    code: 1,
    out:
      "Row 2, 20431 changes:\n    municipality (gemeente): Tilburg → Breda\n" +
      "De Linde: this would be 1 new, 1 changed, 0 unchanged, 1 faulty. Nothing was written.\n",
    err: "Row 4, school: is empty.\nNothing was imported: 1 fault in 1 row.\n",
  });
  expect(await machine.count("alumnus")).toBe(1);
});

test("an import of a faulty list shows nobody's data", async () => {
  await aSchool();
  await importRows([amira]);
  const ran = await importRows([breda, { ...bram, school: "" }], "--yes");
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(await actions("openDetails")).toEqual([]);
});

test("--errors writes the faulty rows to a new file for this user alone, which is imported when mended", async () => {
  await aSchool();
  const errors = `${machine.file("")}.errors.csv`;
  const path = machine.file(list([amira, { ...bram, school: "", begeleider: "Nobody Known" }]));
  const ran = await machine.run("alumni", "import", path, "--errors", errors);
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(ran.err).toContain(`Nothing was imported: 1 fault in 1 row.\nThe faulty rows are in ${errors}`);
  expect(await machine.count("alumnus")).toBe(0);
  expect(statSync(errors).mode & 0o777).toBe(0o600);
  const written = readFileSync(errors, "utf8");
  expect(written.split("\r\n")).toHaveLength(3);
  expect(written).toContain("school is empty");

  const again = await machine.run("alumni", "import", path, "--errors", errors);
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining("is there already") });
  expect(readFileSync(errors, "utf8")).toBe(written);

  const mended = written.replace(";;pro;", ";De Linde;pro;").replace("Nobody Known", "Fatima Yilmaz");
  const imported = await importText(mended);
  expect(imported).toMatchObject({ code: 0, out: "De Linde: 1 new, 0 changed, 0 unchanged.\n" });
  expect(imported.err).toContain('Columns that are not used: "reden".');
  rmSync(errors);
});

test("--errors of a workbook is a workbook, and faults that only the system knows are in it", async () => {
  await aSchool();
  const rows = [amira, { ...bram, begeleider: "Nobody Known" }].map((row) =>
    headings.map((name) => row[name] ?? null),
  );
  const book = Buffer.from(await writeXlsx({ sheets: [{ name: "Pro", rows: [[...headings], ...rows] }] }));
  const errors = `${machine.file("")}.xlsx`;
  const ran = await machine.run("alumni", "import", machine.file(book), "--errors", errors);
  expect(ran.code).toBe(1);
  const { sheets } = await readXlsx(readFileSync(errors));
  expect(sheets[0]?.name).toBe("Pro");
  expect(sheets[0]?.rows.map((row) => row.at(-1))).toEqual([
    "reden",
    expect.stringContaining("case worker (begeleider) nobody of this name is on the staff"),
  ]);
  rmSync(errors);
});

test("--errors is not written without a fault in a row, and says so", async () => {
  await aSchool();
  const errors = `${machine.file("")}.none.csv`;
  expect((await importRows([amira], "--errors", errors)).err).toBe(
    `There was no fault: ${errors} was not written.\n`,
  );
  expect((await importText("naam;adres\nx;y\n", "--errors", errors)).err).toContain("in no row of a person");
  expect(existsSync(errors)).toBe(false);
});

const own = list([amira])
  .replace("leerlingnummer", "Kenmerk")
  .replace("schoolsoort", "Afdeling")
  .replace(";pro;", ";Blauw;");
const maps = ["--map", "Kenmerk=own number", "--map", "Afdeling=schoolsoort"];
const words = ["--map-value", "school type: Blauw=pro"];

test("headings and words of a school's own are said once, saved, shown, used, and forgotten", async () => {
  await aSchool();
  expect(await importText(own)).toMatchObject({
    code: 1,
    err: expect.stringContaining("this column is missing"),
  });
  expect(await importText(own, ...maps)).toMatchObject({
    code: 1,
    err: expect.stringContaining("not one of pro"),
  });
  const saved = await importText(own, ...maps, ...words, "--save-map");
  expect(saved).toEqual({
    code: 0,
    out: "De Linde: 1 new, 0 changed, 0 unchanged.\n",
    err: "The mapping is remembered: npm run cli -- alumni mapping shows it.\n",
  });
  expect((await importText(own)).out).toBe("De Linde: 0 new, 0 changed, 1 unchanged.\n");
  expect((await machine.run("alumni", "mapping")).out).toBe(
    "Kenmerk                           →  own number (leerlingnummer)\n" +
      "Afdeling                          →  school type (schoolsoort)\n" +
      "school type (schoolsoort): Blauw  →  pro\n",
  );
  expect((await importRows([amira])).err).toContain('The file has no heading "Kenmerk" any more');
  await machine.run("alumni", "mapping", "--forget");
  expect(await machine.run("alumni", "mapping")).toMatchObject({
    out: "",
    err: expect.stringContaining("nothing was saved"),
  });
  expect((await importText(own)).code).toBe(1);
});

test("a mapping is of one organisation, is not saved by a dry run or a faulty import, and the newer word wins", async () => {
  await aSchool();
  await importText(own, ...maps, ...words, "--save-map", "--dry-run");
  await importText(own.replace("Tilburg", ""), ...maps, ...words, "--save-map");
  expect((await machine.run("alumni", "mapping")).out).toBe("");
  await importText(own, ...maps, ...words, "--save-map");
  await importText(own, "--map-value", "school type: BLAUW=vso", "--save-map", "--yes");
  expect(await findAll()).toMatchObject([{ schoolType: "vso" }]);
  await machine.run("organisation", "add", "De Eik");
  expect((await machine.run("alumni", "mapping", "--organisation", "De Eik")).out).toBe("");
  expect((await machine.run("alumni", "mapping", "--organisation", "De Linde")).out).toContain("vso");
});

test("a heading can be left out, so that the other of two is read", async () => {
  await aSchool();
  const two = list([amira]).replace(/(.+)\r\n(.+)\r\n/, "$1;Mobiel\r\n$2;06-99999999\r\n");
  await importText(two, "--map", "Mobiel=-");
  expect((await openAll())[0]?.phone).toBe("06-12345678");
});

test.each([
  [["--map", "Kenmerk"], "--map takes"],
  [
    ["--map", "Kenmerk=nonsense"],
    '"nonsense" is no column. There are: own number (leerlingnummer), first name',
  ],
  [["--map-value", "gemeente: T=Tilburg"], "--map-value is for school type (schoolsoort), exit profile"],
  [["--map-value", "school type: Blauw=green"], '"green" is no value of school type'],
  [["--map-value", "Blauw"], "--map-value takes"],
])("%j is refused in words", async (options, said) => {
  await aSchool();
  const ran = await importRows([amira], ...options);
  expect(ran.code).toBe(1);
  expect(ran.err).toContain(said);
  expect(await machine.count("alumnus")).toBe(0);
});

test("somebody of the same name and birth date under another number is noted, in the list and in the system", async () => {
  await aSchool();
  await importRows([{ ...amira, leerlingnummer: "1" }]);
  const ran = await importRows([
    { ...amira, leerlingnummer: "2", voornaam: "AMIRA" },
    { ...amira, leerlingnummer: "3" },
    bram,
  ]);
  expect(ran).toEqual({
    code: 0,
    out: "De Linde: 3 new, 0 changed, 0 unchanged; 1 in the system but not in this file, who stay as they are.\n",
    err:
      "Note: Row 2 has the name and birth date of 1, who is in the system and not in this file: is it one person?\n" +
      "Note: Rows 2 and 3 have the same name and birth date and other numbers: is it one person?\n",
  });
});

test("part of a case worker's name is never enough, and the fault says who may be meant", async () => {
  await aSchool();
  await machine.run("staff", "add", "Johan de Boer");
  await machine.run("staff", "add", "Johan Bakker");
  await machine.run("staff", "add", "Els Left");
  const els = machine.vault.fingerprint("case_worker_name", "els left");
  await machine.database.db.update(caseWorker).set({ leftAt: START }).where(eq(caseWorker.nameHash, els));
  const names = ["Fatima", "Johan", "J. Bakker", "Boer, Johan de", "Els Left", "Els", "fatima yilmaz"];
  const ran = await importRows(
    names.map((begeleider, n) => ({ ...amira, leerlingnummer: String(n), begeleider })),
  );
  expect(ran.err.split("\n").filter((line) => line.startsWith("Row "))).toEqual([
    "Row 2, case worker (begeleider): is not the whole name: is Fatima Yilmaz meant? Then write it so.",
    "Row 3, case worker (begeleider): is not the whole name and may be Johan Bakker or Johan de Boer: write the one who is meant.",
    "Row 4, case worker (begeleider): is not the whole name: is Johan Bakker meant? Then write it so.",
    expect.stringContaining("Row 6, case worker (begeleider): this person has left"),
    expect.stringContaining("Row 7, case worker (begeleider): nobody of this name is on the staff"),
  ]);
});

test("nothing of a list is in the error that a broken database gives", async () => {
  await aSchool();
  const path = machine.file("");
  writeFileSync(path, list([{ ...amira, voornaam: "Kanarie" }]));
  const ran = await machine.runWith(
    { openDatabase: async () => Promise.reject(new Error("Kanarie")) },
    ...["alumni", "import", path],
  );
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(ran.err).not.toContain("Kanarie");
});
