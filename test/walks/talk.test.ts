import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { answer, contactRecord, outbox, talk, talkMessage } from "../../src/db/schema/index.ts";
import { restUntil } from "../../src/people/rest-until.ts";
import { findOrganisation } from "../../src/people/store.ts";
import { letStaffGo } from "../../src/rights/let-staff-go.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import {
  escalationOf,
  escalationsOf,
  forgeAction,
  messagesTo,
  startCheckIn,
  toast,
  wordsOf,
} from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = (language: "nl" | "ar" | "en" = "nl") => walk.app.texts(language);
const open = (worker: Walker, person: Walker) =>
  worker.tapOld(encodeAction({ do: "message", alumnus: person.id, step: "write" }), 1);
const talkWith = async ({ id }: Walker) => {
  const [row] = await walk.database.db.select().from(talk).where(eq(talk.personId, id));
  if (!row) throw new Error("Nobody talks with this person");
  return row;
};
const endOf = async (worker: Walker, person: Walker) =>
  worker.tapOld(encodeAction({ do: "talk", talk: (await talkWith(person)).id, verb: "end" }), 1);
const markOf = ({ phone }: Walker, messageId: number) =>
  phone.messages().find(({ id }) => id === messageId)?.mark;
/** The number of the newest message in this chat that holds these words. */
const numberOf = ({ phone }: Walker, words: string) => {
  const found = phone.messages().findLast(({ text, deleted }) => !deleted && text?.includes(words));
  if (!found) throw new Error(`Nobody sees “${words}”`);
  return found.id;
};
const buttonsOf = ({ phone }: Walker) =>
  phone
    .messages()
    .filter(({ deleted }) => !deleted)
    .flatMap(({ buttons }) => buttons?.flat().map(({ text }) => text) ?? []);
const quoting = (text: string, ...quotes: readonly string[]) =>
  [text, "", ...quotes.map((quote) => `“${quote}”`)].join("\n");
const sees = ({ phone }: Walker, words: string) =>
  phone.messages().some(({ text, deleted }) => !deleted && text?.includes(words) === true);

async function aSchoolDay() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  return { fatima, amina };
}

test("a human and a young person talk: the robot is silent, and a contact with its minutes remains", async () => {
  const { fatima, amina } = await aSchoolDay();
  await amina.say("Mag ik iets vragen?");
  await fatima.say("/vandaag");
  await fatima.tap(t()("escalation:today.write", { number: 1 }));
  const written = await fatima.say("Hoi Amina, zeg het maar.");
  expect(amina.last()).toBe("Fatima:\nHoi Amina, zeg het maar.");
  expect(markOf(fatima, written)).toBe("👌");
  await walk.pass({ minutes: 3 });
  await amina.say("Mijn baas wil dat ik zondag werk. Moet dat?");
  expect(sees(fatima, "Amina:\nMijn baas wil")).toBe(true);
  expect(amina.last()).toBe("Fatima:\nHoi Amina, zeg het maar.");
  expect(await talkWith(amina)).toMatchObject({ waitingSince: walk.clock.now() });
  await amina.voice(4);
  await fatima.say("Dat hoeft niet. Ik bel hem.");
  expect(await talkWith(amina)).toMatchObject({ waitingSince: null });
  expect((await wordsOf(walk, amina)).slice(1).every(({ readBy }) => readBy === fatima.id)).toBe(true);
  await fatima.say("/gesprekken");
  await fatima.tap("Amina");
  await fatima.press("talk:button.end");
  expect(amina.last()).toBe(t()("talk:ended", { worker: "Fatima" }));
  const [contact] = await walk.database.db.select().from(contactRecord);
  expect(contact).toMatchObject({
    result: "reached",
    channel: "telegram",
    minutes: 3,
    caseWorkerId: fatima.id,
  });
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "contacted", ownerId: fatima.id });
  await expect(walk.transcript()).toMatchFileSnapshot("chats/talk.chat.txt");
});

test("whoever has taken an alert writes to the young person with one tap on the alert itself; nobody else can", async () => {
  const { fatima, amina } = await aSchoolDay();
  const noor = await walk.caseWorker("Noor Bakker");
  await amina.say("Ik heb ruzie met mijn baas");
  expect(buttonsOf(fatima)).not.toContain(t()("escalation:message.write"));
  await fatima.press("escalation:button.take");
  expect(buttonsOf(noor)).not.toContain(t()("escalation:message.write"));
  await fatima.press("escalation:message.write");
  expect(amina.last()).toBe(t()("talk:begun", { worker: "Fatima" }));
  await fatima.say("Wat is er gebeurd?");
  expect(amina.last()).toBe("Fatima:\nWat is er gebeurd?");
  await expect(walk.transcript()).toMatchFileSnapshot("chats/talk-from-alert.chat.txt");
});

describe("two talks at once", () => {
  async function two() {
    const { fatima, amina } = await aSchoolDay();
    const daan = await walk.alumnus("Daan", fatima, { situation: "work_regular" });
    await open(fatima, amina);
    await fatima.say("Hoi Amina");
    await open(fatima, daan);
    await amina.say("Ik ben ziek");
    await daan.say("Ik heb werk!");
    return { fatima, amina, daan };
  }

  test("a reply goes where it was made, however they cross", async () => {
    const { fatima, amina, daan } = await two();
    fatima.phone.send("Beterschap", numberOf(fatima, "Ik ben ziek"));
    fatima.phone.send("Gefeliciteerd", numberOf(fatima, "Ik heb werk!"));
    await walk.settle();
    expect(amina.last()).toBe("Fatima:\nBeterschap");
    expect(daan.last()).toBe("Fatima:\nGefeliciteerd");
    expect(sees(amina, "Gefeliciteerd") || sees(daan, "Beterschap")).toBe(false);
  });

  test("words without a reply wait for the tap that says for whom they are", async () => {
    const { fatima, amina, daan } = await two();
    await fatima.say("Kom morgen langs");
    await fatima.say("Om tien uur");
    expect(sees(amina, "morgen") || sees(daan, "morgen")).toBe(false);
    await fatima.tap("Daan");
    expect(sees(daan, "Kom morgen langs") && sees(daan, "Om tien uur")).toBe(true);
    expect(sees(amina, "morgen")).toBe(false);
    await fatima.say("Toch niet");
    await fatima.press("talk:for.nobody");
    expect(sees(amina, "Toch niet") || sees(daan, "Toch niet")).toBe(false);
    await expect(walk.transcript()).toMatchFileSnapshot("chats/talk-two.chat.txt");
  });
});

