import { fork } from "node:child_process";
import path from "node:path";
import type { Phone } from "../../src/simulator/phone.ts";

export const botToken = "700000001:simulated-token-for-tests-only-xx";

/** Starts a bot in a process of its own and waits until it is ready; `stop` kills it. */
export async function runBot(file: string, settings: object): Promise<{ stop(): Promise<void> }> {
  const child = fork(path.join(import.meta.dirname, file), {
    env: { ...process.env, INSTANCE: JSON.stringify({ botToken, ...settings }) },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  await new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", () => reject(new Error(`${file} ended before it was ready`)));
  });
  return {
    async stop() {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

/** How many messages of the bot are on a phone. */
export const said = (phone: Phone) => phone.messages().filter(({ from }) => from === "bot").length;

/** Resolves once there are more than before. */
export function hears(phone: Phone, before: number): Promise<void> {
  return new Promise((resolve) => {
    const stop = phone.onChange(() => {
      if (said(phone) <= before) return;
      stop();
      resolve();
    });
  });
}
