import { expect, test, vi } from "vitest";
import { organisation } from "../../src/db/schema/index.ts";
import { aMachine, type Ran } from "./rig.ts";

vi.setConfig({ testTimeout: 60_000 });
const machine = aMachine();

/** A day of a calendar as programs write it; the end is the day after the last. */
const event = (name: string, from: string, end: string, ...more: string[]) =>
  [
    "BEGIN:VEVENT",
    `UID:${name}-${from}@example.org`,
    "DTSTAMP:20260301T000000Z",
    `SUMMARY:${name}`,
    `DTSTART;VALUE=DATE:${from}`,
    ...(end === "" ? [] : [`DTEND;VALUE=DATE:${end}`]),
    ...more,
    "END:VEVENT",
  ].join("\r\n");
const calendar = (...events: string[]) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//De Linde//NL", ...events, "END:VCALENDAR", ""].join("\r\n");

/** The vacations of 2026-2027, all regions in one file, and what a school has in its calendar besides. */
const schoolYear = calendar(
  event("Herfstvakantie Noord", "20261010", "20261019"),
  event("Herfstvakantie Midden", "20261017", "20261026"),
  event("Herfstvakantie Zuid", "20261017", "20261026"),
  event("Kerstvakantie", "20261219", "20270104"),
  event("Voorjaarsvakantie Noord", "20270220", "20270301"),
  event("Voorjaarsvakantie Midden", "20270220", "20270301"),
  event("Voorjaarsvakantie Zuid", "20270213", "20270222"),
  event("Meivakantie", "20270424", "20270503"),
  event("Zomervakantie Noord", "20270710", "20270823"),
  event("Zomervakantie Midden", "20270717", "20270830"),
  event("Zomervakantie Zuid", "20270724", "20270906"),
  event("Studiedag\\, hele team", "20261207", "20261208"),
  event("Goede Vrijdag", "20270326", ""),
  event("Bevrijdingsdag", "20250505", "20250506", "RRULE:FREQ=YEARLY"),
  event("Ouderavond", "20261201", "20261202"),
);

const school = async () => (await machine.database.db.select().from(organisation))[0];
const run = (...argv: string[]) => machine.run("calendar", ...argv);
const imported = async (text: string, ...argv: string[]): Promise<Ran> =>
  run("import", machine.file(text), "--organisation", "De Linde", ...argv);

async function aSchool() {
  await machine.run("organisation", "add", "De Linde");
}

test("a calendar of all regions is asked whose, and the region's vacations come with their names", async () => {
  await aSchool();
  const unasked = await imported(schoolYear, "--yes");
  expect(unasked.code).toBe(1);
  expect(unasked.err).toContain("regions noord, midden, zuid. Say whose with --region");
  expect((await school())?.closedDays).toBeNull();

  const dry = await imported(schoolYear, "--region", "zuid", "--dry-run");
  expect(dry.code).toBe(0);
  expect(dry.out).toContain("closes 2026-12-19 to 2027-01-03 (Kerstvakantie)\n");
  expect(dry.out).toContain("this would be 8 new, 0 gone, 0 as before, 5 over already. Nothing was written.");
  expect(dry.err).toContain("Ouderavond: its name does not say that school is closed.");
  expect(dry.err).toContain("Zomervakantie Noord: it is for region noord.");
  expect((await school())?.closedDays).toBeNull();

  const done = await imported(schoolYear, "--region", "zuid", "--yes");
  expect(done.out).toContain("De Linde: 8 new, 0 gone, 0 as before, 5 over already.\n");
  expect((await school())?.closedDays).toEqual([
    { from: "2026-12-07", until: "2026-12-07", name: "Studiedag, hele team", imported: true },
    { from: "2026-12-19", until: "2027-01-03", name: "Kerstvakantie", imported: true },
    { from: "2027-02-13", until: "2027-02-21", name: "Voorjaarsvakantie Zuid", imported: true },
    { from: "2027-03-26", until: "2027-03-26", name: "Goede Vrijdag", imported: true },
    { from: "2027-04-24", until: "2027-05-02", name: "Meivakantie", imported: true },
    { from: "2027-05-05", until: "2027-05-05", name: "Bevrijdingsdag", imported: true },
    { from: "2027-07-24", until: "2027-09-05", name: "Zomervakantie Zuid", imported: true },
    { from: "2028-05-05", until: "2028-05-05", name: "Bevrijdingsdag", imported: true },
  ]);
  expect(await machine.dump("access_log")).toContain("importCalendar");
});

