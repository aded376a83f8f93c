import { z } from "zod";
import { type MailServer, readMailUrl } from "./mail/read-mail-url.ts";
import type { TranslatorSettings } from "./talk/libre-translate.ts";

/**
 * Every setting of the real service, with what it is for. The same words stand in .env.example.
 * A key that is absent and a key that is empty are the same thing.
 */
export const settings = {
  BOT_TOKEN: "The token that @BotFather gives for your bot: digits, a colon, and 35 or so letters.",
  DATABASE_URL:
    "The PostgreSQL database: postgres://user:password@host:5432/name. One database, any number of instances.",
  MASTER_KEY:
    "32 bytes in base64, made by `npm run cli -- key new`. Without it nothing can be read: keep a copy safe.",
  TELEGRAM_API_ROOT:
    "Optional. Another Bot API server than https://api.telegram.org, such as one of your own.",
  PUBLIC_URL:
    "Optional. The https address under which Telegram reaches this service (http only for a Bot API server of your own). With it updates come by webhook; without it the service polls.",
  WEBHOOK_SECRET:
    "Needed with PUBLIC_URL: 32 to 256 characters of A-Z, a-z, 0-9, _ and -. Telegram shows it with every update.",
  ERASURE_LEDGER:
    "Optional, but wanted for real use: a file outside the database (and outside its backups) to which every erasure is added. After a restore of an older backup it is replayed before anything is served.",
  PORT: "Optional, 3000 when left out. The port of the webhook and of /healthz.",
  SMTP_URL:
    "Optional, but wanted for real use: the mail server through which staff are reached when Telegram is not enough, smtp://user:password@host:587 or smtps://user:password@host:465. Signs such as @ and / in a password are written as %40 and %2F.",
  MAIL_FROM: "Needed with SMTP_URL: the address from which the mails come, such as inbeeld@school.nl.",
  OPERATOR_CHAT_ID:
    "Optional, but wanted for real use: the number of your own Telegram chat with the bot. The auditor writes there what it finds wrong.",
  OPERATOR_EMAIL: "Optional: the address to which the auditor writes as well. Works with SMTP_URL.",
  HEARTBEAT_URL:
    "Optional, but wanted for real use: an address that the auditor calls when all is well, at a service that warns you when the calls stop (Healthchecks or the like).",
  TRANSLATE_URL:
    "Optional, off when left out: a server of your own that speaks LibreTranslate's API. Words of a talk between two languages go to it, and its translation comes beneath the original, marked as a machine's.",
  TRANSLATE_KEY: "Optional: the key that the server of TRANSLATE_URL wants.",
} as const;

export type SettingName = keyof typeof settings;

export interface Config {
  readonly botToken: string;
  readonly databaseUrl: string;
  readonly masterKey: Buffer;
  readonly telegramApiRoot: string;
  /** Absent when the service polls. */
  readonly webhook?: { readonly url: string; readonly secret: string };
  readonly port: number;
  /** The path of the erasure ledger's file; absent when none is kept. */
  readonly erasureLedger?: string;
  /** The second channel; absent when there is none. */
  readonly mail?: MailSettings;
  /** To whom the auditor reports. */
  readonly operator: { readonly chatId?: number; readonly email?: string };
  /** What the auditor calls when all is well; absent when nobody listens. */
  readonly heartbeatUrl?: string;
  /** A machine that translates in talks; absent when none does. */
  readonly translator?: TranslatorSettings;
}

/** The mail server and the sender's address. */
export interface MailSettings {
  readonly server: MailServer;
  readonly from: string;
}

