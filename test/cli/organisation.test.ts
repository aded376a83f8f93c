import { expect, test, vi } from "vitest";
import { parseStaffedHours, showStaffedHours } from "../../src/cli/staffed-hours.ts";
import { organisation } from "../../src/db/schema/index.ts";
import { aMachine } from "./rig.ts";

vi.setConfig({ testTimeout: 30_000 });
const machine = aMachine();

test("an organisation gets office hours, Dutch and first names in alerts unless told otherwise", async () => {
  const ran = await machine.run("organisation", "add", "De Linde");
  expect(ran).toMatchObject({ code: 0, err: "" });
  expect(ran.out).toBe("De Linde is there, with somebody at work mo-fr 08:00-17:00.\n");
  const [row] = await machine.database.db.select().from(organisation);
  expect(row).toMatchObject({
    name: "De Linde",
    timeZone: "Europe/Amsterdam",
    language: "nl",
    alertDetail: "firstName",
  });
  expect(Object.keys(row?.staffedHours ?? {})).toEqual(["1", "2", "3", "4", "5"]);
  expect(await machine.dump("access_log")).toContain("addOrganisation");
});

test("organisation list shows each with its settings", async () => {
  await machine.run("organisation", "add", "De Linde");
  await machine.run(
    ...["organisation", "add", "Regio Curaçao", "--time-zone", "america/curacao", "--language", "en"],
    ...["--alert-detail", "reference", "--hours", "ma-do 7:30-12:00, 13:00-16:00"],
  );
  const ran = await machine.run("organisation", "list");
  expect(ran.out).toBe(
    "De Linde       school  nl  Europe/Amsterdam  firstName  mo-fr 08:00-17:00\n" +
      "Regio Curaçao  school  en  America/Curacao   reference  mo-th 07:30-12:00, 13:00-16:00\n",
  );
});

test("without an organisation the list says so on stderr and stays empty", async () => {
  expect(await machine.run("organisation", "list")).toMatchObject({
    code: 0,
    out: "",
    err: "There is no organisation yet.\n",
  });
});

test.each([
  [["De Linde"], "of this name already"],
  [["de  LINDE "], "of this name already"],
  [[" "], "at least one letter"],
  [["x".repeat(101)], "longer than 100"],
  [["De\u202eLinde"], "nobody can see"],
  [["B", "--time-zone", "Europe/Tilburg"], "time zone is unknown"],
  [["B", "--time-zone", "+01:00"], "time zone is unknown"],
  [["B", "--language", "fy"], "not there yet. There are: nl, en, ar"],
  [["B", "--alert-detail", "everything"], "Allowed choices are"],
  [["B", "--hours", "sometimes"], '"sometimes" is not understood'],
])("organisation add %j is refused with a reason, and nothing changes", async (argv, reason) => {
  await machine.run("organisation", "add", "De Linde");
  const ran = await machine.run("organisation", "add", ...argv);
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(ran.err).toContain(reason);
  expect(await machine.count("organisation")).toBe(1);
});

test.each([
  ["mo-fr 08:00-17:00, sa 10:00-12:00", "mo-fr 08:00-17:00, sa 10:00-12:00"],
  ["ma-vr 8:00-17:00", "mo-fr 08:00-17:00"],
  ["maandag-woensdag 09:00-12:00; zo 10:00-11:00", "mo-we 09:00-12:00, su 10:00-11:00"],
  ["mo-fr 13:00-17:00, mo-fr 08:00-12:00", "mo-fr 08:00-12:00, 13:00-17:00"],
  ["za-ma 10:00-12:00", "mo 10:00-12:00, sa-su 10:00-12:00"],
  ["Tue 09:00 - 10:00", "tu 09:00-10:00"],
  ["geen", "none"],
])("the staffed hours %j are read as %j", (given, shown) => {
  expect(showStaffedHours(parseStaffedHours(given))).toBe(shown);
  expect(parseStaffedHours(shown)).toEqual(parseStaffedHours(given));
});

test.each([
  ["", "is not understood"],
  ["08:00-17:00", "has no day"],
  ["mo-xx 08:00-17:00", '"xx" is not a day'],
  ["mo 08:00-25:00", "not a time of day"],
  ["mo 08:00-24:00", "not a time of day"],
  ["mo 17:00-08:00", "ends before it begins"],
  ["mo 08:00-08:00", "ends before it begins"],
  ["mo-we 08:00-12:00, tu 11:00-13:00", "overlap"],
  ["mo 8-17", "is not understood"],
])("the staffed hours %j are refused: %s", (given, reason) => {
  expect(() => parseStaffedHours(given)).toThrow(reason);
});
