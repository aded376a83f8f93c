import { asc, eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { alumnus, consent, offer } from "../../src/db/schema/index.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk } from "../support/walk.ts";
import { messagesTo } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = () => walk.app.texts("nl");

test("somebody without Telegram is offered it by a human, and takes part like anybody else", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const sem = await walk.alumnus("Sem", fatima, { linked: false });
  const rowsOf = () =>
    walk.database.db.select().from(offer).where(eq(offer.alumnusId, sem.id)).orderBy(asc(offer.seq));
  await fatima.say("/waiting");
  await fatima.tap("Sem J. · kaart nog niet gebruikt");
  await fatima.press("people:person.noteOffer");
  await fatima.press("people:offerNote.how.phone");
  expect(fatima.last()).toContain(t()("people:link.offer"));
  await fatima.press("people:offerNote.answer.talkFirst");
  await fatima.say("/waiting");
  expect(messagesTo(fatima).at(-1)?.buttons?.flat()[0]?.text).toBe("Sem J. · wil eerst praten");
  await walk.pass({ minutes: 20 });
  const yes = encodeAction({ do: "noteOffer", alumnus: sem.id, how: "inPerson", answer: "yes" });
  await fatima.tapOld(yes, 1);
  // A double tap is one answer.
  await fatima.tapOld(yes, 1);
  await fatima.press("people:offerNote.contact.phone");
  expect(await rowsOf()).toMatchObject([
    { channel: "phone", answer: "talkFirst", recordedBy: fatima.id },
    { channel: "inPerson", answer: "yes", recordedBy: fatima.id },
  ]);
  const [row] = await walk.database.db.select().from(alumnus).where(eq(alumnus.id, sem.id));
  expect(row).toMatchObject({ preferredChannel: "phone", chatId: null });
  expect(row?.joinedAt).not.toBeNull();
  const consents = await walk.database.db.select().from(consent).where(eq(consent.alumnusId, sem.id));
  expect(consents.at(-1)).toMatchObject({ purpose: "guidance", channel: "inPerson", recordedBy: fatima.id });
  await fatima.say("/waiting");
  expect(fatima.last()).toBe(t()("people:waiting.nobody"));
  await fatima.press("people:waiting.everybody");
  await fatima.tap("Sem J. ☎");
  expect(fatima.last()).toContain(t()("people:waiting.takesPartBy.phone"));
  await fatima.say("/checkin");
  await fatima.tap("Sem Jansen ☎");
  expect(fatima.last()).toBe(t()("telegram:checkIn.refused.otherChannel", { name: "Sem" }));
  // A year of silence of somebody who has no Telegram is no silence.
  walk.clock.moveTo(new Date(walk.clock.now().getTime() + 400 * 86_400_000));
  await walk.app.tick();
  await walk.settle();
  expect(messagesTo(sem)).toEqual([]);
  expect(fatima.read()).not.toContain("jaar stil");
  await expect(walk.transcript()).toMatchFileSnapshot("chats/without-telegram.chat.txt");
});

test("under sixteen a parent is asked here too; who is linked answers in the chat", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const sem = await walk.alumnus("Sem", fatima, { linked: false, birthDate: "2011-06-01" });
  await fatima.tapOld(encodeAction({ do: "noteOffer", alumnus: sem.id, how: "paper", answer: "yes" }), 1);
  expect(messagesTo(fatima).map(({ text }) => text)).toContain(
    t()("people:parent.ask", {
      name: "Sem",
      words: t()("people:parent.words.guidance", { worker: "Fatima" }),
    }),
  );
  await fatima.say("/list");
  expect(fatima.last()).toContain("1. ❓ Sem · ja van ouder");
  await fatima.press("people:parent.answer.paper");
  await fatima.say("/waiting");
  expect(fatima.last()).toBe(t()("people:waiting.nobody"));
  const amina = await walk.alumnus("Amina", fatima);
  await fatima.tapOld(
    encodeAction({ do: "noteOffer", alumnus: amina.id, how: "paper", answer: "notNow" }),
    1,
  );
  expect(fatima.last()).toBe(t()("people:offerNote.linked", { name: "Amina" }));
});
