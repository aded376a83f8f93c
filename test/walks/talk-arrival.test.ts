import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { talk } from "../../src/db/schema/index.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { escalationsOf, messagesTo, toast, wordsOf } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = (language: "nl" | "ar" = "nl") => walk.app.texts(language);
const open = (worker: Walker, person: Walker) =>
  worker.tapOld(encodeAction({ do: "message", alumnus: person.id, step: "write" }), 1);
const talkWith = async ({ id }: Walker) => {
  const [row] = await walk.database.db.select().from(talk).where(eq(talk.personId, id));
  if (!row) throw new Error("Nobody talks with this person");
  return row;
};
const end = async (worker: Walker, person: Walker) =>
  worker.tapOld(encodeAction({ do: "talk", talk: (await talkWith(person)).id, verb: "end" }), 1);
const standing = ({ phone }: Walker) => phone.messages().filter(({ deleted }) => !deleted);
const sees = (walker: Walker, words: string) =>
  standing(walker).some(({ text }) => text?.includes(words) === true);
const numberOf = (walker: Walker, words: string) => {
  const found = standing(walker).findLast(({ text }) => text?.includes(words));
  if (!found) throw new Error(`Nobody sees “${words}”`);
  return found.id;
};
const markOf = ({ phone }: Walker, messageId: number) =>
  phone.messages().find(({ id }) => id === messageId)?.mark;
const fail = ({ phone: { chatId } }: Walker, method: string, kind: "400" | "403" = "400") =>
  walk.simulator.faults.add({ chatId, method, kind, times: 1 });

async function aTalk() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await open(fatima, amina);
  await fatima.say("Hoi");
  return { fatima, amina };
}

describe("what comes with a file, a voice note or a photo", () => {
  test("of a file the words go, and whoever sent it hears that the file did not", async () => {
    const { fatima, amina } = await aTalk();
    amina.phone.file("Dit is mijn ontslagbrief");
    await walk.settle();
    expect(sees(fatima, "Amina:\nDit is mijn ontslagbrief")).toBe(true);
    expect(amina.last()).toBe(t()("talk:fileLeft"));
    fatima.phone.file("Vul dit in");
    await walk.settle();
    expect(sees(amina, "Fatima:\nVul dit in")).toBe(true);
    expect(fatima.last()).toBe(t()("talk:fileLeft"));
    await end(fatima, amina);
    const before = messagesTo(amina).length;
    amina.phone.file("Nog een brief");
    await walk.settle();
    expect(
      messagesTo(amina)
        .slice(before)
        .map(({ text }) => text),
    ).toContain(t()("talk:fileLeft"));
  });

  test("a video behind a photo in an album is told, once", async () => {
    const { fatima, amina } = await aTalk();
    amina.phone.album(1, "Mijn kamer", 2);
    fatima.phone.album(1, "Het loket", 2);
    await walk.settle();
    expect(messagesTo(amina).filter(({ text }) => text === t()("talk:unfit"))).toHaveLength(1);
    expect(messagesTo(fatima).filter(({ text }) => text === t()("talk:unfit"))).toHaveLength(1);
    await end(fatima, amina);
    amina.phone.album(1, undefined, 2);
    await walk.settle();
    expect(messagesTo(amina).filter(({ text }) => text === t()("checkin:flow.unaskedOther"))).toHaveLength(1);
  });

  test("a voice note goes with the words beneath it, which are heard like any others", async () => {
    const { fatima, amina } = await aTalk();
    const spoken = amina.phone.voice(30, undefined, "Ik wil niet meer leven");
    await walk.settle();
    expect(standing(fatima)).toContainEqual(
      expect.objectContaining({
        text: "Amina:\nIk wil niet meer leven",
        voice: { fileId: expect.any(String), seconds: 30 },
      }),
    );
    expect(sees(amina, "113")).toBe(true);
    await amina.edit(spoken, "Het gaat weer");
    expect(sees(fatima, "Het gaat weer")).toBe(true);
    expect((await wordsOf(walk, amina)).at(-1)).toMatchObject({ kind: "voice" });
  });

  test("a caption that is too long under a name loses nothing", async () => {
    const { fatima, amina } = await aTalk();
    const sent = fatima.phone.photo(`${"a".repeat(1_014)} kom NIET`);
    await walk.settle();
    const words = messagesTo(amina).slice(-2);
    expect(words[0]?.photo).toBeDefined();
    expect(words.map(({ text }) => text?.replaceAll("Fatima:\n", "")).join("")).toBe(
      `${"a".repeat(1_014)} kom NIET`,
    );
    expect(markOf(fatima, sent)).toBe("👌");
  });
});

