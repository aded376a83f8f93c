// grammY's conversations plugin as its documentation shows it, with its state in PostgreSQL, for comparison: one long
// conversation that asks and waits; no inbox, no outbox, no answers kept anywhere else.
import { type ConversationFlavor, conversations, createConversation } from "@grammyjs/conversations";
import { Bot, type Context } from "grammy";
import postgres from "postgres";

const settings = JSON.parse(process.env.INSTANCE ?? "{}") as {
  botToken: string;
  telegramApiRoot: string;
  databaseUrl: string;
};
const sql = postgres(settings.databaseUrl, { max: 10, onnotice: () => undefined });
await sql`create table if not exists state (key text primary key, body json not null)`;

const bot = new Bot<ConversationFlavor<Context>>(settings.botToken, {
  client: { apiRoot: settings.telegramApiRoot },
});
bot.use(
  conversations<ConversationFlavor<Context>, Context>({
    storage: {
      type: "key",
      getStorageKey: (ctx) => ctx.chatId?.toString(),
      adapter: {
        async read(key) {
          const [row] = await sql`select body from state where key = ${key}`;
          return row?.body;
        },
        async write(key, body) {
          await sql`insert into state values (${key}, ${sql.json(body as never)}) on conflict (key) do update set body = excluded.body`;
        },
        async delete(key) {
          await sql`delete from state where key = ${key}`;
        },
      },
    },
  }),
);
bot.use(
  createConversation<ConversationFlavor<Context>, Context>(
    async (conversation, ctx) => {
      for (;;) {
        await ctx.reply("next");
        await conversation.waitFor("message:text");
      }
    },
    { id: "talk" },
  ),
);
bot.on("message:text", (ctx) => ctx.conversation.enter("talk"));
void bot.start({ onStart: () => void process.send?.("ready") });
