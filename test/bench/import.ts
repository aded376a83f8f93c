// npm run bench:import — a school's list of 10,000 people through `alumni import`, as an operator runs it: read, planned,
// written in one transaction; the same list again; and a list in which everybody changed.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { writeXlsx } from "hucre/xlsx";
import { runCli } from "../../src/cli/run-cli.ts";
import { stopwatch, systemClock } from "../../src/clock.ts";
import { openDatabase } from "../../src/db/connect.ts";
import { makePostgresServer } from "../support/postgres-server.ts";

const people = Number(process.env.PEOPLE ?? 10_000);
const clock = systemClock();
const folder = mkdtempSync(path.join(tmpdir(), "in-beeld-bench-"));
const headings = [
  ...["leerlingnummer", "voornaam", "tussenvoegsel", "achternaam", "geboortedatum", "school", "schoolsoort"],
  ...["uitstroomprofiel", "uitstroomdatum", "gemeente", "taal", "begeleider", "telefoon", "e-mail"],
];

async function makeList(kind: "csv" | "xlsx", municipality: string): Promise<string> {
  const born = (n: number) => new Date(Date.UTC(2007, n % 12, 1 + (n % 28)));
  const rows = Array.from({ length: people }, (_, n) => [
    ...[String(100_000 + n), `Voornaam${n}`, n % 5 === 0 ? "de" : "", `Achternaam${n}`, born(n), "De Linde"],
    ...["praktijkonderwijs", "arbeid", new Date(Date.UTC(2026, 6, 10)), municipality, "Nederlands"],
    ...[`Fatima de Vries`, `06-${String(10_000_000 + n)}`, `p${n}@example.org`],
  ]);
  const file = path.join(folder, `${municipality}.${kind}`);
  if (kind === "xlsx")
    writeFileSync(file, await writeXlsx({ sheets: [{ name: "Leerlingen", rows: [headings, ...rows] }] }));
  else {
    const text = (cell: unknown) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell));
    writeFileSync(file, [headings, ...rows].map((row) => row.map(text).join(";")).join("\r\n"));
  }
  return file;
}

async function measure(name: string, databaseUrl: string, kind: "csv" | "xlsx"): Promise<string> {
  const database = await openDatabase(databaseUrl);
  const env = {
    BOT_TOKEN: "700000001:simulated-token-for-tests-only-xx",
    DATABASE_URL: "postgres://nobody@localhost/the-seam-opens-another",
    MASTER_KEY: randomBytes(32).toString("base64"),
    // Nobody is asked anything there: no link is made for a telephone.
    TELEGRAM_API_ROOT: "http://127.0.0.1:9",
  };
  const run = async (expected: string, ...argv: string[]): Promise<number> => {
    let said = "";
    const output = { write: (text: string) => (said += text.slice(-200)) };
    const elapsed = stopwatch();
    const code = await runCli(argv, {
      env,
      stdout: output,
      stderr: output,
      now: clock.now,
      patienceMilliseconds: 500,
      openDatabase: async () => ({ ...database, close: async () => undefined }),
    });
    if (code !== 0 || !said.includes(expected)) throw new Error(said.slice(-1_000));
    return elapsed() / 1_000;
  };
  await run("", "organisation", "add", "De Linde");
  await run("", "staff", "add", "Fatima de Vries");
  const list = await makeList(kind, "Tilburg");
  const other = await makeList(kind, "Breda");
  const seconds = [
    await run(`${people} new`, "alumni", "import", list),
    await run(`${people} unchanged`, "alumni", "import", list),
    await run(`${people} changed`, "alumni", "import", other, "--yes"),
  ];
  await database.close();
  return `| ${people} rows of ${kind === "csv" ? "CSV" : ".xlsx"}, ${name} | ${seconds.map((one) => one.toFixed(1)).join(" | ")} |`;
}

const server = await makePostgresServer({ fsync: true });
const lines: string[] = [];
lines.push(await measure("PostgreSQL", `${server.url}/postgres`, "xlsx"));
lines.push(await measure("PostgreSQL", `${server.url}/template1`, "csv"));
lines.push(await measure("PGlite", `pglite:${path.join(folder, "pglite")}`, "xlsx"));
await server.remove();
rmSync(folder, { recursive: true, force: true });

console.log(`${cpus().length} cores, Node ${process.versions.node}\n`);
console.log("| what | all new, s | again, s | all changed, s |\n|---|---|---|---|");
for (const line of lines) console.log(line);
