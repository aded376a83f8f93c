import { asc } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { linking } from "../../src/db/schema/index.ts";
import { mostWordsBefore } from "../../src/people/said-before.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { escalationOf, escalationsOf, forge, messagesTo, numbersIn, rings, wordsOf } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = () => walk.app.texts("nl");
const linkings = () => walk.database.db.select().from(linking).orderBy(asc(linking.startedAt));
const said = "Ik slaap al een week bij vrienden";

/** Amina scans her card on a Monday at nine, and has chosen her language. */
async function aCard() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const joris = await walk.caseWorker("Joris Bakker");
  const amina = await walk.alumnus("Amina", fatima, { linked: false });
  await amina.start(amina.token);
  return { fatima, joris, amina };
}

async function upToTheYes(amina: Walker) {
  await amina.tap("Nederlands");
  await amina.press("people:link.okay");
  await amina.press("people:link.offerAnswer.yes");
  await amina.press("people:link.phoneAnswer.own");
}

/** The token of the link that the case worker gets to pass on. */
async function aNewCard(worker: Walker, person: Walker): Promise<string> {
  await worker.tapOld(encodeAction({ do: "newCard", alumnus: person.id }), 1);
  return worker.last().split("start=")[1] ?? "";
}

describe("words before the case worker's yes", () => {
  test("that nobody reads by the time that was told go to humans; the deputy says whose they are and reads them", async () => {
    const { fatima, joris, amina } = await aCard();
    await upToTheYes(amina);
    await amina.answer("G1", "okay");
    await amina.say(said);
    expect(amina.last()).toContain(t()("people:link.waiting", { worker: "Fatima" }));
    await fatima.say("/afwezig");
    await fatima.press("people:duty.away.week");
    await fatima.tap("Joris Bakker");
    expect(await escalationsOf(walk, amina)).toEqual([]);
    await walk.until("08:00");
    await walk.pass({ hours: 3 });
    const row = await escalationOf(walk, amina);
    expect(row).toMatchObject({ severity: "attention", wish: "read", theme: "general" });
    expect(rings(walk, joris)).toBeGreaterThan(0);
    expect(joris.read()).toContain(t()("escalation:wish.read"));
    expect(joris.read()).not.toContain(said);
    await joris.press("escalation:button.take");
    await joris.press("escalation:button.who");
    await joris.press("people:confirm.yes");
    expect(await wordsOf(walk, amina)).toHaveLength(1);
    await joris.press("escalation:button.view");
    expect(joris.read()).toContain(said);
    await expect(walk.transcript()).toMatchFileSnapshot("chats/words-before-the-yes.chat.txt");
  });

  test("also before the language is chosen: they are read although nobody said yes, and the chat stays bound to nobody", async () => {
    const { fatima, amina } = await aCard();
    await amina.say(said);
    await fatima.say("/vandaag");
    expect(fatima.last()).toContain(t()("escalation:today.why.link"));
    await walk.pass({ days: 1, hours: 2 });
    expect(await escalationOf(walk, amina)).toMatchObject({ wish: "read" });
    await fatima.press("escalation:button.who");
    expect(fatima.last()).toBe(t()("people:confirm.askWrote", { name: "Amina" }));
    const before = amina.read();
    await fatima.press("people:confirm.yes");
    expect(fatima.last()).toBe(t()("people:confirm.done.heard", { name: "Amina" }));
    await fatima.press("escalation:message.read");
    expect(fatima.read()).toContain(said);
    expect(amina.read()).toBe(before);
    expect(await linkings()).toMatchObject([{ outcome: null, readDueAt: null, said: null }]);
    // Saying yes still works, and nothing of it is said twice.
    await upToTheYes(amina);
    await fatima.press("people:confirm.yes");
    expect(await wordsOf(walk, amina)).toHaveLength(1);
  });

  test("no timer destroys them: they wait for a human, and the person reads nothing of an end", async () => {
    const { fatima, amina } = await aCard();
    await amina.tap("Nederlands");
    await amina.say(said);
    await walk.pass({ days: 1, hours: 2 });
    for (const key of ["escalation:button.take", "escalation:button.reached", "escalation:outcome.helped"])
      await fatima.press(key);
    await walk.pass({ days: 40 });
    expect(await linkings()).toMatchObject([{ outcome: null }]);
    expect((await linkings())[0]?.said).not.toBeNull();
    expect(amina.read()).not.toContain(t()("rights:expired.person"));
    await fatima.say("/vandaag");
    await fatima.tap(t()("escalation:today.decide", { number: 1 }));
    await fatima.press("people:confirm.no");
    expect(await linkings()).toMatchObject([{ outcome: "wrongPerson", said: null }]);
  }, 120_000);

  test("whatever does not fit is said not to, and a human hears at once that somebody writes", async () => {
    const { amina } = await aCard();
    await amina.tap("Nederlands");
    for (let n = 1; n <= mostWordsBefore; n++) await amina.say(`Bericht ${n}`);
    expect(amina.last()).not.toContain(t()("people:link.full", { worker: "Fatima" }));
    expect(await escalationsOf(walk, amina)).toEqual([]);
    await amina.say("Nog een");
    expect(amina.last()).toBe(t()("people:link.full", { worker: "Fatima" }));
    await walk.pass({ minutes: 1 });
    expect(await escalationOf(walk, amina)).toMatchObject({ wish: "read" });
  });

  test("another card on the same phone takes them along; one on another phone tells a human that somebody wrote", async () => {
    const { fatima, amina } = await aCard();
    await amina.say(said);
    await amina.start(await aNewCard(fatima, amina));
    expect(await linkings()).toMatchObject([{ outcome: "replaced", said: null }, { outcome: null }]);
    expect((await linkings())[1]?.readDueAt).toEqual((await linkings())[0]?.readDueAt);
    await upToTheYes(amina);
    expect(await escalationsOf(walk, amina)).toEqual([]);
    const other = walk.anotherPhone("Iemand");
    await walk.pass({ minutes: 2 });
    await other.start(await aNewCard(fatima, amina));
    expect(await escalationOf(walk, amina)).toMatchObject({ wish: "read" });
  });

  test("whoever types the name of a language has chosen it and has said nothing", async () => {
    const { amina } = await aCard();
    await amina.say("nederlands");
    expect(await linkings()).toMatchObject([{ step: "robot", language: "nl", readDueAt: null, said: null }]);
  });
});

