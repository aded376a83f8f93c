import { afterEach, describe, expect, test } from "vitest";
import { findFaults } from "../../src/audit/find-faults.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { escalationOf, escalationsOf, rings, signalsOf, wordsOf } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = () => walk.app.texts("nl");

/** Amina has sent a voice note that nobody asked for, a Monday at nine; it stands on Fatima's list. */
async function aVoiceNote() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const joris = await walk.caseWorker("Joris Bakker");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await amina.voice(20);
  await walk.pass({ hours: 1 });
  const open = async () => fatima.press("escalation:button.view");
  return { fatima, joris, amina, open };
}

const notesIn = ({ phone }: Walker) =>
  phone.messages().filter(({ from, deleted, voice }) => from === "bot" && !deleted && voice !== undefined);

describe("words count as read when they have arrived", () => {
  test("a voice note that Telegram refuses is unread again, the reader hears it, and it goes on to humans", async () => {
    const { fatima, amina, open } = await aVoiceNote();
    walk.simulator.faults.add({ method: "sendVoice", chatId: fatima.phone.chatId, kind: "400" });
    await fatima.press("escalation:button.take");
    const before = rings(walk, fatima);
    await open();
    expect(fatima.read()).toContain(t()("escalation:details.lost", { name: "Amina" }));
    expect(await wordsOf(walk, amina)).toMatchObject([{ readAt: null, readBy: null }]);
    await walk.pass({ minutes: 2 });
    expect(await escalationsOf(walk, amina)).toHaveLength(1);
    expect(rings(walk, fatima)).toBe(before + 1);
    // The second time it arrives, and stays read.
    await open();
    expect(await wordsOf(walk, amina)).toMatchObject([{ readBy: fatima.id }]);
    const given = { hasOperator: false, hasMail: true, isPolling: false };
    expect(await findFaults(walk.database.db, walk.clock.now(), given)).toEqual([]);
  });

  test("in a chat that is closed to us nothing was read", async () => {
    const { fatima, amina, open } = await aVoiceNote();
    walk.simulator.faults.add({ method: "sendMessage", chatId: fatima.phone.chatId, kind: "403" });
    await open();
    expect((await wordsOf(walk, amina))[0]?.readAt).toBeNull();
    await walk.pass({ minutes: 2 });
    expect((await escalationOf(walk, amina)).state).not.toBe("resolved");
  });

  test("what is shown stays fifteen minutes from when it arrived, also when Telegram was away for longer", async () => {
    const { fatima, open } = await aVoiceNote();
    walk.simulator.faults.add({
      ...{ method: "sendMessage", chatId: fatima.phone.chatId, kind: "500" },
      times: Number.POSITIVE_INFINITY,
    });
    await open();
    await walk.pass({ minutes: 20 });
    walk.simulator.faults.clear();
    await walk.pass({ minutes: 6 });
    expect(fatima.read()).toContain("Amina Jansen");
    expect(notesIn(fatima)).toHaveLength(1);
    await walk.pass({ minutes: 16 });
    expect(fatima.read()).not.toContain("Amina Jansen");
    expect(notesIn(fatima)).toHaveLength(0);
  });
});

test("words that are changed after an outcome and that nobody reads go to humans once more", async () => {
  walk = await startWalk({ at: "2026-11-23T10:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const joris = await walk.caseWorker("Joris Bakker");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  const message = await amina.say("Het is niet fijn thuis");
  await walk.until("08:00");
  expect((await signalsOf(walk, amina)).map(({ rule }) => rule).sort()).toEqual(["unasked", "unread"]);
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.view");
  await fatima.press("escalation:button.reached");
  await fatima.press("escalation:outcome.helped");
  expect(await wordsOf(walk, amina)).toMatchObject([{ readBy: fatima.id }]);
  await walk.until("20:00");
  await amina.edit(message, "Het is weer net als eerst");
  expect(await escalationsOf(walk, amina)).toHaveLength(1);
  const before = rings(walk, fatima) + rings(walk, joris);
  await walk.until("17:30");
  const [, second] = await escalationsOf(walk, amina);
  expect(second).toMatchObject({ severity: "attention", wish: "read" });
  await walk.until("08:30");
  expect(rings(walk, fatima) + rings(walk, joris)).toBeGreaterThan(before);
});
