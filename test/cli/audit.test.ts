import { sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { inbox } from "../../src/db/schema/index.ts";
import { aMachine, START, TOKEN } from "./rig.ts";

vi.setConfig({ testTimeout: 30_000 });
const machine = aMachine();

async function aParkedUpdate(): Promise<string> {
  const { db } = machine.database;
  const at = new Date(START.getTime() - 3 * 3_600_000);
  const values = { botId: 1, updateId: 1, chatId: 5, keyId: crypto.randomUUID(), body: null, receivedAt: at };
  const [row] = await db
    .insert(inbox)
    .values({ ...values, state: "parked", handledAt: at })
    .returning();
  return `U${row?.seq}`;
}

test("audit says that all is well, and leaves with 0", async () => {
  expect(await machine.run("audit")).toMatchObject({
    code: 0,
    out: "All is well: nothing is left lying.\n",
    err: "",
  });
  const { out } = await machine.run("audit", "--json");
  expect(JSON.parse(out)).toMatchObject({ ok: true, faults: [] });
});

test("audit names what was put aside, leaves with 1, and is content once it was looked at", async () => {
  const number = await aParkedUpdate();
  const ran = await machine.run("audit");
  expect(ran.code).toBe(1);
  expect(ran.out).toContain(number);
  const { code, out } = await machine.run("audit", "--json");
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ ok: false, faults: [{ kind: "updateParked", subject: number }] });
  expect(await machine.run("audit", "settle", number)).toMatchObject({ code: 0 });
  expect(await machine.run("audit")).toMatchObject({ code: 0 });
  expect(await machine.dump("access_log")).toContain("settleParked");
});

test.each(["12", "U", "U0x1", "U999"])("audit settle %s is refused, and nothing changes", async (number) => {
  await aParkedUpdate();
  const ran = await machine.run("audit", "settle", number);
  expect(ran.code).toBe(1);
  expect(ran.err).toContain("Nothing was changed");
  const rows = await machine.database.db.execute(
    sql`select count(*)::int as n from inbox where state = 'parked'`,
  );
  expect(JSON.stringify(rows)).toContain("1");
});

test("audit asks for a test alert where one can come: by a mailbox only with a mail server", async () => {
  machine.env.OPERATOR_EMAIL = "operator@example.org";
  expect(await machine.run("audit")).toMatchObject({ code: 0 });
  machine.env.SMTP_URL = "smtp://127.0.0.1:1";
  machine.env.MAIL_FROM = "inbeeld@school.example";
  const { code, out } = await machine.run("audit", "--json");
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ faults: [{ kind: "testAlertMissing", subject: "never" }] });
});

test("audit asks Telegram about the webhook where updates come by one", async () => {
  machine.env.PUBLIC_URL = "https://inbeeld.example";
  machine.env.WEBHOOK_SECRET = "s".repeat(32);
  const { code, out } = await machine.run("audit", "--json");
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ faults: [{ kind: "webhookFailing", subject: "address" }] });
  const address = encodeURIComponent("https://inbeeld.example/telegram/webhook");
  await fetch(`${machine.simulator.url}/bot${TOKEN}/setWebhook?url=${address}`);
  expect(await machine.run("audit")).toMatchObject({ code: 0 });
});
