import { spawnSync } from "node:child_process";
import { type AddressInfo, createServer } from "node:net";
import path from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../../src/cli/run-cli.ts";
import type { Seam } from "../../src/cli/seam.ts";

const run = async (seam: Partial<Seam>, ...argv: string[]) => {
  const written = { out: "", err: "" };
  const code = await runCli(argv, {
    env: {},
    stdout: { write: (text: string) => (written.out += text) },
    stderr: { write: (text: string) => (written.err += text) },
    now: () => new Date("2026-11-22T09:00:00Z"),
    ...seam,
  });
  return { code, ...written };
};

test("key new prints 32 fresh bytes in base64 alone on stdout, without needing any setting", async () => {
  const first = await run({}, "key", "new");
  const second = await run({}, "key", "new");
  expect(first.code).toBe(0);
  expect(first.out).toMatch(/^[A-Za-z0-9+/]{43}=\n$/);
  expect(Buffer.from(first.out.trim(), "base64")).toHaveLength(32);
  expect(second.out).not.toBe(first.out);
  expect(first.err).toContain("safe place");
  expect(first.err).not.toContain(first.out.trim());
});

test("a command that does not exist is answered with how it is used, and ends with 1", async () => {
  const ran = await run({}, "alumnni");
  expect(ran.code).toBe(1);
  expect(ran.err).toContain("unknown command");
});

test("--help lists the commands and ends with 0", async () => {
  const ran = await run({}, "--help");
  expect(ran.code).toBe(0);
  for (const name of ["key", "organisation", "staff", "alumni", "doctor"]) expect(ran.out).toContain(name);
});

test("every missing setting is named at once, before a database is opened", async () => {
  const ran = await run({}, "organisation", "list");
  expect(ran.code).toBe(1);
  for (const name of ["BOT_TOKEN", "DATABASE_URL", "MASTER_KEY"])
    expect(ran.err).toContain(`${name} is missing`);
});

test("a database that is not there is said so, and one that hangs up is given up", async () => {
  const hangsUp = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => hangsUp.listen(0, "127.0.0.1", resolve));
  const { port } = hangsUp.address() as AddressInfo;
  const tryAt = async (address: string) => {
    const env = {
      BOT_TOKEN: "1:aaaaaaaaaaaaaaaaaaaaaaaa",
      MASTER_KEY: Buffer.alloc(32).toString("base64"),
      DATABASE_URL: `postgres://nobody:a-password@${address}/none`,
    };
    const ran = await run({ env, patienceMilliseconds: 300 }, "organisation", "list");
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).not.toContain("a-password");
    return ran.err;
  };
  expect(await tryAt("127.0.0.1:1")).toContain("The database cannot be reached (DB_ECONNREFUSED)");
  expect(await tryAt(`127.0.0.1:${port}`)).toMatch(
    /The database cannot be reached \((NO_ANSWER|TIMEOUT|DB_[A-Z_]+)\)/,
  );
  await new Promise((resolve) => hangsUp.close(resolve));
}, 30_000);

test("the command runs as an operator starts it, and its exit code reaches the shell", () => {
  const root = path.join(import.meta.dirname, "../..");
  const start = (...argv: string[]) =>
    spawnSync(process.execPath, ["--import", "./src/node-version.js", "src/cli/main.ts", ...argv], {
      cwd: root,
      env: { PATH: process.env.PATH },
      encoding: "utf8",
    });
  expect(start("key", "new")).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\S{44}\n$/) });
  expect(start("nothing").status).toBe(1);
}, 30_000);
