import { z } from "zod";
import { webhookPath } from "../telegram/set-up-bot.ts";
import { askTelegram, botShape, sayWhyNot } from "./ask-telegram.ts";
import { bad, type Check, count, note, ok } from "./check.ts";
import type { UsableSettings } from "./read-settings.ts";
import { patienceOf, type Seam } from "./seam.ts";

export const webhookShape = z.object({
  url: z.string(),
  pending_update_count: z.number(),
  last_error_date: z.number().optional(),
});

/** An error older than this says nothing about now. */
const recentMilliseconds = 3_600_000;

/** Everything that `doctor` asks Telegram. It changes nothing there. */
export async function checkTelegram(seam: Seam, usable: UsableSettings): Promise<readonly Check[]> {
  if (!usable.telegram) {
    const why = "Not looked at: BOT_TOKEN or TELEGRAM_API_ROOT is missing or wrong.";
    return [note("bot", why), note("webhook", why)];
  }
  const { telegram } = usable;
  const [me, webhook] = await Promise.all([
    askTelegram(telegram, "getMe", botShape, patienceOf(seam)),
    askTelegram(telegram, "getWebhookInfo", webhookShape, patienceOf(seam)),
  ]);
  return [
    me.ok ? ok("bot", `Telegram knows it as @${me.result.username}.`) : bad("bot", sayWhyNot(me)),
    webhook.ok
      ? judgeWebhook(webhook.result, usable.webhook, seam.now())
      : bad("webhook", sayWhyNot(webhook)),
  ];
}

function judgeWebhook(
  info: z.infer<typeof webhookShape>,
  wanted: UsableSettings["webhook"],
  now: Date,
): Check {
  const name = "webhook";
  if (wanted === undefined)
    return note(name, "Not looked at: PUBLIC_URL or WEBHOOK_SECRET is missing or wrong.");
  const waiting = `${count(info.pending_update_count, "update")} waiting at Telegram`;
  if (wanted === null) {
    return info.url === ""
      ? ok(name, `None is set, as it should be without PUBLIC_URL: the service polls. ${waiting}.`)
      : bad(name, `One is set although there is no PUBLIC_URL, so polling brings nothing. ${restart}`);
  }
  if (info.url === "") return bad(name, `None is set although there is a PUBLIC_URL. ${restart}`);
  if (info.url !== `${wanted.url}${webhookPath}`)
    return bad(name, `It points to another address than PUBLIC_URL${webhookPath}. ${restart}`);
  if (info.last_error_date === undefined) return ok(name, `Set, without errors; ${waiting}.`);
  const at = new Date(info.last_error_date * 1_000);
  const sentence = `Set; Telegram last could not deliver at ${at.toISOString()}; ${waiting}.`;
  const isFailing = now.getTime() - at.getTime() < recentMilliseconds && info.pending_update_count > 0;
  return isFailing ? bad(name, sentence) : note(name, sentence);
}

const restart = "Starting the service puts that right; is another one running with the same bot?";