describe("words for somebody who is gone never go to whoever is left", () => {
  async function two() {
    const { fatima, amina } = await aSchoolDay();
    const daan = await walk.alumnus("Daan", fatima, { situation: "work_regular" });
    await open(fatima, amina);
    await fatima.say("Hoi Amina");
    return { fatima, amina, daan };
  }
  async function isAsked(fatima: Walker, amina: Walker, daan: Walker) {
    await fatima.say("Daan, hoe is het met je schuld?");
    expect(fatima.last()).toBe(
      quoting(t()("talk:for.askOne", { name: "Amina" }), "Daan, hoe is het met je schuld?"),
    );
    expect(sees(amina, "schuld") || sees(daan, "schuld")).toBe(false);
  }

  test("after the end of the other talk", async () => {
    const { fatima, amina, daan } = await two();
    await open(fatima, daan);
    await daan.say("Ik ben mijn huis kwijt");
    await endOf(fatima, daan);
    await isAsked(fatima, amina, daan);
  });

  test("after STOP, which the case worker hears of; nor when the first talk was the last in hand", async () => {
    const { fatima, amina, daan } = await two();
    await open(fatima, daan);
    fatima.phone.send("Ben je er?", numberOf(fatima, "Gesprek met Amina"));
    await walk.settle();
    await daan.say("stop");
    expect(sees(fatima, t()("talk:stopped", { name: "Daan" }))).toBe(true);
    await isAsked(fatima, amina, daan);
  });

  test("after it was given to a colleague", async () => {
    const { fatima, amina, daan } = await two();
    await walk.caseWorker("Noor Bakker");
    await open(fatima, daan);
    await fatima.press("talk:button.handOver");
    await fatima.tap("Noor Bakker");
    await isAsked(fatima, amina, daan);
  });

  test("after a button that was refused, or one of a talk that is over", async () => {
    const { fatima, amina, daan } = await two();
    await open(fatima, daan);
    const { id } = await talkWith(daan);
    await endOf(fatima, daan);
    fatima.phone.send("Gaat het?", numberOf(fatima, "Gesprek met Amina"));
    await walk.settle();
    expect(amina.last()).toBe("Fatima:\nGaat het?");
    await fatima.tapOld(encodeAction({ do: "talk", talk: id, verb: "sentences" }), 1);
    expect(toast(fatima)).toBe(t()("talk:written.ended"));
    await isAsked(fatima, amina, daan);
    await fatima.tap("Amina");
    await daan.block();
    await open(fatima, daan);
    expect(toast(fatima)).toBe(t()("escalation:refused.blocked"));
    await fatima.say("Daan, je uitkering stopt");
    expect(sees(amina, "uitkering")).toBe(false);
  });

  test("after an answer to somebody who cannot be written to any more", async () => {
    const { fatima, amina, daan } = await two();
    await open(fatima, daan);
    await daan.say("Ik ben mijn huis kwijt");
    await daan.say("stop");
    fatima.phone.send("Gaat het?", numberOf(fatima, "Gesprek met Amina"));
    await walk.settle();
    fatima.phone.send("Waar slaap je?", numberOf(fatima, "huis kwijt"));
    await walk.settle();
    expect(sees(amina, "Waar slaap je?") || sees(daan, "Waar slaap je?")).toBe(false);
    await isAsked(fatima, amina, daan);
  });
});

test("words after something else was tapped are asked about first, and none reach anybody unasked", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  await fatima.say("/help");
  await fatima.say("Bel de garage over mijn fiets");
  const words = "Bel de garage over mijn fiets";
  expect(fatima.last()).toBe(quoting(t()("talk:for.askOne", { name: "Amina" }), words));
  const question = numberOf(fatima, t()("talk:for.askOne", { name: "Amina" }));
  const [ask] =
    fatima.phone
      .messages()
      .find(({ id }) => id === question)
      ?.buttons?.flat() ?? [];
  await walk.pass({ minutes: 12 });
  expect(fatima.last()).toBe(quoting(t()("talk:for.expired"), words));
  expect(sees(fatima, t()("talk:for.askOne", { name: "Amina" }))).toBe(false);
  await fatima.tapOld(ask?.data ?? "", question);
  expect(toast(fatima)).toBe(t()("talk:for.gone"));
  expect(sees(amina, "garage")).toBe(false);
});

test("words that wait for a tap are not lost by what is done meanwhile, and a tap counts for what it was asked about", async () => {
  const { fatima, amina } = await aSchoolDay();
  const daan = await walk.alumnus("Daan", fatima, { situation: "work_regular" });
  await open(fatima, amina);
  await open(fatima, daan);
  const early = await fatima.say("Kom je morgen?");
  const question = numberOf(fatima, t()("talk:for.ask"));
  const [ask] =
    fatima.phone
      .messages()
      .find(({ id }) => id === question)
      ?.buttons?.flat() ?? [];
  await fatima.say("/oudleerlingen");
  await fatima.tap("Daan Jansen");
  fatima.phone.send("Ik bel je baas", numberOf(fatima, "Gesprek met Daan"));
  await walk.settle();
  expect(daan.last()).toBe("Fatima:\nIk bel je baas");
  await fatima.say("Dit is voor Daan");
  const both = ["Kom je morgen?", "Dit is voor Daan"];
  expect(fatima.last()).toBe(quoting(t()("talk:for.askThese", { n: 2 }), ...both));
  // The first question has gone from the chat; a tap that was under way counts for its own words alone.
  await fatima.tapOld(ask?.data ?? "", question);
  expect(amina.last()).toBe("Fatima:\nKom je morgen?");
  expect(markOf(fatima, early)).toBe("👌");
  await fatima.tap("Daan");
  expect(daan.last()).toBe("Fatima:\nDit is voor Daan");
  expect(sees(amina, "voor Daan") || sees(daan, "morgen")).toBe(false);
  expect(sees(fatima, "Ik heb nog niets doorgegeven")).toBe(false);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/talk-for-whom.chat.txt");
});

