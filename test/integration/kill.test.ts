import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { count, eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { openDatabase } from "../../src/db/connect.ts";
import { answer, escalation, inbox, signal } from "../../src/db/schema/index.ts";
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

/**
 * One question from a phone to an alert that a human takes, with the process killed in between: after the update was
 * stored, after the answer was committed, and after the message was sent but before that was written down.
 */
const botToken = "700000001:simulated-token-for-tests-only-xx";
const day = systemClock();

let simulator: Simulator | undefined;
let instance: Instance | undefined;
const folders: string[] = [];

afterEach(async () => {
  await instance?.kill();
  await simulator?.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function freshUrl(kind: "postgres" | "pglite"): Promise<string> {
  if (kind === "postgres") return freshPostgresUrl();
  const folder = mkdtempSync(path.join(tmpdir(), "in-beeld-kill-"));
  folders.push(folder);
  return `pglite:${folder}`;
}

const heard = (phone: Phone, text: string) =>
  phone.messages().filter((message) => message.from === "bot" && message.text?.includes(text));

const points: readonly { point: ProbePoint; nth: number; when: string }[] = [
  { point: "inbox.stored", nth: 1, when: "after the update is stored" },
  { point: "inbox.handled", nth: 1, when: "before the answer is committed" },
  { point: "inbox.committed", nth: 1, when: "after the answer is committed" },
  { point: "outbox.sent", nth: 1, when: "after the first message is sent" },
  { point: "outbox.sent", nth: 3, when: "after the alert is sent" },
];

for (const kind of ["postgres", "pglite"] as const)
  test.each(points)(
    `on ${kind}, killed $when: the answer is stored once and the alert is taken`,
    async ({ point, nth }) => {
      const masterKey = randomBytes(32);
      const url = await freshUrl(kind);
      simulator = await startSimulator({ clock: day, token: botToken });
      const t = (await loadTexts())("nl");

      const seeding = await openDatabase(url);
      const place = { db: seeding.db, vault: openVault(masterKey), now: day.now() };
      const school = await aSchool(place, { hours: dayAndNight });
      await beReady(place, school);
      const fatima = await aCaseWorker(place, school, "Fatima de Vries");
      const amina = await anAlumnus(place, school, fatima.id, "Amina");
      await linkCaseWorker(place.db, place.now, fatima.id, 11);
      await linkAlumnus(place.db, place.now, amina.id, 12);
      await seeding.close();
      const worker = simulator.phone({ id: 11, firstName: "Fatima" });
      const phone = simulator.phone({ id: 12, firstName: "Amina" });

      const settings = {
        databaseUrl: url,
        telegramApiRoot: simulator.url,
        botToken,
        masterKey: masterKey.toString("base64"),
      };
      instance = await runInstance({ ...settings, ahead: 0 });
      phone.start();
      worker.send("/checkin");
      await expect
        .poll(() => worker.lastBotMessage()?.buttons?.length ?? 0, { timeout: 10_000 })
        .toBeGreaterThan(0);
      worker.tap("Amina Jansen");
      await expect
        .poll(() => phone.lastBotMessage()?.buttons?.length ?? 0, { timeout: 10_000 })
        .toBeGreaterThan(0);
      phone.tap(t("checkin:flow.openAnswer.yes"));
      await expect
        .poll(() => phone.lastBotMessage()?.text, { timeout: 10_000 })
        .toContain(t("checkin:question.G1.prompt"));
      await expect.poll(() => simulator?.pendingUpdates(), { timeout: 10_000 }).toBe(0);

      instance.killAt({ point, nth });
      phone.tap(t("checkin:question.G1.option.bad"));
      expect(await instance.gone).toBe("SIGKILL");
      // Its leases have run out on this one's clock, as they would half a minute later.
      instance = await runInstance({ ...settings, ahead: 60_000 });

      const takes = t("escalation:button.take");
      const hasAlert = () =>
        worker.messages().some((message) => message.buttons?.flat().some(({ text }) => text === takes));
      await expect.poll(hasAlert, { timeout: 15_000 }).toBe(true);
      await expect
        .poll(() => heard(phone, t("checkin:question.G1b.prompt")).length, { timeout: 15_000 })
        .toBeGreaterThan(0);
      worker.tap(takes);
      await expect
        .poll(() => heard(phone, t("escalation:person.seen", { worker: "Fatima" })).length, {
          timeout: 15_000,
        })
        .toBe(1);
      await instance.stop();
      instance = undefined;

      // A message may come twice when the process died between sending and writing it down, and at no other point.
      const most = point === "outbox.sent" ? 2 : 1;
      expect(heard(phone, t("checkin:question.G1b.prompt")).length).toBeLessThanOrEqual(most);
      expect(heard(worker, "🟠 Amina").length).toBeLessThanOrEqual(most);

      const after = await openDatabase(url);
      const [answers] = await after.db.select({ n: count() }).from(answer);
      const [signals] = await after.db.select({ n: count() }).from(signal);
      const escalations = await after.db.select().from(escalation);
      const waiting = await after.db.select().from(inbox).where(eq(inbox.state, "new"));
      await after.close();
      expect({ answers: answers?.n, signals: signals?.n, waiting: waiting.length }).toEqual({
        answers: 1,
        signals: 1,
        waiting: 0,
      });
      expect(escalations.map(({ state, ownerId }) => ({ state, ownerId }))).toEqual([
        { state: "acknowledged", ownerId: fatima.id },
      ]);
    },
  );
