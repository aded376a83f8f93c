import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { invite } from "../../src/people/link/invite.ts";
import { setEmail } from "../../src/people/reach/set-email.ts";
import { findCaseWorker } from "../../src/people/store.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { alertsOf, escalationOf, eventsOf, rings, startCheckIn } from "./look.ts";

let server: MailServer;
let walk: Walk;
beforeEach(async () => {
  server = await startMailServer();
});
afterEach(async () => {
  await walk.end();
  await server.close();
});

async function aSchool() {
  walk = await startWalk({ at: "2026-11-24T10:00", app: { mail: server.settings } });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  return { fatima, bart, amina };
}
async function givenMail(worker: Walker, address: string) {
  const { vault } = walk.app;
  await walk.database.db.transaction(async (db) => {
    const row = await findCaseWorker(db, worker.id);
    if (row) await setEmail({ db, vault, now: walk.clock.now() }, row, address, "self");
  });
}
const mailsTo = (address: string) => server.mails.filter(({ to }) => to === address);

test.each(["400", "403"] as const)(
  "an alert that Telegram refuses with %s goes to the same person by mail at once, with no name in it",
  async (kind) => {
    const { fatima, bart, amina } = await aSchool();
    await givenMail(fatima, "fatima@school.example");
    walk.simulator.faults.add({ method: "sendMessage", chatId: fatima.phone.chatId, kind });
    await amina.answer("G1", "bad");
    expect(mailsTo("fatima@school.example")).toHaveLength(1);
    expect(rings(walk, bart)).toBe(0);
    const { subject, text } = server.lastTo("fatima@school.example");
    const { id } = await escalationOf(walk, amina);
    expect(subject).toContain(`#${id.slice(0, 6).toUpperCase()}`);
    for (const { raw } of server.mails) expect(raw).not.toMatch(/Amina|Jansen|Fatima de Vries|slecht/i);
    expect(text).toContain("Telegram");
    expect(await eventsOf(walk, id)).toContain("undelivered");
  },
);

test("while Telegram cannot be reached the alert goes by mail, and by chat as soon as it is back", async () => {
  const { fatima, amina } = await aSchool();
  await givenMail(fatima, "fatima@school.example");
  walk.simulator.faults.add({ method: "sendMessage", chatId: fatima.phone.chatId, kind: "500", times: 3 });
  await amina.answer("G1", "bad");
  expect(mailsTo("fatima@school.example")).toHaveLength(1);
  expect(rings(walk, fatima)).toBe(1);
  expect(await eventsOf(walk, (await escalationOf(walk, amina)).id)).toContain("delayed");
});

test("a Telegram that asks for a short wait each time is away as well: after a minute the alert goes by mail", async () => {
  const { fatima, amina } = await aSchool();
  await givenMail(fatima, "fatima@school.example");
  walk.simulator.faults.add({
    ...{ method: "sendMessage", chatId: fatima.phone.chatId, kind: "429", retryAfter: 40, times: 9 },
  });
  await amina.answer("G1", "bad");
  expect(mailsTo("fatima@school.example")).toHaveLength(0);
  await walk.pass({ minutes: 2 });
  expect(mailsTo("fatima@school.example")).toHaveLength(1);
});

test("a mailbox that is refused too lets the alert go to a colleague at once", async () => {
  const { fatima, bart, amina } = await aSchool();
  await givenMail(fatima, "nobody@school.example");
  server.fault = { at: "rcpt", code: 550 };
  await fatima.block();
  await amina.answer("G1", "bad");
  expect(mailsTo("nobody@school.example")).toHaveLength(0);
  expect(rings(walk, bart)).toBe(1);
});

test("every chat dead at once in a crisis: whoever has a mailbox gets a mail, and is not told of the others", async () => {
  const { fatima, bart, amina } = await aSchool();
  await givenMail(bart, "bart@school.example");
  await fatima.block();
  await bart.block();
  await amina.answer("G1", "cantGoOn");
  expect(mailsTo("bart@school.example").length).toBeGreaterThanOrEqual(1);
  const row = await escalationOf(walk, amina);
  expect(row.state).toBe("notified");
  expect(row.nextStepAt?.getTime()).toBeGreaterThan(walk.clock.now().getTime());
  // Whoever got only a mail opens the chat and takes it there.
  await bart.unblock();
  await bart.say("/list");
  await walk.pass({ minutes: 10 });
  await bart.press("escalation:button.take");
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "acknowledged", ownerId: bart.id });
});

test("the last step of an urgent alert goes by both channels", async () => {
  const { fatima, bart, amina } = await aSchool();
  await givenMail(bart, "bart@school.example");
  await amina.answer("G1", "bad");
  await walk.pass({ hours: 3 });
  expect(rings(walk, fatima)).toBe(1);
  expect(rings(walk, bart)).toBe(1);
  expect(mailsTo("bart@school.example")).toHaveLength(1);
});