test("the same file twice changes nothing, and asks nothing", async () => {
  await aSchool();
  await imported(schoolYear, "--region", "zuid", "--yes");
  const before = await school();
  const lines = await machine.count("access_log");
  const again = await imported(schoolYear, "--region", "zuid");
  expect(again).toMatchObject({ code: 0 });
  expect(again.out).toBe("De Linde: 0 new, 0 gone, 8 as before, 5 over already.\n");
  expect(await school()).toEqual(before);
  expect(await machine.count("access_log")).toBe(lines);
});

test("a newer file takes away what it does not have any more, and leaves what was typed", async () => {
  await aSchool();
  await run("close", "1-2-2027 t/m 2-2-2027", "--name", "Verbouwing");
  await imported(
    calendar(
      event("Kerstvakantie", "20261219", "20270104"),
      event("Voorjaarsvakantie", "20270213", "20270222"),
      event("Meivakantie", "20270424", "20270503"),
    ),
    "--yes",
  );
  const moved = await imported(
    calendar(
      event("Kerstvakantie", "20261219", "20270104"),
      event("Voorjaarsvakantie", "20270220", "20270301"),
      event("Meivakantie", "20270424", "20270503"),
    ),
    "--yes",
  );
  expect(moved.out).toBe(
    "closes 2027-02-20 to 2027-02-28 (Voorjaarsvakantie)\n" +
      "opens  2027-02-13 to 2027-02-21 (Voorjaarsvakantie)\n" +
      "De Linde: 1 new, 1 gone, 3 as before.\n",
  );
  expect((await school())?.closedDays?.map(({ name }) => name)).toEqual([
    "Kerstvakantie",
    "Verbouwing",
    "Voorjaarsvakantie",
    "Meivakantie",
  ]);
});

test("nobody at the keyboard: the days are shown and nothing is written; a no is a no", async () => {
  await aSchool();
  const file = machine.file(calendar(event("Kerstvakantie", "20261219", "20270104")));
  const script = await run("import", file);
  expect(script).toMatchObject({ code: 1, out: "closes 2026-12-19 to 2027-01-03 (Kerstvakantie)\n" });
  expect(script.err).toContain("run it again with --yes");
  const no = await machine.runWith({ ask: async () => "nee" }, "calendar", "import", file);
  expect(no).toMatchObject({ code: 1 });
  expect((await school())?.closedDays).toBeNull();
  const yes = await machine.runWith({ ask: async () => "ja" }, "calendar", "import", file);
  expect(yes.code).toBe(0);
  expect((await school())?.closedDays).toHaveLength(1);
});

test("days that somebody changes between the question and the yes are not written over", async () => {
  await aSchool();
  const file = machine.file(calendar(event("Kerstvakantie", "20261219", "20270104")));
  const ask = async () => {
    await run("close", "26-3-2027");
    return "y";
  };
  const ran = await machine.runWith({ ask }, "calendar", "import", file);
  expect(ran.code).toBe(1);
  expect(ran.err).toContain("Meanwhile somebody changed the closed days");
  expect((await school())?.closedDays).toEqual([{ from: "2027-03-26", until: "2027-03-26" }]);
});

test("a broken calendar is named line by line, and nothing of it is imported", async () => {
  await aSchool();
  const broken = calendar(
    event("Kerstvakantie", "20261219", "20270104"),
    event("Voorjaarsvakantie", "20270231", "20270301"),
    event("Meivakantie", "20270503", "20270424"),
    event("Studiedag", "20261204", "20261205", "RRULE:FREQ=WEEKLY;COUNT=3"),
    event("Pinkstervakantie", "20270515", "20270518", "RRULE:FREQ=SOMETIMES"),
    event("Zomervakantie", "20270701", "20270915"),
    ["BEGIN:VEVENT", "SUMMARY:Vakantie zonder dag", "END:VEVENT"].join("\r\n"),
    [
      "BEGIN:VEVENT",
      "SUMMARY:Vakantie ver weg",
      "DTSTART;TZID=Mars/Olympus:20270101T000000",
      "DTEND;TZID=Mars/Olympus:20270102T000000",
      "END:VEVENT",
    ].join("\r\n"),
  );
  const ran = await imported(broken, "--yes");
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(ran.err.trimEnd().split("\n")).toEqual([
    "line 11, Voorjaarsvakantie: its DTSTART is no date that exists (2027-02-31).",
    "line 18, Meivakantie: it ends before it begins.",
    "line 25, Studiedag: it repeats in another way than every year; write each time as an event of its own.",
    expect.stringMatching(/^line 33, Pinkstervakantie: invalid frequency "SOMETIMES"/),
    "line 41, Zomervakantie: with it nobody would be at work for more than eight weeks.",
    "line 48, Vakantie zonder dag: it has no start (DTSTART).",
    "line 51, Vakantie ver weg: its time zone is unknown (Mars/Olympus).",
    "Nothing was imported: 7 events with a fault.",
  ]);
  expect((await school())?.closedDays).toBeNull();
});

