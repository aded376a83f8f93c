import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { ConfigError, parseConfig, type SettingName, settings } from "../../src/config.ts";

const masterKey = Buffer.alloc(32, 7);
const whole: Record<SettingName, string> = {
  BOT_TOKEN: "123456789:AAE-abcdefghijklmnopqrstuvwxyz_1234",
  DATABASE_URL: "postgres://beeld:wachtwoord@db.example:5432/beeld",
  MASTER_KEY: masterKey.toString("base64"),
  TELEGRAM_API_ROOT: "http://localhost:8081/",
  PUBLIC_URL: "https://beeld.example/",
  WEBHOOK_SECRET: "s".repeat(32),
  ERASURE_LEDGER: "/var/lib/in-beeld/erasures.jsonl",
  PORT: "8080",
  SMTP_URL: "smtps://beeld%40school.nl:w%2Fachtwoord@mail.example:465",
  MAIL_FROM: "inbeeld@school.example",
  OPERATOR_CHAT_ID: "123456789",
  OPERATOR_EMAIL: "beheer@school.example",
  HEARTBEAT_URL: "https://hc.example/ping/1",
  TRANSLATE_URL: "https://translate.example/",
  TRANSLATE_KEY: "sleutel",
};
const { BOT_TOKEN, DATABASE_URL, MASTER_KEY } = whole;
const least = { BOT_TOKEN, DATABASE_URL, MASTER_KEY };

function faultsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}
const namesIn = (faults: readonly string[]) => faults.map((fault) => fault.split(" ")[0]).toSorted();

describe("settings that are right", () => {
  it("are read, all of them", () => {
    expect(parseConfig(whole)).toEqual({
      botToken: whole.BOT_TOKEN,
      databaseUrl: whole.DATABASE_URL,
      masterKey,
      telegramApiRoot: "http://localhost:8081",
      webhook: { url: "https://beeld.example", secret: "s".repeat(32) },
      port: 8080,
      erasureLedger: "/var/lib/in-beeld/erasures.jsonl",
      mail: {
        server: {
          host: "mail.example",
          port: 465,
          secure: true,
          login: { user: "beeld@school.nl", password: "w/achtwoord" },
        },
        from: "inbeeld@school.example",
      },
      operator: { chatId: 123456789, email: "beheer@school.example" },
      heartbeatUrl: "https://hc.example/ping/1",
      translator: { url: "https://translate.example/", key: "sleutel" },
    });
  });

  it("have a mail server without a login and without a port, as on a school's own network", () => {
    const mail = parseConfig({ ...whole, SMTP_URL: "smtp://relay.example" }).mail;
    expect(mail?.server).toEqual({ host: "relay.example", secure: false });
  });

  it("poll, on port 3000, at Telegram itself, when no more is said", () => {
    const { telegramApiRoot, port, ...rest } = parseConfig(least);
    expect({ telegramApiRoot, port }).toEqual({ telegramApiRoot: "https://api.telegram.org", port: 3000 });
    expect(rest).not.toHaveProperty("webhook");
    expect(rest).not.toHaveProperty("mail");
    expect(rest).toMatchObject({ operator: {} });
  });

  it("may be empty where they may be absent, and may have space around them", () => {
    const empty = { TELEGRAM_API_ROOT: "", PUBLIC_URL: " ", WEBHOOK_SECRET: "", PORT: "" };
    expect(parseConfig({ ...least, ...empty })).toEqual(parseConfig(least));
    expect(parseConfig({ ...least, BOT_TOKEN: ` ${least.BOT_TOKEN}\n` })).toEqual(parseConfig(least));
  });

  it("do not mind what else stands in the environment", () => {
    expect(parseConfig({ ...least, PATH: "/bin", HOME: "/root" })).toEqual(parseConfig(least));
  });

  it("take a master key in either base64, with or without its padding", () => {
    const key = Buffer.from(Array.from({ length: 32 }, (_, index) => 255 - index));
    for (const written of [
      key.toString("base64"),
      key.toString("base64url"),
      key.toString("base64").replace("=", ""),
    ])
      expect(parseConfig({ ...least, MASTER_KEY: written }).masterKey).toEqual(key);
  });

  it("are described, every one", () => {
    for (const text of Object.values(settings)) expect(text.length).toBeGreaterThan(20);
  });
});

