import { type Api, GrammyError } from "grammy";
import { languages } from "../i18n/language.ts";
import type { Texts } from "../i18n/texts.ts";
import { allowedUpdates } from "./poll.ts";

const commandNames = [
  "help",
  "language",
  "privacy",
  "mijngegevens",
  "phone",
  "mytime",
  "stop",
  "checkin",
  "vandaag",
  "afspraak",
  "afspraken",
  "gesprekken",
  "oudleerlingen",
  "minuten",
  "waiting",
  "mail",
  "hours",
  "away",
  "oncall",
  "team",
  "closed",
  "safety",
] as const;

/** Tells Telegram what the bot is and can do, per language; Dutch is what everybody else sees. Repeating it changes nothing. */
export async function introduceBot(api: Api, texts: Texts): Promise<void> {
  for (const language of languages) {
    const t = texts(language);
    const code = language === "nl" ? {} : { language_code: language };
    await api.setMyCommands(
      commandNames.map((command) => ({ command, description: t(`telegram:commands.${command}`) })),
      code,
    );
    await api.setMyDescription(t("telegram:profile.description"), code);
    await api.setMyShortDescription(t("telegram:profile.short"), code);
  }
}

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