test.each([
  ["", "it does not begin with BEGIN:VCALENDAR"],
  ["leerlingnummer;voornaam\r\n1;Amina\r\n", "it does not begin with BEGIN:VCALENDAR"],
  ["PK\u0003\u0004 a workbook", "it does not begin with BEGIN:VCALENDAR"],
  [calendar(event("Kerstvakantie", "20261219", "20270104")).slice(0, 150), "The file ends too early"],
  [calendar(), "There is no event in this calendar"],
])("what is no calendar is refused: %j", async (text, reason) => {
  await aSchool();
  const ran = await imported(text, "--yes");
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(ran.err).toContain(reason);
});

test("times, zones, durations and a calendar's habits all come to whole days", async () => {
  await aSchool();
  const zone = [
    "BEGIN:VTIMEZONE",
    "TZID:W. Europe Standard Time",
    "BEGIN:STANDARD",
    "DTSTART:16010101T030000",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:16010101T020000",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
  ].join("\r\n");
  const timed = (name: string, ...lines: string[]) =>
    ["BEGIN:VEVENT", `SUMMARY:${name}`, ...lines, "END:VEVENT"].join("\r\n");
  const ran = await imported(
    calendar(
      zone,
      timed(
        "Studiedag a",
        "DTSTART;TZID=Europe/Amsterdam:20270105T000000",
        "DTEND;TZID=Europe/Amsterdam:20270106T000000",
      ),
      timed("Studiedag b", "DTSTART:20270706T220000Z", "DTEND:20270707T220000Z"),
      timed(
        "Studiedag c",
        "DTSTART;TZID=W. Europe Standard Time:20270712T000000",
        "DTEND;TZID=W. Europe Standard Time:20270713T235900",
      ),
      timed("Studiedag d", "DTSTART;VALUE=DATE:20270118", "DURATION:P2D"),
      timed("Studiedag e", "DTSTART;VALUE=DATE:20270125", "DTEND;VALUE=DATE:20270125"),
      timed("Vakantie f", "DTSTART:20270129T150000", "DTEND:20270201T083000"),
      timed("Studiedag g, alleen de middag", "DTSTART:20270202T130000", "DTEND:20270202T170000"),
      timed("Studiedag h", "STATUS:CANCELLED", "DTSTART;VALUE=DATE:20270203"),
      timed("Studiedag met een heel lange naam die over de regel\r\n  loopt", "DTSTART;VALUE=DATE:20270204"),
      timed(
        "Koningsdag van ons",
        "DTSTART;VALUE=DATE:20240227",
        "RRULE:FREQ=YEARLY",
        "EXDATE;VALUE=DATE:20270227",
      ),
      timed("Schrikkelvakantie", "DTSTART;VALUE=DATE:20240229", "RRULE:FREQ=YEARLY"),
    ),
    "--yes",
  );
  expect(ran.code).toBe(0);
  expect((await school())?.closedDays?.map(({ from, until, name }) => `${from} ${until} ${name}`)).toEqual([
    "2027-01-05 2027-01-05 Studiedag a",
    "2027-01-18 2027-01-19 Studiedag d",
    "2027-01-25 2027-01-25 Studiedag e",
    "2027-01-30 2027-01-31 Vakantie f",
    "2027-02-04 2027-02-04 Studiedag met een heel lange naam die over de regel loopt",
    "2027-07-07 2027-07-07 Studiedag b",
    "2027-07-12 2027-07-13 Studiedag c",
    "2028-02-27 2028-02-27 Koningsdag van ons",
    "2028-02-29 2028-02-29 Schrikkelvakantie",
  ]);
  expect(ran.err).toContain("Studiedag g, alleen de middag: it is not a whole day.");
  expect(ran.err).toContain("Studiedag h: it was cancelled.");
});