describe("what the case worker sees of what arrived", () => {
  test("no mark while a part is missing, and which words did not arrive", async () => {
    const { fatima, amina } = await aTalk();
    fail(amina, "sendLocation");
    const place = fatima.phone.place();
    await walk.settle();
    expect(markOf(fatima, place)).toBeUndefined();
    expect(fatima.last()).toContain(t()("talk:failed.failed", { name: "Amina" }));
    fail(amina, "sendMessage");
    const lost = await fatima.say("Deze komt niet aan");
    const sent = await fatima.say("Deze wel");
    expect([markOf(fatima, lost), markOf(fatima, sent)]).toEqual([undefined, "👌"]);
    expect(fatima.last()).toBe(`${t()("talk:failed.failed", { name: "Amina" })}\n\n“Deze komt niet aan”`);
  });

  test("what could not be changed or taken back still stands there, and is said so", async () => {
    const { fatima, amina } = await aTalk();
    fail(amina, "editMessageText");
    const changed = await fatima.say("Tot dinsdag");
    await fatima.edit(changed, "Tot donderdag");
    expect(sees(amina, "Tot dinsdag")).toBe(true);
    expect(fatima.last()).toBe(`${t()("talk:failed.change", { name: "Amina" })}\n\n“Tot donderdag”`);
    fail(amina, "deleteMessage");
    const wrong = await fatima.say("Voor iemand anders");
    fatima.phone.send("/terug", wrong);
    await walk.settle();
    expect(sees(amina, "Voor iemand anders")).toBe(true);
    expect(fatima.last()).toBe(t()("talk:failed.takeBack", { name: "Amina" }));
  });

  test("a chosen sentence stands in their chat with its mark, and can be taken back there", async () => {
    const { fatima, amina } = await aTalk();
    await fatima.press("talk:button.sentences");
    await fatima.tap("4");
    const words = t()("talk:sentence.canCallNow");
    const echo = numberOf(fatima, `${t()("talk:for.chosen", { name: "Amina" })}\n${words}`);
    expect(markOf(fatima, echo)).toBe("👌");
    expect(sees(amina, words)).toBe(true);
    fatima.phone.send("/terug", echo);
    await walk.settle();
    expect(sees(amina, words)).toBe(false);
    expect(fatima.last()).toBe(t()("talk:takeBack.done", { name: "Amina" }));
  });

  test("a question that did not reach the colleague is not said to be there", async () => {
    const { fatima } = await aTalk();
    const noor = await walk.caseWorker("Noor Bakker");
    const ask = async (text: string) => {
      await fatima.press("talk:button.ask");
      await fatima.tap("Noor Bakker");
      await fatima.say(text);
    };
    await ask("Wat zou jij doen?");
    expect(fatima.last()).toBe(t()("talk:colleague.asked", { worker: "Noor" }));
    fail(noor, "sendMessage");
    await fatima.say("/gesprekken");
    await fatima.tap("Amina");
    await ask("En nu?");
    expect(sees(noor, "En nu?")).toBe(false);
    expect(sees(fatima, t()("talk:colleague.notReached", { worker: "Noor" }))).toBe(true);
  });
});

