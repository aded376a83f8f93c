import { afterEach, describe, expect, test } from "vitest";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import {
  answersOf,
  escalationOf,
  eventsOf,
  messagesTo,
  numbersIn,
  rings,
  signalsOf,
  startCheckIn,
} from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

/** A crisis of a Friday at four; Fatima has it, writes in a talk, and the talk stays open when she goes home. */
async function aFridayWithACrisis() {
  walk = await startWalk({ at: "2026-11-27T16:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const joris = await walk.caseWorker("Joris Bakker");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "cantGoOn");
  await fatima.press("escalation:button.take");
  await fatima.tapOld(encodeAction({ do: "message", alumnus: amina.id, step: "write" }), 1);
  await fatima.say("Ik ben er voor je");
  await fatima.press("escalation:button.reached");
  expect(await escalationOf(walk, amina)).toMatchObject({ severity: "crisis", ownerId: fatima.id });
  return { fatima, joris, amina };
}

const voiceSignals = async (amina: { id: string }) =>
  (await signalsOf(walk, amina)).filter(({ rule }) => rule === "voice");

test("a voice note at night in a crisis rings everybody, also while a talk stands open", async () => {
  const { fatima, joris, amina } = await aFridayWithACrisis();
  await walk.until("23:00");
  const before = [rings(walk, fatima), rings(walk, joris)] as const;
  await amina.voice(15);
  expect(await voiceSignals(amina)).toMatchObject([{ severity: "crisis", theme: "safety" }]);
  expect(rings(walk, fatima)).toBe(before[0] + 1);
  expect(rings(walk, joris)).toBe(before[1] + 1);
  // It is said to be passed on, as in a crisis without a talk; not when the talk goes on.
  expect(amina.read()).toContain("Ik geef het door");
  await walk.pass({ minutes: 1 });
});

test("while the owner of the talk is at work they hear it, and nobody else is called", async () => {
  const { joris, amina } = await aFridayWithACrisis();
  const before = rings(walk, joris);
  await amina.voice(15);
  expect(await voiceSignals(amina)).toEqual([]);
  expect(rings(walk, joris)).toBe(before);
});

describe("nobody is called into a talk that goes on", () => {
  async function taken(severity: "crisis" | "urgent", at: string) {
    walk = await startWalk({ at });
    const fatima = await walk.caseWorker("Fatima de Vries");
    const joris = await walk.caseWorker("Joris Bakker");
    const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
    if (severity === "crisis") await amina.say("ik wil dood");
    else {
      await startCheckIn(fatima, amina);
      await amina.answer("G1", "bad");
    }
    await open(fatima, amina);
    expect(await escalationOf(walk, amina)).toMatchObject({ severity, ownerId: fatima.id });
    return { fatima, joris, amina, before: rings(walk, joris) };
  }
  const open = (worker: Walker, person: Walker) =>
    worker.tapOld(encodeAction({ do: "message", alumnus: person.id, step: "write" }), 1);

  test("a crisis stays with whoever writes with the young person, and goes on to others when both fall silent", async () => {
    const { fatima, joris, amina, before } = await taken("crisis", "2026-11-24T23:05");
    await fatima.say("Ik ben er. Ben je alleen?");
    await walk.pass({ minutes: 10 });
    await amina.say("ja");
    await walk.pass({ minutes: 15 });
    await fatima.say("Ik blijf bij je.");
    await walk.pass({ minutes: 20 });
    const row = await escalationOf(walk, amina);
    expect(row).toMatchObject({ state: "acknowledged", ownerId: fatima.id });
    expect(rings(walk, joris)).toBe(before);
    expect((await eventsOf(walk, row.id)).filter((kind) => kind === "talkGoesOn")).toHaveLength(1);
    expect(await eventsOf(walk, row.id)).not.toContain("stepped");
    // The newest words were written twenty minutes ago.
    await walk.pass({ minutes: 11 });
    expect(await escalationOf(walk, amina)).toMatchObject({ state: "notified", ownerId: null });
    expect(rings(walk, joris)).toBe(before + 1);
    await expect(walk.transcript()).toMatchFileSnapshot("chats/talk-goes-on.chat.txt");
  });

  test("what came back meanwhile is theirs again who opens the talk anew, and not of whoever passed it on", async () => {
    const { fatima, joris, amina } = await taken("crisis", "2026-11-24T23:05");
    await fatima.say("Ik ben er.");
    await walk.pass({ minutes: 31 });
    expect(await escalationOf(walk, amina)).toMatchObject({ state: "notified", ownerId: null });
    await open(fatima, amina);
    expect(await escalationOf(walk, amina)).toMatchObject({ state: "acknowledged", ownerId: fatima.id });
    await fatima.press("escalation:button.handOver");
    await fatima.tap("Joris Bakker");
    expect(await escalationOf(walk, amina)).toMatchObject({ ownerId: null, addresseeId: joris.id });
    await open(fatima, amina);
    expect(await escalationOf(walk, amina)).toMatchObject({ ownerId: null, addresseeId: joris.id });
  });

  test("when it ends the talk is the contact of the crisis", async () => {
    const { fatima, amina } = await taken("crisis", "2026-11-24T23:05");
    await fatima.say("Ik ben er.");
    await walk.pass({ minutes: 25 });
    await amina.say("dank je");
    await walk.pass({ minutes: 20 });
    await fatima.say("/gesprekken");
    await fatima.tap("Amina");
    await fatima.press("talk:button.end");
    expect(await escalationOf(walk, amina)).toMatchObject({ state: "contacted", ownerId: fatima.id });
  });

  test("a talk in which the young person alone has written keeps nothing", async () => {
    const { joris, amina, before } = await taken("crisis", "2026-11-24T23:05");
    await walk.pass({ minutes: 20 });
    await amina.say("ben je daar?");
    await walk.pass({ minutes: 11 });
    expect(await escalationOf(walk, amina)).toMatchObject({ ownerId: null });
    expect(rings(walk, joris)).toBe(before + 1);
  });

  test("words of the human that did not arrive keep nothing", async () => {
    const { fatima, joris, amina, before } = await taken("crisis", "2026-11-24T23:05");
    await walk.pass({ minutes: 20 });
    await amina.say("ben je daar?");
    walk.simulator.faults.add({ chatId: amina.phone.chatId, method: "sendMessage", kind: "400", times: 1 });
    await fatima.say("Ik ben er.");
    await walk.pass({ minutes: 11 });
    expect(await escalationOf(walk, amina)).toMatchObject({ ownerId: null });
    expect(rings(walk, joris)).toBe(before + 1);
  });

  test("something urgent stays too, while a talk that nobody ended is not silent for as long as a contact may take", async () => {
    const { fatima, joris, amina, before } = await taken("urgent", "2026-11-23T10:00");
    await fatima.say("Wat is er gebeurd?");
    await walk.pass({ days: 1 });
    await amina.say("Ik ben mijn baan kwijt");
    await fatima.say("Ik bel je baas.");
    await walk.pass({ days: 1, hours: 3 });
    expect(await escalationOf(walk, amina)).toMatchObject({ state: "acknowledged", ownerId: fatima.id });
    expect(rings(walk, joris)).toBe(before);
    await walk.pass({ days: 1 });
    expect(await escalationOf(walk, amina)).toMatchObject({ state: "notified", ownerId: null });
  });

  test("a colleague to whom talk and crisis were handed takes it by writing", async () => {
    const { fatima, joris, amina } = await taken("crisis", "2026-11-24T11:00");
    await fatima.say("Ik ben er.");
    await walk.pass({ minutes: 2 });
    await amina.say("oké");
    await fatima.press("talk:button.handOver");
    await fatima.tap("Joris Bakker");
    expect(await escalationOf(walk, amina)).toMatchObject({ ownerId: null, addresseeId: joris.id });
    const before = [rings(walk, fatima), rings(walk, joris)];
    await joris.say("Hoi, ik ben Joris");
    await joris.tap("Amina");
    expect(await escalationOf(walk, amina)).toMatchObject({ state: "acknowledged", ownerId: joris.id });
    await walk.pass({ minutes: 12 });
    expect([rings(walk, fatima), rings(walk, joris)]).toEqual(before);
    expect(amina.read()).not.toContain(walk.app.texts("nl")("escalation:person.seen", { worker: "Joris" }));
    await expect(walk.transcript()).toMatchFileSnapshot("chats/talk-handed-over-in-crisis.chat.txt");
  });
});

/** A talk of a Friday at four stands open when Fatima goes home; nothing is the matter yet. */
async function aTalkLeftOpen() {
  walk = await startWalk({ at: "2026-11-27T16:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const joris = await walk.caseWorker("Joris Bakker");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await fatima.tapOld(encodeAction({ do: "message", alumnus: amina.id, step: "write" }), 1);
  await fatima.say("Hoe was je week?");
  return { fatima, joris, amina };
}
const t = () => walk.app.texts("nl");

test("words of crisis at night in a talk left open ask what any crisis asks, and help brings the numbers", async () => {
  const { fatima, joris, amina } = await aTalkLeftOpen();
  await walk.until("23:00");
  await amina.say("ik wil niet meer leven");
  expect(amina.last()).toContain(numbersIn(walk));
  expect(amina.last()).toContain(t()("checkin:question.SAFE1.prompt"));
  expect(await escalationOf(walk, amina)).toMatchObject({ severity: "crisis" });
  for (const one of [fatima, joris]) expect(rings(walk, one)).toBe(1);
  await walk.pass({ minutes: 1 });
  await amina.answer("SAFE1", "no");
  expect(amina.last()).toContain(t()("checkin:question.SAFE2.prompt"));
  await amina.say("ik ben in het park");
  expect(amina.last()).toContain("Ik geef het door");
  await amina.say("help");
  expect(amina.last()).toContain(numbersIn(walk));
  const asked = messagesTo(amina).findLast(({ text }) =>
    text?.includes(t()("checkin:question.SAFE2.prompt")),
  );
  await amina.tap({ messageId: asked?.id ?? 0, text: walk.texts("SAFE2").nobody ?? "?" });
  expect(await answersOf(walk, amina)).toEqual({ SAFE1: ["no"], SAFE2: ["nobody"] });
  // What she writes is still the talk's, for Fatima to read.
  expect(fatima.read()).toContain("Amina:\nik ben in het park");
  await expect(walk.transcript()).toMatchFileSnapshot("chats/crisis-in-a-talk-left-open.chat.txt");
});

test("who writes at night all the same is said to hear it, and nobody else to be away", async () => {
  const { fatima, amina } = await aTalkLeftOpen();
  await walk.until("23:00");
  await fatima.say("Ik ben er nog even.");
  await fatima.tap("Amina");
  await walk.pass({ minutes: 5 });
  await amina.say("ik wil niet meer leven");
  expect(amina.read()).toContain(t()("checkin:crisis.awake", { reader: "Fatima" }));
  expect(amina.read()).not.toContain("niemand van school bereikbaar");
  await walk.pass({ minutes: 31 });
  await amina.say("ik wil echt dood");
  expect(amina.read()).toContain("niemand van school bereikbaar");
});

test("a message changed at night into words of crisis asks the same", async () => {
  const { amina } = await aTalkLeftOpen();
  const written = await amina.say("Goed hoor");
  await walk.until("23:00");
  await amina.edit(written, "ik wil niet meer leven");
  expect(amina.last()).toContain(numbersIn(walk));
  expect(amina.last()).toContain(t()("checkin:question.SAFE1.prompt"));
});

test("while the owner of the talk is at work the robot says the numbers alone, also on help", async () => {
  const { amina } = await aTalkLeftOpen();
  await amina.say("ik wil niet meer leven");
  expect(amina.last()).toContain(numbersIn(walk));
  await amina.say("ik ben in het park");
  const said = messagesTo(amina).length;
  await amina.say("help");
  expect(messagesTo(amina)).toHaveLength(said + 1);
  expect(amina.last()).toContain(numbersIn(walk));
  expect(amina.read()).not.toContain(t()("checkin:question.SAFE1.prompt"));
  expect(amina.read()).not.toContain("Ik geef het door");
});
