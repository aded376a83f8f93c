import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { accessLog, alumnus, invitation, linking } from "../../src/db/schema/index.ts";
import { detailsPlace, openDetails } from "../../src/people/details.ts";
import { redeemInvitation } from "../../src/people/link/redeem-invitation.ts";
import { aMachine, amira, list, type Row, START } from "./rig.ts";

vi.setConfig({ testTimeout: 30_000 });
const machine = aMachine();

/** A school with people of these numbers. */
async function aSchool(...numbers: (string | Row)[]) {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("staff", "add", "Fatima Yilmaz");
  const rows = numbers.map((one) => ({
    ...amira,
    ...(typeof one === "string" ? { leerlingnummer: one } : one),
  }));
  await machine.run("alumni", "import", machine.file(list(rows)));
}
const byNumber = (number: string) =>
  eq(alumnus.ownNumberHash, machine.vault.fingerprint("own_number", `${organisationId}|${number}`));
let organisationId = "";
async function set(number: string, values: Partial<typeof alumnus.$inferInsert>) {
  const { db } = machine.database;
  organisationId = (await db.select().from(alumnus))[0]?.organisationId ?? "";
  const [row] = await db.update(alumnus).set(values).where(byNumber(number)).returning();
  if (!row) throw new Error("Nobody has this number");
  return row;
}
const numbersOf = (out: string) =>
  out
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split(";")[0]);
const tokenOf = (out: string) => /start=([A-Za-z0-9_-]{27})/.exec(out)?.[1] ?? "";

test("--all prints a link for everybody by own number, never by name, that works once", async () => {
  await aSchool("10", "9", "007");
  const ran = await machine.run("alumni", "invite", "--all");
  expect(ran.code).toBe(0);
  const lines = ran.out.trimEnd().split("\n");
  expect(lines[0]).toBe("own number;link;expires");
  expect(numbersOf(ran.out)).toEqual(["007", "9", "10"]);
  for (const line of lines.slice(1))
    expect(line).toMatch(/^\d+;https:\/\/t\.me\/in_beeld_bot\?start=[A-Za-z0-9_-]{27}-ar;2026-11-29 10:00$/);
  expect(ran.out + ran.err).not.toMatch(/Amira|Idrissi/);
  expect(ran.err).toContain("3 links were made");
  const { db } = machine.database;
  expect(await redeemInvitation(db, START, 1, tokenOf(ran.out))).toMatchObject({ ok: true });
  expect(await redeemInvitation(db, START, 2, tokenOf(ran.out))).toMatchObject({ ok: false });
});

test("--all a second time makes none for whom a link still works; after a week it does", async () => {
  await aSchool("1", "2");
  const first = await machine.run("alumni", "invite", "--all");
  const second = await machine.run("alumni", "invite", "--all");
  expect(second.out).toBe("own number;link;expires\n");
  expect(second.err).toContain("Left out: 2 with a link that still works");
  const { db } = machine.database;
  expect(await redeemInvitation(db, START, 1, tokenOf(first.out))).toMatchObject({ ok: true });
  machine.clock.moveTo(new Date(START.getTime() + 8 * 86_400_000));
  expect(numbersOf((await machine.run("alumni", "invite", "--all")).out)).toEqual(["1", "2"]);
});

test("--all --renew replaces links that were lost, and the old ones end", async () => {
  await aSchool("1");
  const first = await machine.run("alumni", "invite", "--all");
  const second = await machine.run("alumni", "invite", "--all", "--renew");
  expect(numbersOf(second.out)).toEqual(["1"]);
  const { db } = machine.database;
  expect(await redeemInvitation(db, START, 1, tokenOf(first.out))).toMatchObject({ ok: false });
  expect(await redeemInvitation(db, START, 2, tokenOf(second.out))).toMatchObject({ ok: true });
});