describe("a question for whom that never came", () => {
  const loses = (chatId: number) =>
    walk.simulator.faults.add({ method: "sendMessage", chatId, kind: "403", times: 1 });

  test("does not stand for words to somebody else: what it was about is given back", async () => {
    const { fatima, amina } = await aSchoolDay();
    const daan = await walk.alumnus("Daan", fatima, { situation: "work_regular" });
    await open(fatima, amina);
    await open(fatima, daan);
    loses(fatima.phone.chatId);
    const early = await fatima.say("Amina, bel je mij?");
    expect(sees(fatima, t()("talk:for.ask"))).toBe(false);
    await fatima.say("Daan, hoe gaat het?");
    expect(sees(fatima, quoting(t()("talk:for.expired"), "Amina, bel je mij?"))).toBe(true);
    expect(fatima.last()).toBe(quoting(t()("talk:for.ask"), "Daan, hoe gaat het?"));
    await fatima.tap("Daan");
    expect(daan.last()).toBe("Fatima:\nDaan, hoe gaat het?");
    await walk.pass({ minutes: 15 });
    expect(sees(daan, "bel je mij") || sees(amina, "bel je mij")).toBe(false);
    expect(markOf(fatima, early)).toBeUndefined();
    expect(fatima.phone.messages().filter(({ text }) => text?.includes("Amina, bel je mij?"))).toHaveLength(
      2,
    );
    await expect(walk.transcript()).toMatchFileSnapshot("chats/talk-lost-question.chat.txt");
  });

  test("is asked again once the phone takes messages, and the words go where the tap says", async () => {
    const { fatima, amina } = await aSchoolDay();
    const daan = await walk.alumnus("Daan", fatima, { situation: "work_regular" });
    await open(fatima, amina);
    await open(fatima, daan);
    loses(fatima.phone.chatId);
    await fatima.say("Tot morgen");
    await walk.pass({ minutes: 12 });
    expect(sees(fatima, t()("talk:for.ask"))).toBe(false);
    await fatima.say("/vandaag");
    await walk.pass({ minutes: 1 });
    expect(fatima.last()).toBe(quoting(t()("talk:for.expired"), "Tot morgen"));
    loses(fatima.phone.chatId);
    await fatima.say("Tot woensdag");
    await fatima.say("/vandaag");
    await walk.pass({ minutes: 1 });
    expect(fatima.last()).toBe(quoting(t()("talk:for.ask"), "Tot woensdag"));
    await fatima.tap("Amina");
    expect(amina.last()).toBe("Fatima:\nTot woensdag");
    expect(sees(daan, "Tot")).toBe(false);
  });

  test("and a sentence that words were given back that never came is said again", async () => {
    const { fatima, amina } = await aSchoolDay();
    await open(fatima, amina);
    await fatima.say("/help");
    await fatima.say("Ben je er nog?");
    loses(fatima.phone.chatId);
    await walk.pass({ minutes: 12 });
    expect(sees(fatima, t()("talk:for.expired"))).toBe(false);
    await fatima.say("/vandaag");
    await walk.pass({ minutes: 2 });
    expect(fatima.last()).toBe(quoting(t()("talk:for.expired"), "Ben je er nog?"));
    await walk.pass({ minutes: 12 });
    const said = fatima.phone.messages().filter(({ deleted }) => !deleted);
    expect(said.filter(({ text }) => text?.includes("“Ben je er nog?”"))).toHaveLength(1);
    expect(sees(amina, "Ben je er nog")).toBe(false);
  });
});

test("of words that waited, what could not be passed on is named, and it alone", async () => {
  const { fatima, amina } = await aSchoolDay();
  await walk.database.db.execute("update organisation set photos = false");
  await open(fatima, amina);
  await fatima.say("/help");
  await fatima.say("Kijk eens");
  fatima.phone.photo("De kamer");
  await walk.settle();
  await fatima.tap("Amina");
  expect(amina.last()).toBe("Fatima:\nKijk eens");
  const back = fatima.phone
    .messages()
    .find(({ text, deleted }) => !deleted && text?.startsWith(t()("talk:for.notPassed")));
  expect(back?.text).toContain("De kamer");
  expect(back?.text).not.toContain("Kijk eens");
});

test("words for a young person are no note of an alert when the question for one never came", async () => {
  const { fatima, amina } = await aSchoolDay();
  await amina.say("Ik slaap slecht");
  const one = await escalationOf(walk, amina);
  await open(fatima, amina);
  await forgeAction(fatima, { do: "escalation", escalation: one.id, verb: "reached" });
  walk.simulator.faults.add({
    ...{ method: "sendMessage", chatId: fatima.phone.chatId, kind: "403", times: 1 },
  });
  await forgeAction(fatima, { do: "escalation", escalation: one.id, verb: "helped" });
  expect(sees(fatima, t()("escalation:note.ask"))).toBe(false);
  await fatima.say("Bel je huisarts maar even");
  expect(fatima.last()).toBe(quoting(t()("talk:for.askOne", { name: "Amina" }), "Bel je huisarts maar even"));
  await fatima.tap("Amina");
  expect(amina.last()).toBe("Fatima:\nBel je huisarts maar even");
  expect((await escalationOf(walk, amina)).note).toBeNull();
});

test("words that are written minutes after a question are asked about without those before them", async () => {
  const { fatima, amina } = await aSchoolDay();
  const daan = await walk.alumnus("Daan", fatima, { situation: "work_regular" });
  await open(fatima, amina);
  await open(fatima, daan);
  await fatima.say(`Amina, ${"een lang verhaal ".repeat(10)}`);
  await fatima.phone.voice(3);
  await walk.settle();
  await walk.pass({ minutes: 3 });
  await fatima.say("Daan, tot straks");
  expect(fatima.last()).toBe(quoting(t()("talk:for.ask"), "Daan, tot straks"));
  const back = fatima.phone.messages().at(-2)?.text ?? "";
  expect(back.startsWith(t()("talk:for.expired"))).toBe(true);
  expect(back.split("\n").slice(2)).toEqual([
    expect.stringMatching(/^“Amina, een lang verhaal .{50,70}…$/),
    t()("escalation:details.voice", { seconds: 3 }),
  ]);
  await fatima.tap("Daan");
  expect(sees(daan, "tot straks") && !sees(daan, "lang verhaal") && !sees(amina, "lang verhaal")).toBe(true);
});

test("what is written later never comes before words that wait for a tap", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  await fatima.say("/help");
  await fatima.say("Eén");
  // The talk is at hand again, and still the first word has not gone.
  await open(fatima, amina);
  await fatima.say("Twee");
  expect(sees(amina, "Twee")).toBe(false);
  await fatima.tap("Amina");
  const words = messagesTo(amina).map(({ text }) => text ?? "");
  expect(words.slice(-2)).toEqual(["Fatima:\nEén", "Fatima:\nTwee"]);
  // An answer to a message of which it is not known yet whose it is, as after a kill, and one when it is.
  await amina.say("Ik bel je");
  const number = numberOf(fatima, "Ik bel je");
  const copies = walk.database.db.update(talkMessage);
  const isCopy = eq(talkMessage.copyMessageId, number);
  const [copy] = await copies.set({ copyMessageId: null }).where(isCopy).returning();
  const isKnown = async (messageId: number | null) => {
    const isFirst = eq(outbox.id, copy?.copies[0] ?? "");
    await walk.database.db.update(outbox).set({ messageId }).where(isFirst);
  };
  await isKnown(null);
  fatima.phone.send("Drie", number);
  await walk.settle();
  expect(sees(amina, "Drie")).toBe(false);
  await walk.database.db
    .update(talkMessage)
    .set({ copyMessageId: number })
    .where(eq(talkMessage.id, copy?.id ?? ""));
  await isKnown(number);
  fatima.phone.send("Vier", number);
  await walk.settle();
  const later = messagesTo(amina).map(({ text }) => text ?? "");
  expect(later.slice(-2)).toEqual(["Fatima:\nDrie", "Fatima:\nVier"]);
  expect(sees(fatima, "Ik heb nog niets doorgegeven")).toBe(false);
});

test("a private note never reaches the other side, not even as an answer to their message", async () => {
  const { fatima, amina } = await aSchoolDay();
  const noor = await walk.caseWorker("Noor Bakker");
  await open(fatima, amina);
  await amina.say("Ik slaap slecht");
  await fatima.press("talk:button.note");
  fatima.phone.send("Denkt ze aan stoppen met werk?", numberOf(fatima, "Ik slaap slecht"));
  await walk.settle();
  expect(fatima.last()).toBe(t()("talk:note.kept", { name: "Amina" }));
  await fatima.press("talk:button.ask");
  await fatima.tap("Noor Bakker");
  await fatima.say("Wat doe jij als iemand slecht slaapt?");
  expect(sees(noor, "slecht slaapt") && !sees(noor, "Amina")).toBe(true);
  await noor.press("talk:colleague.answer");
  await noor.say("Vraag of de huisarts het weet");
  expect(sees(fatima, "huisarts")).toBe(true);
  const toAmina = walk.simulator.calls.filter(({ params }) => params.chat_id === amina.phone.chatId);
  expect(JSON.stringify(toAmina)).not.toMatch(/stoppen met werk|slecht slaapt|huisarts/);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/talk-note.chat.txt");
});

