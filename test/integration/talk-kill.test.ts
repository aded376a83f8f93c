import { randomBytes } from "node:crypto";
import { inArray } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { type Database, openDatabase } from "../../src/db/connect.ts";
import { outbox } from "../../src/db/schema/index.ts";
import type { ProbePoint } from "../../src/delivery/report.ts";
import { loadTexts } from "../../src/i18n/texts.ts";
import { openVault } from "../../src/privacy/vault.ts";
import type { Phone } from "../../src/simulator/phone.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { startSimulator } from "../../src/simulator/start-simulator.ts";
import { freshPostgresUrl } from "../support/databases.ts";
import { linkAlumnus, linkCaseWorker } from "../support/link-directly.ts";
import { aCaseWorker, anAlumnus, aSchool, beReady, dayAndNight } from "../support/people.ts";
import { type Instance, runInstance } from "../support/run-instance.ts";

/** Two talks at once and the process killed in the middle of a word: nothing is lost, mixed up, or said twice without a reason. */
const botToken = "700000001:simulated-token-for-tests-only-xx";
const clock = systemClock();
const patience = { timeout: 20_000 };

let simulator: Simulator | undefined;
let instance: Instance | undefined;
let seeding: Database | undefined;

afterEach(async () => {
  await instance?.kill();
  await seeding?.close();
  await simulator?.close();
});

const heard = (phone: Phone) =>
  phone.messages().flatMap(({ from, text }) => (from === "bot" && text?.includes(":\n") ? [text] : []));
const numberOf = (phone: Phone, words: string) =>
  phone.messages().findLast(({ text }) => text?.includes(words))?.id ?? 0;

const points: readonly { point: ProbePoint; nth: number; when: string }[] = [
  { point: "inbox.stored", nth: 1, when: "after the word is stored" },
  { point: "inbox.handled", nth: 1, when: "before it is committed" },
  { point: "inbox.committed", nth: 1, when: "after it is committed" },
  { point: "outbox.sending", nth: 1, when: "before it is passed on" },
  { point: "outbox.sent", nth: 1, when: "after it is passed on" },
];

test.each(points)("killed $when, both talks go on, each word once and in its own", async ({ point, nth }) => {
  const masterKey = randomBytes(32);
  const url = await freshPostgresUrl();
  const telegram = await startSimulator({ clock, token: botToken });
  simulator = telegram;
  const t = (await loadTexts())("nl");

  seeding = await openDatabase(url);
  const { db } = seeding;
  const place = { db, vault: openVault(masterKey), now: clock.now() };
  const school = await aSchool(place, { hours: dayAndNight });
  await beReady(place, school);
  const fatima = await aCaseWorker(place, school, "Fatima de Vries");
  await linkCaseWorker(place.db, place.now, fatima.id, 11);
  for (const [name, chatId] of [["Amina", 12] as const, ["Daan", 13] as const])
    await linkAlumnus(place.db, place.now, (await anAlumnus(place, school, fatima.id, name)).id, chatId);
  // A phone has a message a moment before its number is written down. Whoever answers it in that moment, as no human does, is asked
  // for whom the words are.
  const isAllWrittenDown = () =>
    expect.poll(() => db.$count(outbox, inArray(outbox.state, ["new", "sending"])), patience).toBe(0);
  const worker = telegram.phone({ id: 11, firstName: "Fatima" });
  const amina = telegram.phone({ id: 12, firstName: "Amina" });
  const daan = telegram.phone({ id: 13, firstName: "Daan" });

  const settings = {
    databaseUrl: url,
    telegramApiRoot: telegram.url,
    botToken,
    masterKey: masterKey.toString("base64"),
    unpaced: true,
  };
  instance = await runInstance({ ...settings, ahead: 0 });
  for (const phone of [worker, amina, daan]) phone.start();
  for (const [name, phone] of [["Amina", amina] as const, ["Daan", daan] as const]) {
    worker.send(`/oudleerlingen ${name}`);
    await expect.poll(() => worker.lastBotMessage()?.text, patience).toContain(`${name} Jansen`);
    worker.tap(t("caseload:button.write"));
    await expect.poll(() => numberOf(worker, t("talk:title", { name })), patience).toBeGreaterThan(0);
    await isAllWrittenDown();
    worker.send(`Hoi ${name}`, numberOf(worker, t("talk:title", { name })));
    await expect.poll(() => heard(phone), patience).toEqual([`Fatima:\nHoi ${name}`]);
  }
  await expect.poll(() => telegram.pendingUpdates(), patience).toBe(0);
  // What is said about the words so far has been said: the next thing that is sent is the next word.
  await expect.poll(() => worker.messages().filter(({ mark }) => mark).length, patience).toBe(2);

  instance.killAt({ point, nth });
  amina.send("Een");
  expect(await instance.gone).toBe("SIGKILL");
  amina.send("Twee");
  daan.send("Drie");
  // Its leases have run out on this one's clock, as they would half a minute later.
  instance = await runInstance({ ...settings, ahead: 60_000 });
  await expect
    .poll(() => [...new Set(heard(worker))].sort(), patience)
    .toEqual(["Amina:\nEen", "Amina:\nTwee", "Daan:\nDrie"]);
  await isAllWrittenDown();
  worker.send("Vier", numberOf(worker, "Amina:\nTwee"));
  worker.send("Vijf", numberOf(worker, "Daan:\nDrie"));
  await expect.poll(() => heard(amina).at(-1), patience).toBe("Fatima:\nVier");
  await expect.poll(() => heard(daan).at(-1), patience).toBe("Fatima:\nVijf");
  await instance.stop();
  instance = undefined;

  // A word may come twice when the process died between passing it on and writing that down, and at no other point. What is committed
  // is passed on at once, beside whoever dies after the commit.
  const fromAmina = heard(worker).filter((text) => text.startsWith("Amina"));
  expect([...new Set(fromAmina)]).toEqual(["Amina:\nEen", "Amina:\nTwee"]);
  expect(fromAmina.length).toBeLessThanOrEqual(
    point === "outbox.sent" || point === "inbox.committed" ? 3 : 2,
  );
  expect(heard(amina)).toEqual(["Fatima:\nHoi Amina", "Fatima:\nVier"]);
  expect(heard(daan)).toEqual(["Fatima:\nHoi Daan", "Fatima:\nVijf"]);
});
