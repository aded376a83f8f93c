import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { caseWorker, chat, invitation } from "../../src/db/schema/index.ts";
import { redeemInvitation } from "../../src/people/link/redeem-invitation.ts";
import { aMachine, START } from "./rig.ts";

vi.setConfig({ testTimeout: 30_000 });
const machine = aMachine();

const tokenOf = (out: string) =>
  /^https:\/\/t\.me\/in_beeld_bot\?start=([A-Za-z0-9_-]{27})\n$/.exec(out)?.[1] ?? "";

test("staff add prints a one-time link, alone on stdout, that the bot accepts once", async () => {
  await machine.run("organisation", "add", "De Linde");
  const ran = await machine.run("staff", "add", "Fatima Yilmaz");
  expect(ran.code).toBe(0);
  const token = tokenOf(ran.out);
  expect(ran.err).toContain("Fatima Yilmaz (caseWorker) now belongs to De Linde.");
  expect(ran.err).toContain("works once, until 2026-11-29 10:00");
  const { db } = machine.database;
  expect(await redeemInvitation(db, START, 1, token)).toMatchObject({ ok: true });
  expect(await redeemInvitation(db, START, 2, token)).toEqual({ ok: false, reason: "unknown" });
});

test("the same name again makes a new link, ends the old one, and no second person", async () => {
  await machine.run("organisation", "add", "De Linde");
  const first = await machine.run("staff", "add", "Fatima Yilmaz", "--role", "coordinator");
  const second = await machine.run("staff", "add", "  fatima   YILMAZ ");
  expect(second.code).toBe(0);
  expect(second.err).toContain("Fatima Yilmaz (coordinator) was there already");
  expect(await machine.count("case_worker")).toBe(1);
  const { db } = machine.database;
  expect(await redeemInvitation(db, START, 1, tokenOf(first.out))).toMatchObject({ ok: false });
  expect(await redeemInvitation(db, START, 2, tokenOf(second.out))).toMatchObject({ ok: true });
});

test("a role that is given changes; somebody who left is back", async () => {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("staff", "add", "Fatima Yilmaz");
  const { db } = machine.database;
  await db.update(caseWorker).set({ leftAt: START });
  await machine.run("staff", "add", "Fatima Yilmaz", "--role", "coordinator");
  expect(await db.select().from(caseWorker)).toMatchObject([{ role: "coordinator", leftAt: null }]);
});

test("the name and the token stand nowhere in the database in plain text", async () => {
  await machine.run("organisation", "add", "De Linde");
  const ran = await machine.run("staff", "add", "Canarina Zwaluw");
  for (const table of ["case_worker", "invitation", "access_log", "data_key"]) {
    const dump = await machine.dump(table);
    expect(dump).not.toMatch(/canarina|zwaluw/i);
    expect(dump).not.toContain(tokenOf(ran.out));
  }
});

test("with Telegram away the token alone is printed, with a sentence that says how to make the link", async () => {
  await machine.run("organisation", "add", "De Linde");
  machine.env.TELEGRAM_API_ROOT = "http://127.0.0.1:1";
  const ran = await machine.run("staff", "add", "Fatima Yilmaz");
  expect(ran.code).toBe(0);
  expect(ran.out).toMatch(/^[A-Za-z0-9_-]{27}\n$/);
  expect(ran.err).toContain("Telegram cannot be reached");
  expect(ran.err).toContain("https://t.me/<username of the bot>?start=<token>");
  expect(ran.err).not.toContain(machine.env.BOT_TOKEN);
});

test("with a Telegram that never answers the command does not wait for ever", async () => {
  await machine.run("organisation", "add", "De Linde");
  machine.simulator.faults.add({ kind: "hang", method: "getMe" });
  const ran = await machine.runWith({ patienceMilliseconds: 50 }, "staff", "add", "Fatima Yilmaz");
  expect(ran.code).toBe(0);
  expect(ran.err).toContain("Telegram cannot be reached");
});

test.each([
  [[], ["staff", "add", "Fatima"], "There is no organisation yet"],
  [
    ["A", "B"],
    ["staff", "add", "Fatima"],
    "There are 2 organisations; say which one with --organisation: A, B",
  ],
  [
    ["A"],
    ["staff", "add", "Fatima", "--organisation", "C"],
    "There is no organisation of this name. There are: A",
  ],
  [["A"], ["staff", "add", "123"], "at least one letter"],
  [["A"], ["staff", "add", "Fatima", "--role", "boss"], "Allowed choices are"],
])("with the organisations %j, %j is refused and nobody is made", async (organisations, argv, reason) => {
  for (const name of organisations) await machine.run("organisation", "add", name);
  const ran = await machine.run(...argv);
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(ran.err).toContain(reason);
  expect(await machine.count("case_worker")).toBe(0);
});

