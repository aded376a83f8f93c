import { afterEach, expect, test } from "vitest";
import { hearWords } from "../../../src/checkin/hear-words.ts";
import { storeSignals } from "../../../src/checkin/store-signals.ts";
import { raiseEscalation } from "../../../src/escalation/raise-escalation.ts";
import { findAlumnus } from "../../../src/people/store.ts";
import { anAlumnus } from "../../support/people.ts";
import { startWalk, type Walk } from "../../support/walk.ts";
import { escalationsOf, forge, messagesTo } from "../look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = () => walk.app.texts("nl");
const themes = ["work", "money", "home", "wellbeing", "relations"] as const;
const wishes = ["call", "message", "meet"] as const;

/** 120 answers: 3 crises, 12 urgent, 25 that deserve a look (every fourth with a wish), 80 fine of whom every eighth wrote something. */
function answerOf(n: number) {
  const theme = themes[n % themes.length] ?? "work";
  if (n < 3) return { severity: "crisis", theme: "safety" } as const;
  if (n < 15) return { severity: "urgent", theme } as const;
  if (n >= 40) return undefined;
  const wish = wishes[n % wishes.length] ?? "call";
  return { severity: "attention", theme, ...(n % 4 === 0 ? { wish } : {}) } as const;
}

test("on a bad Monday a case worker of 120 young people hears three sounds an hour and each crisis, and everything else without a sound", async () => {
  walk = await startWalk({ at: "2026-11-23T07:50", leaves: ["nobodyReacts"] });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const { database, clock, app, organisationId } = walk;
  const { vault, texts } = app;
  const place = { db: database.db, vault, now: clock.now() };
  const joined = { joinedAt: clock.now() };
  const people: { id: string; answer: ReturnType<typeof answerOf>; words: boolean }[] = [];
  for (let n = 0; n < 120; n += 1) {
    const details = { ownNumber: `N${n}`, lastName: `Jansen ${n}` };
    const name = `Leerling${n}`;
    const { id } = await anAlumnus(place, organisationId, fatima.id, name, { details, row: joined });
    people.push({ id, answer: answerOf(n), words: n >= 40 && n % 8 === 0 });
  }
  await walk.until("08:30");
  expect(messagesTo(fatima).at(-1)?.text).not.toContain("Goedemorgen");

  const start = walk.simulator.calls.length;
  /** 37 and 120 have no common divisor: everybody once, all kinds through one another. */
  const inTurn = people.map((_, n) => people[(n * 37) % people.length]);
  for (const [n, person] of inTurn.entries()) {
    if (!person) continue;
    await database.db.transaction(async (db) => {
      const work = { db, vault, texts, now: clock.now() };
      const row = await findAlumnus(db, person.id);
      if (!row) throw new Error("Somebody who is not there");
      if (person.words) {
        const words = { kind: "text", text: "Het gaat goed", messageId: n + 1 } as const;
        await hearWords(work, { personId: row.id, keyId: row.keyId }, words);
      }
      if (!person.answer) return;
      const found = { cause: "monday", ...person.answer };
      await raiseEscalation(work, row, await storeSignals(work, { personId: row.id }, [found]));
    });
    if (person.answer) await walk.settle();
    // She drops everything for a crisis, and comes to nothing else all morning.
    if (person.answer?.severity === "crisis")
      for (const one of await escalationsOf(walk, person))
        for (const verb of ["take", "reached"] as const) await forge(fatima, one.id, verb);
    if (n % 10 !== 9) continue;
    for (let minutes = 0; minutes < 15; minutes += 5) {
      clock.moveTo(new Date(clock.now().getTime() + 5 * 60_000));
      await walk.app.tick();
      await walk.settle();
    }
  }
  const pushes = walk.simulator.calls
    .slice(start)
    .filter(
      ({ method, params, status }) =>
        method === "sendMessage" && status === 200 && params.chat_id === fatima.phone.chatId,
    );
  const alerts = pushes.filter(({ params }) => /^[🔴🟠🟡]/u.test(String(params.text)));
  const loud = alerts.filter(({ params }) => params.disable_notification !== true);
  const hours = 3;
  walk.note(`from 08:30 to 11:30: ${alerts.length} alerts, of which ${loud.length} with a sound`);
  // What is only attention stands on the screen and pushes nothing; a wish pushes.
  expect(new Set(alerts.map(({ params }) => String(params.text).split("\n")[0])).size).toBeLessThanOrEqual(
    3 + 12 + 7,
  );
  expect(loud.filter(({ params }) => String(params.text).startsWith("🔴"))).toHaveLength(3);
  expect(loud.length).toBeLessThanOrEqual(3 + 3 * (hours + 1));
  expect(loud.length).toBeGreaterThanOrEqual(3 + 3 * hours);
  expect(alerts.length).toBeGreaterThan(loud.length);

  await fatima.say("/vandaag");
  expect(fatima.last()).toContain(t()("escalation:list.title", { count: 3 + 12 + 25 + 10 }));
  expect(
    fatima
      .last()
      .split("\n")
      .filter((line) => /^\d\. 🔴/u.test(line)),
  ).toHaveLength(3);

  walk.note("the next morning");
  const before = messagesTo(fatima).length;
  await walk.until("08:00");
  const digests = messagesTo(fatima)
    .slice(before)
    .filter(({ text }) => text?.startsWith("Goedemorgen"));
  expect(digests).toHaveLength(1);
  expect(digests[0]?.text).toMatch(
    /^Goedemorgen Fatima\.\n3 crisis · 12 dringend · \d+ om te bellen · 10 om te lezen/,
  );
  // These became too old at one moment, and come in any order.
  const told = walk
    .transcript()
    .replace(/Leerling\d+(?= · algemeen · aandacht\n +Een bericht bleef)/g, "Leerling…");
  await expect(told).toMatchFileSnapshot("../chats/bad-monday.chat.txt");
}, 120_000);
