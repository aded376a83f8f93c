import { type ChildProcess, spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";

/** The demo in a process of its own, as `npm run demo` starts it. */
export interface RunningDemo {
  readonly process: ChildProcess;
  readonly url: string;
  /** Ends it and resolves when it is gone. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
}

/** A port that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function spawnDemo(args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, ["--import", "./src/node-version.js", "src/simulator/demo.ts", ...args], {
    env: { ...process.env, BOT_TOKEN: "", PORT: "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Starts the demo and resolves with its address; rejects with what it said when it ends instead. */
export async function runDemo(args: readonly string[] = []): Promise<RunningDemo> {
  const port = await freePort();
  const child = spawnDemo(["--port", String(port), ...args], {});
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    const hear = (piece: unknown) => {
      said += String(piece);
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found) resolve(found[0]);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    void gone.then(() => reject(new Error(`The demo ended: ${said}`)));
  });
  return {
    process: child,
    url,
    async end(signal) {
      child.kill(signal);
      await gone;
    },
  };
}

/** Starts the demo where it should refuse, and resolves with its exit code and its words. */
export async function refusedDemo(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawnDemo(args, env);
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (piece) => {
      said += String(piece);
    });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { code, said };
}