test("an answer to somebody's message goes there, also while the robot waits for a name", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  await amina.say("Kan ik je bellen?");
  await fatima.say("/oudleerlingen");
  fatima.phone.send("Ja, om drie uur", numberOf(fatima, "Kan ik je bellen?"));
  await walk.settle();
  expect(amina.last()).toBe("Fatima:\nJa, om drie uur");
  await fatima.say("Ami");
  expect(sees(amina, "Ami")).toBe(false);
  expect(fatima.last()).toContain("Amina Jansen");
});

test("words for a talk that are taken for a name are given back, and say that nobody got them", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  await fatima.say("Hoi Amina.");
  const before = amina.last();
  await fatima.say("/oudleerlingen zzz");
  await fatima.say("Lukt het morgen om tien uur?");
  expect(fatima.last()).toContain("Lukt het morgen om tien uur?");
  expect(fatima.last()).toContain(t()("talk:for.notPassed"));
  await fatima.say(`Lukt het morgen? ${"Of overmorgen. ".repeat(10)}`);
  expect(fatima.last()).toContain(t()("talk:for.notPassed"));
  expect(amina.last()).toBe(before);
  // Somebody is found: it was a name.
  await fatima.say("ami");
  expect(fatima.last()).not.toContain(t()("talk:for.notPassed"));
  await endOf(fatima, amina);
  await fatima.say("/oudleerlingen zzz");
  expect(fatima.last()).not.toContain(t()("talk:for.notPassed"));
});

test("a note that is typed too late is asked about, and reaches nobody by itself", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  await fatima.say("Hoi Amina");
  await fatima.press("talk:button.note");
  await walk.pass({ minutes: 11 });
  await fatima.say("Ze lijkt bang voor haar vriend");
  expect(fatima.last()).toContain(t()("talk:for.askOne", { name: "Amina" }));
  expect(sees(amina, "bang")).toBe(false);
});

test("what was sent to the wrong one is taken back, within 48 hours, and it is logged", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  const first = await fatima.say("Dit is voor iemand anders");
  await fatima.say("Hoi");
  await fatima.phone.send("/terug", first);
  await walk.settle();
  expect(fatima.last()).toBe(t()("talk:takeBack.done", { name: "Amina" }));
  expect(sees(amina, "iemand anders")).toBe(false);
  expect(sees(amina, "Hoi")).toBe(true);
  const [row] = await walk.database.db.select().from(talkMessage).where(eq(talkMessage.messageId, first));
  expect(row).toMatchObject({ body: null, takenBackAt: expect.any(Date) });
  const later = await fatima.say("Tot morgen");
  await walk.pass({ hours: 49 });
  fatima.phone.send("/terug", later);
  await walk.settle();
  expect(fatima.last()).toBe(t()("talk:takeBack.tooLate"));
});

test("edits pass through on both sides, and what was changed is unread again", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  const ours = await fatima.say("Tot dinsdag");
  await fatima.edit(ours, "Tot woensdag");
  expect(sees(amina, "Fatima:\nTot woensdag") && !sees(amina, "dinsdag")).toBe(true);
  const theirs = await amina.say("Goed");
  await fatima.press("talk:button.read");
  await amina.edit(theirs, "Kan het donderdag?");
  expect(sees(fatima, "Amina:\nKan het donderdag?")).toBe(true);
  expect(await wordsOf(walk, amina)).toMatchObject([{ readAt: null }]);
  expect(await talkWith(amina)).toMatchObject({ waitingSince: expect.any(Date) });
});

test("after STOP, after the end and after the hand-over an edit reaches nobody, and the one who made it reads so", async () => {
  const { fatima, amina } = await aSchoolDay();
  const daan = await walk.alumnus("Daan", fatima, { situation: "work_regular" });
  await walk.caseWorker("Noor Bakker");
  await open(fatima, daan);
  const toDaan = await fatima.say("Tot dinsdag");
  await fatima.press("talk:button.handOver");
  await fatima.tap("Noor Bakker");
  await fatima.edit(toDaan, "Tot woensdag");
  const notYours = t()("escalation:refused.notYours");
  expect(fatima.last()).toBe(t()("talk:written.notPassed", { why: notYours }));
  expect(sees(daan, "woensdag")).toBe(false);
  await open(fatima, amina);
  const toAmina = await fatima.say("Hoi");
  await amina.say("stop");
  await fatima.edit(toAmina, "Hoe is het met je schuld?");
  expect(fatima.last()).toBe(t()("talk:written.ended"));
  await fatima.edit(toAmina, "b".repeat(4_090));
  expect(sees(amina, "schuld") || sees(amina, "bbb")).toBe(false);
  expect(sees(amina, "Fatima:\nHoi")).toBe(true);
});

test("words that wait for a tap can be changed: what is asked about and passed on are the new ones", async () => {
  const { fatima, amina } = await aSchoolDay();
  const daan = await walk.alumnus("Daan", fatima, { situation: "work_regular" });
  await open(fatima, amina);
  await open(fatima, daan);
  const first = await fatima.say("Kom dinsdag");
  await fatima.say("Om tien uur");
  await fatima.edit(first, "Kom woensdag");
  const question = t()("talk:for.askThese", { n: 2 });
  expect(fatima.last()).toBe(quoting(question, "Kom woensdag", "Om tien uur"));
  expect(sees(fatima, "“Kom dinsdag”")).toBe(false);
  await fatima.tap("Amina");
  expect(sees(amina, "Fatima:\nKom woensdag") && sees(amina, "Fatima:\nOm tien uur")).toBe(true);
  expect(sees(amina, "dinsdag") || sees(daan, "Kom")).toBe(false);
});

test("an edit that tells of danger brings the numbers, and no question of the robot comes in between", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  const theirs = await amina.say("Het gaat wel");
  await amina.edit(theirs, "Ik wil niet meer leven");
  expect(amina.last()).toContain("113");
  expect(sees(fatima, "Amina:\nIk wil niet meer leven")).toBe(true);
  expect(await escalationOf(walk, amina)).toMatchObject({ severity: "crisis" });
});

test("what stands under a photo is heard where the school wants no photos, and a change of it passes through", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  const photo = amina.phone.photo("Mijn kamer");
  await walk.settle();
  await amina.edit(photo, "Mijn oude kamer");
  expect(sees(fatima, `Amina:\n${t()("talk:changed")}\nMijn oude kamer`)).toBe(true);
  await walk.database.db.execute("update organisation set photos = false");
  amina.phone.photo("Ik wil niet meer leven");
  await walk.settle();
  expect(sees(fatima, "Amina:\nIk wil niet meer leven")).toBe(true);
  expect(sees(amina, t()("talk:photosOff")) && sees(amina, "113")).toBe(true);
});

