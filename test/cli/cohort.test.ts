import { expect, test, vi } from "vitest";
import { cohort } from "../../src/db/schema/index.ts";
import { aMachine } from "./rig.ts";

vi.setConfig({ testTimeout: 30_000 });
const machine = aMachine();
const add = (name: string, from: string, until: string, ...programmes: string[]) =>
  machine.run("cohort", "add", name, "--from", from, "--until", until, "--programme", ...programmes);

test("a cohort goes through programmes one after another, and keeps them as they are now", async () => {
  await machine.run("organisation", "add", "De Linde");
  expect(await add("Klas van 26", "1-6-2026", "30-9-2026", "region_quarterly", "pro_minimum")).toMatchObject({
    code: 0,
    out: "Klas van 26 of De Linde: region_quarterly, then pro_minimum.\n",
  });
  const [row] = await machine.database.db.select().from(cohort);
  expect(row).toMatchObject({
    exitsFrom: "2026-06-01",
    exitsUntil: "2026-09-30",
    parts: [
      { fromMonth: 0, months: 12 },
      { fromMonth: 12, months: 24 },
    ],
  });
  const { out } = await machine.run("cohort", "list");
  expect(out).toContain("Klas van 26");
  expect(out).toContain("nobody yet");
});

test.each<[string, [string, string, ...string[]], string]>([
  ["a day that is none", ["31-6-2026", "30-9-2026", "pro_minimum"], "is no day"],
  ["days in the wrong order", ["2026-09-30", "2026-06-01", "pro_minimum"], "is after the last"],
  ["a programme that there is not", ["2026-06-01", "2026-09-30", "weekly"], "no programme called weekly"],
])("%s is refused, and nothing is made", async (_name, [from, until, ...programmes], reason) => {
  await machine.run("organisation", "add", "De Linde");
  const ran = await add("Klas van 26", from, until, ...programmes);
  expect(ran.code).toBe(1);
  expect(ran.err).toContain(reason);
  expect(await machine.count("cohort")).toBe(0);
});

test("two cohorts cannot share an exit day", async () => {
  await machine.run("organisation", "add", "De Linde");
  await add("Klas van 26", "2026-06-01", "2026-09-30", "pro_minimum");
  const ran = await add("Najaar", "2026-09-30", "2026-12-31", "pro_minimum");
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.err).toContain("two cohorts cannot share a day");
});
