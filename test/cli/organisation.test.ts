import { expect, test, vi } from "vitest";
import { parseStaffedHours, showStaffedHours } from "../../src/cli/staffed-hours.ts";
import { alumnus, leadPeriod, organisation } from "../../src/db/schema/index.ts";
import { openDetails } from "../../src/people/details.ts";
import { aMachine, amira, headings, list } from "./rig.ts";

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

test("a school belongs to a region and a board, one of each, and shares only where it says so", async () => {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("organisation", "add", "Regio Hart", "--kind", "region");
  await machine.run("organisation", "add", "Regio Midden", "--kind", "region");
  await machine.run("organisation", "add", "Stichting Breed", "--kind", "board");
  const join = (...argv: string[]) => machine.run("organisation", "join", ...argv);
  expect((await join("De Linde", "Regio Hart", "--share")).out).toBe(
    "De Linde belongs to Regio Hart, which sees who takes part.\n",
  );
  expect(await join("De Linde", "Stichting Breed")).toMatchObject({ code: 0 });
  expect((await machine.run("organisation", "list")).out).toMatch(
    /De Linde +school of (Regio Hart \(shares\) and Stichting Breed|Stichting Breed and Regio Hart \(shares\))/,
  );
  for (const [argv, reason] of [
    [["De Linde", "Regio Midden"], "belongs to Regio Hart already"],
    [["Regio Hart", "Stichting Breed"], "only a school belongs"],
    [["De Linde", "De Linde"], "A school belongs to a region or a board"],
    [["De Linde", "Regio Zuid"], "no organisation of this name"],
  ] as const)
    expect((await join(...argv)).err).toContain(reason);
  expect(await machine.run("organisation", "leave", "De Linde", "Regio Hart")).toMatchObject({ code: 0 });
  expect((await machine.run("organisation", "leave", "De Linde", "Regio Hart")).err).toContain(
    "does not belong",
  );
  expect(await machine.count("membership")).toBe(1);
  for (const action of ["joinParent", "leaveParent"])
    expect(await machine.dump("access_log")).toContain(action);
});

test("who leads somebody's guidance is written down from when to when, and taken back", async () => {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("organisation", "add", "Gemeente Tilburg", "--kind", "region");
  const own = ["--organisation", "De Linde"];
  await machine.run("staff", "add", "Fatima Yilmaz", ...own);
  await machine.run("alumni", "import", machine.file(list([amira])), ...own);
  const lead = (...argv: string[]) => machine.run("alumni", "lead", "20431", ...own, ...argv);
  expect((await lead("--to", "Gemeente Tilburg", "--from", "1-12-2026")).out).toBe(
    "Gemeente Tilburg leads from 2026-12-01.\n",
  );
  expect(await lead("--to", "De Linde", "--from", "2027-03-01")).toMatchObject({ code: 0 });
  const periods = await machine.database.db.select().from(leadPeriod);
  expect(periods).toMatchObject([{ fromDay: "2026-12-01", untilDay: "2027-02-28", because: "transfer" }]);
  const wrong = await lead("--to", "Gemeente Tilburg", "--from", "2027-05-01", "--until", "2027-04-01");
  expect(wrong.err).toContain("is before the first");
});

test("a list may say where somebody goes, and since when they are enrolled there; a list without it takes nothing back", async () => {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("staff", "add", "Fatima Yilmaz");
  const heads = [...headings, "uitstroombestemming", "ingeschreven vanaf", "vervolgschool"];
  const withMore = (...cells: string[]) => {
    const [first = "", second = ""] = list([amira]).split("\r\n");
    return `${first};${heads.slice(-3).join(";")}\r\n${second};${cells.join(";")}\r\n`;
  };
  const load = (content: string) => machine.run("alumni", "import", machine.file(content), "--yes");
  expect((await load(withMore("naar de maan", "24-8-2026", "ROC"))).err).toContain(
    "is not one of the known destinations",
  );
  expect(await load(withMore("mbo", "24-8-2026", "ROC Tilburg"))).toMatchObject({ code: 0 });
  const known = async () => (await machine.database.db.select().from(alumnus))[0];
  expect(await known()).toMatchObject({ destination: "mbo_bol", followingOn: "2026-08-24" });
  expect(await machine.dump("alumnus")).not.toContain("ROC Tilburg");
  const again = await load(list([{ ...amira, gemeente: "Breda" }]));
  expect(again.out).toContain("1");
  expect(await known()).toMatchObject({ destination: "mbo_bol", followingOn: "2026-08-24" });
  await load(withMore("mbo", "", ""));
  expect(await known()).toMatchObject({ destination: "mbo_bol", followingOn: null });
});

test("a list may say until when a contract and an indication run; what is not on it any more is not watched any more", async () => {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("staff", "add", "Fatima Yilmaz");
  const withDates = (...cells: string[]) => {
    const [first = "", second = ""] = list([amira]).split("\r\n");
    return `${first};einddatum contract;Indicatie tot\r\n${second};${cells.join(";")}\r\n`;
  };
  const load = (content: string) => machine.run("alumni", "import", machine.file(content), "--yes");
  expect((await load(withDates("gauw", "31-3-2027"))).err).toContain("contract until (contract tot)");
  expect((await load(withDates("31-3-2099", ""))).err).toContain("ten years from now");
  expect(await load(withDates("31-3-2027", "1 juni 2027"))).toMatchObject({ code: 0 });
  const details = async () => {
    const [row] = await machine.database.db.select().from(alumnus);
    return row && openDetails(machine.database.db, machine.vault, row);
  };
  const on = "2026-11-22";
  const both = { contractEnd: { day: "2027-03-31", on }, indicationEnd: { day: "2027-06-01", on } };
  expect(await details()).toMatchObject(both);
  expect(await machine.dump("alumnus")).not.toContain("2027-03-31");
  machine.clock.moveTo(new Date("2026-11-25T09:00:00Z"));
  expect((await load(withDates("31-3-2027", "1 juni 2027"))).out).toContain("0 changed, 1 unchanged");
  await load(list([{ ...amira, gemeente: "Breda" }]));
  expect(await details()).toMatchObject({ municipality: "Breda", ...both });
  await load(withDates("30-4-2027", ""));
  const { contractEnd, indicationEnd } = (await details()) ?? {};
  expect(contractEnd).toEqual({ day: "2027-04-30", on: "2026-11-25" });
  expect(indicationEnd).toBeUndefined();
});

test("an organisation offers all languages, or only those that native speakers have reviewed", async () => {
  await machine.run("organisation", "add", "De Linde");
  const offered = async () =>
    (await machine.database.db.select().from(organisation)).map((row) => row.reviewedLanguagesOnly);
  expect(await offered()).toEqual([false]);
  expect(await machine.run("organisation", "languages", "some")).toMatchObject({
    code: 1,
    err: "Say all or reviewed. Nothing was changed.\n",
  });
  // No native speaker has reviewed a whole language yet.
  expect((await machine.run("organisation", "languages", "reviewed")).out).toBe("De Linde offers: nl.\n");
  expect(await offered()).toEqual([true]);
  expect(await machine.dump("access_log")).toContain("setLanguages");
  expect((await machine.run("organisation", "languages", "all")).out).toBe(
    "De Linde offers: nl, en, ar, uk, ti, tr, pl, so, fa, ru.\n",
  );
});
