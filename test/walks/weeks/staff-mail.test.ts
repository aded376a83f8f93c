import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { caseWorker, channelProof, outbox } from "../../../src/db/schema/index.ts";
import { findReadiness } from "../../../src/people/reach/find-readiness.ts";
import { mailStaff } from "../../../src/people/reach/mail-staff.ts";
import { type MailServer, startMailServer } from "../../support/mail-server.ts";
import { startWalk, type Walk, type Walker } from "../../support/walk.ts";
import { startCheckIn } from "../look.ts";

let server: MailServer;
let walk: Walk;
beforeEach(async () => {
  server = await startMailServer();
});
afterEach(async () => {
  await walk.end();
  await server.close();
});

const address = "fatima@school.example";
const codeIn = (text: string) => /\d{6}/.exec(text)?.[0] ?? "";
const anotherCode = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
const t = () => walk.app.texts("nl");

async function aSchoolWithMail(
  options: { at?: string; mail?: boolean; school?: "colleague" | "alone" | "notReady" } = {},
) {
  const mail = options.mail === false ? {} : { mail: server.settings };
  walk = await startWalk({
    at: options.at ?? "2026-11-24T10:00",
    app: mail,
    school: options.school ?? "alone",
  });
  return walk.caseWorker("Fatima de Vries");
}

async function confirmed(worker: Walker, mailbox: string): Promise<void> {
  await worker.say("/mail");
  await worker.say(mailbox);
  await worker.say(codeIn(server.lastTo(mailbox).text));
  expect(worker.last()).toBe(t()("people:mail.confirmed"));
}

const rowOf = async ({ id }: Walker) => {
  const [row] = await walk.database.db.select().from(caseWorker).where(eq(caseWorker.id, id));
  if (!row) throw new Error("Nobody");
  return row;
};
const proofOf = async ({ id }: Walker, channel: "telegram" | "email") =>
  (await walk.database.db.select().from(channelProof).where(eq(channelProof.caseWorkerId, id))).find(
    (row) => row.channel === channel,
  );
const wrongAddress = async (worker: Walker, text: string) => {
  await worker.say(text);
  expect(worker.last()).toBe(t()("people:mail.noAddress"));
};

