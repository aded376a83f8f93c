import { sql } from "drizzle-orm";
import { afterEach, expect, it } from "vitest";
import { type Database, type Db, openDatabase } from "../../src/db/connect.ts";
import { rowsOf } from "../../src/db/rows-of.ts";
import { freshPostgresUrl } from "../support/databases.ts";

const opened: Database[] = [];
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close();
});

async function twoClients(): Promise<{ one: Db; other: Db }> {
  const url = await freshPostgresUrl({ migrated: false });
  const [one, other] = await Promise.all(
    [1, 1].map((connections) => openDatabase(url, { connections, migrate: false })),
  );
  if (!one || !other) throw new Error("two were opened");
  opened.push(one, other);
  await one.db.execute(sql`create table note (what text)`);
  return { one: one.db, other: other.db };
}
const write = (db: Db, what: string) => db.execute(sql`insert into note values (${what})`);
const read = async (db: Db) =>
  rowsOf<{ what: string }>(await db.execute(sql`select what from note`)).map((row) => row.what);
const backend = async (db: Db) =>
  rowsOf<{ pid: number }>(await db.execute(sql`select pg_backend_pid() as pid`))[0]?.pid ?? 0;
const kill = (db: Db, pid: number) => db.execute(sql`select pg_terminate_backend(${pid}::int, 5000)`);

it("a transaction whose connection dies under a query is rejected whole, and the next one runs at once", async () => {
  const { one, other } = await twoClients();
  let pid = 0;
  const lost = one.transaction(async (tx) => {
    await write(tx, "before");
    pid = await backend(tx);
    await tx.execute(sql`select pg_sleep(30)`);
  });
  lost.catch(() => undefined);
  await expect.poll(() => pid).not.toBe(0);
  await kill(other, pid);
  await expect(lost).rejects.toThrow();
  await one.transaction((tx) => write(tx, "after"));
  expect(await read(one)).toEqual(["after"]);
});

it("what a transaction writes after its connection died is not written outside it", async () => {
  const { one, other } = await twoClients();
  let othersPid = 0;
  let late: string | undefined;
  const lost = one.transaction(async (tx) => {
    await write(tx, "before");
    await kill(other, await backend(tx));
    // Somebody else's transaction is on the new connection by now.
    await expect.poll(() => othersPid).not.toBe(0);
    late = await write(tx, "late").then(
      () => "written",
      () => "rejected",
    );
  });
  const others = one.transaction(async (tx) => {
    await write(tx, "theirs");
    othersPid = await backend(tx);
    await expect.poll(() => late).toBe("rejected");
    await write(tx, "theirs too");
  });
  await expect(lost).rejects.toThrow();
  await others;
  expect(await read(other)).toEqual(["theirs", "theirs too"]);
});
