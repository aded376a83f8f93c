import { fork } from "node:child_process";
import path from "node:path";
import type { MailSettings } from "../../src/config.ts";
import type { TelegramNews, TelegramOrder, TelegramProcessSettings } from "./telegram-process.ts";

type State = Extract<TelegramNews, { is: "state" }>;

/** The process with Telegram and the phones, from the run's side. */
export interface TelegramProcess {
  readonly url: string;
  /** The mail server's. */
  readonly mail: MailSettings;
  order(order: TelegramOrder): void;
  state(): State;
  stop(): Promise<void>;
}

/** Starts Telegram in a process of its own; resolves when it can be called. */
export async function runTelegram(settings: TelegramProcessSettings): Promise<TelegramProcess> {
  const child = fork(path.join(import.meta.dirname, "telegram-process.ts"), {
    env: { ...process.env, CHAOS_TELEGRAM: JSON.stringify(settings) },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  let state: State = { is: "state", opened: 0, answered: 0, alone: 0, toWrite: 0, pending: 0 };
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const { url, mail } = await new Promise<Extract<TelegramNews, { is: "ready" }>>((resolve, reject) => {
    child.on("message", (message) => {
      const news = message as TelegramNews;
      if (news.is === "ready") resolve(news);
      else state = news;
    });
    void gone.then(() => reject(new Error("The process with Telegram ended before it was ready")));
  });
  return {
    url,
    mail,
    order(order) {
      if (!child.connected) throw new Error("The process with Telegram is gone");
      child.send(order);
    },
    state: () => state,
    async stop() {
      child.disconnect();
      await gone;
    },
  };
}
