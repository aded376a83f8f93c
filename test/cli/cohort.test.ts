import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { publishQuestionSet } from "../../src/checkin/publish-question-set.ts";
import { questionSet } from "../../src/checkin/questions.ts";
import { cohort, contactMoment, enrolment, organisation, standing } from "../../src/db/schema/index.ts";
import { loadTexts } from "../../src/i18n/texts.ts";
import { enrolNew } from "../../src/programme/enrol.ts";
import { moveOn } from "../../src/programme/move-on.ts";
import { findDueStandings } from "../../src/programme/store.ts";
import { aMachine, amira, list } from "./rig.ts";

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

const cohortNow = async () => (await machine.database.db.select().from(cohort))[0];

test("a programme is exported, changed and imported; a cohort keeps the version that it began with", async () => {
  await machine.run("organisation", "add", "De Linde");
  await add("Klas van 26", "2026-06-01", "2026-09-30", "pro_three_moments");
  const before = await cohortNow();
  const { out } = await machine.run("programme", "export", "pro_three_moments");
  const changed = JSON.parse(out);
  changed.moments.find(({ key }: { key: string }) => key === "winter").form = "phone";
  const file = machine.file(JSON.stringify(changed));
  const imported = await machine.run("programme", "import", file, "--why", "Winter by phone from now on");
  expect(imported).toMatchObject({ code: 0 });
  expect(imported.out).toContain("De Linde has version 2 of pro_three_moments.");
  expect(await cohortNow()).toEqual(before);
  expect((await machine.run("cohort", "list")).out).toContain("pro_three_moments v1 (24 months)");
  expect((await machine.run("programme", "list", "--organisation", "De Linde")).out).toMatch(
    /pro_three_moments .*own, version 2/,
  );
  await add("Klas van 27", "2027-06-01", "2027-09-30", "pro_three_moments");
  expect((await machine.run("cohort", "list")).out).toContain("pro_three_moments v2 (24 months)");
  // The same file again was exported from the version before.
  const again = await machine.run("programme", "import", file, "--why", "Again");
  expect(again.err).toContain("exactly like this already");
  changed.months = 36;
  const older = await machine.run(
    ...["programme", "import", machine.file(JSON.stringify(changed)), "--why", "Longer"],
  );
  expect(older.err).toContain("changes version 1 of pro_three_moments, and De Linde has version 2 by now");
  expect(await machine.dump("own_programme")).toContain("Winter by phone from now on");
});

test.each<
  [
    string,
    (programme: { months?: unknown; moments: { when: unknown; form: string; key: string }[] }) => void,
    string,
  ]
>([
  [
    "a word where months were",
    (one) => (one.moments[3] = { ...one.moments[3], when: { kind: "calendar", months: "winter" } } as never),
    "moments.3.when.months (winter): ",
  ],
  [
    "a form that there is not",
    (one) => ((one.moments[2] as { form: string }).form = "letter"),
    "moments.2.form (september): ",
  ],
  ["a term of eleven months", (one) => (one.months = 11), "months: Choose a duration from 12 to 36 months."],
  [
    "a month that there is not, and a name twice",
    (one) => {
      one.moments[3] = { ...one.moments[3], when: { kind: "calendar", months: [13] } } as never;
      one.moments[4] = { ...one.moments[4], key: "winter" } as never;
    },
    "winter: A month is a number from 1 to 12.\n  - winter: Two moments have the same name.",
  ],
])("a programme with %s is refused with its place, and nothing changes", async (_, change, reason) => {
  await machine.run("organisation", "add", "De Linde");
  const programme = JSON.parse((await machine.run("programme", "export", "pro_three_moments")).out);
  change(programme);
  const ran = await machine.run("programme", "import", machine.file(JSON.stringify(programme)), "--why", "x");
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(ran.err).toContain(reason);
  expect(await machine.count("own_programme")).toBe(0);
});

test("a region's year and the school's: for so many months each, led by the region", async () => {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("organisation", "add", "Regio Hart");
  const ran = await machine.run(
    ...["cohort", "add", "Klas van 26", "--from", "2026-06-01", "--until", "2026-09-30"],
    ...[
      "--programme",
      "region_quarterly:12@Regio Hart",
      "pro_three_moments:12",
      "--organisation",
      "De Linde",
    ],
  );
  expect(ran).toMatchObject({ code: 0, err: "" });
  const { out } = await machine.run("cohort", "list", "--organisation", "De Linde");
  expect(out).toContain(
    "region_quarterly v1 (12 months, led by Regio Hart), then pro_three_moments v1 (12 months)",
  );
});

