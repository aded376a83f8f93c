import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findFaults } from "../../src/audit/find-faults.ts";
import { caseWorker, escalation, organisation, testAlert } from "../../src/db/schema/index.ts";
import { listOrganisations } from "../../src/people/find-organisation.ts";
import { setEmail } from "../../src/people/reach/set-email.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { startWalk, type Walk } from "../support/walk.ts";

const operatorChat = 4_242;
let server: MailServer;
let walk: Walk;
beforeEach(async () => {
  server = await startMailServer();
});
afterEach(async () => {
  await walk.end();
  await server.close();
});

async function aService() {
  walk = await startWalk({
    at: "2026-11-24T05:00",
    app: { mail: server.settings, operator: { chatId: operatorChat, email: "operator@example.org" } },
  });
  const phone = walk.simulator.phone({ id: operatorChat, firstName: "Operator" });
  phone.start();
  await walk.settle();
  return phone;
}
const alerts = () => walk.database.db.select().from(testAlert);
const missing = async () =>
  (
    await findFaults(walk.database.db, walk.clock.now(), {
      hasOperator: true,
      hasMail: true,
      isPolling: true,
    })
  ).filter(({ kind }) => kind === "testAlertMissing");

test("every day a test alert goes the whole way to the operator's phone and mailbox, arrives and is over", async () => {
  const phone = await aService();
  await walk.pass({ days: 3 });
  const days = await alerts();
  expect(days.map(({ day }) => day)).toEqual(["2026-11-24", "2026-11-25", "2026-11-26"]);
  expect(days.every(({ arrivedAt }) => arrivedAt !== null)).toBe(true);
  expect(server.mails.filter(({ to }) => to === "operator@example.org")).toHaveLength(3);
  expect(phone.messages().filter(({ text }) => text?.startsWith("🟠 Test"))).toHaveLength(3);
  expect((await walk.database.db.select().from(escalation)).every(({ state }) => state === "resolved")).toBe(
    true,
  );
  expect(await missing()).toEqual([]);
  // It is nobody's school.
  expect(await walk.database.db.select().from(organisation)).toHaveLength(2);
  expect(await listOrganisations(walk.database.db)).toHaveLength(1);
});

test("a test alert that does not arrive is found, and stays open until it does", async () => {
  await aService();
  server.fault = { at: "rcpt", code: 451 };
  await walk.pass({ hours: 4 });
  expect(await missing()).toHaveLength(1);
  server.fault = undefined;
  // The mail goes at the next try, and the tick after that sees that it has arrived.
  await walk.pass({ minutes: 20 });
  expect(await missing()).toEqual([]);
});

test("a mailbox that refused it for good is tried again the next day", async () => {
  await aService();
  server.fault = { at: "rcpt", code: 550 };
  await walk.pass({ hours: 4 });
  expect(await alerts()).toMatchObject([{ day: "2026-11-24", arrivedAt: null }]);
  server.fault = undefined;
  await walk.pass({ days: 1, hours: 4 });
  const days = await alerts();
  expect(days.map(({ day }) => day)).toEqual(["2026-11-24", "2026-11-25"]);
  expect(days.every(({ arrivedAt }) => arrivedAt !== null)).toBe(true);
  expect(await missing()).toEqual([]);
});

test("a service whose clock stands still raises none, and that is found", async () => {
  await aService();
  await walk.pass({ hours: 4 });
  walk.clock.moveTo(new Date(walk.clock.now().getTime() + 27 * 3_600_000));
  expect(await missing()).toHaveLength(1);
});

test("another address of the operator is what is tested from then on", async () => {
  await aService();
  await walk.pass({ hours: 2 });
  const { db } = walk.database;
  const work = { db, now: walk.clock.now(), vault: walk.app.vault, texts: walk.app.texts, hasMail: true };
  const [operator] = await db.select().from(caseWorker);
  if (!operator) throw new Error("Nobody is tested");
  await setEmail(work, operator, "old@example.org", "operator");
  await walk.pass({ days: 1 });
  expect(server.mails.at(-1)?.to).toBe("operator@example.org");
});

test("an operator's chat that is known to be closed has not had it, whatever the mailbox says", async () => {
  const phone = await aService();
  await walk.pass({ hours: 2 });
  phone.block();
  await walk.pass({ days: 1, hours: 4 });
  expect(server.mails.filter(({ to }) => to === "operator@example.org").length).toBeGreaterThan(1);
  expect((await alerts()).at(-1)?.arrivedAt).toBeNull();
  expect(await missing()).toHaveLength(1);
  phone.unblock();
  phone.start();
  await walk.settle();
  // It goes round every four hours.
  await walk.pass({ hours: 5 });
  expect(await missing()).toEqual([]);
});

test("a chat that is somebody's of a school's staff gets no test alert, and that is found", async () => {
  await aService();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const { db } = walk.database;
  await walk.pass({ hours: 2 });
  const [operator] = await db.select().from(caseWorker).where(eq(caseWorker.chatId, operatorChat));
  if (!operator) throw new Error("Nobody is tested");
  await db.update(caseWorker).set({ chatId: null }).where(eq(caseWorker.id, operator.id));
  await db.update(caseWorker).set({ chatId: operatorChat }).where(eq(caseWorker.id, fatima.id));
  await walk.pass({ days: 1, hours: 4 });
  expect(await missing()).toHaveLength(1);
});