test("--all closes every whole day of the file", async () => {
  await aSchool();
  await imported(calendar(event("Sportdag", "20270604", "20270605")), "--all", "--yes");
  expect((await school())?.closedDays).toMatchObject([{ from: "2027-06-04", name: "Sportdag" }]);
});

test("days are closed and opened by hand, also a day within a vacation, and show says what there is", async () => {
  await aSchool();
  expect((await run("close", "19-12-2026 t/m 3-1-2027", "--name", "Kerstvakantie")).out).toBe(
    "De Linde: closed 2026-12-19 to 2027-01-03 (Kerstvakantie).\n",
  );
  expect((await run("open", "2026-12-22")).out).toBe("De Linde: 2026-12-22 open again.\n");
  expect((await school())?.closedDays).toEqual([
    { from: "2026-12-19", until: "2026-12-21", name: "Kerstvakantie" },
    { from: "2026-12-23", until: "2027-01-03", name: "Kerstvakantie" },
  ]);
  expect(await run("open", "2026-12-22")).toMatchObject({ code: 1, out: "" });
  expect((await run("close", "2026-11-02")).err).toContain("These days are over");
  expect((await run("close", "1-12 t/m 15-2")).err).toContain("more than eight weeks");
  expect((await run("close", "kerst")).err).toContain("is not understood");
  expect((await run("holidays", "kingsDay,whitMonday")).out).toBe(
    "De Linde: somebody is at work on King's Day, Whit Monday.\n",
  );
  const shown = await run("show");
  expect(shown.out).toContain("2026-12-23  2027-01-03  Kerstvakantie");
  expect(shown.out).toMatch(/2027-04-27 {2}2027-04-27 {2}King's Day +public holiday, somebody is at work\n/);
  expect(shown.out).toMatch(/2027-03-26 {2}2027-03-26 {2}Good Friday +an ordinary day here/);
  expect(shown.out).toContain(
    "Messages that can wait go out 10:00 to 19:30, Monday to Friday, not on closed days, never on a public holiday.",
  );
  expect((await run("holidays", "none")).out).toContain("nobody is at work on public holidays");
  expect((await school())?.worksOnHolidays).toBeNull();
  expect((await run("holidays", "all")).out).toContain("all public holidays");
  expect((await run("holidays", "sinterklaas")).err).toContain("is no public holiday here");
});

test("the hours for messages are set, never in the night", async () => {
  await aSchool();
  expect((await run("hours", "--from", "9:30", "--saturday", "ja")).out).toBe(
    "De Linde: messages that can wait go out 09:30 to 19:30, Monday to Saturday, not on closed days, never on a public holiday.\n",
  );
  expect((await school())?.messageHours).toEqual({
    from: "09:30",
    until: "19:30",
    saturday: true,
    whenClosed: false,
  });
  for (const [argv, reason] of [
    [["--until", "23:00"], "not in the night"],
    [["--from", "06:00"], "not in the night"],
    [["--from", "19:00"], "at least an hour"],
    [["--from", "25:00"], "is not a time of day"],
    [["--when-closed", "soms"], "is yes or no"],
  ] as const)
    expect((await run("hours", ...argv)).err).toContain(reason);
  expect((await school())?.messageHours).toMatchObject({ from: "09:30", until: "19:30" });
});

test("the hours of an organisation can be changed, and what is no time of day changes nothing", async () => {
  await aSchool();
  const changed = await run("staffed", "ma-do 08:30-16:30, vr 08:30-12:30");
  expect(changed).toMatchObject({
    code: 0,
    out: "De Linde: somebody is at work mo-th 08:30-16:30, fr 08:30-12:30.\n",
  });
  const hours = (await school())?.staffedHours;
  expect(hours?.["5"]).toEqual([{ from: "08:30", to: "12:30" }]);
  expect(hours?.["6"]).toBeUndefined();
  const refused = await run("staffed", "mo-fr 8-17");
  expect(refused.code).toBe(1);
  expect(refused.err).toContain("is not understood");
  expect((await school())?.staffedHours).toEqual(hours);
  expect(await machine.dump("access_log")).toContain("setStaffedHours");
});