describe("the own mail address", () => {
  it("is typed, confirmed with the code that was mailed, shown, and taken away again", async () => {
    const fatima = await aSchoolWithMail();
    await fatima.say("/mail");
    await fatima.sticker();
    await fatima.say("fatima at school");
    await fatima.say(` ${address} `);
    const { text } = server.lastTo(address);
    walk.note(`the mail: ${text.replaceAll(/\d{6}/g, "●●●●●●").replaceAll("\n", " / ")}`);
    const code = codeIn(text);
    walk.note("Fatima types another code, then the right one");
    await fatima.phone.send(anotherCode(code));
    await walk.settle();
    expect(fatima.last()).toContain("4");
    expect((await rowOf(fatima)).email).toBeNull();
    await fatima.phone.send(`${code.slice(0, 3)} ${code.slice(3)}`);
    await walk.settle();
    expect((await rowOf(fatima)).emailConfirmedAt).toEqual(expect.any(Date));
    await fatima.say("/mail");
    await fatima.press("people:mail.button.remove");
    expect(await rowOf(fatima)).toMatchObject({ email: null, emailConfirmedAt: null });
    await expect(walk.transcript()).toMatchFileSnapshot("../chats/staff-mail.chat.txt");
  });

  it("is never readable in the database, and neither is the code", async () => {
    const fatima = await aSchoolWithMail();
    await fatima.say("/mail");
    await fatima.say(address);
    const { db } = walk.database;
    const code = codeIn(server.lastTo(address).text);
    for (const table of ["chat", "case_worker", "outbox", "inbox", "access_log"]) {
      const dump = JSON.stringify(await db.execute(`select t::text from ${table} t`));
      expect(dump).not.toContain("fatima@");
      expect(dump).not.toContain(`"${code}"`);
    }
  });

  it("refuses what is no address, however long or strange, and goes on waiting for one", async () => {
    const fatima = await aSchoolWithMail();
    await fatima.say("/mail");
    for (const text of ["@", "a@b", "x".repeat(4_000), "a@b.nl, c@d.nl", "<fatima@school.example>", "123456"])
      await wrongAddress(fatima, text);
    await fatima.say(address);
    expect(server.mails).toHaveLength(1);
  });

  it("takes five tries, then begins again", async () => {
    const fatima = await aSchoolWithMail();
    await fatima.say("/mail");
    await fatima.say(address);
    const code = codeIn(server.lastTo(address).text);
    for (let tries = 0; tries < 5; tries += 1) await fatima.say(anotherCode(code));
    expect(fatima.last()).toBe(t()("people:mail.tooMany"));
    await fatima.say(code);
    expect((await rowOf(fatima)).email).toBeNull();
  });

  it("takes a code for half an hour, and says it when it came too late", async () => {
    const fatima = await aSchoolWithMail();
    await fatima.say("/mail");
    await fatima.say(address);
    const code = codeIn(server.lastTo(address).text);
    await walk.pass({ minutes: 31 });
    await fatima.say(code);
    expect(fatima.last()).toBe(t()("people:mail.tooLate"));
    expect((await rowOf(fatima)).email).toBeNull();
  });

  it("says in the chat that the mail with the code was refused", async () => {
    const fatima = await aSchoolWithMail();
    server.fault = { at: "rcpt", code: 550 };
    await fatima.say("/mail");
    await fatima.say(address);
    expect(fatima.last()).toBe(t()("people:mail.bounced"));
  });

  it("says kindly that the school has no mail, and waits for no address then", async () => {
    const fatima = await aSchoolWithMail({ mail: false });
    await fatima.say("/mail");
    expect(fatima.last()).toBe(t()("people:mail.off"));
    await fatima.say(address);
    expect(fatima.last()).toBe(t()("telegram:staffWords"));
  });

  it("is the staff's alone: a young person's address is ordinary words", async () => {
    const fatima = await aSchoolWithMail();
    const amina = await walk.alumnus("Amina", fatima);
    await amina.say("/mail");
    await amina.say("amina@example.nl");
    expect(server.mails).toEqual([]);
    await amina.tapOld("v1:change", amina.phone.messages().at(-1)?.id ?? 0);
    expect(amina.read()).not.toContain(t()("people:mail.ask"));
  });
});

describe("a mail to somebody of the staff", () => {
  const send = (worker: Awaited<ReturnType<typeof rowOf>>, hasMail = true) =>
    walk.database.db.transaction((db) => {
      const { vault, texts } = walk.app;
      const work = { db, vault, texts, now: walk.clock.now(), ...(hasMail ? { hasMail } : {}) };
      return mailStaff(work, worker, { subject: "Hoi", text: "Kijk in Telegram." });
    });

  it("is not written without a mail server or without an address", async () => {
    const fatima = await aSchoolWithMail();
    expect(await send(await rowOf(fatima))).toBeUndefined();
    await confirmed(fatima, address);
    expect(await send(await rowOf(fatima), false)).toBeUndefined();
    const id = await send(await rowOf(fatima));
    await walk.settle();
    const [row] = await walk.database.db
      .select()
      .from(outbox)
      .where(eq(outbox.id, id ?? ""));
    expect(row).toMatchObject({ line: "mail", state: "sent", body: null });
    expect(server.lastTo(address)).toEqual({ subject: "Hoi", text: "Kijk in Telegram." });
  });

  it("is tried until a server that was busy takes it", async () => {
    const fatima = await aSchoolWithMail();
    await confirmed(fatima, address);
    server.fault = { at: "rcpt", code: 451 };
    await send(await rowOf(fatima));
    await walk.settle();
    expect(server.mails).toHaveLength(1);
    server.fault = undefined;
    await walk.pass({ minutes: 6 });
    expect(server.mails).toHaveLength(2);
  });

  it("that the server refuses for good shows that the mailbox does not work", async () => {
    const fatima = await aSchoolWithMail();
    await confirmed(fatima, address);
    server.fault = { at: "rcpt", code: 550 };
    const id = await send(await rowOf(fatima));
    await walk.settle();
    const [row] = await walk.database.db
      .select()
      .from(outbox)
      .where(eq(outbox.id, id ?? ""));
    expect(row).toMatchObject({ state: "undeliverable", errorCode: "SMTP_550", body: null });
    expect(await proofOf(fatima, "email")).toMatchObject({ failedAt: expect.any(Date), code: "SMTP_550" });
  });

  it("comes twice with one Message-ID when the server broke off after taking it", async () => {
    const fatima = await aSchoolWithMail();
    await confirmed(fatima, address);
    const before = server.mails.length;
    server.fault = { at: "dropAfterData" };
    await send(await rowOf(fatima));
    await walk.settle();
    server.fault = undefined;
    await walk.pass({ minutes: 6 });
    const ids = server.mails.slice(before).map(({ raw }) => /^Message-ID: (.*)\r$/im.exec(raw)?.[1]);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(1);
  });
});

