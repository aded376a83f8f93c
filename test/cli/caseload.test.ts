import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { alumnus, caseWorker } from "../../src/db/schema/index.ts";
import { aMachine, amira, list, START } from "./rig.ts";

vi.setConfig({ testTimeout: 30_000 });
const machine = aMachine();

async function aSchoolWithPeople() {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("staff", "add", "Fatima Yilmaz");
  await machine.run("staff", "add", "Bart Smit");
  const rows = [amira, { ...amira, leerlingnummer: "2", voornaam: "Sem" }];
  const ran = await machine.run("alumni", "import", machine.file(list(rows)), "--yes");
  expect(ran.err).not.toContain("did not work");
  await machine.database.db.update(alumnus).set({ joinedAt: START });
}

test("caseload shows everybody with their people against the norm, and whose job's size is assumed", async () => {
  await aSchoolWithPeople();
  await machine.database.db
    .update(caseWorker)
    .set({ hours: { "1": [{ from: "09:00", to: "18:00" }] } })
    .where(eq(caseWorker.nameHash, machine.vault.fingerprint("case_worker_name", "bart smit")));
  const ran = await machine.run("caseload");
  expect(ran).toMatchObject({ code: 0, err: "" });
  expect(ran.out.split("\n").map((line) => line.replace(/ {2,}/g, " | "))).toEqual([
    "De Linde | Bart Smit | 0 young people | 0.25 fte (own hours) | room for 8 | within the norm",
    "De Linde | Fatima Yilmaz | 2 young people | 1 fte (assumed) | room for 32 | within the norm",
    "",
  ]);
});

test("norm and fte are set, and the JSON says what follows from them", async () => {
  await aSchoolWithPeople();
  expect(await machine.run("caseload", "norm", "2")).toMatchObject({ code: 0 });
  expect(await machine.run("caseload", "fte", "fatima yilmaz", "0,5")).toMatchObject({ code: 0 });
  const ran = await machine.run("caseload", "--json");
  expect(JSON.parse(ran.out)).toMatchObject([
    {
      organisation: "De Linde",
      norm: 2,
      staff: [
        { name: "Bart Smit", people: 0, fte: 1, fteFrom: "assumed", room: 2 },
        { name: "Fatima Yilmaz", people: 2, fte: 0.5, fteFrom: "said", room: 1, perFte: 4, isOver: true },
      ],
    },
  ]);
  expect(await machine.run("caseload", "fte", "Fatima Yilmaz")).toMatchObject({ code: 0 });
  expect(JSON.parse((await machine.run("caseload", "--json")).out)[0].staff[1]).toMatchObject({ fte: 1 });
});

test.each([
  [["caseload", "norm", "0"], "from 1 to 200"],
  [["caseload", "norm", "veel"], "from 1 to 200"],
  [["caseload", "fte", "Fatima Yilmaz", "2"], "from 0.05 to 1"],
  [["caseload", "fte", "Fatima Yilmaz", "half"], "from 0.05 to 1"],
  [["caseload", "fte", "Niemand", "0.5"], "is on the staff"],
])("%j is refused and nothing is changed", async (argv, reason) => {
  await aSchoolWithPeople();
  const before = [await machine.dump("organisation"), await machine.dump("case_worker")];
  const ran = await machine.run(...argv);
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(ran.err).toContain(reason);
  expect([await machine.dump("organisation"), await machine.dump("case_worker")]).toEqual(before);
});