test("--all leaves out who is linked, is being linked, has stopped, or wants another channel, and counts them", async () => {
  await aSchool("1", "2", "3", "4", { leerlingnummer: "5", voorkeurskanaal: "brief" });
  await set("1", { chatId: 1, linkedAt: START });
  await set("2", { stoppedAt: START });
  const person = await set("3", { situation: "work" });
  const { db } = machine.database;
  const id = randomUUID();
  await db.insert(invitation).values({
    id,
    alumnusId: person.id,
    tokenHash: "x",
    createdAt: START,
    expiresAt: START,
    usedAt: START,
  });
  await db.insert(linking).values({
    id: randomUUID(),
    invitationId: id,
    alumnusId: person.id,
    chatId: 3,
    keyId: randomUUID(),
    step: "waiting",
    startedAt: START,
  });
  const ran = await machine.run("alumni", "invite", "--all");
  expect(numbersOf(ran.out)).toEqual(["4"]);
  for (const words of ["1 linked already", "1 being linked", "1 who stopped", "1 who prefer another channel"])
    expect(ran.err).toContain(words);
});

test("--number invites the named, also those who prefer a letter, and leaves the linked alone", async () => {
  await aSchool("1", "2", { leerlingnummer: "5", voorkeurskanaal: "brief" });
  await set("2", { chatId: 1, linkedAt: START });
  const ran = await machine.run("alumni", "invite", "--number", "5", "2", "--number", "5");
  expect(ran.code).toBe(0);
  expect(numbersOf(ran.out)).toEqual(["5"]);
  expect(ran.err).toContain("1 linked already");
});

test("somebody whose data was erased gets no link", async () => {
  await aSchool("1", "2");
  const person = await set("1", { situation: "work" });
  await machine.vault.destroyKey(machine.database.db, person.keyId, START);
  expect(numbersOf((await machine.run("alumni", "invite", "--all")).out)).toEqual(["2"]);
  expect((await machine.run("alumni", "invite", "--number", "1")).code).toBe(1);
});

test("each invitation is a line of the access log, and no token stands in the database", async () => {
  await aSchool("1", "2");
  const ran = await machine.run("alumni", "invite", "--all");
  const lines = await machine.database.db.select().from(accessLog).where(eq(accessLog.action, "invite"));
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatchObject({ actorKind: "operator", subjectKind: "alumnus" });
  expect(await machine.dump("invitation")).not.toContain(tokenOf(ran.out));
});

test("a number that a spreadsheet would run as a formula is printed as text", async () => {
  await aSchool("1");
  const person = await set("1", { situation: "work" });
  const { db } = machine.database;
  const details = { ...(await openDetails(db, machine.vault, person)), ownNumber: '=HYPERLINK("x";"y")' };
  await set("1", {
    details: await machine.vault.seal(db, person.keyId, detailsPlace(person.id), JSON.stringify(details)),
  });
  const ran = await machine.run("alumni", "invite", "--all");
  expect(ran.out).toContain(`\n"'=HYPERLINK(""x"";""y"")";https://`);
});

test.each([
  [["--number", "1", "99", "98"], "has the number 99, 98"],
  [[], "either --all, or --number"],
  [["--all", "--number", "1"], "either --all, or --number"],
  [["--renew", "--number", "1"], "--renew goes with --all"],
])("alumni invite %j is refused, and no invitation is made or ended", async (argv, reason) => {
  await aSchool("1");
  const before = await machine.dump("invitation");
  const ran = await machine.run("alumni", "invite", ...argv);
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(ran.err).toContain(reason);
  expect(await machine.dump("invitation")).toBe(before);
});

test.each([
  ["401", "Telegram does not accept BOT_TOKEN (401)"],
  ["500", "Telegram cannot be reached (HTTP 500)"],
  ["dropResponse", "Telegram cannot be reached"],
] as const)(
  "with a Telegram that answers %s no invitation is made, and no token is shown",
  async (kind, reason) => {
    await aSchool("1");
    machine.simulator.faults.add({ kind, method: "getMe" });
    const before = await machine.dump("invitation");
    const ran = await machine.run("alumni", "invite", "--all");
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).toContain(reason);
    expect(ran.err).not.toContain(machine.env.BOT_TOKEN);
    expect(await machine.dump("invitation")).toBe(before);
  },
);
