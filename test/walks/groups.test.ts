import { lt } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { chat, ownWords, signal } from "../../src/db/schema/index.ts";
import { startWalk, type Walk } from "../support/walk.ts";
import { escalationsOf, messagesTo } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const groupId = -1_001_234;

async function expectGoneWithoutAWord(): Promise<void> {
  const group = walk.simulator.group(groupId);
  expect(group?.left()).toBe(true);
  expect(group?.messages().filter(({ from }) => from === "bot")).toEqual([]);
  const methods = walk.simulator.calls
    .filter(({ params }) => params.chat_id === groupId)
    .map(({ method }) => method);
  expect(new Set(methods)).toEqual(new Set(["leaveChat"]));
  expect(await walk.database.db.select().from(chat).where(lt(chat.chatId, 0))).toEqual([]);
}

test("a group that the bot is added to is left without a word, and no chat is stored", async () => {
  walk = await startWalk();
  walk.simulator.addedToGroup(groupId);
  await walk.settle();
  await expectGoneWithoutAWord();
  walk.simulator.addedToGroup(groupId);
  await walk.settle();
  await expectGoneWithoutAWord();
});

test("what anybody writes in a group is answered to nobody, also a command and a card", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { linked: false });
  for (const text of ["/help", "stop", `/start ${amina.token}`, "ik wil dood"]) {
    walk.simulator.groupMessage(groupId, text, amina.phone.user);
    await walk.settle();
  }
  await expectGoneWithoutAWord();
  expect(messagesTo(amina)).toEqual([]);
  expect(fatima.read()).not.toContain("Amina");
  // The card was not used up by a group.
  await amina.start(amina.token);
  expect(amina.last()).toContain(walk.app.texts("nl")("people:link.chooseLanguage"));
});

test("what an alumnus or a case worker writes in a group is stored as nobody's words", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  const said = [messagesTo(amina).length, messagesTo(fatima).length];
  walk.simulator.groupMessage(groupId, "alles gaat mis", amina.phone.user);
  walk.simulator.groupMessage(groupId, "/list", fatima.phone.user);
  await walk.settle();
  await expectGoneWithoutAWord();
  expect(await walk.database.db.select().from(ownWords)).toEqual([]);
  expect((await walk.database.db.select().from(signal)).map(({ rule }) => rule)).not.toContain("unasked");
  expect(await escalationsOf(walk, amina)).toEqual([]);
  expect([messagesTo(amina).length, messagesTo(fatima).length]).toEqual(said);
});