test("two cohorts share exit days when the law makes something else of each", async () => {
  await machine.run("organisation", "add", "De Linde");
  const days = ["--from", "2026-06-01", "--until", "2026-09-30", "--programme"];
  const work = await machine.run(
    "cohort",
    "add",
    "Werk",
    ...days,
    "vso_bimonthly",
    "--regime",
    "additionalCareerGuidance",
  );
  const care = await machine.run(
    "cohort",
    "add",
    "Nazorg",
    ...days,
    "aftercare_inbound",
    "--regime",
    "aftercare",
  );
  expect([work.code, care.code]).toEqual([0, 0]);
  const all = await machine.run("cohort", "add", "Allen", ...days, "pro_minimum");
  expect(all.err).toContain("two cohorts cannot share a day");
});

test.each<[string, readonly string[], string]>([
  [
    "a cohort that there is not",
    ["Klas van 30", "--programme", "vso_bimonthly"],
    "no cohort called Klas van 30",
  ],
  [
    "the programmes that it has",
    ["Klas van 26", "--programme", "pro_minimum"],
    "exactly these programmes already",
  ],
  [
    "today",
    ["Klas van 26", "--programme", "vso_bimonthly", "--from", "2026-11-22"],
    "counts from 2026-11-23 at the earliest",
  ],
  [
    "a day in two years",
    ["Klas van 26", "--programme", "vso_bimonthly", "--from", "2028-11-22"],
    "more than a year away",
  ],
  [
    "months that its programme does not last",
    ["Klas van 26", "--programme", "region_quarterly:18"],
    "region_quarterly lasts 1 to 12 months, not 18",
  ],
  ["too few months in all", ["Klas van 26", "--programme", "vso_bimonthly:6"], "Together they last 6 months"],
])("a change to %s is refused, and nothing changes", async (_, argv, reason) => {
  await machine.run("organisation", "add", "De Linde");
  await add("Klas van 26", "2026-06-01", "2026-09-30", "pro_minimum");
  const before = await cohortNow();
  const ran = await machine.run("cohort", "change", ...argv, "--why", "Another rhythm");
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(ran.err).toContain(reason);
  expect(await cohortNow()).toEqual(before);
  expect(await machine.count("cohort_change")).toBe(0);
});

test("an organisation says itself after how many days of silence who does what; doctor shows it", async () => {
  await machine.run("organisation", "add", "De Linde");
  const set = await machine.run("organisation", "silence", "set", "--task", "10", "--remind", "2,5");
  const said = "De Linde: asked again after 2 and 5 days, a human after 10, out of sight after 90.";
  expect(set).toMatchObject({ code: 0, out: `${said}\n` });
  expect((await machine.run("doctor")).out).toContain(said);
  for (const [argv, reason] of [
    [["--task", "4"], "They follow each other"],
    [["--out-of-sight", "366"], "more than 365 days"],
    [["--remind", "0,3"], "whole numbers from 1"],
    [["--remind", "3"], "such as 3,7"],
  ] as const) {
    const ran = await machine.run("organisation", "silence", "set", ...argv);
    expect(ran.code).toBe(1);
    expect(ran.err).toContain(reason);
  }
  expect((await machine.run("organisation", "silence", "show")).out).toBe(`${said}\n`);
  expect((await machine.run("organisation", "silence", "reset")).out).toContain(
    "3 and 7 days, a human after 14",
  );
});

/** Amira is in a cohort, as the tick puts her there. */
async function enrolled(programme: string) {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("staff", "add", "Fatima Yilmaz");
  await machine.run("alumni", "import", machine.file(list([amira])));
  await add("Klas van 26", "2026-06-01", "2026-09-30", programme);
  await tick();
}

