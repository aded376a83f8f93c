import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { alumnus } from "../../src/db/schema/index.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import {
  answersOf,
  escalationOf,
  lastCheckIn,
  messagesTo,
  numbersIn,
  rings,
  startCheckIn,
  wordsOf,
} from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());
const t = () => walk.app.texts("nl");
const today = () => t()("people:when.today");

async function inCrisis(more: { sharedPhone?: boolean; tidiesUp?: boolean } = {}) {
  walk = await startWalk({ at: "2026-11-24T10:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { sharedPhone: more.sharedPhone === true });
  if (more.tidiesUp)
    await walk.database.db.update(alumnus).set({ tidiesUp: true }).where(eq(alumnus.id, amina.id));
  await amina.say("ik wil dood");
  return { fatima, amina };
}
const passedOn = () => t()("checkin:crisis.passedOn", { reader: "Fatima", when: today() });
const countSaid = (one: Walker, text: string) => messagesTo(one).filter((m) => m.text === text).length;
/** What somebody with the phone in their hand can still read, of both sides. */
const readable = ({ phone }: Walker) =>
  phone
    .messages()
    .filter(({ deleted }) => !deleted)
    .map(({ text }) => text ?? "")
    .join("\n");

test("the safety questions can be answered without words: a thumb, of any colour", async () => {
  const { amina } = await inCrisis();
  await amina.say("👎🏽");
  expect(await answersOf(walk, amina)).toMatchObject({ SAFE1: ["no"] });
  expect(amina.last()).toContain(t()("checkin:question.SAFE2.prompt"));
});

test("a sticker brings the same question again, simply, and rings nobody anew", async () => {
  const { fatima, amina } = await inCrisis();
  const before = rings(walk, fatima);
  await amina.sticker();
  expect(amina.last()).toContain(t()("checkin:crisis.again"));
  expect(amina.last()).toContain(t()("checkin:question.SAFE1.prompt"));
  expect(await lastCheckIn(walk, amina)).toMatchObject({ state: "open", awaiting: "SAFE1" });
  expect(rings(walk, fatima)).toBe(before);
});

test("a voice note between the questions is kept for a human, rings, and the question stays", async () => {
  const { fatima, amina } = await inCrisis();
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.reached");
  const before = rings(walk, fatima);
  await walk.pass({ minutes: 40 });
  await amina.voice(12);
  expect(await wordsOf(walk, amina)).toHaveLength(2);
  expect(rings(walk, fatima)).toBeGreaterThan(before);
  expect(countSaid(amina, passedOn())).toBe(1);
  expect(amina.last()).toContain(t()("checkin:question.SAFE1.prompt"));
  await expect(walk.transcript()).toMatchFileSnapshot("chats/crisis-voice-and-sticker.chat.txt");
});

test.each([
  ["place", (amina: Walker) => amina.phone.place()],
  ["photo", (amina: Walker) => amina.phone.photo()],
] as const)(
  "a %s between the questions is kept for a human, rings, and the question stays",
  async (kind, send) => {
    const { fatima, amina } = await inCrisis();
    await fatima.press("escalation:button.take");
    await fatima.press("escalation:button.reached");
    const before = rings(walk, fatima);
    await walk.pass({ minutes: 40 });
    send(amina);
    await walk.settle();
    expect(await wordsOf(walk, amina)).toMatchObject([{ kind: "text" }, { kind }]);
    expect(rings(walk, fatima)).toBeGreaterThan(before);
    expect(countSaid(amina, passedOn())).toBe(1);
    expect(await lastCheckIn(walk, amina)).toMatchObject({ state: "open", awaiting: "SAFE1" });
    await fatima.press("escalation:button.take");
    await fatima.press("escalation:button.view");
    expect(fatima.read()).toContain(t()(`escalation:details.${kind}`));
    await expect(walk.transcript()).toMatchFileSnapshot(`chats/crisis-${kind}.chat.txt`);
  },
);

test("silence closes nothing, and the details say which question has no answer yet", async () => {
  const { fatima, amina } = await inCrisis();
  walk.clock.moveTo(new Date(walk.clock.now().getTime() + 3 * 86_400_000));
  await walk.app.tick();
  await walk.settle();
  expect(await lastCheckIn(walk, amina)).toMatchObject({ state: "open", awaiting: "SAFE1" });
  expect((await escalationOf(walk, amina)).state).not.toBe("resolved");
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.view");
  const question = t()("checkin:question.SAFE1.prompt");
  expect(fatima.read()).toContain(t()("escalation:details.silentSafety", { question }));
});

test("after the questions whatever is written is passed on, and that is said once in ten minutes", async () => {
  const { amina } = await inCrisis();
  await amina.answer("SAFE1", "yes");
  await amina.answer("SAFE2", "home");
  expect(amina.last()).toBe(t()("checkin:end.crisisAwake", { reader: "Fatima" }));
  await amina.say("mijn broer is er nu");
  await amina.say("hij maakt thee");
  await walk.pass({ minutes: 9 });
  await amina.say("het gaat iets beter");
  expect(countSaid(amina, passedOn())).toBe(1);
  await walk.pass({ minutes: 1 });
  await amina.say("ik ben er nog");
  expect(countSaid(amina, passedOn())).toBe(2);
  expect(await wordsOf(walk, amina)).toHaveLength(5);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/crisis-goes-on.chat.txt");
});

test("words of crisis get the numbers each time, however soon they come again", async () => {
  const { amina } = await inCrisis();
  await amina.say("ik wil echt dood");
  await amina.say("ik spring van het dak");
  const said = messagesTo(amina).filter(({ text }) => text?.includes(numbersIn(walk)));
  expect(said).toHaveLength(3);
});

test("the bot answers for weeks after a crisis that no human has closed", async () => {
  const { amina } = await inCrisis();
  await amina.answer("SAFE1", "yes");
  await amina.answer("SAFE2", "home");
  for (let week = 1; week <= 4; week += 1) {
    walk.clock.moveTo(new Date(walk.clock.now().getTime() + 7 * 86_400_000));
    const before = messagesTo(amina).length;
    await amina.say(`ik schrijf nog een keer, week ${week}`);
    expect(messagesTo(amina).length).toBe(before + 1);
    expect(amina.last()).toContain("Ik geef het door.");
  }
});

test("who shares a phone is asked once whether messages about danger go again", async () => {
  walk = await startWalk({ at: "2026-11-24T10:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("/phone");
  await amina.press("people:link.phoneAnswer.shared");
  expect(amina.last()).toBe(t()("people:tidy.ask"));
  await amina.press("people:tidy.yes");
  expect(amina.last()).toBe(t()("people:tidy.doneYes"));
  const [row] = await walk.database.db.select().from(alumnus).where(eq(alumnus.id, amina.id));
  expect(row).toMatchObject({ sharedPhone: true, tidiesUp: true });
});

test("twelve hours later nothing of the crisis stands on a shared phone, and HELP brings it back", async () => {
  const { amina } = await inCrisis({ sharedPhone: true, tidiesUp: true });
  await amina.answer("SAFE1", "no");
  await amina.say("ik durf niet naar huis");
  expect(readable(amina)).toContain("113");
  const hoursLater = async (hours: number) => {
    walk.clock.moveTo(new Date(walk.clock.now().getTime() + hours * 3_600_000));
    await walk.settle();
  };
  await hoursLater(11);
  expect(readable(amina)).toContain("113");
  await hoursLater(2);
  for (const gone of ["113", "dood", "veilig", "bij je zijn", "durf niet"])
    expect(readable(amina)).not.toContain(gone);
  expect(await wordsOf(walk, amina)).toHaveLength(2);
  await amina.say("HELP");
  expect(readable(amina)).toContain("113");
  expect(readable(amina)).toContain(t()("checkin:question.SAFE2.prompt"));
  await expect(walk.transcript()).toMatchFileSnapshot("chats/crisis-tidied.chat.txt");
});

test("one button takes it away at once", async () => {
  const { amina } = await inCrisis({ sharedPhone: true, tidiesUp: true });
  await amina.press("people:tidy.now");
  expect(readable(amina)).not.toMatch(/113|dood|veilig/);
  await amina.say("/help");
  expect(readable(amina)).toContain("113");
  expect(readable(amina)).not.toMatch(/zelfmoord/);
  expect(readable(amina)).toContain(t()("checkin:question.SAFE1.prompt"));
});

test("without that choice nothing is taken away", async () => {
  const { amina } = await inCrisis({ sharedPhone: true });
  walk.clock.moveTo(new Date(walk.clock.now().getTime() + 30 * 3_600_000));
  await walk.settle();
  expect(readable(amina)).toContain("ik wil dood");
  expect(readable(amina)).toContain("113");
});

test("words that were changed into a cry for help go from a shared phone too", async () => {
  const { amina } = await inCrisis({ sharedPhone: true, tidiesUp: true });
  const message = await amina.say("hallo");
  await amina.edit(message, "ik heb pillen en ik wil dood");
  walk.clock.moveTo(new Date(walk.clock.now().getTime() + 13 * 3_600_000));
  await walk.settle();
  expect(readable(amina)).not.toContain("pillen");
});

test("an answer of the way through a crisis goes from a shared phone when it is typed, too", async () => {
  walk = await startWalk({ at: "2026-11-24T10:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { sharedPhone: true });
  await walk.database.db.update(alumnus).set({ tidiesUp: true }).where(eq(alumnus.id, amina.id));
  await startCheckIn(fatima, amina);
  const label = (question: string, option: string) => walk.texts(question)[option] ?? "?";
  const typed = [
    await amina.say(label("G1", "cantGoOn")),
    await amina.say(label("SAFE1", "no")),
    await amina.say(label("SAFE2", "nobody")),
  ];
  expect(await answersOf(walk, amina)).toMatchObject({ G1: ["cantGoOn"], SAFE1: ["no"], SAFE2: ["nobody"] });
  walk.clock.moveTo(new Date(walk.clock.now().getTime() + 13 * 3_600_000));
  await walk.settle();
  const left = amina.phone.messages().filter(({ id, deleted }) => typed.includes(id) && !deleted);
  expect(left).toEqual([]);
});
