import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { asker, escalation, question, signal, tie } from "../../src/db/schema/index.ts";
import { findOrganisation } from "../../src/people/store.ts";
import { readPhone } from "../../src/questions/call-me.ts";
import { askPayload, findAskCode } from "../../src/questions/welcome-asker.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { forge, rings, toast } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = (language: "nl" | "so" | "ti" = "nl") => walk.app.texts(language);
const sees = ({ phone }: Walker, words: string) =>
  phone.messages().some(({ text, deleted }) => !deleted && text?.includes(words) === true);
const escalations = (personId: string) =>
  walk.database.db.select().from(escalation).where(eq(escalation.personId, personId));
const rules = async (personId: string) =>
  (await walk.database.db.select().from(signal).where(eq(signal.personId, personId))).map(({ rule }) => rule);
async function poster(language: "nl" | "so" | "ti") {
  const { db } = walk.database;
  return askPayload(await findAskCode(db, await findOrganisation(db, walk.organisationId)), language);
}
async function aSchool() {
  walk = await startWalk();
  return { fatima: await walk.caseWorker("Fatima de Vries") };
}

test.each([
  ["ik wil dood", "urgent"],
  ["ik maak me zorgen, ik kom mijn bed niet uit", "attention"],
])('a young person who scanned the poster and writes "%s" is heard by name', async (words, severity) => {
  const { fatima } = await aSchool();
  const amina = await walk.alumnus("Amina", fatima);
  await amina.start(await poster("nl"));
  await amina.say(words);
  const [asParent] = await walk.database.db.select().from(asker);
  expect(await escalations(asParent?.id ?? "")).toEqual([]);
  expect(await escalations(amina.id)).toMatchObject([{ severity }]);
  expect(sees(fatima, "Amina")).toBe(true);
  // Their own subjects stay theirs, with a tap to ask as a parent.
  await walk.pass({ hours: 1 });
  await amina.say("/vragen");
  expect(amina.last()).toContain(t()("questions:menu.forAlumni"));
});

test("after the poster a young person asks as a parent until they turn back", async () => {
  const { fatima } = await aSchool();
  const amina = await walk.alumnus("Amina", fatima);
  await amina.start(await poster("nl"));
  await amina.say("/vragen");
  await amina.press("questions:button.asParent");
  expect(amina.last()).not.toContain(t()("questions:menu.forAlumni"));
  await amina.say("hoe laat begint de kerstviering in de aula");
  await amina.press("questions:unknown.yes");
  const [asParent] = await walk.database.db.select().from(asker);
  expect(await escalations(asParent?.id ?? "")).toMatchObject([{ theme: "question" }]);
  expect(await escalations(amina.id)).toEqual([]);
});

test("a young person who asks as a parent finishes a worry about a child there, and undoes their own link", async () => {
  const { fatima } = await aSchool();
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("/vragen");
  await amina.press("questions:button.tie");
  const link = /start=(tie-.+)$/.exec(amina.last())?.[1];
  const mother = walk.anotherPhone("Moeder");
  await mother.start(link);
  await amina.start(await poster("nl"));
  const [made] = await walk.database.db.select().from(tie);
  await amina.tapOld(encodeAction({ do: "untie", tie: made?.id ?? "" }), 1);
  expect(await walk.database.db.select().from(tie)).toEqual([]);
  for (const label of [
    "button.worry",
    "worry.levels.worried",
    "worry.abouts.home",
    "worry.known.no",
    "worry.calls.no",
  ])
    await amina.press(`questions:${label}` as "questions:worry.known.no");
  await amina.say("Ik maak me zorgen. Mijn dochter komt haar bed niet uit.");
  const askers = await walk.database.db.select().from(asker);
  const asParent = askers.find(({ chatId }) => chatId === amina.phone.chatId);
  expect(await rules(asParent?.id ?? "")).toContain("worry.words");
  expect(await escalations(amina.id)).toEqual([]);
});

