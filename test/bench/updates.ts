// npm run bench:updates — a tap, stored, answered, and the next question on the phone: how many a second, how long each.
// The simulated Telegram runs in this process, the bot in one of its own, PostgreSQL (fsync on) in a third.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { publishQuestionSet } from "../../src/checkin/publish-question-set.ts";
import { questionSet } from "../../src/checkin/questions.ts";
import { startCheckIn } from "../../src/checkin/start-check-in.ts";
import { stopwatch, systemClock } from "../../src/clock.ts";
import { openDatabase } from "../../src/db/connect.ts";
import { loadTexts } from "../../src/i18n/texts.ts";
import { findAlumnus, findCaseWorker, viewAlumnus } from "../../src/people/store.ts";
import { openVault } from "../../src/privacy/vault.ts";
import type { Phone } from "../../src/simulator/phone.ts";
import { startSimulator } from "../../src/simulator/start-simulator.ts";
import { linkAlumnus, linkCaseWorker } from "../support/link-directly.ts";
import { aCaseWorker, anAlumnus, aSchool, beReady, dayAndNight } from "../support/people.ts";
import { makePostgresServer } from "../support/postgres-server.ts";
import { botToken, hears, runBot, said } from "./run-bot.ts";

const people = Number(process.env.PEOPLE ?? 200);
const turns = 5;
const clock = systemClock();
const elapsed = stopwatch();

interface Figures {
  readonly name: string;
  readonly updates: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** Each phone does its next turn as soon as it has the answer to the last; `together` phones at a time. */
async function drive(
  name: string,
  phones: readonly Phone[],
  act: (phone: Phone, turn: number) => void,
  together: number,
): Promise<Figures> {
  const took: number[] = [];
  const queue = [...phones];
  const from = elapsed();
  const hand = async () => {
    for (let phone = queue.shift(); phone; phone = queue.shift())
      for (let turn = 0; turn < turns; turn += 1) {
        const before = said(phone);
        const at = elapsed();
        const answered = hears(phone, before);
        act(phone, turn);
        await answered;
        took.push(elapsed() - at);
      }
  };
  await Promise.all(Array.from({ length: together }, hand));
  const seconds = (elapsed() - from) / 1_000;
  took.sort((a, b) => a - b);
  const at = (part: number) => took[Math.min(took.length - 1, Math.floor(took.length * part))] ?? 0;
  return { name, updates: took.length, perSecond: took.length / seconds, p50: at(0.5), p99: at(0.99) };
}

async function product(name: string, databaseUrl: string, together: number): Promise<Figures> {
  const simulator = await startSimulator({ clock, token: botToken });
  const masterKey = randomBytes(32);
  const database = await openDatabase(databaseUrl);
  const vault = openVault(masterKey);
  const texts = await loadTexts();
  const t = texts("nl");
  const place = { db: database.db, vault, now: clock.now() };
  const school = await aSchool(place, { hours: dayAndNight });
  await beReady(place, school);
  const fatima = await aCaseWorker(place, school, "Fatima de Vries");
  await linkCaseWorker(place.db, place.now, fatima.id, 1);
  const setHash = await publishQuestionSet(database.db, place.now, questionSet);
  const phones: Phone[] = [];
  const worker = await findCaseWorker(database.db, fatima.id);
  for (let n = 0; n < people; n += 1) {
    const chatId = 1_000 + n;
    const { id } = await anAlumnus(place, school, fatima.id, `Sam${n}`, {
      row: { situation: "work_regular" },
    });
    await linkAlumnus(place.db, place.now, id, chatId);
    const phone = simulator.phone({ id: chatId, firstName: "Sam" });
    phone.start();
    phones.push(phone);
    await database.db.transaction(async (tx) => {
      const work = { db: tx, now: clock.now(), vault, texts };
      const row = await findAlumnus(tx, id);
      if (row && worker) await startCheckIn(work, worker, await viewAlumnus(work, row), setHash);
    });
  }
  await database.close();
  const settings = {
    databaseUrl,
    telegramApiRoot: simulator.url,
    masterKey: masterKey.toString("base64"),
    ahead: 0,
    unpaced: true,
  };
  const bot = await runBot("../support/instance.ts", settings);
  const isAsked = () => phones.every((phone) => phone.messages().some(({ buttons }) => buttons));
  while (!isAsked() || simulator.pendingUpdates() > 0)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const option = (question: string, id: string) =>
    t(`checkin:question.${question}.option.${id}` as "checkin:question.G1.option.good");
  const taps = [
    t("checkin:flow.openAnswer.yes"),
    option("G1", "good"),
    option("G2", "yes"),
    option("W1", "good"),
    t("checkin:extra.skip"),
  ];
  const figures = await drive(name, phones, (phone, turn) => phone.tap(taps[turn] ?? ""), together);
  await bot.stop();
  await simulator.close();
  return figures;
}

async function compared(name: string, file: string, settings: object, together: number): Promise<Figures> {
  const simulator = await startSimulator({ clock, token: botToken });
  const phones = Array.from({ length: people }, (_, n) =>
    simulator.phone({ id: 1_000 + n, firstName: "Sam" }),
  );
  const bot = await runBot(file, { ...settings, telegramApiRoot: simulator.url });
  const figures = await drive(name, phones, (phone, turn) => phone.send(`turn ${turn}`), together);
  await bot.stop();
  await simulator.close();
  return figures;
}

const server = await makePostgresServer({ fsync: true });
const folder = mkdtempSync(path.join(tmpdir(), "in-beeld-bench-"));
const rows: Figures[] = [];
for (const together of [1, 20]) {
  const with_ = together === 1 ? "one phone at a time" : `${together} phones at a time`;
  const pg = `${server.url}/postgres`;
  rows.push(await compared(`bare grammY echo bot, ${with_}`, "echo-bot.ts", {}, together));
  rows.push(
    await compared(
      `conversations plugin on PostgreSQL, ${with_}`,
      "conversation-bot.ts",
      { databaseUrl: `${server.url}/template1` },
      together,
    ),
  );
  rows.push(
    await product(
      `In Beeld on PostgreSQL, ${with_}`,
      together === 1 ? pg : await another(server.url),
      together,
    ),
  );
  rows.push(
    await product(`In Beeld on PGlite, ${with_}`, `pglite:${path.join(folder, String(together))}`, together),
  );
}
await server.remove();
rmSync(folder, { recursive: true, force: true });

console.log(
  `${cpus().length} cores, Node ${process.versions.node}, ${people} people, ${turns} updates each\n`,
);
console.log("| what | updates | a second | p50 ms | p99 ms |\n|---|---|---|---|---|");
for (const { name, updates, perSecond, p50, p99 } of rows)
  console.log(`| ${name} | ${updates} | ${perSecond.toFixed(0)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} |`);

async function another(url: string): Promise<string> {
  const { default: postgres } = await import("postgres");
  const admin = postgres(`${url}/postgres`, { max: 1, onnotice: () => undefined });
  await admin.unsafe("create database second");
  await admin.end();
  return `${url}/second`;
}