describe("on a staffed morning", () => {
  const knocks = (worker: Walker) =>
    walk.simulator.calls.filter(
      ({ method, params }) => method === "sendChatAction" && params.chat_id === worker.phone.chatId,
    ).length;

  it("each channel is proven once, without a sound, and mail is the day's short mail", async () => {
    const fatima = await aSchoolWithMail({ at: "2026-11-24T10:00", school: "colleague" });
    await confirmed(fatima, address);
    const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
    await startCheckIn(fatima, amina);
    await amina.answer("G1", "good");
    await amina.answer("G2", "yes");
    await amina.answer("W1", "wantQuit");
    await walk.until("07:30");
    const before = { knocks: knocks(fatima), mails: server.mails.length, chat: fatima.read() };
    await walk.until("08:00");
    await walk.pass({ minutes: 30 });
    expect(knocks(fatima)).toBe(before.knocks + 1);
    expect(server.mails).toHaveLength(before.mails + 1);
    const morning = server.lastTo(address);
    expect(morning.subject).toBe(t()("people:mail.morningSubject"));
    expect(morning.text).toContain("Open meldingen voor jou: 1.");
    for (const channel of ["telegram", "email"] as const)
      expect(await proofOf(fatima, channel)).toMatchObject({ provenAt: expect.any(Date), failedAt: null });
    await walk.restart();
    await walk.pass({ hours: 2 });
    expect(knocks(fatima)).toBe(before.knocks + 1);
    // Nothing that came by mail in all of this names anybody or says anything of what is going on.
    const all = server.mails
      .map(({ raw }) => `${raw}\n${Buffer.from(raw, "utf8").toString("utf8")}`)
      .join("\n");
    for (const word of ["Amina", "Jansen", "Fatima", "de Vries", "werk opzeggen", "wantQuit"])
      expect(all).not.toContain(word);
  });

  it("nobody is knocked at on a day without hours", async () => {
    const fatima = await aSchoolWithMail({ at: "2026-11-27T18:00" });
    await walk.pass({ days: 2 });
    expect(knocks(fatima)).toBe(0);
    await walk.pass({ hours: 16 });
    expect(knocks(fatima)).toBe(1);
  });

  test.each(["400", "403"] as const)(
    "a chat that answers %s is found out before an alert needs it",
    async (kind) => {
      const fatima = await aSchoolWithMail({ school: "notReady" });
      const bart = await walk.caseWorker("Bart Smit");
      const { db } = walk.database;
      const readiness = () => findReadiness({ db, now: walk.clock.now() }, walk.organisationId);
      expect((await readiness()).reachable).toBe(2);
      await walk.until("07:30");
      walk.simulator.faults.add({ method: "sendChatAction", chatId: bart.phone.chatId, kind });
      await walk.until("08:00");
      await walk.pass({ minutes: 5 });
      expect(await readiness()).toMatchObject({
        reachable: 1,
        reasons: ["tooFewReachable", "noSafetySheet"],
      });
      expect(await proofOf(fatima, "telegram")).toMatchObject({ failedAt: null });
      expect(fatima.last()).toContain("Bart Smit");
      // Whoever writes to the robot is there again.
      await bart.say("/help");
      expect((await readiness()).reachable).toBe(2);
    },
  );

  it("a Telegram that is away for an hour makes nobody unreachable", async () => {
    const fatima = await aSchoolWithMail();
    await walk.until("07:30");
    walk.simulator.faults.add({ method: "sendChatAction", kind: "500", times: 9 });
    await walk.until("08:00");
    await walk.pass({ minutes: 59 });
    expect(await proofOf(fatima, "telegram")).toMatchObject({ failedAt: null, provenAt: expect.any(Date) });
  });
});