test("in danger the number to call is taken, and the human reads that an interpreter is wanted", async () => {
  const { fatima } = await aSchool();
  const parent = await walk.parent("Hooyo", "so");
  for (const label of [
    "worry.levels.danger",
    "worry.abouts.home",
    "worry.known.no",
    "worry.calls.interpreter",
  ]) {
    if (label === "worry.levels.danger") await parent.tap(t("so")("questions:button.worry"));
    await parent.tap(t("so")(`questions:${label}` as "questions:worry.known.no"));
  }
  await parent.say("\u2068+31 (0)6 12345678\u2069");
  expect(parent.last()).toContain(t("so")("questions:worry.words"));
  expect(await rules(parent.id)).toContain("callMe:interpreter");
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.view");
  expect(sees(fatima, "+31612345678")).toBe(true);
  expect(sees(fatima, "Wil gebeld worden met een tolk, taal: Somalisch.")).toBe(true);
});

test("a voice note where a number was asked goes to a human with the wish to be called; a question is answered", async () => {
  const { fatima } = await aSchool();
  const parent = await walk.parent("Hooyo", "so");
  await parent.tapOld(encodeAction({ do: "itemIn", item: "alb_10", way: "interpreter" }), 1);
  await parent.voice(7);
  expect(await rules(parent.id)).toEqual(expect.arrayContaining(["callMe:interpreter:alb-10", "question"]));
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.view");
  expect(sees(fatima, "Hoeveel uur hulp krijgt mijn kind?")).toBe(true);

  const other = await walk.parent("Moeder");
  await other.tapOld(encodeAction({ do: "itemIn", item: "alb_10", way: "call" }), 1);
  await other.say("061234");
  expect(other.last()).toBe(t()("questions:phone.wrong"));
  await other.say("wat is bbl");
  expect(other.last()).toContain("BBL");
});

test("what was asked for ends with another tap: the next words are a question", async () => {
  await aSchool();
  const parent = await walk.parent("Moeder");
  await parent.press("questions:button.human");
  await parent.say("/ask");
  await parent.say("wat is bbl");
  expect(parent.last()).toContain("BBL");
  await parent.press("questions:button.human");
  await parent.tapOld(encodeAction({ do: "questions", what: "menu" }), 1);
  await parent.say("wat is bol");
  expect(parent.last()).toContain("BOL");
  expect(await escalations(parent.id)).toEqual([]);
});

test("danger in a changed message is heard, and a question goes to a human as it was changed", async () => {
  const { fatima } = await aSchool();
  const parent = await walk.parent("Moeder");
  await parent.say("hoe laat begint de kerstviering in de aula");
  const mine = parent.phone.messages().findLast(({ from }) => from === "person")?.id ?? 0;
  await parent.edit(mine, "hoe laat eindigt de kerstviering in de aula");
  await parent.press("questions:unknown.yes");
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.view");
  expect(sees(fatima, "hoe laat eindigt de kerstviering")).toBe(true);
  await parent.edit(mine, "mijn zoon zegt dat hij dood wil");
  expect(sees(parent, "113")).toBe(true);
  expect(await escalations(parent.id)).toMatchObject([{ severity: "crisis" }]);
});

test("words of violence bring a parent the numbers to call", async () => {
  await aSchool();
  const parent = await walk.parent("Moeder");
  await parent.say("mijn man slaat mijn zoon elke dag");
  expect(sees(parent, "0800-2000")).toBe(true);
  expect(await escalations(parent.id)).toHaveLength(1);
});