/** What the service does each minute for this one school. */
async function tick() {
  const { database, vault, clock } = machine;
  const { db } = database;
  const now = clock.now();
  const work = { db, vault, now, texts: await loadTexts() };
  const [school] = await db.select().from(organisation);
  if (!school) throw new Error("There is a school");
  await enrolNew(work, school);
  const hash = await publishQuestionSet(db, now, questionSet);
  for (const id of await findDueStandings(db, now, 10)) await moveOn(work, id, hash);
}

test("a place that a mistyped exit day ended at once runs again when the list is put right, and not before", async () => {
  const { db } = machine.database;
  const exit = async (uitstroomdatum: string) => {
    await machine.run("alumni", "import", machine.file(list([{ ...amira, uitstroomdatum }])), "--yes");
    machine.clock.moveTo(new Date(machine.clock.now().getTime() + 60_000));
    await tick();
  };
  await machine.run("organisation", "add", "De Linde");
  await machine.run("staff", "add", "Fatima Yilmaz");
  await add("Klas van 24", "2024-06-01", "2024-09-30", "pro_three_moments");
  await add("Klas van 26", "2026-06-01", "2026-09-30", "pro_three_moments");
  await exit("2024-07-10");
  const over = { endsOn: "2026-07-10", endReason: "term", endedAt: expect.any(Date) };
  expect(await db.select().from(enrolment)).toMatchObject([over]);
  expect(await db.select().from(standing)).toMatchObject([{ state: "ended", lookAt: null }]);
  // By this day it is over too.
  await exit("2024-08-10");
  expect(await db.select().from(enrolment)).toMatchObject([over]);
  expect(await db.select().from(standing)).toMatchObject([{ state: "ended", lookAt: null }]);
  await exit("2026-07-10");
  const [own] = await db.select().from(cohort).where(eq(cohort.name, "Klas van 26"));
  expect(await db.select().from(enrolment)).toMatchObject([
    { cohortId: own?.id, startsOn: "2026-07-10", endsOn: "2028-07-10", endedAt: null, endReason: null },
  ]);
  expect(await db.select().from(standing)).toMatchObject([{ state: "waits", lookAt: expect.any(Date) }]);
  const ahead = (await db.select().from(contactMoment)).filter(({ state }) => state === "planned");
  expect(ahead.map(({ fromDay }) => fromDay).sort()[0]).toMatch(/^2027-0/);
  expect(await machine.dump("access_log")).toContain("reopenPlace");
});

test("a later list with another exit day moves the term and what is planned", async () => {
  await enrolled("vso_bimonthly");
  const later = list([{ ...amira, uitstroomdatum: "2026-09-10" }]);
  await machine.run("alumni", "import", machine.file(later), "--yes");
  machine.clock.moveTo(new Date(machine.clock.now().getTime() + 60_000));
  await tick();
  const [place] = await machine.database.db.select().from(enrolment);
  expect(place).toMatchObject({ startsOn: "2026-09-10", endsOn: "2028-09-10" });
  const moments = await machine.database.db.select().from(contactMoment);
  const last = moments.find(({ occasion }) => occasion === "month-24");
  expect(last?.fromDay).toBe("2028-09-03");
  expect(await machine.dump("access_log")).toContain("replan");
});

test("months that somebody agreed on are written down at the desk, for whoever's programme leaves them open", async () => {
  await enrolled("pro_minimum");
  const agree = (...argv: string[]) => machine.run("alumni", "agree", "20431", ...argv);
  expect(await agree("--months", "feb-mrt, 6, oktober", "--form", "physical")).toMatchObject({
    code: 0,
    out: "Agreed: 2-3, 6, 10, physical. What lies ahead was planned anew.\n",
  });
  const planned = await machine.database.db.select().from(contactMoment);
  expect(planned.filter(({ state }) => state === "planned").map(({ occasion }) => occasion)).toContain(
    "2027-02",
  );
  for (const [argv, reason] of [
    [["--months", "winter"], "are no months"],
    [["--months", "9, 9-10"], "begin in the same month"],
    [["--months", "1-8"], "too many months"],
  ] as const)
    expect((await agree(...argv)).err).toContain(reason);
  expect(await machine.count("agreed_months")).toBe(1);
});

test("where the programme names the months itself there is nothing to agree on", async () => {
  await enrolled("pro_three_moments");
  const ran = await machine.run("alumni", "agree", "20431", "--months", "10");
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.err).toContain("names the months itself");
});
