import { z } from "zod";
import type { Config } from "../config.ts";
import { errorCode } from "../db/error-code.ts";
import { languageOf } from "../i18n/language.ts";
import { startPayload } from "../people/link/read-start-payload.ts";

export type Asked<Result> =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly why: "refused" | "unreachable"; readonly code: string };

/**
 * Asks the Bot API one question that changes nothing, and waits no longer than given. Never throws, and what it returns
 * holds neither the address nor the token that is part of it (security.md 7).
 */
export async function askTelegram<Result>(
  config: Pick<Config, "botToken" | "telegramApiRoot">,
  method: string,
  shape: z.ZodType<Result>,
  patienceMilliseconds: number,
): Promise<Asked<Result>> {
  try {
    const answer = await fetch(`${config.telegramApiRoot}/bot${config.botToken}/${method}`, {
      signal: AbortSignal.timeout(patienceMilliseconds),
    });
    if (answer.status === 401 || answer.status === 404)
      return { ok: false, why: "refused", code: String(answer.status) };
    const body = z.object({ result: shape }).safeParse(await answer.json());
    if (!answer.ok || !body.success) return { ok: false, why: "unreachable", code: `HTTP ${answer.status}` };
    return { ok: true, result: body.data.result };
  } catch (error) {
    return { ok: false, why: "unreachable", code: codeOf(error) };
  }
}

/** What fetch throws says "fetch failed" and keeps the reason in its cause. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "UNKNOWN";
  if (error.name === "TimeoutError") return "TIMEOUT";
  return errorCode(error.cause ?? error);
}

export const botShape = z.object({ id: z.number(), username: z.string() });

/** The username of the bot, for links; asked anew each time because @BotFather can change it. */
export async function askUsername(config: Config, patienceMilliseconds: number): Promise<Asked<string>> {
  const asked = await askTelegram(config, "getMe", botShape, patienceMilliseconds);
  return asked.ok ? { ok: true, result: asked.result.username } : asked;
}

/** Why there is no answer, as a sentence. */
export const sayWhyNot = (asked: Extract<Asked<unknown>, { ok: false }>) =>
  asked.why === "refused"
    ? `Telegram does not accept BOT_TOKEN (${asked.code}).`
    : `Telegram cannot be reached (${asked.code}).`;

export const startLink = (username: string, token: string) => `https://t.me/${username}?start=${token}`;

/** The link of an alumnus' card: it carries the language that the person reads. */
export const cardLink = (
  username: string,
  { token, person }: { readonly token: string; readonly person: { readonly language: string } },
): string => startLink(username, startPayload(token, languageOf(person.language) ?? "nl"));
