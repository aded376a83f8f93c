import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { chat } from "../../src/db/schema/index.ts";
import { personCommands, staffCommands } from "../../src/telegram/set-up-bot.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";

let walk: Walk;
afterEach(() => walk.end());

/** The menus that Telegram was given since it had so many calls; of the bot itself without a chat. */
const givenSince = (before: number) =>
  walk.simulator.calls
    .slice(before)
    .filter(({ method }) => method === "setMyCommands")
    .map(({ params }) => ({
      chat: (params.scope as { chat_id?: number } | undefined)?.chat_id,
      first: (params.commands as { description: string }[])[0]?.description,
    }));
/** A start offers menus beside everything else: until each chat has been looked at. */
const offered = async () => {
  await expect
    .poll(async () => (await walk.database.db.select().from(chat)).every(({ menu }) => menu !== null))
    .toBe(true);
  await walk.settle();
};
const givenAfterSettling = async (before: number) => {
  await walk.settle();
  return givenSince(before).length;
};
const setMenu = ({ phone }: Walker, menu: string) =>
  walk.database.db.update(chat).set({ menu }).where(eq(chat.chatId, phone.chatId));

test("a start tells Telegram nothing twice; after an update each chat gets its new menu, in its own language", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { language: "ti" });
  await walk.restart();
  await offered();
  const before = walk.simulator.calls.length;
  await walk.restart();
  await offered();
  expect(givenSince(before)).toEqual([]);

  await setMenu(fatima, "of an earlier version");
  await setMenu(amina, "of an earlier version");
  await walk.restart();
  await expect.poll(() => givenAfterSettling(before)).toBe(2);
  const t = walk.app.texts;
  expect(givenSince(before)).toEqual(
    expect.arrayContaining([
      { chat: fatima.phone.chatId, first: t("nl")(`telegram:commands.${staffCommands[0]}`) },
      { chat: amina.phone.chatId, first: t("ti")(`telegram:commands.${personCommands[0]}`) },
    ]),
  );
});

test("whoever blocked the robot is offered no menu, and the others get theirs", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  await walk.restart();
  await offered();
  await amina.block();
  await setMenu(fatima, "of an earlier version");
  await setMenu(amina, "of an earlier version");
  const before = walk.simulator.calls.length;
  await walk.restart();
  await expect.poll(() => givenAfterSettling(before)).toBe(1);
  expect(givenSince(before)).toMatchObject([{ chat: fatima.phone.chatId }]);
});
