import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { afterEach, expect, test } from "vitest";
import { runCli } from "../../src/cli/run-cli.ts";
import { systemClock } from "../../src/clock.ts";
import { amira, list } from "../cli/rig.ts";
import { freshPostgresUrl } from "../support/databases.ts";

/** The operator's command in a process of its own, killed at the last step before its transaction would commit. */
const folder = mkdtempSync(path.join(tmpdir(), "in-beeld-import-"));
const root = path.join(import.meta.dirname, "../..");
let admin: postgres.Sql | undefined;

afterEach(async () => {
  await admin?.end({ timeout: 1 });
  rmSync(folder, { recursive: true, force: true });
});

test("an import that is killed before it commits leaves nothing, and the next one does all of it", async () => {
  const databaseUrl = await freshPostgresUrl();
  const env = {
    ...process.env,
    BOT_TOKEN: "7000000001:test-token-test-token-test",
    DATABASE_URL: databaseUrl,
    MASTER_KEY: randomBytes(32).toString("base64"),
    TELEGRAM_API_ROOT: "http://127.0.0.1:9",
  };
  const run = async (...argv: string[]) => {
    let said = "";
    const output = { write: (text: string) => (said += text) };
    const seam = { env, stdout: output, stderr: output, now: systemClock().now, patienceMilliseconds: 500 };
    return `${await runCli(argv, seam)}: ${said}`;
  };
  const sql = postgres(databaseUrl, { max: 2, onnotice: () => undefined });
  admin = sql;
  expect(await run("organisation", "add", "De Linde")).toMatch(/^0:/);
  expect(await run("staff", "add", "Fatima Yilmaz")).toMatch(/^0:/);
  const days = ["--from", "2026-01-01", "--until", "2026-12-31"];
  const programmes = ["--programme", "pro_three_moments"];
  expect(await run("cohort", "add", "Klas van 26", ...days, ...programmes)).toMatch(/^0:/);
  const file = path.join(folder, "list.csv");
  const people = Array.from({ length: 1_200 }, (_, n) => ({
    ...amira,
    leerlingnummer: String(n),
    voornaam: `Amira ${n}`,
  }));
  writeFileSync(file, list(people));
  const count = async (table: string) => Number((await sql`select count(*) from ${sql(table)}`)[0]?.count);
  const before = { keys: await count("data_key"), log: await count("access_log") };

  await sql`create function wait_here() returns trigger language plpgsql as
    $$ begin perform pg_advisory_xact_lock(4242); return new; end $$`;
  await sql`create trigger wait_here before insert on access_log for each row execute function wait_here()`;
  const holder = await sql.reserve();
  await holder`select pg_advisory_lock(4242)`;
  const killed = spawn(process.execPath, [path.join(root, "src/cli/main.ts"), "alumni", "import", file], {
    env,
    cwd: folder,
    stdio: "ignore",
  });
  const gone = new Promise((resolve) => killed.once("exit", (_, signal) => resolve(signal)));
  const waiting = async () =>
    (await sql`select pid from pg_locks where locktype = 'advisory' and not granted and objid = 4242`).length;
  await expect.poll(waiting, { timeout: 60_000 }).toBe(1);
  killed.kill("SIGKILL");
  expect(await gone).toBe("SIGKILL");
  await holder`select pg_advisory_unlock(4242)`;
  holder.release();
  await expect.poll(waiting, { timeout: 60_000 }).toBe(0);
  const busy = async () =>
    (
      await sql`select pid from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`
    ).length;
  await expect.poll(busy, { timeout: 60_000 }).toBe(0);
  expect(await count("alumnus")).toBe(0);
  expect({ keys: await count("data_key"), log: await count("access_log") }).toEqual(before);

  await sql`drop trigger wait_here on access_log`;
  expect(await run("alumni", "import", file)).toBe("0: De Linde: 1200 new, 0 changed, 0 unchanged.\n");
  expect(await run("alumni", "import", file)).toBe("0: De Linde: 0 new, 0 changed, 1200 unchanged.\n");
  expect(await count("alumnus")).toBe(1_200);
  // Changes by the thousand and across the batches, on the real server.
  writeFileSync(file, list(people.map((one) => ({ ...one, gemeente: "Breda" }))));
  expect(await run("alumni", "import", file)).toMatch(/^1: [\s\S]*1200 people would change/);
  expect(await run("alumni", "import", file, "--yes")).toMatch(/0 new, 1200 changed, 0 unchanged\.\n$/);
  expect(await run("alumni", "import", file)).toBe("0: De Linde: 0 new, 0 changed, 1200 unchanged.\n");
}, 240_000);
