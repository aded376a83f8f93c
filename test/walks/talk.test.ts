import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { contactRecord, outbox, talk, talkMessage } from "../../src/db/schema/index.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { escalationOf, escalationsOf, messagesTo, startCheckIn, toast, wordsOf } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = (language: "nl" | "ar" | "en" = "nl") => walk.app.texts(language);
const open = (worker: Walker, person: Walker) =>
  worker.tapOld(encodeAction({ do: "message", alumnus: person.id, step: "write" }), 1);
const talkWith = async ({ id }: Walker) => {
  const [row] = await walk.database.db.select().from(talk).where(eq(talk.alumnusId, id));
  if (!row) throw new Error("Nobody talks with this person");
  return row;
};
const markOf = ({ phone }: Walker, messageId: number) =>
  phone.messages().find(({ id }) => id === messageId)?.mark;
/** The number of the newest message in this chat that holds these words. */
const numberOf = ({ phone }: Walker, words: string) => {
  const found = phone.messages().findLast(({ text, deleted }) => !deleted && text?.includes(words));
  if (!found) throw new Error(`Nobody sees “${words}”`);
  return found.id;
};
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

test("words after something else was tapped are asked about first, and none reach anybody unasked", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  await fatima.say("/help");
  await fatima.say("Bel de garage over mijn fiets");
  expect(fatima.last()).toBe(t()("talk:for.askOne", { name: "Amina" }));
  await walk.pass({ minutes: 11 });
  await fatima.tap("Amina");
  expect(toast(fatima)).toBe(t()("talk:for.gone"));
  expect(sees(amina, "garage")).toBe(false);
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

test("a note that is typed too late is asked about, and reaches nobody by itself", async () => {
  const { fatima, amina } = await aSchoolDay();
  await open(fatima, amina);
  await fatima.say("Hoi Amina");
  await fatima.press("talk:button.note");
  await walk.pass({ minutes: 11 });
  await fatima.say("Ze lijkt bang voor haar vriend");
  expect(fatima.last()).toBe(t()("talk:for.askOne", { name: "Amina" }));
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
  expect(amina.last()).toBe(t()("checkin:flow.unaskedOther"));
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
  expect(await talkWith(amina)).toMatchObject({ state: "ended", endedBecause: "quiet" });
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
  await fatima.say("Hoi");
  expect(fatima.read()).toContain(t()("talk:failed.blocked", { name: "Amina" }));
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

test("STOP ends the talk, and a forged button of somebody else's talk does nothing", async () => {
  const { fatima, amina } = await aSchoolDay();
  const noor = await walk.caseWorker("Noor Bakker");
  await open(fatima, amina);
  const { id } = await talkWith(amina);
  for (const verb of ["show", "end", "note", "takeBack", "handOver"] as const) {
    await noor.tapOld(encodeAction({ do: "talk", talk: id, verb }), 1);
    expect(toast(noor)).toBe(t()("escalation:refused.notYours"));
  }
  await amina.say("stop");
  expect(await talkWith(amina)).toMatchObject({ state: "ended", endedBecause: "stopped" });
  await fatima.say("Hoi");
  expect(sees(amina, "Fatima:\nHoi")).toBe(false);
});