describe("colleagues who cannot be reached", () => {
  it("are told to the coordinator in one message with why, and not every day again", async () => {
    const fatima = await aSchoolWithMail();
    const noor = await walk.caseWorker("Noor Bos", { role: "coordinator" });
    const bart = await walk.caseWorker("Bart Smit");
    await walk.caseWorker("Karim Haddad", { joined: false });
    await walk.until("07:30");
    await bart.block();
    await walk.until("08:00");
    await walk.pass({ minutes: 10 });
    expect(noor.last()).toContain("Bart Smit");
    expect(noor.last()).toContain("Karim Haddad");
    expect(fatima.read()).not.toContain("Karim");
    await expect(walk.transcript()).toMatchFileSnapshot("../chats/unreachable-colleagues.chat.txt");
    const told = () => noor.read().split(t()("people:reach.title")).length - 1;
    await walk.pass({ days: 2 });
    expect(told()).toBe(1);
    await fatima.block();
    await walk.until("08:00");
    await walk.pass({ minutes: 10 });
    expect(told()).toBe(2);
    await walk.pass({ days: 9 });
    expect(told()).toBe(3);
  });

  it("are told also while mail gets to them, because nothing can be taken there, and not every day again", async () => {
    const fatima = await aSchoolWithMail();
    const noor = await walk.caseWorker("Noor Bos", { role: "coordinator" });
    await confirmed(fatima, address);
    const told = () => noor.read().split(t()("people:reach.title")).length - 1;
    await fatima.block();
    await walk.until("08:00");
    await walk.pass({ minutes: 10 });
    expect(await proofOf(fatima, "email")).toMatchObject({ failedAt: null, provenAt: expect.any(Date) });
    expect(told()).toBe(1);
    const name = "Fatima de Vries";
    expect(noor.last()).toContain(t()("people:reach.reason.blocked", { name }));
    await walk.pass({ days: 2 });
    expect(told()).toBe(1);
  });

  it("are told again when they were back in between, and not only after a week", async () => {
    await aSchoolWithMail();
    const noor = await walk.caseWorker("Noor Bos", { role: "coordinator" });
    const bart = await walk.caseWorker("Bart Smit");
    const told = () => noor.read().split(t()("people:reach.title")).length - 1;
    const morning = async () => {
      await walk.until("08:00");
      await walk.pass({ minutes: 10 });
    };
    await bart.block();
    await morning();
    expect(told()).toBe(1);
    bart.phone.unblock();
    await morning();
    expect(told()).toBe(1);
    await bart.block();
    await morning();
    expect(told()).toBe(2);
  });

  it("are told to everybody when no coordinator can be reached, by mail when only mail is left", async () => {
    const fatima = await aSchoolWithMail();
    const noor = await walk.caseWorker("Noor Bos", { role: "coordinator" });
    const bart = await walk.caseWorker("Bart Smit");
    await noor.block();
    await walk.until("08:00");
    await walk.pass({ minutes: 10 });
    expect(fatima.last()).toContain("Noor Bos");
    await confirmed(fatima, address);
    await bart.block();
    await fatima.block();
    await walk.pass({ minutes: 30 });
    const mails = server.mails.map(({ raw }) => raw).join("\n");
    expect(server.mails.some(({ raw }) => raw.includes("niet iedereen is bereikbaar"))).toBe(true);
    for (const word of ["Noor", "Bos", "Fatima"]) expect(mails).not.toContain(word);
  });
});