test("a worry beside an open question can be matched, grows with it, and can be taken back", async () => {
  const { fatima } = await aSchool();
  const bart = await walk.caseWorker("Bart Jansen");
  const amina = await walk.alumnus("Amina", bart);
  const parent = await walk.parent("Moeder");
  await parent.say("hoe laat begint de kerstviering in de aula");
  await parent.press("questions:unknown.yes");
  await parent.tapOld(encodeAction({ do: "questions", what: "worry" }), 1);
  await parent.press("questions:worry.levels.worried");
  await fatima.say("/vandaag");
  await fatima.tap(t()("escalation:today.open", { number: 1 }));
  await fatima.press("escalation:button.take");
  const match = async () => {
    await fatima.press("questions:staff.who");
    await fatima.say("amina");
    await fatima.tap(
      fatima.phone
        .messages()
        .findLast(({ buttons }) => buttons)
        ?.buttons?.flat()[0]?.text ?? "",
    );
  };
  await match();
  expect(fatima.last()).toBe(t()("questions:staff.matched", { worker: "Bart", name: "Amina" }));
  expect(await escalations(amina.id)).toMatchObject([{ severity: "attention" }]);
  await match();
  expect(fatima.last()).toBe(t()("questions:staff.matchedBefore", { worker: "Bart", name: "Amina" }));
  await parent.tapOld(encodeAction({ do: "questions", what: "worry" }), 1);
  await parent.press("questions:worry.levels.danger");
  expect(await escalations(amina.id)).toMatchObject([{ severity: "crisis" }]);
  await fatima.press("questions:staff.unmatch");
  expect(toast(fatima)).toBe(t()("questions:staff.unmatched"));
  expect(await walk.database.db.select().from(tie)).toEqual([]);
  expect(sees(bart, t()("questions:staff.tellWithdrawn", { name: "Amina" }))).toBe(true);
});

test("the poster that was taken last says in which language a parent reads; a young person's language is theirs", async () => {
  await aSchool();
  const stranger = walk.anotherPhone("Adey", "nl");
  await stranger.start();
  await walk.pass({ hours: 1 });
  await stranger.start(await poster("ti"));
  expect(sees(stranger, t("ti")("questions:menu.title"))).toBe(true);
  await stranger.start(await poster("so"));
  expect(sees(stranger, t("so")("questions:menu.title"))).toBe(true);
  await stranger.tap(t("so")("questions:button.language"));
  expect(stranger.last()).toBe(t("so")("telegram:language.choose"));
  expect(await walk.database.db.select().from(question)).toEqual([]);
});

test.each([
  ["06 12 34 56 78", "0612345678"],
  ["+31 (0)6 12345678", "+31612345678"],
  ["0031612345678", "+31612345678"],
  ["31612345678", "+31612345678"],
  ["612345678", "0612345678"],
  ["\u2068\u200e06-12345678\u2069", "0612345678"],
  ["٠٦١٢٣٤٥٦٧٨", "0612345678"],
  ["12345", undefined],
  ["ik weet het niet", undefined],
])("the number %s", (typed, read) => {
  expect(readPhone(typed)).toBe(read);
});

test("a parent's voice note while their crisis runs rings as words of crisis do", async () => {
  const { fatima } = await aSchool();
  const parent = await walk.parent("Moeder");
  await parent.say("mijn zoon zegt dat hij dood wil");
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.reached");
  await parent.voice(9);
  expect(await rules(parent.id)).toContain("voice");
  expect(await escalations(parent.id)).toMatchObject([
    { severity: "crisis", state: "notified", ownerId: null },
  ]);
});

test("a parent's changed message that tells of danger again after a contact goes round again, with the numbers", async () => {
  const { fatima } = await aSchool();
  const parent = await walk.parent("Moeder");
  const message = await parent.say("mijn zoon zegt dat hij dood wil");
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.reached");
  await walk.pass({ minutes: 5 });
  await parent.edit(message, "mijn zoon zegt dat hij dood wil, hij heeft pillen");
  expect(await escalations(parent.id)).toMatchObject([
    { severity: "crisis", state: "notified", ownerId: null },
  ]);
  const numbers = parent.phone.messages().filter(({ from, text }) => from === "bot" && text?.includes("113"));
  expect(numbers).toHaveLength(2);
});

