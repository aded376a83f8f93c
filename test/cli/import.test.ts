import { writeFileSync } from "node:fs";
import { eq, sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { accessLog, alumnus, caseWorker, dataKey } from "../../src/db/schema/index.ts";
import { openDetails } from "../../src/people/details.ts";
import { aMachine, amira, list, type Row, START } from "./rig.ts";

vi.setConfig({ testTimeout: 60_000 });
const machine = aMachine();

const bram: Row = {
  ...amira,
  leerlingnummer: "20432",
  voornaam: "Bram",
  tussenvoegsel: "de",
  achternaam: "Wit",
  taal: "nl",
};

async function aSchool() {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("staff", "add", "Fatima Yilmaz");
  const days = ["--from", "2026-01-01", "--until", "2026-12-31"];
  await machine.run("cohort", "add", "Klas van 26", ...days, "--programme", "pro_three_moments");
}
const importRows = (rows: readonly Row[], ...more: string[]) =>
  machine.run("alumni", "import", machine.file(list(rows)), ...more);
const findAll = () => machine.database.db.select().from(alumnus);

test("a list is imported, and a second time changes nothing and says so", async () => {
  await aSchool();
  const path = machine.file(list([amira, bram]));
  expect(await machine.run("alumni", "import", path)).toEqual({
    code: 0,
    out: "De Linde: 2 new, 0 changed, 0 unchanged.\n",
    err: "",
  });
  const before = await machine.dump("alumnus");
  expect(await machine.run("alumni", "import", path)).toEqual({
    code: 0,
    out: "De Linde: 0 new, 0 changed, 2 unchanged.\n",
    err: "",
  });
  expect(await machine.dump("alumnus")).toBe(before);
});

test("what was imported can be opened with the key, by the person's own place alone", async () => {
  await aSchool();
  await importRows([amira, bram]);
  const { db } = machine.database;
  const rows = await findAll();
  const opened = [];
  for (const row of rows) opened.push(await openDetails(db, machine.vault, row));
  expect(opened.map(({ firstName, lastName }) => `${firstName} ${lastName}`).sort()).toEqual([
    "Amira el Idrissi",
    "Bram de Wit",
  ]);
  const [first, second] = rows;
  if (!first || !second) throw new Error("Two were imported");
  await expect(openDetails(db, machine.vault, { ...first, details: second.details })).rejects.toThrow(
    "changed",
  );
});

test("a changed row is sealed anew, an absent person is left alone", async () => {
  await aSchool();
  await importRows([amira, bram]);
  const before = await findAll();
  const ran = await importRows([{ ...amira, gemeente: "Breda" }], "--yes");
  expect(ran.out).toBe(
    "Row 2, 20431 changes:\n    municipality (gemeente): Tilburg → Breda\n" +
      "De Linde: 0 new, 1 changed, 0 unchanged; 1 in the system but not in this file, who stay as they are.\n",
  );
  const after = await findAll();
  expect(after.map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
  const changed = after.filter(
    (row) => !before.some((old) => old.id === row.id && old.details.equals(row.details)),
  );
  expect(changed).toHaveLength(1);
  const [row] = changed;
  expect(row && (await openDetails(machine.database.db, machine.vault, row))).toMatchObject({
    municipality: "Breda",
  });
});

test("a changed row does not take back the language that a linked person chose", async () => {
  await aSchool();
  await importRows([amira, bram]);
  const { db } = machine.database;
  await db.update(alumnus).set({ chatId: 7, language: "en" }).where(eq(alumnus.language, "ar"));
  const ran = await importRows(
    [
      { ...amira, gemeente: "Breda" },
      { ...bram, taal: "en" },
    ],
    "--yes",
  );
  expect(ran.out).toBe(
    "Row 2, 20431 changes:\n    municipality (gemeente): Tilburg → Breda\n" +
      "Row 3, 20432 changes:\n    language (taal): nl → en\nDe Linde: 0 new, 2 changed, 0 unchanged.\n",
  );
  expect((await findAll()).map(({ language }) => language)).toEqual(["en", "en"]);
});

test("another case worker in the list is a change", async () => {
  await aSchool();
  await machine.run("staff", "add", "Johan Bakker");
  await importRows([amira]);
  const ran = await importRows([{ ...amira, begeleider: "johan  bakker" }], "--yes");
  expect(ran.out).toContain("1 changed");
  const workers = await machine.database.db.select().from(caseWorker);
  const johan = workers.find(
    ({ nameHash }) => nameHash === machine.vault.fingerprint("case_worker_name", "johan bakker"),
  );
  expect((await findAll())[0]?.caseWorkerId).toBe(johan?.id);
  // Nobody has taken part yet: whoever guides them now is the first.
  expect((await findAll())[0]?.caseWorkerSince).toBeNull();
  await machine.database.db.update(alumnus).set({ joinedAt: START });
  await importRows([amira], "--yes");
  expect((await findAll())[0]).toMatchObject({ caseWorkerSince: START });
});

test("with a fault in one row nothing at all is written, and every fault is named", async () => {
  await aSchool();
  const tables = ["alumnus", "data_key", "access_log"];
  const before = await Promise.all(tables.map(machine.dump));
  const ran = await importRows([
    amira,
    { ...bram, geboortedatum: "gisteren" },
    { ...bram, leerlingnummer: "3", begeleider: "Nobody Known" },
  ]);
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(ran.err).toBe(
    "Row 3, birth date (geboortedatum): is not a date of birth: write 2009-03-14 or 14-3-2009.\n" +
      "Row 4, case worker (begeleider): nobody of this name is on the staff: add them first with `npm run cli -- staff add NAME`.\n" +
      "Nothing was imported: 2 faults in 2 rows.\n",
  );
  expect(await Promise.all(tables.map(machine.dump))).toEqual(before);
});

test("a failure of the database in the middle leaves nothing half-written", async () => {
  await aSchool();
  const { db } = machine.database;
  await db.execute(
    sql`create function refuse_log() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`,
  );
  await db.execute(
    sql`create trigger refuse before insert on access_log for each row execute function refuse_log()`,
  );
  try {
    const keys = await machine.count("data_key");
    const ran = await importRows([amira, bram]);
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).toMatch(/^This did not work \(DB_P0001\)\./);
    expect(await machine.count("alumnus")).toBe(0);
    expect(await machine.count("data_key")).toBe(keys);
  } finally {
    await db.execute(sql`drop trigger refuse on access_log`);
    await db.execute(sql`drop function refuse_log`);
  }
});

test("a case worker who has left is a fault", async () => {
  await aSchool();
  await machine.database.db.update(caseWorker).set({ leftAt: START });
  const ran = await importRows([amira]);
  expect(ran.err).toContain("Row 2, case worker (begeleider): this person has left");
  expect(await machine.count("alumnus")).toBe(0);
});

test("a case worker of another organisation is nobody here", async () => {
  await aSchool();
  await machine.run("organisation", "add", "De Eik");
  const ran = await importRows([amira], "--organisation", "De Eik");
  expect(ran.code).toBe(1);
  expect(ran.err).toContain("nobody of this name is on the staff");
});

test("somebody whose data was erased does not come back by an import", async () => {
  await aSchool();
  await importRows([amira]);
  const [row] = await findAll();
  const { db } = machine.database;
  await machine.vault.destroyKey(db, row?.keyId ?? "", START);
  for (const change of [{}, { gemeente: "Breda" }]) {
    const ran = await importRows([{ ...amira, ...change }, bram]);
    expect(ran.code).toBe(1);
    expect(ran.err).toContain(
      "Row 2, own number (leerlingnummer): the data of this person was erased for good",
    );
  }
  expect(await machine.count("alumnus")).toBe(1);
});

test("--dry-run says what would happen and writes nothing but who was looked at", async () => {
  await aSchool();
  await importRows([amira]);
  const [{ id } = { id: "" }] = await findAll();
  const tables = ["alumnus", "data_key", "organisation"];
  const before = await Promise.all(tables.map(machine.dump));
  const ran = await importRows([{ ...amira, gemeente: "Breda" }, bram], "--dry-run");
  expect(ran).toMatchObject({
    code: 0,
    out:
      "Row 2, 20431 changes:\n    municipality (gemeente): Tilburg → Breda\n" +
      "De Linde: this would be 1 new, 1 changed, 0 unchanged. Nothing was written.\n",
  });
  expect(await Promise.all(tables.map(machine.dump))).toEqual(before);
  const looked = await machine.database.db
    .select()
    .from(accessLog)
    .where(eq(accessLog.action, "openDetails"));
  expect(looked).toMatchObject([
    { actorKind: "operator", subjectId: id, facts: { why: "import", fields: "municipality" } },
  ]);
  expect((await importRows([{ ...bram, school: "" }], "--dry-run")).code).toBe(1);
});

test("the access log has one line of the operator with counts", async () => {
  await aSchool();
  await importRows([amira, bram]);
  const lines = await machine.database.db
    .select()
    .from(accessLog)
    .where(eq(accessLog.action, "importAlumni"));
  expect(lines).toMatchObject([
    {
      actorKind: "operator",
      actorId: null,
      subjectKind: "organisation",
      facts: { new: 2, changed: 0, unchanged: 0 },
      at: START,
    },
  ]);
});

test("no value of the list stands readable in the database", async () => {
  await aSchool();
  const canary: Row = {
    ...amira,
    leerlingnummer: "KANARIE-1",
    voornaam: "Kanarievoor",
    achternaam: "Kanarieachter",
    school: "Kanarieschool",
    gemeente: "Kanariegemeente",
    telefoon: "06-98765432",
    "e-mail": "kanarie@example.org",
    "tweede contact": "Kanarietante",
  };
  expect((await importRows([canary])).code).toBe(0);
  for (const table of ["alumnus", "data_key", "access_log", "case_worker", "organisation"]) {
    const dump = await machine.dump(table);
    expect(dump).not.toMatch(/kanarie|98765432|2009-03-14|fatima/i);
    // bytea is shown in hexadecimal: the words are not to be found under that either.
    for (const word of ["KANARIE-1", "Kanarievoor", "98765432"])
      expect(dump).not.toContain(Buffer.from(word).toString("hex"));
  }
});

test("a list in Windows-1252 and one with commas arrive as they are meant", async () => {
  await aSchool();
  const path = machine.file(Buffer.from(list([{ ...amira, voornaam: "José" }], ","), "latin1"));
  expect((await machine.run("alumni", "import", path)).code).toBe(0);
  const [row] = await findAll();
  expect(row && (await openDetails(machine.database.db, machine.vault, row)).firstName).toBe("José");
  const again = await machine.run("alumni", "import", machine.file(list([{ ...amira, voornaam: "José" }])));
  expect(again.out).toBe("De Linde: 0 new, 0 changed, 1 unchanged.\n");
});

test("the same number at two organisations is two people", async () => {
  await aSchool();
  await machine.run("organisation", "add", "De Eik");
  await machine.run("staff", "add", "Fatima Yilmaz", "--organisation", "De Eik");
  await importRows([amira], "--organisation", "De Linde");
  expect((await importRows([amira], "--organisation", "de eik")).out).toBe(
    "De Eik: 1 new, 0 changed, 0 unchanged.\n",
  );
  expect(await importRows([amira])).toMatchObject({ code: 1 });
  expect(await machine.count("alumnus")).toBe(2);
});

test("notes go to stderr and do not stop the import", async () => {
  await aSchool();
  const ran = await importRows([{ ...amira, taal: "Roemeens" }]);
  expect(ran).toEqual({
    code: 0,
    out: "De Linde: 1 new, 0 changed, 0 unchanged.\n",
    err: "Note: Row 2: this language is not there yet, Dutch is used.\n",
  });
});

test("a file that is not there is said so without a stack trace", async () => {
  const ran = await machine.run("alumni", "import", "/nowhere/list.csv");
  expect(ran).toEqual({ code: 1, out: "", err: "The file cannot be read (ENOENT).\n" });
});

test("2,000 rows are imported, all of them, and again changes nothing", async () => {
  await aSchool();
  const rows = Array.from({ length: 2_000 }, (_, n) => ({ ...amira, leerlingnummer: String(n) }));
  const path = machine.file("");
  writeFileSync(path, list(rows));
  expect((await machine.run("alumni", "import", path)).out).toContain("2000 new");
  expect((await machine.run("alumni", "import", path)).out).toContain("2000 unchanged");
  expect(await machine.count("alumnus")).toBe(2_000);
  const keys = await machine.database.db
    .select({ id: dataKey.id })
    .from(dataKey)
    .where(eq(dataKey.kind, "person"));
  expect(keys).toHaveLength(2_001);
});