test("the robot is silent while a human talks: who has read or taken something says so themselves", async () => {
  const { fatima, amina } = await aSchoolDay();
  const noor = await walk.caseWorker("Noor Bakker");
  await amina.say("Mag ik iets vragen?");
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:message.write");
  const before = messagesTo(amina).length;
  await fatima.tap(t()("talk:button.unread", { n: 1 }));
  await fatima.tapOld(encodeAction({ do: "readWords", alumnus: amina.id }), 1);
  expect(messagesTo(amina).slice(before)).toEqual([]);
  await amina.say("Ik wil niet meer leven");
  const numbers = messagesTo(amina).length;
  await noor.press("escalation:button.take");
  expect(messagesTo(amina).slice(numbers)).toEqual([]);
});

test("photos, places and stickers pass; what cannot is said kindly; photos only where the school wants them", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  amina.phone.photo("Mijn kamer");
  amina.phone.place();
  await walk.settle();
  const kinds = fatima.phone
    .messages()
    .map(({ photo, place }) => (photo ? "photo" : place ? "place" : "text"));
  expect(kinds).toEqual(expect.arrayContaining(["photo", "place"]));
  await amina.sticker();
  expect(sees(fatima, "Amina:\n👍")).toBe(true);
  amina.phone.contact();
  await walk.settle();
  expect(amina.last()).toBe(t()("talk:unfit"));
  await walk.database.db.execute("update organisation set photos = false");
  fatima.phone.photo();
  await walk.settle();
  expect(fatima.last()).toBe(t()("talk:written.photosOff"));
  amina.phone.photo();
  await walk.settle();
  expect(amina.last()).toBe(t()("talk:photosOff"));
  fatima.phone.contact();
  await walk.settle();
  expect(fatima.last()).toBe(t()("talk:unfit"));
});

test("an album arrives in order, rings once, and what stands in its way is said once", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  amina.phone.album(3, "Mijn nieuwe kamer");
  await walk.settle();
  const photos = walk.simulator.calls.filter(
    ({ method, params }) => method === "sendPhoto" && params.chat_id === fatima.phone.chatId,
  );
  expect(photos.map(({ params }) => [params.caption, params.disable_notification ?? false])).toEqual([
    ["Amina:\nMijn nieuwe kamer", false],
    ["Amina", true],
    ["Amina", true],
  ]);
  // The first one says with a tap that all was read, as words do.
  await fatima.press("talk:button.read");
  expect(await talkWith(amina)).toMatchObject({ waitingSince: null });
  await walk.database.db.execute("update organisation set photos = false");
  const before = messagesTo(amina).length;
  amina.phone.album(4);
  fatima.phone.album(2);
  await walk.settle();
  expect(messagesTo(amina).slice(before)).toMatchObject([{ text: t()("talk:photosOff") }]);
  expect(messagesTo(fatima).filter(({ text }) => text === t()("talk:written.photosOff"))).toHaveLength(1);
});

test("somebody else's words say whose they are; what the robot wrote is passed on by nobody; a poll is told kindly", async () => {
  const { fatima, amina } = await aSchoolDay();
  const daan = await walk.alumnus("Daan", fatima, { situation: "work_regular" });
  await open(fatima, daan);
  await daan.say("Ik ben ontslagen");
  await open(fatima, amina);
  amina.phone.forward("Je hoeft morgen niet te komen", "Baas");
  await walk.settle();
  expect(sees(fatima, "Amina:\n↪️ Baas\nJe hoeft morgen niet te komen")).toBe(true);
  fatima.phone.forward("Daan:\nIk ben ontslagen", "bot");
  await walk.settle();
  expect(fatima.last()).toBe(t()("talk:robotsOwn"));
  expect(sees(amina, "ontslagen")).toBe(false);
  amina.phone.poll("Welke dag?");
  fatima.phone.poll("Welke dag?");
  await walk.settle();
  expect(amina.last()).toBe(t()("talk:unfit"));
  expect(fatima.last()).toBe(t()("talk:unfit"));
});

test("since when somebody waits stands wherever talks are listed: in the talk, on the day's screen, in the morning", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  await amina.say("Wanneer bel je?");
  await fatima.press("talk:button.read");
  await amina.say("Hallo?");
  const moment = "maandag 09:00";
  await fatima.say("/vandaag");
  expect(fatima.last()).toContain(t()("escalation:today.why.talkWaits", { moment }));
  await fatima.say("/gesprekken");
  expect(fatima.last()).toContain(t()("talk:list.waits", { name: "Amina", moment }));
  await fatima.tap("Amina");
  expect(fatima.last()).toContain(t()("talk:waiting", { name: "Amina", moment }));
  // Read on the page, and still not answered.
  await walk.database.db.execute("update own_words set read_at = at");
  await walk.until("08:30");
  expect(sees(fatima, t()("escalation:today.count.talk", { n: 1 }))).toBe(true);
  expect(walk.transcript()).toContain("💬 Amina");
});

test("a very long message arrives whole and in order", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  const long = Array.from({ length: 800 }, (_, index) => `r${index}`).join(" ");
  await fatima.say(long.slice(0, 4_096));
  await amina.say("x".repeat(4_096));
  const read = messagesTo(amina)
    .map(({ text }) => text)
    .join("");
  expect(read).toContain(long.slice(0, 1_000));
  expect(read.endsWith(long.slice(4_000, 4_096))).toBe(true);
  const got = messagesTo(fatima)
    .map(({ text }) => text ?? "")
    .filter((text) => text.includes("xxx"));
  expect(got.join("").replaceAll(/[^x]/g, "")).toHaveLength(4_096);
});

test("words of crisis in a talk bring the numbers and everybody, and the talk goes on", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  await amina.say("Ik wil niet meer leven");
  expect(amina.last()).toContain("113");
  expect(await escalationOf(walk, amina)).toMatchObject({ severity: "crisis" });
  expect(sees(fatima, "Amina:\nIk wil niet meer leven")).toBe(true);
  await fatima.say("Ik bel je nu");
  expect(amina.last()).toBe("Fatima:\nIk bel je nu");
  await expect(walk.transcript()).toMatchFileSnapshot("chats/talk-crisis.chat.txt");
});

test("a reply to a message of a year ago opens a talk with the same person", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  await fatima.say("Hoi Amina");
  await amina.say("Bedankt voor alles");
  const old = numberOf(fatima, "Bedankt voor alles");
  await fatima.press("talk:button.read");
  await fatima.tapOld(encodeAction({ do: "talk", talk: (await talkWith(amina)).id, verb: "end" }), 1);
  await walk.database.db.delete(outbox);
  walk.clock.moveTo(new Date(walk.clock.now().getTime() + 364 * 86_400_000));
  fatima.phone.send("Hoe gaat het nu?", old);
  await walk.settle();
  expect(amina.last()).toBe("Fatima:\nHoe gaat het nu?");
});