describe("a worry that is matched again after it was said to be about somebody else", () => {
  async function takenBack(level: "hurry" | "danger") {
    const { fatima } = await aSchool();
    const bart = await walk.caseWorker("Bart Jansen");
    const amina = await walk.alumnus("Amina", bart);
    const parent = await walk.parent("Moeder");
    await parent.press("questions:button.worry");
    await parent.press(`questions:worry.levels.${level}`);
    await fatima.press("escalation:button.take");
    const match = async () => {
      await fatima.press("questions:staff.who");
      await fatima.say("amina");
      const newest = fatima.phone.messages().findLast(({ buttons }) => buttons);
      await fatima.tap(newest?.buttons?.flat()[0]?.text ?? "");
    };
    await match();
    expect(fatima.last()).toBe(t()("questions:staff.matched", { worker: "Bart", name: "Amina" }));
    await walk.pass({ minutes: 5 });
    await fatima.press("questions:staff.unmatch");
    expect(sees(bart, t()("questions:staff.tellWithdrawn", { name: "Amina" }))).toBe(true);
    return { fatima, bart, amina, parent, match };
  }
  const back = () => t()("questions:staff.tellBack", { name: "Amina" });

  test.each(["hurry", "danger"] as const)("rings anew when it was closed meanwhile: %s", async (level) => {
    const { fatima, bart, amina, match } = await takenBack(level);
    await bart.press("escalation:button.take");
    await bart.press("escalation:button.reached");
    const [first] = await escalations(amina.id);
    await forge(bart, first?.id ?? "", "step_none");
    await bart.press("escalation:outcome.notNeeded");
    expect(await escalations(amina.id)).toMatchObject([{ state: "resolved" }]);
    await walk.pass({ minutes: 5 });
    const before = rings(walk, bart);
    await match();
    expect(fatima.last()).toBe(t()("questions:staff.matched", { worker: "Bart", name: "Amina" }));
    expect(rings(walk, bart)).toBe(before + 1);
    expect(sees(bart, back())).toBe(true);
    const severity = level === "hurry" ? "urgent" : "crisis";
    expect((await escalations(amina.id)).filter(({ state }) => state === "notified")).toMatchObject([
      { severity },
    ]);
  });

  test("is told to whoever guides the young person while it is open, and the screen says no less", async () => {
    const { fatima, bart, amina, match } = await takenBack("hurry");
    await walk.pass({ minutes: 5 });
    await match();
    expect(fatima.last()).toBe(t()("questions:staff.matched", { worker: "Bart", name: "Amina" }));
    expect(sees(bart, back())).toBe(true);
    expect(await rules(amina.id)).not.toContain("R17:withdrawn");
    expect(await escalations(amina.id)).toMatchObject([{ severity: "urgent" }]);
    // From here on it is matched, and once more changes nothing.
    await match();
    expect(fatima.last()).toBe(t()("questions:staff.matchedBefore", { worker: "Bart", name: "Amina" }));
  });

  test("and told as urgent again by the parent after the outcome, it rings whoever guides the young person", async () => {
    const { bart, amina, parent, match } = await takenBack("hurry");
    await match();
    await bart.press("escalation:button.take");
    await bart.press("escalation:button.reached");
    await bart.press("escalation:button.view");
    await bart.press("escalation:outcome.helped");
    expect(await escalations(amina.id)).toMatchObject([{ state: "resolved" }]);
    await walk.pass({ minutes: 5 });
    await parent.tapOld(encodeAction({ do: "questions", what: "worry" }), 1);
    await parent.press("questions:worry.levels.hurry");
    expect((await escalations(amina.id)).map(({ state }) => state).sort()).toEqual(["notified", "resolved"]);
    // What is answered after it is no worry of its own.
    await parent.press("questions:worry.abouts.home");
    expect(await escalations(amina.id)).toHaveLength(2);
  });
});