test("with another master key than the database's own nothing is written", async () => {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("staff", "add", "Fatima Yilmaz");
  machine.env.MASTER_KEY = Buffer.alloc(32, 7).toString("base64");
  const ran = await machine.run("staff", "add", "Fatima Yilmaz");
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(ran.err).toContain("MASTER_KEY is not the key that this database was written with");
  expect(await machine.count("case_worker")).toBe(1);
});

test("staff list says of everybody whether messages reach them", async () => {
  await machine.run("organisation", "add", "De Linde");
  const { db } = machine.database;
  for (const [place, name] of ["Anna", "Bram", "Chris", "Dina", "Els"].entries()) {
    machine.clock.moveTo(new Date(START.getTime() + place * 60_000));
    await machine.run("staff", "add", name, ...(name === "Els" ? ["--role", "coordinator"] : []));
  }
  const rows = await db.select().from(caseWorker).orderBy(caseWorker.createdAt);
  const set = (place: number, values: Partial<typeof caseWorker.$inferInsert>) =>
    db
      .update(caseWorker)
      .set(values)
      .where(eq(caseWorker.id, rows[place]?.id ?? ""));
  const at = { firstSeenAt: START, lastSeenAt: START, language: "nl" };
  await db.insert(chat).values([
    { chatId: 1, ...at },
    { chatId: 2, ...at, blockedSince: START },
  ]);
  await set(0, { chatId: 1 });
  await set(1, { chatId: 2 });
  await set(2, { leftAt: START });
  await db
    .update(invitation)
    .set({ expiresAt: START })
    .where(eq(invitation.caseWorkerId, rows[3]?.id ?? ""));
  const ran = await machine.run("staff", "list");
  expect(ran.out).toBe(
    "De Linde  Anna   caseWorker   linked\n" +
      "De Linde  Bram   caseWorker   linked, but has blocked the bot\n" +
      "De Linde  Chris  caseWorker   has left\n" +
      "De Linde  Dina   caseWorker   not linked, and no link that works\n" +
      "De Linde  Els    coordinator  has a link that was not used yet\n",
  );
});

test("staff email sets an address that is stored sealed and counts as not confirmed, and takes it away", async () => {
  await machine.run("organisation", "add", "De Linde");
  const added = await machine.run("staff", "add", "Fatima Yilmaz", "--email", "canary@school.example");
  expect(added.code).toBe(0);
  const { db } = machine.database;
  const row = async () => (await db.select().from(caseWorker))[0];
  expect(await row()).toMatchObject({ email: expect.any(Buffer), emailConfirmedAt: null });
  for (const table of ["case_worker", "access_log", "outbox"])
    expect(await machine.dump(table)).not.toMatch(/canary|63616e617279/);
  const removed = await machine.run("staff", "email", "Fatima Yilmaz", "--remove");
  expect(removed).toMatchObject({ code: 0, out: "Fatima Yilmaz has no mail address any more.\n" });
  expect(await row()).toMatchObject({ email: null });
  const set = await machine.run("staff", "email", "fatima yilmaz", "canary@school.example");
  expect(set).toMatchObject({ code: 0, err: expect.stringContaining("SMTP_URL is not set") });
  await machine.run("staff", "leave", "Fatima Yilmaz");
  expect(await row()).toMatchObject({ email: null, leftAt: START });
});

test("staff email refuses what is no address, an unknown name and an order without either, and changes nothing", async () => {
  await machine.run("organisation", "add", "De Linde");
  await machine.run("staff", "add", "Fatima Yilmaz");
  for (const argv of [
    ["Fatima Yilmaz", "fatima"],
    ["Fatima Yilmaz", "a@b.nl,c@d.nl"],
    ["Niemand", "fatima@school.example"],
    ["Fatima Yilmaz"],
    ["Fatima Yilmaz", "fatima@school.example", "--remove"],
  ]) {
    const ran = await machine.run("staff", "email", ...argv);
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining("Nothing was changed") });
  }
  const before = await machine.count("case_worker");
  const ran = await machine.run("staff", "add", "Johan Bakker", "--email", "johan");
  expect(ran.code).toBe(1);
  expect(await machine.count("case_worker")).toBe(before);
  expect(await machine.database.db.select().from(caseWorker)).toMatchObject([{ email: null }]);
});
