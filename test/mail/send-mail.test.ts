import { randomUUID } from "node:crypto";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterEach, describe, expect, it, test } from "vitest";
import type { SendResult } from "../../src/delivery/outgoing.ts";
import { mailer } from "../../src/mail/send-mail.ts";
import { type MailFault, type MailServer, startMailServer } from "../support/mail-server.ts";
import { testCertificate } from "../support/test-certificate.ts";

let server: MailServer;
afterEach(() => server.close());

const quick = { patience: 200, wholePatience: 1_000 };
const mail = (id = randomUUID()) => ({
  id,
  to: "fatima@school.example",
  subject: "In Beeld: een melding wacht",
  text: "Er wacht een melding.\nKijk in Telegram. Café, عربي.",
});

describe("a mail", () => {
  it("arrives as plain text, marked as made by a machine, from the school's address", async () => {
    server = await startMailServer();
    const one = mail();
    expect(await mailer(server.settings).send(one)).toEqual({ kind: "sent" });
    expect(server.mails).toHaveLength(1);
    const raw = server.mails[0]?.raw ?? "";
    expect(raw).toMatch(/^From: In Beeld <inbeeld@school\.example>\r$/m);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(raw).toMatch(/^Content-Type: text\/plain; charset=utf-8\r$/m);
    expect(server.lastTo(one.to)).toEqual({ subject: one.subject, text: one.text });
  });

  it("has the same Message-ID at every try, so that a second copy is known for what it is", async () => {
    server = await startMailServer();
    const one = mail();
    for (let tries = 0; tries < 2; tries += 1) await mailer(server.settings).send(one);
    const ids = server.mails.map(({ raw }) => /^Message-ID: (.*)\r$/im.exec(raw)?.[1]);
    expect(ids).toEqual([`<${one.id}@school.example>`, `<${one.id}@school.example>`]);
  });

  it("brings no file of this machine along, whatever its text says", async () => {
    server = await startMailServer();
    const text = "file:///etc/passwd https://example.com/x";
    await mailer(server.settings).send({ ...mail(), text });
    expect(server.lastTo("fatima@school.example").text).toBe(text);
  });

  it("goes through a server that wants a login, and not with a wrong one", async () => {
    const login = { user: "beeld", password: "w@chtwoord" };
    server = await startMailServer({ login });
    expect(await mailer(server.settings).send(mail())).toEqual({ kind: "sent" });
    const { settings } = server;
    const wrong = {
      ...settings,
      server: { ...settings.server, login: { ...login, password: "fout" } },
    };
    expect(await mailer(wrong).send(mail())).toEqual({ kind: "unauthorized", code: "SMTP_535" });
    expect(await mailer(wrong).verify()).toEqual({ kind: "unauthorized", code: "SMTP_535" });
    expect(await mailer(settings).verify()).toEqual({ kind: "sent" });
    expect(server.mails).toHaveLength(1);
  });
});

describe("a server that offers STARTTLS", () => {
  const trusted = getCACertificates();
  afterEach(() => setDefaultCACertificates(trusted));

  it("gets mail and password through an encrypted connection only", async () => {
    setDefaultCACertificates([...trusted, testCertificate.cert]);
    const login = { user: "beeld", password: "w@chtwoord" };
    server = await startMailServer({ login, offersTls: true });
    expect(await mailer(server.settings).send(mail())).toEqual({ kind: "sent" });
    expect(server.mails).toMatchObject([{ isSecret: true }]);
  });

  it("and whose certificate nobody vouches for gets nothing; it is tried again", async () => {
    server = await startMailServer({ offersTls: true });
    const result = await mailer(server.settings).send(mail());
    expect(result).toMatchObject({ kind: "failed", code: expect.stringMatching(/^[A-Z_]+$/) });
    expect(server.mails).toEqual([]);
  });
});

describe("what goes wrong", () => {
  test.each<[MailFault, SendResult]>([
    [
      { at: "rcpt", code: 550 },
      { kind: "refused", code: "SMTP_550" },
    ],
    [
      { at: "rcpt", code: 451 },
      { kind: "failed", code: "SMTP_451" },
    ],
    [
      { at: "data", code: 554 },
      { kind: "refused", code: "SMTP_554" },
    ],
    [
      { at: "data", code: 452 },
      { kind: "failed", code: "SMTP_452" },
    ],
    // Whoever is not taken as a sender can mail nobody at all.
    [
      { at: "mailFrom", code: 550 },
      { kind: "unauthorized", code: "SMTP_550" },
    ],
    [
      { at: "mailFrom", code: 421 },
      { kind: "failed", code: "SMTP_421" },
    ],
  ])("an answer: %j", async (fault, expected) => {
    server = await startMailServer();
    server.fault = fault;
    expect(await mailer(server.settings, quick).send(mail())).toEqual(expected);
  });

  test.each<[MailFault["at"], SendResult["kind"]]>([
    ["hang", "failed"],
    ["dropBeforeData", "failed"],
    // It may have been taken: only this is in doubt.
    ["dropAfterData", "unclear"],
  ])("no answer: %s is %s", async (at, kind) => {
    server = await startMailServer();
    server.fault = { at } as MailFault;
    const result = await mailer(server.settings, quick).send(mail());
    expect(result).toMatchObject({ kind, code: expect.stringMatching(/^[A-Z_]+$/) });
    expect(server.mails).toHaveLength(at === "dropAfterData" ? 1 : 0);
  });

  it("nobody there is a failure that is tried again", async () => {
    server = await startMailServer();
    await server.close();
    const result = await mailer(server.settings, quick).send(mail());
    expect(result).toEqual({ kind: "failed", code: "ECONNREFUSED" });
  });
});