describe("on a shared phone", () => {
  async function shared() {
    walk = await startWalk();
    const fatima = await walk.caseWorker("Fatima de Vries");
    const amina = await walk.alumnus("Amina", fatima, { sharedPhone: true });
    await open(fatima, amina);
    await fatima.say("Ben je veilig thuis?");
    return { fatima, amina };
  }

  test("nothing goes before a yes, then hidden until it is tapped, and all of it can go again", async () => {
    const { fatima, amina } = await shared();
    expect(amina.last()).toBe(t()("talk:safe.ask", { worker: "Fatima" }));
    expect(sees(amina, "veilig thuis")).toBe(false);
    await amina.press("talk:safe.yes");
    const [message] = amina.phone.messages().filter(({ text }) => text?.includes("veilig thuis"));
    expect(message?.entities).toEqual([
      { type: "spoiler", offset: 8, length: "Ben je veilig thuis?".length },
    ]);
    const written = await amina.say("Nu wel");
    await fatima.tapOld(encodeAction({ do: "talk", talk: (await talkWith(amina)).id, verb: "end" }), 1);
    await amina.press("talk:wipe.button");
    expect(sees(amina, "veilig thuis")).toBe(false);
    expect(amina.phone.messages().find(({ id }) => id === written)?.deleted).toBe(true);
    expect(sees(fatima, "Nu wel")).toBe(true);
    await expect(walk.transcript()).toMatchFileSnapshot("chats/talk-shared.chat.txt");
  });

  test.each(["no", "call"] as const)(
    "%s means that nothing is passed on, and the case worker hears it",
    async (answer) => {
      const { fatima, amina } = await shared();
      await amina.press(`talk:safe.${answer}`);
      expect(sees(amina, "veilig thuis")).toBe(false);
      expect(fatima.last()).toBe(
        t()(answer === "no" ? "talk:safe.saidNo" : "talk:safe.saidCall", { name: "Amina" }),
      );
      await fatima.say("Hallo?");
      expect(sees(amina, "Hallo?")).toBe(false);
    },
  );
});

test("an answer that comes after the talk is told to the one who wrote", async () => {
  const { fatima, amina } = await aSchoolDay();
  await amina.say("Ik heb een vraag");
  await open(fatima, amina);
  await fatima.say("Bel me als je kunt");
  await fatima.tapOld(encodeAction({ do: "talk", talk: (await talkWith(amina)).id, verb: "end" }), 1);
  expect(await walk.database.db.select().from(contactRecord)).toMatchObject([{ result: "messaged" }]);
  await amina.voice(3);
  expect(messagesTo(fatima).map(({ text }) => text)).toContain(
    t()("escalation:message.answered", { name: "Amina" }),
  );
});

test("a talk in which nothing is said any more is asked about, and ends by itself; never while somebody waits", async () => {
  const { fatima, amina } = await aSchoolDay();
  const daan = await walk.alumnus("Daan", fatima);
  await open(fatima, amina);
  await fatima.say("Hoi Amina");
  await open(fatima, daan);
  await daan.say("Ik heb hulp nodig");
  await walk.pass({ hours: 7 });
  expect(sees(fatima, t()("talk:quiet.ask", { name: "Amina" }))).toBe(true);
  await walk.pass({ hours: 24 * 4 - 1 });
  const ended = await talkWith(amina);
  expect(ended).toMatchObject({ state: "ended", endedBecause: "quiet" });
  // The contact was when they wrote, not when the robot closed it.
  const [contact] = await walk.database.db
    .select()
    .from(contactRecord)
    .where(eq(contactRecord.personId, amina.id));
  expect((ended.endedAt?.getTime() ?? 0) - (contact?.at.getTime() ?? 0)).toBeGreaterThanOrEqual(
    72 * 3_600_000,
  );
  // What the robot said of its own accord is a message after which no check-in comes soon.
  const rest = await restUntil({ db: walk.database.db }, amina.phone.chatId);
  expect(rest).toEqual(new Date((ended.endedAt?.getTime() ?? 0) + 48 * 3_600_000));
  expect(await talkWith(daan)).toMatchObject({ state: "open" });
  expect(await escalationOf(walk, daan)).toMatchObject({ wish: "read" });
});

test("outside working hours the young person reads once when a human does", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  await walk.until("19:00");
  await amina.say("Ben je er?");
  await amina.say("Het hoeft niet nu");
  expect(messagesTo(amina).filter(({ text }) => text?.includes("112"))).toHaveLength(1);
  expect(walk.transcript()).toContain("Fatima de Vries: 🔕 Amina:");
});

test("whoever blocks the robot in a talk is known at once to the one who wrote", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  walk.simulator.faults.add({ chatId: amina.phone.chatId, method: "sendMessage", kind: "403" });
  await fatima.press("talk:button.sentences");
  await fatima.tap("1");
  expect(fatima.last()).toContain(t()("talk:failed.blocked", { name: "Amina" }));
});

test("words that do not reach the owner go to others at once", async () => {
  const { fatima, amina } = await aSchoolDay();
  await walk.caseWorker("Noor Bakker");
  await open(fatima, amina);
  await fatima.block();
  await amina.say("Ben je er nog?");
  await walk.pass({ minutes: 1 });
  expect(await escalationsOf(walk, amina)).toMatchObject([{ wish: "read" }]);
});

test("a colleague goes on with it, sees what was said, and the young person knows", async () => {
  const { fatima, amina } = await aSchoolDay();
  const noor = await walk.caseWorker("Noor Bakker");
  await startCheckIn(fatima, amina);
  await open(fatima, amina);
  await amina.say("Ik wil niet naar huis");
  await fatima.press("talk:button.handOver");
  await fatima.tap("Noor Bakker");
  expect(sees(amina, t()("talk:goesOn", { worker: "Noor" }))).toBe(true);
  expect(sees(noor, "Ik wil niet naar huis")).toBe(true);
  await noor.say("Hoi, ik ben Noor");
  await noor.tap("Amina");
  expect(amina.last()).toBe("Noor:\nHoi, ik ben Noor");
  await amina.say("Hoi Noor");
  expect(sees(noor, "Amina:\nHoi Noor") && !sees(fatima, "Hoi Noor")).toBe(true);
  await fatima.say("Nog iets");
  expect(sees(amina, "Nog iets")).toBe(false);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/talk-handed-over.chat.txt");
});

test("a question to a colleague and the answer stay between them; a plain note is the young person's to read, and said to be", async () => {
  const { fatima, amina } = await aSchoolDay();
  const noor = await walk.caseWorker("Noor Bakker");
  await open(fatima, amina);
  await fatima.press("talk:button.ask");
  await fatima.tap("Noor Bakker");
  expect(fatima.last()).toBe(t()("talk:colleague.askWhat", { worker: "Noor", name: "Amina" }));
  await fatima.say("Wat zou jij doen?");
  await noor.press("talk:colleague.answer");
  await noor.say("Meteen melden");
  await forgeAction(fatima, { do: "talk", talk: (await talkWith(amina)).id, verb: "note" });
  expect(fatima.last()).toContain("Op verzoek kan Amina dit lezen.");
  await fatima.say("Belt liever na vier uur");
  await amina.say("/mijngegevens");
  await amina.press("rights:menu.see");
  expect(sees(amina, "Belt liever na vier uur")).toBe(true);
  expect(sees(amina, "Wat zou jij doen?") || sees(amina, "Meteen melden")).toBe(false);
});

