import { asc, eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { alumnus, consent, consentParent, talk } from "../../src/db/schema/index.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { checkInsOf, countText, messagesTo, toast } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = () => walk.app.texts("nl");
const consentsOf = (person: Walker) =>
  walk.database.db.select().from(consent).where(eq(consent.alumnusId, person.id)).orderBy(asc(consent.seq));
const name = "Amina";

/** Amina, fifteen, says yes with her card; Fatima confirms that it is her. */
async function aYesAtFifteen(more: { birthDate?: string; shared?: boolean } = {}) {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus(name, fatima, {
    linked: false,
    birthDate: more.birthDate ?? "2011-05-02",
  });
  await amina.start(amina.token);
  await amina.tap("Nederlands");
  await amina.press("people:link.okay");
  await amina.press("people:link.offerAnswer.yes");
  await amina.press(more.shared ? "people:link.phoneAnswer.shared" : "people:link.phoneAnswer.own");
  return { fatima, amina };
}
const tries = (fatima: Walker, amina: Walker) =>
  fatima.tapOld(encodeAction({ do: "startCheckIn", alumnus: amina.id }), 1);

test("before sixteen nothing is asked until a parent's yes is written down, and everybody reads an honest sentence", async () => {
  const { fatima, amina } = await aYesAtFifteen();
  expect(amina.last()).toBe(t()("people:link.parent", { worker: "Fatima" }));
  expect(amina.read()).not.toContain(t()("checkin:question.G1.prompt"));
  await fatima.press("people:confirm.yes");
  expect(amina.last()).toBe(t()("people:link.parentConfirmed", { worker: "Fatima" }));
  expect(fatima.read()).not.toContain(t()("people:confirm.done.yes", { name }));
  await tries(fatima, amina);
  expect(fatima.last()).toBe(t()("telegram:checkIn.refused.parent", { name }));
  expect(await checkInsOf(walk, amina)).toEqual([]);
  await fatima.say("/waiting");
  await fatima.tap("Amina J. · wacht op ja van ouder");
  await fatima.press("people:person.parent");
  expect(fatima.last()).toContain(t()("people:parent.words.telegram", { worker: "Fatima" }));
  await fatima.press("people:parent.answer.paper");
  expect(amina.last()).toBe(t()("people:parent.tellYes", { worker: "Fatima" }));
  // A double tap writes nothing twice, and says so.
  const told = messagesTo(amina).length;
  const again = encodeAction({ do: "parent", alumnus: amina.id, how: "paper" });
  await fatima.tapOld(again, 1);
  expect(toast(fatima)).toBe(t()("people:parent.already"));
  expect(messagesTo(amina)).toHaveLength(told);
  await fatima.press("people:parent.relation.mother");
  await fatima.press("people:parent.relation.father");
  expect(toast(fatima)).toBe(t()("people:parent.already"));
  expect(await consentsOf(amina)).toMatchObject([
    { givenBy: "alumnus", answer: "yes", age: 15, recordedBy: null },
    { givenBy: "parent", answer: "yes", age: 15, channel: "paper", recordedBy: fatima.id },
  ]);
  expect(await walk.database.db.select().from(consentParent)).toMatchObject([{ relation: "mother" }]);
  await fatima.press("people:staff.startCheckIn");
  expect(amina.last()).toBe(t()("checkin:flow.opening", { name, worker: "Fatima" }));
  await expect(walk.transcript()).toMatchFileSnapshot("chats/under-sixteen.chat.txt");
});

test("a parent's no is respected, can be put right, and is worded neutrally on a shared phone", async () => {
  const { fatima, amina } = await aYesAtFifteen({ shared: true });
  expect(amina.last()).toBe(t()("people:link.parentShared", { worker: "Fatima" }));
  await fatima.press("people:confirm.yes");
  await fatima.press("people:parent.answer.no");
  expect(amina.last()).toBe(t()("people:parent.tellNo", { worker: "Fatima" }));
  await tries(fatima, amina);
  expect(fatima.last()).toBe(t()("telegram:checkIn.refused.parentNo", { name }));
  await fatima.tapOld(encodeAction({ do: "parent", alumnus: amina.id, how: "phone" }), 1);
  expect(amina.last()).toBe(t()("people:parent.tellYesShared", { worker: "Fatima" }));
  await tries(fatima, amina);
  expect(await checkInsOf(walk, amina)).toMatchObject([{ state: "invited" }]);
  expect(amina.read()).not.toMatch(/Amina|ouder|16/);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/under-sixteen-shared.chat.txt");
});

test("what a parent said at night reaches the young person in the morning, and only the last of it", async () => {
  const { fatima, amina } = await aYesAtFifteen();
  await fatima.press("people:confirm.yes");
  await walk.until("22:40");
  const told = messagesTo(amina).length;
  await fatima.press("people:parent.answer.no");
  await fatima.tapOld(encodeAction({ do: "parent", alumnus: amina.id, how: "phone" }), 1);
  await walk.until("09:55");
  expect(messagesTo(amina)).toHaveLength(told);
  await walk.until("10:05");
  const since = messagesTo(amina).slice(told);
  expect(since.map(({ text }) => text)).toEqual([t()("people:parent.tellYes", { worker: "Fatima" })]);
});

test("another case worker, and a forged button, write nothing down for somebody else's person", async () => {
  const { fatima, amina } = await aYesAtFifteen();
  await fatima.press("people:confirm.yes");
  const kees = await walk.caseWorker("Kees Bos");
  const before = await consentsOf(amina);
  for (const how of ["ask", "paper", "no"] as const) {
    await kees.tapOld(encodeAction({ do: "parent", alumnus: amina.id, how }), 1);
    expect(toast(kees)).toBe(t()("people:confirm.refused.notYours"));
  }
  // The young person's own phone is no case worker's.
  await amina.tapOld(encodeAction({ do: "parent", alumnus: amina.id, how: "paper" }), 1);
  const forged = encodeAction({ do: "parent", alumnus: amina.id, how: "paper" }).replace("paper", "magic");
  await fatima.tapOld(forged, 1);
  expect(await consentsOf(amina)).toEqual(before);
  expect(kees.read()).not.toContain(name);
});

test("whoever turns sixteen without a parent's answer is asked in daytime, once, and decides alone", async () => {
  const { fatima, amina } = await aYesAtFifteen({ birthDate: "2010-11-25" });
  await fatima.press("people:confirm.yes");
  await walk.until("23:00");
  await walk.pass({ days: 1 });
  expect(countText(walk, amina, "people:sixteen.ask")).toBe(0);
  await walk.until("08:00");
  await walk.pass({ hours: 3 });
  expect(countText(walk, amina, "people:sixteen.ask")).toBe(1);
  await tries(fatima, amina);
  expect(fatima.last()).toBe(t()("telegram:checkIn.refused.ownYes", { name }));
  await amina.press("people:link.offerAnswer.yes");
  expect(amina.last()).toBe(t()("people:sixteen.thanks", { worker: "Fatima" }));
  expect(fatima.last()).toBe(t()("people:sixteen.tellWorker", { name }));
  expect((await consentsOf(amina)).at(-1)).toMatchObject({ answer: "yes", age: 16, givenBy: "alumnus" });
  const told = messagesTo(amina).length;
  await amina.tapOld(encodeAction({ do: "ownConsent", answer: "yes" }), 1);
  await amina.tapOld(encodeAction({ do: "ownConsent", answer: "notNow" }), 1);
  expect(messagesTo(amina)).toHaveLength(told);
  await tries(fatima, amina);
  expect(await checkInsOf(walk, amina)).toHaveLength(1);
  expect(countText(walk, amina, "people:sixteen.ask")).toBe(1);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/turns-sixteen.chat.txt");
});

test('"not now" at sixteen stops like STOP, also after a parent\'s yes', async () => {
  const { fatima, amina } = await aYesAtFifteen({ birthDate: "2010-11-24" });
  await fatima.press("people:confirm.yes");
  await fatima.press("people:parent.answer.phone");
  await walk.pass({ hours: 25 });
  expect(countText(walk, amina, "people:sixteen.ask")).toBe(1);
  await amina.press("people:link.offerAnswer.notNow");
  expect(amina.last()).toBe(t()("people:stop.done"));
  const [row] = await walk.database.db.select().from(alumnus).where(eq(alumnus.id, amina.id));
  expect(row?.stoppedAt).not.toBeNull();
  expect((await consentsOf(amina)).at(-1)).toMatchObject({ answer: "withdrawn", age: 16 });
});

test("whoever turns sixteen in the middle of a talk is asked when it is over", async () => {
  const { fatima, amina } = await aYesAtFifteen({ birthDate: "2010-11-25" });
  await fatima.press("people:confirm.yes");
  await walk.until("23:00");
  await walk.pass({ days: 1 });
  await walk.until("08:00");
  await fatima.tapOld(encodeAction({ do: "message", alumnus: amina.id, step: "write" }), 1);
  await amina.say("Ben je er?");
  await walk.pass({ hours: 3 });
  expect(countText(walk, amina, "people:sixteen.ask")).toBe(0);
  const [row] = await walk.database.db.select().from(talk).where(eq(talk.personId, amina.id));
  await fatima.tapOld(encodeAction({ do: "talk", talk: row?.id ?? "", verb: "end" }), 1);
  await walk.pass({ hours: 26 });
  expect(countText(walk, amina, "people:sixteen.ask")).toBe(1);
});