describe("settings that are wrong", () => {
  test.each<[SettingName, string]>([
    ["BOT_TOKEN", "123456789"],
    ["BOT_TOKEN", "bot123456789:AAE-abcdefghijklmnopqrstuvwxyz"],
    ["DATABASE_URL", "mysql://localhost/beeld"],
    ["DATABASE_URL", "pglite:./data"],
    ["DATABASE_URL", "localhost"],
    ["MASTER_KEY", "short"],
    ["MASTER_KEY", Buffer.alloc(31).toString("base64")],
    ["MASTER_KEY", Buffer.alloc(33).toString("base64")],
    ["MASTER_KEY", `${"A".repeat(42)}!`],
    ["TELEGRAM_API_ROOT", "api.telegram.org"],
    ["TELEGRAM_API_ROOT", "ftp://api.telegram.org"],
    ["PUBLIC_URL", "beeld.example"],
    ["WEBHOOK_SECRET", "s".repeat(31)],
    ["WEBHOOK_SECRET", "s".repeat(257)],
    ["WEBHOOK_SECRET", `${"s".repeat(32)} `.replace(" ", "€")],
    ["PORT", "http"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "80.5"],
    ["SMTP_URL", "mail.example"],
    ["SMTP_URL", "https://mail.example"],
    ["SMTP_URL", "smtp://"],
    ["SMTP_URL", "smtp://u:100%@mail.example"],
    ["MAIL_FROM", "In Beeld"],
    ["OPERATOR_CHAT_ID", "@beheer"],
    ["OPERATOR_CHAT_ID", "-100123"],
    ["OPERATOR_EMAIL", "beheer@"],
    ["HEARTBEAT_URL", "hc.example/ping"],
  ])("are named: %s as %s", (name, value) => {
    expect(namesIn(faultsOf({ ...whole, [name]: value }))).toEqual([name]);
  });

  test.each(["BOT_TOKEN", "DATABASE_URL", "MASTER_KEY"] as const)(
    "are named when they are missing: %s",
    (name) => {
      for (const value of [undefined, "", "  "])
        expect(faultsOf({ ...least, [name]: value })).toEqual([`${name} is missing`]);
    },
  );

  it("are named all at once", () => {
    expect(namesIn(faultsOf({}))).toEqual(["BOT_TOKEN", "DATABASE_URL", "MASTER_KEY"]);
    const wrong = Object.fromEntries(Object.keys(settings).map((name) => [name, "€"]));
    expect(namesIn(faultsOf(wrong))).toEqual(Object.keys(settings).toSorted());
    expect(namesIn(faultsOf({ PUBLIC_URL: "https://beeld.example", PORT: "x" }))).toEqual([
      "BOT_TOKEN",
      "DATABASE_URL",
      "MASTER_KEY",
      "PORT",
      "WEBHOOK_SECRET",
    ]);
  });

  it("are a webhook without its secret, which would accept forged updates", () => {
    const { WEBHOOK_SECRET: _, ...without } = whole;
    expect(faultsOf(without)).toEqual([expect.stringMatching(/^WEBHOOK_SECRET is missing/)]);
    expect(faultsOf({ ...without, WEBHOOK_SECRET: "  " })).toHaveLength(1);
  });

  it("are a mail server without a sender", () => {
    const { MAIL_FROM: _, ...without } = whole;
    expect(faultsOf(without)).toEqual([expect.stringMatching(/^MAIL_FROM is missing/)]);
  });

  it("never show a value, for it may be a secret", () => {
    // Unlike any word of ours, so that finding it means that it leaked.
    const secret = fc.stringMatching(/^[0-9#%]{8,40}$/);
    const names = Object.keys(settings) as SettingName[];
    fc.assert(
      fc.property(
        fc.record(Object.fromEntries(names.map((name) => [name, secret])), { requiredKeys: [] }),
        (env) => {
          try {
            parseConfig(env);
            expect.unreachable("such settings are never right");
          } catch (error) {
            if (!(error instanceof ConfigError)) throw error;
            const told = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
            for (const value of Object.values(env)) expect(told).not.toContain(value);
          }
        },
      ),
    );
  });
});