describe("with a machine that translates", () => {
  let stop = () => undefined as unknown;
  afterEach(() => stop());

  async function translated(more: { sharedPhone?: boolean } = {}) {
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (piece) => {
        body += String(piece);
      });
      request.on("end", () => {
        const { q } = JSON.parse(body) as { q: string };
        response.end(JSON.stringify({ translatedText: `[x] ${q.toUpperCase()}` }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    stop = () => server.close() && server.closeAllConnections();
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    walk = await startWalk({ app: { translator: { url } } });
    const fatima = await walk.caseWorker("Fatima de Vries");
    const yara = await walk.alumnus("Yara", fatima, { language: "ar", languageCode: "ar", ...more });
    await open(fatima, yara);
    return { fatima, yara };
  }
  const translations = async () => {
    for (let tries = 0; tries < 20; tries += 1) await walk.pass({ minutes: 1 });
  };

  test("a translation goes with what it translates: taken back, and off the phone", async () => {
    const { fatima, yara } = await translated({ sharedPhone: true });
    const ar = t("ar");
    await yara.tap(ar("talk:safe.yes"));
    const wrong = await fatima.say("Je vader mag dit niet weten");
    await translations();
    expect(sees(yara, "[x] JE VADER")).toBe(true);
    fatima.phone.send("/terug", wrong);
    await walk.settle();
    expect(sees(yara, "[x] JE VADER")).toBe(false);
    await fatima.say("Ben je veilig thuis?");
    await translations();
    await end(fatima, yara);
    await yara.tap(ar("talk:wipe.button"));
    expect(sees(yara, "[x] BEN JE")).toBe(false);
  });

  test("a reply to a translation, or to the second part of a long text, is for its talk", async () => {
    const { fatima, yara } = await translated();
    const daan = await walk.alumnus("Daan", fatima);
    await yara.say("salam");
    await translations();
    await yara.say("y".repeat(4_096));
    await open(fatima, daan);
    fatima.phone.send("Naar de vertaling", numberOf(fatima, "[x] SALAM"));
    await walk.settle();
    expect(sees(yara, "Naar de vertaling")).toBe(true);
    const parts = messagesTo(fatima).filter(({ text }) => /y{3}/.test(text ?? ""));
    expect(parts).toHaveLength(2);
    fatima.phone.send("Naar deel twee", parts.at(-1)?.id);
    await walk.settle();
    expect(sees(yara, "Naar deel twee")).toBe(true);
    await end(fatima, yara);
    fatima.phone.send("En na het einde", parts.at(-1)?.id);
    await walk.settle();
    expect(sees(yara, "En na het einde")).toBe(true);
  });
});

test("while the owner is away and a colleague is at work, the young person reads so and the colleague hears of it", async () => {
  const { fatima, amina } = await aTalk();
  const noor = await walk.caseWorker("Noor Bakker");
  await fatima.tapOld(encodeAction({ do: "awayAlone", person: fatima.id, days: "261123_261127" }), 1);
  await amina.say("Ben je er?");
  const when = t()("people:when.today");
  expect(amina.last()).toBe(t()("talk:elsewhere", { worker: "Fatima", when }));
  await walk.pass({ minutes: 2 });
  expect(await escalationsOf(walk, amina)).toMatchObject([{ wish: "read" }]);
  expect(messagesTo(noor).some(({ text }) => text?.includes("Amina"))).toBe(true);
});

describe("on a shared phone", () => {
  async function asked() {
    walk = await startWalk();
    const fatima = await walk.caseWorker("Fatima de Vries");
    const amina = await walk.alumnus("Amina", fatima, { sharedPhone: true });
    const before = standing(amina).map(({ id }) => id);
    await open(fatima, amina);
    return { fatima, amina, before };
  }

  test.each(["no", "call"] as const)(
    "after %s nothing stands there of whoever wanted to write",
    async (answer) => {
      const { amina } = await asked();
      await amina.press(`talk:safe.${answer}`);
      expect(sees(amina, "Fatima")).toBe(false);
      expect(amina.last()).toBe(t()("talk:safe.okay"));
    },
  );

  test("a yes that is typed is a yes", async () => {
    const { fatima, amina } = await asked();
    await fatima.say("Ben je veilig thuis?");
    await amina.say("ja, het kan nu");
    expect(sees(amina, "Fatima:\nBen je veilig thuis?")).toBe(true);
  });

  test("all that the robot said and nobody could pass on goes with the talk, also while it is open", async () => {
    const { fatima, amina, before } = await asked();
    await amina.press("talk:safe.yes");
    await fatima.say("Ben je veilig?");
    await walk.until("19:00");
    await amina.say("Ik ben bang voor mijn vader");
    const later = standing(amina).findLast(({ from }) => from === "bot");
    expect(later?.entities).toMatchObject([{ type: "spoiler", offset: 0 }]);
    amina.phone.contact();
    await walk.settle();
    expect(amina.last()).toBe(t()("talk:unfit"));
    await amina.press("talk:wipe.button");
    expect(toast(amina)).toBe(t()("talk:wipe.done"));
    expect(standing(amina).map(({ id }) => id)).toEqual(before);
    expect(await talkWith(amina)).toMatchObject({ state: "open" });
  });
});
