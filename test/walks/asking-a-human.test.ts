import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { asker, question, reminder } from "../../src/db/schema/index.ts";
import { findOrganisation } from "../../src/people/store.ts";
import { setAnswerer } from "../../src/questions/set-answerer.ts";
import { findMonth } from "../../src/questions/tend-wishes.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { messagesTo, toast } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = (language: "nl" | "ti" = "nl") => walk.app.texts(language);
const sees = ({ phone }: Walker, words: string) =>
  phone.messages().some(({ text, deleted }) => !deleted && text?.includes(words) === true);

const hasButton = ({ phone }: Walker, label: string) =>
  phone
    .messages()
    .findLast(({ from, deleted }) => from === "bot" && !deleted)
    ?.buttons?.flat()
    .some(({ text }) => text === label) === true;

async function aSchool() {
  walk = await startWalk();
  return { fatima: await walk.caseWorker("Fatima de Vries") };
}
const month = async () =>
  findMonth(walk.database.db, await findOrganisation(walk.database.db, walk.organisationId), "2026-11");

/** Fits an answer that waits for the school's yes. */
const withheld = "zoon is net 18 geworden en heeft nul inkomsten. kan ie ergens een uitkering krijgen?";

test("a question that an answer fits which may not be shown goes to a human with what it seems to be about", async () => {
  const { fatima } = await aSchool();
  const parent = await walk.parent("Ouder");
  await parent.say(withheld);
  expect(parent.last()).toBe(t()("questions:unknown.ask"));
  await parent.press("questions:unknown.yes");
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.view");
  const topic = t()("questions:topic.income-bridge");
  expect(sees(fatima, t()("questions:staff.topic", { topic }))).toBe(true);
  expect(sees(fatima, t()("questions:staff.noTopic"))).toBe(false);
  expect((await month()).missed).toEqual([{ topic: "income-bridge", language: "nl", count: 1 }]);
});

test("what a human was asked at once counts in the month, by subject and language; what goes along with it does not", async () => {
  await aSchool();
  const [parent, other] = [await walk.parent("Ouder"), await walk.parent("Hooyo", "ti")];
  await parent.press("questions:button.human");
  await parent.say("wat is beschut werk en past dat bij mijn dochter");
  await parent.say("zij is negentien");
  await other.tap(t("ti")("questions:button.human"));
  await other.voice(8);
  expect(await month()).toMatchObject({
    missed: [],
    straight: [
      { topic: "sheltered-work", language: "nl", count: 1 },
      { topic: null, language: "ti", count: 1 },
    ],
  });
  // Its words are kept among what was written to humans, and nowhere else.
  const rows = await walk.database.db.select().from(question);
  expect(rows.map(({ body, sentAt, wordsId }) => [body, sentAt !== null, wordsId !== null])).toEqual([
    [null, true, true],
    [null, true, true],
  ]);
});

test("another answerer is asked by those who asked before too, but for whoever has something open", async () => {
  const { fatima } = await aSchool();
  const bart = await walk.caseWorker("Bart Jansen");
  const [quiet, busy] = [await walk.parent("Een"), await walk.parent("Twee")];
  const { db } = walk.database;
  await setAnswerer(db, walk.organisationId, fatima.id);
  await busy.press("questions:button.human");
  await busy.say("Wanneer is de ouderavond?");
  expect(await setAnswerer(db, walk.organisationId, bart.id)).toBe(1);
  const answererOf = async ({ id }: Walker) =>
    (await db.select().from(asker).where(eq(asker.id, id)))[0]?.caseWorkerId;
  expect(await answererOf(quiet)).toBe(bart.id);
  expect(await answererOf(busy)).toBe(fatima.id);
  const before = messagesTo(bart).length;
  await quiet.press("questions:button.human");
  await quiet.say("Is er een lift op school?");
  expect(messagesTo(bart).length).toBeGreaterThan(before);
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.reached");
  await fatima.press("escalation:outcome.helped");
  expect(await setAnswerer(db, walk.organisationId, bart.id)).toBe(0);
  expect(await answererOf(busy)).toBe(bart.id);
});

test("whoever waits for a reminder is not erased before it comes, and is after four hundred days", async () => {
  await aSchool();
  const { db } = walk.database;
  const people = [
    await walk.parent("Een"),
    await walk.parent("Twee"),
    await walk.parent("Drie"),
    await walk.parent("Vier"),
  ];
  const [waiting, quiet, stopped, forgotten] = people;
  for (const one of [waiting, stopped, forgotten]) {
    await one?.press("questions:button.reminders");
    await one?.tap(`🔕 ${t()("questions:reminders.kinds.april")}`);
  }
  await stopped?.say("stop");
  const silentFor = (one: Walker | undefined, days: number) =>
    db
      .update(asker)
      .set({ lastAt: new Date(walk.clock.now().getTime() - days * 86_400_000) })
      .where(eq(asker.id, one?.id ?? ""));
  for (const one of [waiting, quiet, stopped]) await silentFor(one, 300);
  await silentFor(forgotten, 401);
  await walk.pass({ days: 2 });
  const left = (await db.select().from(asker)).filter(({ erasedAt }) => erasedAt === null);
  expect(left.map(({ id }) => id)).toEqual([waiting?.id]);
  expect(await db.select().from(reminder)).toHaveLength(1);
});

test("what was taken for a worry is a question after one tap: what fits is offered, or a human; nothing was told to anybody", async () => {
  const { fatima } = await aSchool();
  const parent = await walk.parent("Ouder");
  await parent.press("questions:button.worry");
  expect(hasButton(parent, t()("questions:worry.isQuestion"))).toBe(false);
  await parent.say("mijn dochter is depressief, wat is beschut werk");
  expect(parent.last()).toBe(t()("questions:worry.level"));
  await parent.press("questions:worry.isQuestion");
  expect(parent.last()).toBe(t()("questions:choose.ask"));
  await parent.press("questions:choose.none");
  await parent.press("questions:unknown.yes");
  expect(parent.last()).toContain("De vraag is bij");
  // What went to a human cannot go again as something else.
  await parent.press("questions:worry.isQuestion");
  expect(toast(parent)).toBe(t()("questions:human.old"));
  const other = await walk.parent("Vader");
  await other.say("wij zijn bang dat hij de kerstviering mist in de aula");
  await other.press("questions:worry.isQuestion");
  expect(other.last()).toBe(t()("questions:unknown.ask"));
  expect(sees(fatima, "Ouder 2")).toBe(false);
});
