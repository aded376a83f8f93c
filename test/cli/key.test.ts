import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../../src/cli/run-cli.ts";

const run = async (...argv: string[]) => {
  const written = { out: "", err: "" };
  const code = await runCli(argv, {
    env: {},
    stdout: { write: (text: string) => (written.out += text) },
    stderr: { write: (text: string) => (written.err += text) },
    now: () => new Date("2026-11-22T09:00:00Z"),
  });
  return { code, ...written };
};

test("key new prints 32 fresh bytes in base64 alone on stdout, without needing any setting", async () => {
  const first = await run("key", "new");
  const second = await run("key", "new");
  expect(first.code).toBe(0);
  expect(first.out).toMatch(/^[A-Za-z0-9+/]{43}=\n$/);
  expect(Buffer.from(first.out.trim(), "base64")).toHaveLength(32);
  expect(second.out).not.toBe(first.out);
  expect(first.err).toContain("safe place");
  expect(first.err).not.toContain(first.out.trim());
});

test("a command that does not exist is answered with how it is used, and ends with 1", async () => {
  const ran = await run("alumnni");
  expect(ran.code).toBe(1);
  expect(ran.err).toContain("unknown command");
});

test("--help lists the commands and ends with 0", async () => {
  const ran = await run("--help");
  expect(ran.code).toBe(0);
  for (const name of ["key", "organisation", "staff", "alumni", "doctor"]) expect(ran.out).toContain(name);
});

test("every missing setting is named at once, before a database is opened", async () => {
  const ran = await run("organisation", "list");
  expect(ran.code).toBe(1);
  for (const name of ["BOT_TOKEN", "DATABASE_URL", "MASTER_KEY"])
    expect(ran.err).toContain(`${name} is missing`);
});

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
