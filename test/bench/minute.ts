// npm run bench:minute — what the minute of a region costs when nothing is due: milliseconds and transactions, by the number of schools.
// PostgreSQL in a process of its own; five of the staff of each school, everybody's morning behind them, all of them open.
import { randomBytes } from "node:crypto";
import { stopwatch, systemClock } from "../../src/clock.ts";
import { openDatabase } from "../../src/db/connect.ts";
import { loadTexts } from "../../src/i18n/texts.ts";
import { tick, tickMinute } from "../../src/jobs/tick.ts";
import { openVault } from "../../src/privacy/vault.ts";
import { planRun } from "../chaos/plan-run.ts";
import { seedSchools } from "../chaos/seed-school.ts";
import { countTransactions } from "../support/count-transactions.ts";
import { makePostgresServer } from "../support/postgres-server.ts";

const sizes = [10, 100, 400];
const alertsASchool = 25;
const minutes = 5;
const elapsed = stopwatch();

console.log("schools  ms a minute  transactions a minute");
for (const schools of sizes) {
  const server = await makePostgresServer({ fsync: false });
  const url = `${server.url}/postgres`;
  const masterKey = randomBytes(32);
  await seedSchools(url, masterKey, { ...planRun(schools * alertsASchool, 0, 1), alumni: [] });
  const database = await openDatabase(url);
  const counted = countTransactions(database);
  const parts = {
    ...{
      database: counted.database,
      clock: systemClock(),
      vault: openVault(masterKey),
      texts: await loadTexts(),
    },
    ...{ report: (event: string, facts: object) => console.error(event, facts), setHash: "", hasMail: true },
  };
  // The morning, and once more what it left.
  for (let n = 0; n < 2; n += 1) await tickMinute(parts);
  await tick(parts);
  const [from, before] = [elapsed(), counted.count()];
  for (let n = 0; n < minutes; n += 1) await tickMinute(parts);
  const each = (n: number) => (n / minutes).toFixed(0);
  console.log(
    `${String(schools).padStart(7)}  ${each(elapsed() - from).padStart(11)}  ${each(counted.count() - before).padStart(21)}`,
  );
  await database.close();
  await server.remove();
}
