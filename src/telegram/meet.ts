import { type Api, GrammyError } from "grammy";
import type { UserFromGetMe } from "grammy/types";
import { errorCode } from "../db/error-code.ts";
import type { Report } from "../delivery/report.ts";

/** Telegram does not know this token: another one is needed, waiting will not help. */
export class TokenRefused extends Error {
  constructor() {
    super("Telegram does not accept BOT_TOKEN. Copy it again from @BotFather, or make a new one there.");
    this.name = "TokenRefused";
  }
}

/** Asks Telegram who the bot is, and keeps asking while Telegram cannot be reached. Throws TokenRefused. */
export async function meet(api: Api, report: Report): Promise<UserFromGetMe> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await api.getMe();
    } catch (error) {
      const isRefused =
        error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404);
      if (isRefused) throw new TokenRefused();
      report("telegram.unreachable", { tries, code: errorCode(error) });
      await new Promise((resolve) => setTimeout(resolve, Math.min(30_000, 500 * 2 ** tries)));
    }
  }
}