describe("while a crisis runs before the yes", () => {
  const passedOn = () => t()("checkin:crisis.passedOn", { reader: "Fatima", when: t()("people:when.today") });
  const botIn = (one: Walker) => messagesTo(one).length;

  async function aCrisis() {
    const { fatima, joris, amina } = await aCard();
    await amina.tap("Nederlands");
    await amina.say("ik wil dood");
    await joris.press("escalation:button.take");
    await walk.pass({ minutes: 15 });
    return { fatima, joris, amina };
  }

  test("whatever comes is said to be passed on, HELP brings the numbers, and whoever has it hears that she goes on", async () => {
    const { fatima, joris, amina } = await aCrisis();
    const before = rings(walk, joris);
    await amina.voice(9);
    expect(amina.last()).toBe(passedOn());
    expect(rings(walk, joris)).toBe(before + 1);
    await walk.pass({ minutes: 5 });
    const said = botIn(amina);
    await amina.say("hij staat voor de deur");
    expect(botIn(amina)).toBe(said);
    expect(rings(walk, joris)).toBe(before + 1);
    await walk.pass({ minutes: 5 });
    await amina.say("help");
    expect(amina.last()).toContain(numbersIn(walk));
    expect(rings(walk, joris)).toBe(before + 2);
    amina.phone.place();
    await walk.settle();
    // The step of the first minute is not read again, and nobody reads a word of it before the yes.
    expect(botIn(amina)).toBe(said + 1);
    for (const one of [fatima, joris]) expect(one.read()).not.toContain("voor de deur");
    expect(await escalationOf(walk, amina)).toMatchObject({
      ...{ severity: "crisis", state: "acknowledged", ownerId: joris.id },
    });
    await fatima.press("escalation:button.who");
    await fatima.press("people:confirm.yes");
    expect((await wordsOf(walk, amina)).map(({ kind }) => kind).sort()).toEqual(
      ["text", "voice", "text", "text", "place"].sort(),
    );
    await expect(walk.transcript()).toMatchFileSnapshot("chats/crisis-before-the-yes.chat.txt");
  });

  test("after a contact a voice note rings everybody, as words of crisis do", async () => {
    const { fatima, joris, amina } = await aCrisis();
    await joris.press("escalation:button.reached");
    const before = rings(walk, fatima);
    await amina.voice(9);
    expect(rings(walk, fatima)).toBe(before + 1);
    expect(await escalationOf(walk, amina)).toMatchObject({ state: "notified", ownerId: null });
  });

  test("words of crisis get the numbers each time, and whoever has it hears them", async () => {
    const { joris, amina } = await aCrisis();
    const before = rings(walk, joris);
    await amina.say("ik wil echt dood");
    expect(amina.last()).toContain(numbersIn(walk));
    expect(rings(walk, joris)).toBe(before + 1);
  });

  describe("the yes that comes after it was dealt with", () => {
    async function upToAContact() {
      const { fatima, joris, amina } = await aCrisis();
      await amina.voice(9);
      await amina.say("help");
      await joris.press("escalation:button.reached");
      await walk.pass({ minutes: 15 });
      return { fatima, joris, amina };
    }

    test("rings nobody again and takes it from nobody; the words have to be read", async () => {
      const { fatima, joris, amina } = await upToAContact();
      const before = [fatima, joris].map((one) => rings(walk, one));
      const said = botIn(amina);
      const numbers = amina.read().split(numbersIn(walk)).length;
      await fatima.press("escalation:button.who");
      await fatima.press("people:confirm.yes");
      expect([fatima, joris].map((one) => rings(walk, one))).toEqual(before);
      expect(await escalationOf(walk, amina)).toMatchObject({
        ...{ severity: "crisis", state: "contacted", ownerId: joris.id },
      });
      expect(amina.read().split(numbersIn(walk))).toHaveLength(numbers);
      expect(botIn(amina)).toBeGreaterThanOrEqual(said);
      for (const one of await wordsOf(walk, amina)) expect(one).toMatchObject({ readAt: null });
    });

    test("opens no second crisis after the outcome", async () => {
      const { fatima, joris, amina } = await upToAContact();
      await forge(joris, (await escalationOf(walk, amina)).id, "step_none");
      await joris.press("escalation:outcome.helped");
      const before = [fatima, joris].map((one) => rings(walk, one));
      const [card] = await linkings();
      await fatima.tapOld(encodeAction({ do: "confirmLink", linking: card?.id ?? "?", answer: "yes" }), 1);
      const [first, ...more] = await escalationsOf(walk, amina);
      expect(first).toMatchObject({ severity: "crisis", state: "resolved" });
      // The voice note and "help" are words that somebody wants read, no crisis.
      for (const one of more) expect(one).toMatchObject({ severity: "attention" });
      expect(rings(walk, joris)).toBe(before[1]);
      expect(await wordsOf(walk, amina)).toHaveLength(3);
    });

    test("a tap of the first minute that rang does not ring a second time", async () => {
      const { fatima, joris, amina } = await aCard();
      await upToTheYes(amina);
      await amina.answer("G1", "cantGoOn");
      await joris.press("escalation:button.take");
      await joris.press("escalation:button.reached");
      await walk.pass({ minutes: 15 });
      const before = [fatima, joris].map((one) => rings(walk, one));
      await fatima.press("people:confirm.yes");
      expect([fatima, joris].map((one) => rings(walk, one))).toEqual(before);
      expect(await escalationOf(walk, amina)).toMatchObject({ state: "contacted", ownerId: joris.id });
    });
  });

  test("once a human has recorded an outcome the first minute goes on", async () => {
    const { joris, amina } = await aCrisis();
    await joris.press("escalation:button.reached");
    await forge(joris, (await escalationOf(walk, amina)).id, "step_none");
    await joris.press("escalation:outcome.helped");
    await amina.say("hallo");
    expect(amina.last()).not.toBe(passedOn());
    expect(await escalationsOf(walk, amina)).toHaveLength(1);
  });
});
