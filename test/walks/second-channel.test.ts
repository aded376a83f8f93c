import { afterEach, beforeEach, expect, test } from "vitest";
import { setEmail } from "../../src/people/reach/set-email.ts";
import { findCaseWorker } from "../../src/people/store.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { escalationOf, eventsOf, rings, startCheckIn } from "./look.ts";

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
