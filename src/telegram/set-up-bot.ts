import { createHash } from "node:crypto";
import { type Api, GrammyError } from "grammy";
import { languages } from "../i18n/language.ts";
import type { Say, Texts } from "../i18n/texts.ts";
import type { Menu } from "../people/offer-menus.ts";
import { allowedUpdates } from "./poll.ts";

/** What whoever is known to nobody finds in the menu of the chat: the rest would answer them nothing. */
export const strangerCommands = ["help", "language", "privacy", "mijngegevens", "stop"] as const;

/** What a young person finds there, in the language that they read. */
export const personCommands = [
  ...([
    "ask",
    "help",
    "language",
    "privacy",
    "mijngegevens",
    "phone",
    "mytime",
    "afspraak",
    "terug",
    "stop",
  ] as const),
] as const;

/** What somebody who asks finds there instead: what is a young person's alone would answer them nothing. */
export const askerCommands = ["ask", "help", "language", "privacy", "mijngegevens", "stop"] as const;

/** What staff finds there instead. */
export const staffCommands = [
  ...(["vandaag", "checkin", "oudleerlingen", "afspraken", "gesprekken", "minuten", "waiting"] as const),
  ...(["hours", "away", "oncall", "team", "closed", "safety", "mail"] as const),
  ...(["help", "language", "privacy", "mijngegevens"] as const),
] as const;

/** The menu of each reader's own chat. */
export const commandsOf = { alumnus: personCommands, asker: askerCommands, staff: staffCommands } as const;

/** The commands with what each does, as Telegram takes them. */
export const describeCommands = (
  t: Say,
  names: readonly (typeof personCommands | typeof staffCommands)[number][],
) => names.map((command) => ({ command, description: t(`telegram:commands.${command}`) }));

/** Tells Telegram what the bot is and can do, per language; Dutch is what everybody else sees. Repeating it changes nothing. */
export async function introduceBot(api: Api, texts: Texts): Promise<void> {
  for (const { language, commands, description, short } of introductionsOf(texts)) {
    const code = language === "nl" ? {} : { language_code: language };
    await api.setMyCommands(commands, code);
    await api.setMyDescription(description, code);
    await api.setMyShortDescription(short, code);
  }
}

const introductionsOf = (texts: Texts) =>
  languages.map((language) => {
    const t = texts(language);
    return {
      language,
      commands: describeCommands(t, strangerCommands),
      description: t("telegram:profile.description"),
      short: t("telegram:profile.short"),
    };
  });

const markOf = (words: unknown) =>
  createHash("sha256").update(JSON.stringify(words)).digest("base64url").slice(0, 12);

/** Changes with every word of the introduction in any language. */
export const introductionMark = (texts: Texts): string => markOf(introductionsOf(texts));

/** Changes with every word of this menu of commands, with its reader and its language. */
export const menuMark = (texts: Texts, { to, language }: Menu): string =>
  markOf([to, language, describeCommands(texts(language), commandsOf[to])]);

/** Telegram does not take the webhook's address; the message is Telegram's own and holds no secret. */
export class WebhookRefused extends Error {
  constructor(description: string) {
    super(`Telegram does not accept PUBLIC_URL as a webhook: ${description}`);
    this.name = "WebhookRefused";
  }
}

/** Updates come by webhook from now on; what waits at Telegram is delivered, nothing is dropped. Throws WebhookRefused. */
export async function useWebhook(
  api: Api,
  webhook: { readonly url: string; readonly secret: string },
): Promise<void> {
  try {
    await api.setWebhook(`${webhook.url}${webhookPath}`, {
      secret_token: webhook.secret,
      allowed_updates: [...allowedUpdates],
      drop_pending_updates: false,
    });
  } catch (error) {
    throw error instanceof GrammyError ? new WebhookRefused(error.description) : error;
  }
}

/** Updates are fetched from now on; Telegram refuses polling while a webhook is set. */
export async function usePolling(api: Api): Promise<void> {
  await api.deleteWebhook({ drop_pending_updates: false });
}

export const webhookPath = "/telegram/webhook";