describe("while Telegram takes nothing for a chat", () => {
  const away = ({ phone }: Walker) =>
    walk.simulator.faults.add({ chatId: phone.chatId, kind: "500", times: Number.POSITIVE_INFINITY });

  async function aCaseload() {
    const { fatima, bart, amina } = await aSchool();
    const daan = await walk.alumnus("Daan", fatima, { situation: "work_regular" });
    const sem = await walk.alumnus("Sem", fatima, { situation: "work_regular" });
    for (const one of [daan, sem]) await startCheckIn(fatima, one);
    await givenMail(fatima, "fatima@school.example");
    return { fatima, bart, amina, daan, sem };
  }

  test("every alert for it goes by mail at once, also behind an edit that does not get through, and all come when it is back", async () => {
    const { fatima, bart, amina, daan, sem } = await aCaseload();
    await amina.answer("G1", "bad");
    away(fatima);
    await amina.extra("human");
    const edits = walk.simulator.calls.filter(
      ({ method, params, status }) =>
        method === "editMessageText" && params.chat_id === fatima.phone.chatId && status === 500,
    );
    expect(edits.length).toBeGreaterThan(1);
    await daan.answer("G1", "bad");
    expect(mailsTo("fatima@school.example")).toHaveLength(1);
    await sem.answer("G1", "bad");
    expect(mailsTo("fatima@school.example")).toHaveLength(2);
    expect(rings(walk, bart)).toBe(0);
    walk.simulator.faults.clear();
    await walk.pass({ minutes: 6 });
    expect(alertsOf(fatima)).toHaveLength(3);
    expect(mailsTo("fatima@school.example")).toHaveLength(2);
  });

  test("alerts that come before that is known go by mail each", async () => {
    const { fatima, bart, amina, daan } = await aCaseload();
    away(fatima);
    for (const { phone } of [amina, daan]) phone.tap(walk.texts("G1").bad ?? "");
    await walk.settle();
    expect(mailsTo("fatima@school.example")).toHaveLength(2);
    expect(rings(walk, bart)).toBe(0);
  });

  test("an alert passes at once whoever has no mailbox, and waits once in each chat that it passed", async () => {
    const { fatima, bart, amina } = await aSchool();
    const olga = await walk.caseWorker("Olga Berg", { role: "attentionOfficer" });
    await givenMail(bart, "bart@school.example");
    for (const one of [fatima, bart, olga]) away(one);
    await amina.answer("G1", "bad");
    expect(mailsTo("bart@school.example")).toHaveLength(1);
    await walk.pass({ minutes: 20 });
    walk.simulator.faults.clear();
    await walk.pass({ minutes: 6 });
    expect([fatima, olga, bart].map((one) => rings(walk, one))).toEqual([1, 1, 1]);
    expect(mailsTo("bart@school.example")).toHaveLength(1);
  });
});

describe("a step whose only way is a mailbox", () => {
  /** The attention officer has blocked the bot: the second step can reach her by mail alone. */
  async function withOlga() {
    const { fatima, bart, amina } = await aSchool();
    const olga = await walk.caseWorker("Olga Berg", { role: "attentionOfficer" });
    await givenMail(olga, "olga@school.example");
    await olga.block();
    await amina.answer("G1", "bad");
    return { fatima, bart, olga, amina };
  }

  test.each([
    ["refuses", 550],
    ["cannot take it now", 451],
  ])("that %s: others are told at once, though somebody was told in the step before", async (_, code) => {
    const { fatima, bart } = await withOlga();
    server.fault = { at: "rcpt", code };
    await walk.pass({ hours: 2 });
    expect(mailsTo("olga@school.example")).toHaveLength(0);
    expect(rings(walk, bart)).toBe(1);
    expect(rings(walk, fatima)).toBe(1);
    server.fault = undefined;
  });

  test("is found in the chat as soon as that is open again, once, and can be taken there", async () => {
    const { olga, amina } = await withOlga();
    await walk.pass({ hours: 2 });
    expect(mailsTo("olga@school.example")).toHaveLength(1);
    expect(rings(walk, olga)).toBe(0);
    await olga.unblock();
    expect(rings(walk, olga)).toBe(1);
    await olga.say("/vandaag");
    expect(rings(walk, olga)).toBe(1);
    await olga.press("escalation:button.take");
    expect(await escalationOf(walk, amina)).toMatchObject({ state: "acknowledged", ownerId: olga.id });
  });

  test("is found in a chat that refused it, by whoever looks there because of the mail", async () => {
    const { fatima, amina } = await aSchool();
    await givenMail(fatima, "fatima@school.example");
    walk.simulator.faults.add({ method: "sendMessage", chatId: fatima.phone.chatId, kind: "400" });
    await amina.answer("G1", "bad");
    expect(rings(walk, fatima)).toBe(0);
    await fatima.say("/vandaag");
    expect(rings(walk, fatima)).toBe(1);
  });

  test("is found in the chat of whoever links one now", async () => {
    const { amina } = await aSchool();
    const olga = await walk.caseWorker("Olga Berg", { role: "attentionOfficer", joined: false });
    await givenMail(olga, "olga@school.example");
    await amina.answer("G1", "bad");
    await walk.pass({ hours: 2 });
    expect(mailsTo("olga@school.example")).toHaveLength(1);
    await olga.start(olga.token);
    expect(alertsOf(olga)).toHaveLength(1);
    await olga.press("escalation:button.take");
    expect(await escalationOf(walk, amina)).toMatchObject({ state: "acknowledged", ownerId: olga.id });
  });

  test("is found on a new phone too, of which nothing is asked about messages of the old one", async () => {
    const { fatima, amina } = await aSchool();
    await amina.answer("G1", "bad");
    const { token } = await invite(walk.database.db, walk.clock.now(), { caseWorkerId: fatima.id });
    const phone = walk.anotherPhone("Fatima, nieuwe telefoon");
    await phone.start(token);
    expect(alertsOf(phone)).toHaveLength(1);
    expect(walk.reports.filter(({ event }) => event === "outbox.undeliverable")).toEqual([]);
    await phone.press("escalation:button.take");
    expect(await escalationOf(walk, amina)).toMatchObject({ state: "acknowledged", ownerId: fatima.id });
  });
});
