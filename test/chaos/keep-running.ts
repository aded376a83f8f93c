import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import type { AppProcessSettings, KillAt } from "./app-process.ts";

/** An instance that is started again whenever it ends, as a service manager would. */
export interface KeptInstance {
  /** The process that is there now, working or starting; undefined between two. */
  pid(): number | undefined;
  /** True once it said that it is ready. */
  isReady(): boolean;
  killAt(killAt: KillAt): void;
  kill(): void;
  /** How often it ended by SIGKILL. */
  killed(): number;
  /** Ends it and starts it no more. */
  stop(): Promise<void>;
}

const pauseMilliseconds = 200;

/** Starts an instance and keeps it running; `heard` gets what it reports, `died` hears of each end by SIGKILL. */
export function keepRunning(
  settings: AppProcessSettings,
  heard: (text: string) => void,
  died: () => void,
): KeptInstance {
  let child: ChildProcess | undefined;
  let isReady = false;
  let killed = 0;
  let stopped = false;
  let gone: Promise<void> = Promise.resolve();

  function start(): void {
    const started = fork(path.join(import.meta.dirname, "app-process.ts"), {
      env: { ...process.env, CHAOS_APP: JSON.stringify(settings) },
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    child = started;
    isReady = false;
    started.stderr?.on("data", (piece) => heard(String(piece)));
    started.once("message", () => {
      isReady = true;
    });
    // A message to a process that has just died: its end is heard of anyway.
    started.on("error", (error) => heard(`${error.message}\n`));
    gone = new Promise((resolve) => {
      started.once("exit", (_code, signal) => {
        if (signal === "SIGKILL" && !stopped) {
          killed += 1;
          died();
        }
        child = undefined;
        isReady = false;
        resolve();
        if (!stopped) setTimeout(() => !stopped && start(), pauseMilliseconds);
      });
    });
  }
  start();

  return {
    pid: () => child?.pid,
    isReady: () => isReady,
    killAt: (killAt) => void (child?.connected && child.send(killAt)),
    kill: () => void child?.kill("SIGKILL"),
    killed: () => killed,
    async stop() {
      stopped = true;
      child?.kill("SIGTERM");
      const forced = setTimeout(() => child?.kill("SIGKILL"), 20_000);
      await gone;
      clearTimeout(forced);
    },
  };
}