/** All that is wrong with the settings, a line each; the message holds names, never values. */
export class ConfigError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The settings are not complete:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`);
    this.name = "ConfigError";
    this.faults = faults;
  }
}

const isMasterKey = (value: string) =>
  /^[A-Za-z0-9+/_-]{43}=?$/.test(value) && Buffer.from(value, "base64").length === 32;
const isUrl = (value: string, protocols: readonly string[]) =>
  URL.canParse(value) && protocols.includes(new URL(value).protocol);

const fields = {
  BOT_TOKEN: z
    .string("is missing")
    .regex(/^\d+:[A-Za-z0-9_-]{20,}$/, "is not a bot token (it looks like 123456789:AAE…)"),
  DATABASE_URL: z
    .string("is missing")
    .refine((value) => isUrl(value, ["postgres:", "postgresql:"]), "is not a postgres:// address"),
  MASTER_KEY: z
    .string("is missing")
    .refine(isMasterKey, "is not 32 bytes in base64 (make one with `npm run cli -- key new`)"),
  TELEGRAM_API_ROOT: z
    .string()
    .refine((value) => isUrl(value, ["http:", "https:"]), "is not an http(s) address")
    .transform((value) => value.replace(/\/+$/, ""))
    .default("https://api.telegram.org"),
  PUBLIC_URL: z
    .string()
    .refine((value) => isUrl(value, ["http:", "https:"]), "is not an http(s) address")
    .transform((value) => value.replace(/\/+$/, ""))
    .optional(),
  WEBHOOK_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{32,256}$/, "is not 32 to 256 characters of A-Z, a-z, 0-9, _ and -")
    .optional(),
  ERASURE_LEDGER: z
    .string()
    .regex(/^(\/|[A-Za-z]:[\\/])./, "is not the whole path of a file, from the root on")
    .optional(),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "is not a port number")
    .transform(Number)
    .refine((port) => port <= 65_535, "is not a port number")
    .default(3000),
  SMTP_URL: z
    .string()
    .refine(
      (value) => readMailUrl(value) !== undefined,
      "is not a mail server (it looks like smtps://user:password@host:465)",
    )
    .transform(readMailUrl)
    .optional(),
  MAIL_FROM: z.email("is not a mail address").optional(),
  OPERATOR_CHAT_ID: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, "is not the number of a private chat")
    .transform(Number)
    .optional(),
  OPERATOR_EMAIL: z.email("is not a mail address").optional(),
  HEARTBEAT_URL: z
    .string()
    .refine((value) => isUrl(value, ["http:", "https:"]), "is not an http(s) address")
    .optional(),
  TRANSLATE_URL: z
    .string()
    .refine((value) => isUrl(value, ["http:", "https:"]), "is not an http(s) address")
    .optional(),
  TRANSLATE_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, "is not a key: it holds a space or a sign that no key has")
    .optional(),
};

const schema = z.object(fields);

/** Keys that need another one beside them. */
const pairs: readonly { readonly key: SettingName; readonly needs: SettingName; readonly why: string }[] = [
  {
    key: "PUBLIC_URL",
    needs: "WEBHOOK_SECRET",
    why: "is missing: a webhook without it would accept forged updates",
  },
  { key: "SMTP_URL", needs: "MAIL_FROM", why: "is missing: a mail without a sender is refused" },
];

/**
 * Reads the settings from an environment. Throws one ConfigError that names every missing and every wrong key at once.
 * Values never appear in the error: they may be secrets.
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    (Object.keys(settings) as SettingName[]).map((name) => [name, env[name]?.trim() || undefined]),
  );
  const parsed = schema.safeParse(given);
  const faults = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  // Not in the schema: zod leaves a rule between two keys out when another key is wrong, and a person wants to hear all of it.
  for (const { key, needs, why } of pairs) if (given[key] && !given[needs]) faults.push(`${needs} ${why}`);
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  const { data } = parsed;
  return {
    botToken: data.BOT_TOKEN,
    databaseUrl: data.DATABASE_URL,
    masterKey: Buffer.from(data.MASTER_KEY, "base64"),
    telegramApiRoot: data.TELEGRAM_API_ROOT,
    port: data.PORT,
    operator: {
      ...(data.OPERATOR_CHAT_ID ? { chatId: data.OPERATOR_CHAT_ID } : {}),
      ...(data.OPERATOR_EMAIL ? { email: data.OPERATOR_EMAIL } : {}),
    },
    ...(data.HEARTBEAT_URL ? { heartbeatUrl: data.HEARTBEAT_URL } : {}),
    ...(data.TRANSLATE_URL
      ? {
          translator: {
            url: data.TRANSLATE_URL,
            ...(data.TRANSLATE_KEY ? { key: data.TRANSLATE_KEY } : {}),
          },
        }
      : {}),
    ...(data.SMTP_URL && data.MAIL_FROM ? { mail: { server: data.SMTP_URL, from: data.MAIL_FROM } } : {}),
    ...(data.ERASURE_LEDGER ? { erasureLedger: data.ERASURE_LEDGER } : {}),
    ...(data.PUBLIC_URL && data.WEBHOOK_SECRET
      ? { webhook: { url: data.PUBLIC_URL, secret: data.WEBHOOK_SECRET } }
      : {}),
  };
}
