// npm run bench:questions — everybody asks at once, as after an evening at school: until each has an answer, a choice or a human.
// The simulated Telegram runs in this process, the bot in one of its own, PostgreSQL (fsync on) in a third.
import { randomBytes } from "node:crypto";
import { cpus } from "node:os";
import { stopwatch, systemClock } from "../../src/clock.ts";
import { openDatabase } from "../../src/db/connect.ts";
import { languages } from "../../src/i18n/language.ts";
import { findOrganisation } from "../../src/people/store.ts";
import { openVault } from "../../src/privacy/vault.ts";
import { askPayload, findAskCode } from "../../src/questions/welcome-asker.ts";
import { startSimulator } from "../../src/simulator/start-simulator.ts";
import { readQuestionSet } from "../eval/read-question-set.ts";
import { linkCaseWorker } from "../support/link-directly.ts";
import { aCaseWorker, aSchool, beReady, dayAndNight } from "../support/people.ts";
import { makePostgresServer } from "../support/postgres-server.ts";
import { botToken, hears, runBot, said } from "./run-bot.ts";

const people = Number(process.env.PEOPLE ?? 200);
const clock = systemClock();
const elapsed = stopwatch();

const server = await makePostgresServer({ fsync: true });
const databaseUrl = `${server.url}/postgres`;
const simulator = await startSimulator({ clock, token: botToken });
const masterKey = randomBytes(32);
const database = await openDatabase(databaseUrl);
const place = { db: database.db, vault: openVault(masterKey), now: clock.now() };
const school = await aSchool(place, { hours: dayAndNight });
await beReady(place, school);
const fatima = await aCaseWorker(place, school, "Fatima de Vries");
await linkCaseWorker(place.db, place.now, fatima.id, 1);
const code = await findAskCode(database.db, await findOrganisation(database.db, school));
await database.close();

const parents = Array.from({ length: people }, (_, n) => {
  const language = languages[n % languages.length] ?? "nl";
  const { items } = readQuestionSet(language);
  const asked = items[Math.floor(n / languages.length) % items.length]?.question ?? "";
  const phone = simulator.phone({ id: 1_000 + n, firstName: "Ouder", languageCode: language });
  return { phone, language, asked };
});
const settings = {
  databaseUrl,
  telegramApiRoot: simulator.url,
  masterKey: masterKey.toString("base64"),
  ahead: 0,
  unpaced: true,
};
const bot = await runBot("../support/instance.ts", settings);
const welcome = 2;
for (const { phone, language } of parents) phone.start(askPayload(code, language));
while (parents.some(({ phone }) => said(phone) < welcome)) await new Promise((done) => setTimeout(done, 20));

const from = elapsed();
const took = await Promise.all(
  parents.map(async ({ phone, asked }) => {
    const heard = hears(phone, said(phone));
    phone.send(asked);
    await heard;
    return elapsed() - from;
  }),
);
took.sort((a, b) => a - b);
const at = (part: number) =>
  ((took[Math.min(took.length - 1, Math.floor(took.length * part))] ?? 0) / 1_000).toFixed(1);
const twice = parents.filter(({ phone }) => said(phone) > welcome + 1).length;
await bot.stop();
await simulator.close();
await server.remove();

console.log(`${cpus().length} cores, Node ${process.versions.node}`);
console.log(
  `${people} questions at once, in ${languages.length} languages: all answered, ${twice} with more than one message.`,
);
console.log(
  `p50 ${at(0.5)} s, p99 ${at(0.99)} s, the last ${at(1)} s; ${((people * 1_000) / (took.at(-1) ?? 1)).toFixed(0)} a second`,
);
