import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { consent, offer } from "../../src/db/schema/index.ts";
import { readStartPayload } from "../../src/people/link/read-start-payload.ts";
import { redeemInvitation } from "../../src/people/link/redeem-invitation.ts";
import { aMachine, amira, list, type Row, START } from "./rig.ts";

vi.setConfig({ testTimeout: 60_000 });
const machine = aMachine();

async function aSchool(...rows: Row[]) {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("staff", "add", "Fatima Yilmaz");
  const people = rows.map((row, index) => ({ ...amira, leerlingnummer: String(index + 1), ...row }));
  await machine.run("alumni", "import", machine.file(list(people)));
}
let files = 0;
const aPath = () => path.join(path.dirname(machine.file("")), `cards-${++files}.html`);
const payloadsIn = (out: string) =>
  [...readFileSync(out, "utf8").matchAll(/start=([A-Za-z0-9_-]+)/g)].map((found) => found[1] ?? "");
const amina: Row = { voornaam: "Amina", tussenvoegsel: "", achternaam: "Jansen" };

test("a sheet has a card with a link that works for each who has none, and says what it did", async () => {
  await aSchool({}, { taal: "nl" });
  const out = aPath();
  const ran = await machine.run("alumni", "sheet", "--all", "--out", out);
  expect(ran).toMatchObject({ code: 0, out: "" });
  expect(ran.err).toContain(`2 cards are in ${out}`);
  expect(ran.err).toContain("until 2026-11-29 10:00");
  const payloads = payloadsIn(out);
  expect(payloads.map((payload) => readStartPayload(payload).language)).toEqual(["ar", "nl"]);
  for (const payload of payloads) {
    const { token } = readStartPayload(payload);
    expect(await redeemInvitation(machine.database.db, START, 1, token)).toMatchObject({ ok: true });
  }
  // Nothing of a card that works can be read from the database.
  expect(await machine.dump("invitation")).not.toContain(readStartPayload(payloads[0] ?? "").token);
});

test("a second sheet is for nobody while the cards work, and no file is left behind; --renew replaces them", async () => {
  await aSchool({});
  const first = aPath();
  await machine.run("alumni", "sheet", "--all", "--out", first);
  const second = aPath();
  const ran = await machine.run("alumni", "sheet", "--all", "--out", second);
  expect(ran.code).toBe(0);
  expect(ran.err).toContain("Nobody needs a card, so no page was written.");
  expect(ran.err).toContain("Left out: 1 with a link that still works");
  expect(existsSync(second)).toBe(false);
  await machine.run("alumni", "sheet", "--all", "--renew", "--out", second);
  const { db } = machine.database;
  const tokenOf = (out: string) => readStartPayload(payloadsIn(out)[0] ?? "").token;
  expect(await redeemInvitation(db, START, 1, tokenOf(first))).toMatchObject({ ok: false });
  expect(await redeemInvitation(db, START, 2, tokenOf(second))).toMatchObject({ ok: true });
});

test("a class, numbers and names each choose their people", async () => {
  await aSchool({}, { uitstroomdatum: "2025-07-11" }, amina);
  const chosen = async (...argv: string[]) => {
    const out = aPath();
    const ran = await machine.run("alumni", "sheet", ...argv, "--out", out);
    expect(ran.code, ran.err).toBe(0);
    return [...readFileSync(out, "utf8").matchAll(/, nummer (\d+)/g)].map((found) => found[1]);
  };
  expect(await chosen("--class", "2025")).toEqual(["2"]);
  expect(await chosen("amina  JANSEN")).toEqual(["3"]);
  expect(await chosen("--number", "3", "1")).toEqual(["1", "3"]);
});

test.each([
  [[], "Say for whom, in one way"],
  [["--all", "--class", "2026"], "Say for whom, in one way"],
  [["--class", "26"], "--class takes a year"],
  [["--renew", "--number", "1"], "--renew goes with --all or --class"],
  [["Nobody Here"], "Nobody of this organisation is called Nobody Here"],
  [["Amina Jansen"], "2 people are called Amina Jansen: use --number with 2, 3"],
])("alumni sheet %j is refused, with no link made and no file left", async (argv, reason) => {
  await aSchool({}, amina, amina);
  const out = aPath();
  const ran = await machine.run("alumni", "sheet", ...argv, "--out", out);
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(ran.err).toContain(reason);
  expect(await machine.count("invitation where alumnus_id is not null")).toBe(0);
  expect(existsSync(out)).toBe(false);
});

test("a page that is there already, and a place where none can be, make no links", async () => {
  await aSchool({});
  const out = aPath();
  writeFileSync(out, "cards of last week");
  const ran = await machine.run("alumni", "sheet", "--all", "--out", out);
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.err).toContain("There is a file of this name already");
  expect(readFileSync(out, "utf8")).toBe("cards of last week");
  const nowhere = await machine.run("alumni", "sheet", "--all", "--out", path.join(out, "cards.html"));
  expect(nowhere).toMatchObject({ code: 1 });
  expect(nowhere.err).toContain("The page cannot be written there (ENOTDIR)");
  expect(await machine.count("invitation where alumnus_id is not null")).toBe(0);
});

test("an answer that was given elsewhere is written down, with a parent's, and the person takes part", async () => {
  await aSchool({ geboortedatum: "1-6-2011" });
  const argv = ["alumni", "answer", "1", "--how", "paper", "--answer", "yes", "--contact", "letter"];
  const first = await machine.run(...argv);
  expect(first).toMatchObject({ code: 0 });
  expect(first.out).toContain("a parent's yes is needed too");
  expect(await machine.run(...argv, "--parent", "phone")).toMatchObject({ code: 0 });
  expect(await machine.database.db.select().from(offer)).toMatchObject([
    { channel: "paper", answer: "yes", recordedBy: null },
  ]);
  expect(await machine.database.db.select().from(consent)).toMatchObject([
    { givenBy: "alumnus", age: 15, purpose: "guidance" },
    { givenBy: "parent", answer: "yes", channel: "phone" },
  ]);
  const sheet = await machine.run("alumni", "sheet", "--all", "--out", aPath());
  expect(sheet.err).toContain("Nobody needs a card");
});

test.each([
  [["99", "--how", "paper", "--answer", "yes"], "Nobody of this organisation has this number"],
  [
    ["1", "--how", "paper", "--answer", "yes", "--parent", "no"],
    "A parent's answer is for somebody under sixteen",
  ],
  [["1", "--how", "pigeon", "--answer", "yes"], "--how"],
  [["1", "--how", "paper"], "--answer"],
])("alumni answer %j is refused, and nothing is written", async (argv, reason) => {
  await aSchool({});
  const ran = await machine.run("alumni", "answer", ...argv);
  expect(ran.code).not.toBe(0);
  expect(ran.err).toContain(reason);
  expect(await machine.count("offer")).toBe(0);
  expect(await machine.count("consent")).toBe(0);
});
