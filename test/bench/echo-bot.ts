// A bare grammY bot with its own polling, for comparison: every text is answered, nothing is stored.
import { Bot } from "grammy";

const { botToken, telegramApiRoot } = JSON.parse(process.env.INSTANCE ?? "{}") as {
  botToken: string;
  telegramApiRoot: string;
};
const bot = new Bot(botToken, { client: { apiRoot: telegramApiRoot } });
bot.on("message:text", (ctx) => ctx.reply("next"));
void bot.start({ onStart: () => void process.send?.("ready") });