test("however many colleagues there are, each can be chosen", async () => {
  const { fatima, amina } = await aSchoolDay();
  for (const letter of "ABCDEFGHI") await walk.caseWorker(`Collega ${letter}`);
  const last = await walk.caseWorker("Zoë Zwart");
  await open(fatima, amina);
  await fatima.press("talk:button.handOver");
  expect(buttonsOf(fatima)).not.toContain("Zoë Zwart");
  await fatima.tap(t()("caseload:people.more", { n: 3 }));
  await fatima.tap("Zoë Zwart");
  expect(await talkWith(amina)).toMatchObject({ ownerId: last.id });
});

test("what a check-in would ask next waits for the end of the talk, though the answer counts", async () => {
  const { fatima, amina } = await aSchoolDay();
  const answers = async () => (await walk.database.db.select().from(answer)).length;
  await startCheckIn(fatima, amina);
  const question = amina.phone.lastBotMessage();
  const [option] = question?.buttons?.flat() ?? [];
  await open(fatima, amina);
  await fatima.say("Hoi Amina, hoe gaat het echt?");
  const before = await answers();
  await amina.tapOld(option?.data ?? "", question?.id ?? 0);
  expect(await answers()).toBe(before + 1);
  expect(amina.last()).toBe("Fatima:\nHoi Amina, hoe gaat het echt?");
  await endOf(fatima, amina);
  expect(sees(amina, t()("talk:ended", { worker: "Fatima" }))).toBe(true);
  expect(amina.last()).toMatch(/^2\/\d/);
  const next = amina.phone.lastBotMessage();
  await amina.tapOld(next?.buttons?.flat()[0]?.data ?? "", next?.id ?? 0);
  expect(await answers()).toBe(before + 2);
  expect(amina.last()).toMatch(/^3\/\d/);
});

describe("after a hand-over", () => {
  async function handedOver(more: { sharedPhone?: boolean } = {}) {
    walk = await startWalk();
    const fatima = await walk.caseWorker("Fatima de Vries");
    const noor = await walk.caseWorker("Noor Bakker");
    const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular", ...more });
    await open(fatima, amina);
    return { fatima, noor, amina };
  }

  test("what the young person changes or takes back comes to whoever has the talk now", async () => {
    const { fatima, noor, amina } = await handedOver();
    const theirs = await amina.say("Goed");
    await fatima.press("talk:button.handOver");
    await fatima.tap("Noor Bakker");
    await noor.press("talk:button.read");
    await amina.edit(theirs, "Ik durf niet te komen");
    const changed = `Amina:\n${t()("talk:changed")}\nIk durf niet te komen`;
    expect(noor.last()).toBe(changed);
    expect(buttonsOf(noor)).toContain(t()("talk:button.read"));
    expect(sees(fatima, "Ik durf niet")).toBe(false);
    await amina.edit(theirs, "Ik durf niet naar school");
    expect(noor.last()).toBe("Amina:\nIk durf niet naar school");
    noor.phone.send("Wat is er?", numberOf(noor, "Ik durf niet naar school"));
    await walk.settle();
    expect(amina.last()).toBe("Noor:\nWat is er?");
    amina.phone.send("/terug", theirs);
    await walk.settle();
    expect(sees(noor, "Ik durf niet") || sees(fatima, "Goed")).toBe(false);
    expect(noor.last()).toBe(t()("talk:takenBackByThem", { name: "Amina" }));
  });

  test("each has the minutes of their own part", async () => {
    const { fatima, noor, amina } = await handedOver();
    await fatima.say("Wat is er?");
    await walk.pass({ minutes: 4 });
    await amina.say("Ik weet niet wat ik moet doen");
    await fatima.press("talk:button.handOver");
    await fatima.tap("Noor Bakker");
    expect(sees(fatima, t()("contact:noted", { name: "Amina" }).split("\n")[0] ?? "")).toBe(true);
    await walk.pass({ minutes: 60 });
    await noor.say("Hoi, ik ben Noor. Zullen we bellen?");
    await noor.tap("Amina");
    await walk.pass({ minutes: 2 });
    await amina.say("Ja");
    await endOf(noor, amina);
    expect(await walk.database.db.select().from(contactRecord).orderBy(contactRecord.at)).toMatchObject([
      { caseWorkerId: fatima.id, result: "reached", minutes: 4 },
      { caseWorkerId: noor.id, result: "reached", minutes: 2 },
    ]);
  });

  test("what waited for a yes comes under the name of whoever wrote it", async () => {
    const { fatima, amina } = await handedOver({ sharedPhone: true });
    const written = await fatima.say("Hier is Fatima. Ik bel je broer.");
    await fatima.press("talk:button.handOver");
    await fatima.tap("Noor Bakker");
    await fatima.edit(written, "Hier is Fatima. Ik bel je niet.");
    await amina.press("talk:safe.yes");
    expect(amina.last()).toBe("Fatima:\nHier is Fatima. Ik bel je niet.");
  });
});

test("whoever takes back all that they wrote waits for nothing; whoever takes back one of two, for the other", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  const first = await amina.say("Per ongeluk");
  await walk.pass({ minutes: 2 });
  const second = await amina.say("Ook niet");
  const since = walk.clock.now();
  amina.phone.send("/terug", first);
  await walk.settle();
  const { waitingSince } = await talkWith(amina);
  expect(since.getTime() - (waitingSince?.getTime() ?? 0)).toBeLessThan(10_000);
  amina.phone.send("/terug", second);
  await walk.settle();
  expect(await talkWith(amina)).toMatchObject({ waitingSince: null });
});

