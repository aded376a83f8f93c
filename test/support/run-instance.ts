import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import type { InstanceSettings, KillAt } from "./instance.ts";

export interface Instance {
  readonly process: ChildProcess;
  /** Resolves with the signal or exit code when it is gone. */
  readonly gone: Promise<string | number | null>;
  /** What it reported, for the message of a test that fails. */
  said(): string;
  /** Lets it die at a point between two steps. */
  killAt(killAt: KillAt): void;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts an instance in a process of its own; resolves when it is ready to work. */
export async function runInstance(settings: InstanceSettings): Promise<Instance> {
  const child = fork(path.join(import.meta.dirname, "instance.ts"), {
    env: { ...process.env, INSTANCE: JSON.stringify(settings), BOT_TOKEN: "" },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let said = "";
  child.stderr?.on("data", (piece) => {
    said += String(piece);
  });
  const gone = new Promise<string | number | null>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ?? code));
  });
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve());
    void gone.then((how) => reject(new Error(`The instance ended (${how}) before it was ready: ${said}`)));
  });
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await gone;
  };
  return {
    process: child,
    gone,
    said: () => said,
    killAt: (killAt) => void child.send(killAt),
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
  };
}
