import { type Config, ConfigError, parseConfig, type SettingName, settings } from "../config.ts";
import { bad, type Check, ok } from "./check.ts";
import type { Seam } from "./seam.ts";

/** The settings as far as they are right: a part that needs a wrong one is undefined. */
export interface UsableSettings {
  readonly databaseUrl?: string;
  readonly masterKey?: Buffer;
  readonly telegram?: Pick<Config, "botToken" | "telegramApiRoot">;
  /** Null when no ledger is kept. */
  readonly erasureLedger: string | null;
  /** Undefined when it cannot be told whether the service polls; null when it polls. */
  readonly webhook?: NonNullable<Config["webhook"]> | null;
  /** Undefined when it cannot be told; null when there is no mail channel. */
  readonly mail?: NonNullable<Config["mail"]> | null;
  readonly operator: Config["operator"];
  readonly heartbeatUrl?: string;
}

/** In the place of a faulty setting, so that the others can be read. They are never used. */
const standIns: Readonly<Record<SettingName, string | undefined>> = {
  BOT_TOKEN: "1:stand-in-stand-in-stand-in",
  DATABASE_URL: "postgres://stand-in/stand-in",
  MASTER_KEY: Buffer.alloc(32).toString("base64"),
  TELEGRAM_API_ROOT: undefined,
  PUBLIC_URL: undefined,
  WEBHOOK_SECRET: "stand-in".repeat(4),
  ERASURE_LEDGER: undefined,
  PORT: undefined,
  SMTP_URL: undefined,
  MAIL_FROM: "stand-in@in.example",
  OPERATOR_CHAT_ID: undefined,
  OPERATOR_EMAIL: undefined,
  HEARTBEAT_URL: undefined,
  TRANSLATE_URL: undefined,
  TRANSLATE_KEY: undefined,
};

/** Reads the settings one by one: the finding names every missing and every wrong key, and what is right can be used. */
export function readSettings(env: Seam["env"]): { check: Check; usable: UsableSettings } {
  const faults = faultsOf(env);
  const faulty = new Set(faults.map((fault) => fault.split(" ")[0]));
  const names = Object.keys(settings) as SettingName[];
  const repaired = Object.fromEntries(
    names.map((name) => [name, faulty.has(name) ? standIns[name] : env[name]]),
  );
  const config = parseConfig(repaired);
  const check =
    faults.length === 0
      ? ok("configuration", "All settings are there and look right.")
      : bad("configuration", `${faults.join("; ")}. .env.example describes each of them.`);
  const isWebhookKnown = !faulty.has("PUBLIC_URL") && !faulty.has("WEBHOOK_SECRET");
  const isMailKnown = !faulty.has("SMTP_URL") && !faulty.has("MAIL_FROM");
  return {
    check,
    usable: {
      erasureLedger: config.erasureLedger ?? null,
      ...(faulty.has("DATABASE_URL") ? {} : { databaseUrl: config.databaseUrl }),
      ...(faulty.has("MASTER_KEY") ? {} : { masterKey: config.masterKey }),
      ...(faulty.has("BOT_TOKEN") || faulty.has("TELEGRAM_API_ROOT") ? {} : { telegram: config }),
      ...(isWebhookKnown ? { webhook: config.webhook ?? null } : {}),
      ...(isMailKnown ? { mail: config.mail ?? null } : {}),
      operator: config.operator,
      ...(config.heartbeatUrl === undefined ? {} : { heartbeatUrl: config.heartbeatUrl }),
    },
  };
}

function faultsOf(env: Seam["env"]): readonly string[] {
  try {
    parseConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}