describe("whoever writes with a young person is not there any more", () => {
  async function waiting() {
    const { fatima, amina } = await aSchoolDay();
    const noor = await walk.caseWorker("Noor Bakker");
    await open(fatima, amina);
    await fatima.say("Wat is er?");
    await amina.say("Ik ben mijn baan kwijt");
    return { fatima, amina, noor };
  }

  test("who leaves the staff: the colleague who guides from now on goes on, sees what was said, and that somebody waits", async () => {
    const { fatima, amina, noor } = await waiting();
    const { db } = walk.database;
    const work = { ...{ db, now: walk.clock.now() }, vault: walk.app.vault, texts: walk.app.texts };
    const school = await findOrganisation(db, walk.organisationId);
    await letStaffGo(work, school, { name: "Fatima de Vries", handOverTo: "Noor Bakker" });
    await walk.settle();
    expect(await talkWith(amina)).toMatchObject({ ownerId: noor.id, state: "open" });
    expect(sees(amina, t()("talk:goesOn", { worker: "Noor" }))).toBe(true);
    expect(sees(noor, "Ik ben mijn baan kwijt")).toBe(true);
    expect(noor.read()).toContain(t()("talk:waiting", { name: "Amina", moment: "maandag 09:00" }));
    await amina.say("Wat moet ik doen?");
    expect(sees(noor, "Amina:\nWat moet ik doen?")).toBe(true);
    await noor.press("talk:button.read");
    expect(await talkWith(amina)).toMatchObject({ waitingSince: null });
    expect((await wordsOf(walk, amina)).at(-1)).toMatchObject({ readBy: noor.id });
    noor.phone.send("Ik bel je", numberOf(noor, "Wat moet ik doen?"));
    await fatima.say("Nog één ding");
    expect(amina.last()).toBe("Noor:\nIk bel je");
    expect(sees(amina, "Nog één ding")).toBe(false);
    await expect(walk.transcript()).toMatchFileSnapshot("chats/talk-left.chat.txt");
  });

  test("who leaves the staff: what the young person changes after it reaches whoever goes on", async () => {
    const { amina, noor } = await waiting();
    const { db } = walk.database;
    const work = { ...{ db, now: walk.clock.now() }, vault: walk.app.vault, texts: walk.app.texts };
    const school = await findOrganisation(db, walk.organisationId);
    await letStaffGo(work, school, { name: "Fatima de Vries", handOverTo: "Noor Bakker" });
    await walk.settle();
    await amina.edit(numberOf(amina, "Ik ben mijn baan kwijt"), "Ik ben mijn huis kwijt");
    expect(noor.last()).toBe(`Amina:\n${t()("talk:changed")}\nIk ben mijn huis kwijt`);
  });

  test("who is away: the deputy goes on when the young person writes", async () => {
    const { fatima, amina, noor } = await waiting();
    const [days, deputy] = ["261123_261127", noor.id];
    await fatima.tapOld(encodeAction({ do: "awayWith", person: fatima.id, days, deputy }), 1);
    await amina.say("Ben je er nog?");
    expect(sees(amina, t()("talk:goesOn", { worker: "Noor" }))).toBe(true);
    expect(sees(noor, "Amina:\nBen je er nog?") && !sees(fatima, "Ben je er nog?")).toBe(true);
  });
});

test("after a restart in the middle nothing is lost, doubled or mixed up", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  await fatima.say("Een");
  await walk.restart();
  await amina.say("Twee");
  await fatima.say("Drie");
  const seen = messagesTo(amina).map(({ text }) => text);
  expect(seen.slice(-2)).toEqual(["Fatima:\nEen", "Fatima:\nDrie"]);
  expect(sees(fatima, "Amina:\nTwee")).toBe(true);
});

test("no check-in begins while a human talks, by hand or by the clock", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  await fatima.tapOld(encodeAction({ do: "startCheckIn", alumnus: amina.id }), 1);
  expect(fatima.last()).toBe(t()("telegram:checkIn.refused.inTalk", { name: "Amina" }));
});

test("in another language: sentences go in theirs, and a case worker sees what they mean", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const yara = await walk.alumnus("Yara", fatima, { language: "ar", languageCode: "ar" });
  await open(fatima, yara);
  await fatima.press("talk:button.sentences");
  expect(fatima.last()).toContain(t()("talk:sentence.whenCall"));
  await fatima.tap("3");
  expect(yara.last()).toContain(t("ar")("talk:sentence.whenCall"));
  await yara.say("غدًا بعد الخامسة");
  expect(sees(fatima, "غدًا بعد الخامسة")).toBe(true);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/talk-arabic.chat.txt");
});

test("in a language that the robot does not know: each reads what the other wrote, and the case worker hears once what that means", async () => {
  const { fatima, amina: selam } = await aSchoolDay();
  await open(fatima, selam);
  await fatima.say("Hoi, hoe gaat het?");
  await selam.say("ሰላም ፋጥማ፡ ጽቡቕ ኣለኹ");
  await selam.say("ስራሕ ረኺበ");
  expect(sees(fatima, "Amina:\nሰላም ፋጥማ፡ ጽቡቕ ኣለኹ") && sees(fatima, "ስራሕ ረኺበ")).toBe(true);
  const told = t()("talk:language.none", { name: "Amina", language: "Nederlands" });
  expect(messagesTo(fatima).filter(({ text }) => text === told)).toHaveLength(1);
  await fatima.press("talk:button.sentences");
  await fatima.tap("8");
  expect(selam.last()).toBe(`Fatima:\n${t()("talk:sentence.wellDone")}`);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/talk-tigrinya.chat.txt");
});

test("STOP ends the talk, and a forged button of somebody else's talk does nothing", async () => {
  const { fatima, amina } = await aSchoolDay();
  const noor = await walk.caseWorker("Noor Bakker");
  await open(fatima, amina);
  const { id } = await talkWith(amina);
  for (const verb of ["show", "end", "note", "takeBack", "handOver"] as const) {
    await noor.tapOld(encodeAction({ do: "talk", talk: id, verb }), 1);
    expect(toast(noor)).toBe(t()("escalation:refused.notYours"));
  }
  await fatima.say("Hoe gaat het?");
  await amina.say("stop");
  expect(await talkWith(amina)).toMatchObject({ state: "ended", endedBecause: "stopped" });
  await fatima.say("Hoi");
  expect(sees(amina, "Fatima:\nHoi")).toBe(false);
  // What was said can still be taken off the phone.
  await amina.press("talk:wipe.button");
  expect(sees(amina, "Hoe gaat het?")).toBe(false);
});

describe("an answer to one message", () => {
  const answered = ({ phone }: Walker, words: string) => {
    const { replyTo } = phone.messages().find(({ id }) => id === numberOf({ phone } as Walker, words)) ?? {};
    return phone.messages().find(({ id }) => id === replyTo)?.text;
  };

  test("stands beneath it on the other side too, both ways, also a voice note and a photo", async () => {
    const { fatima, amina } = await aSchoolDay();
    await open(fatima, amina);
    const asked = await fatima.say("Heb je werk?");
    await fatima.say("En heb je een huis?");
    amina.phone.send("Nee", numberOf(amina, "Heb je werk?"));
    await walk.settle();
    expect(answered(fatima, "Amina:\nNee")).toBe("Heb je werk?");
    fatima.phone.send("Zullen we samen zoeken?", numberOf(fatima, "Amina:\nNee"));
    await walk.settle();
    expect(answered(amina, "Zullen we samen zoeken?")).toBe("Nee");
    // What was taken back is answered by nothing.
    fatima.phone.send("/terug", asked);
    await walk.settle();
    amina.phone.send("Ja graag", numberOf(amina, "Zullen we samen zoeken?"));
    await walk.settle();
    expect(answered(fatima, "Amina:\nJa graag")).toBe("Zullen we samen zoeken?");
  });

  test("on a phone that others read shows nothing of what it answers", async () => {
    walk = await startWalk();
    const fatima = await walk.caseWorker("Fatima de Vries");
    const amina = await walk.alumnus("Amina", fatima, { sharedPhone: true });
    await open(fatima, amina);
    await amina.press("talk:safe.yes");
    await amina.say("Mijn vader slaat");
    fatima.phone.send("Ik bel je", numberOf(fatima, "Mijn vader slaat"));
    await walk.settle();
    expect(sees(amina, "Ik bel je")).toBe(true);
    expect(answered(amina, "Ik bel je")).toBeUndefined();
  });
});
