import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { alumnus, checkIn, invitation, standing, unlinking } from "../../src/db/schema/index.ts";
import { findOrganisation } from "../../src/people/store.ts";
import { addCohort } from "../../src/programme/add-cohort.ts";
import type { Programme } from "../../src/programme/programme.ts";
import { findTemplate } from "../../src/programme/templates.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { answersOf, countText, escalationOf, messagesTo, rings, startCheckIn, toast } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = () => walk.app.texts("nl");
const name = "Amina";
const rowOf = async (person: Walker) => {
  const [row] = await walk.database.db.select().from(alumnus).where(eq(alumnus.id, person.id));
  if (!row) throw new Error("Nobody");
  return row;
};
const linkIn = (walker: Walker) =>
  messagesTo(walker)
    .flatMap(({ text }) => /\?start=(\S+)$/.exec(text ?? "")?.[1] ?? [])
    .at(-1) ?? "";

async function aLinkedPerson(more: { sharedPhone?: boolean } = {}) {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus(name, fatima, { situation: "work_regular", ...more });
  return { fatima, amina };
}

/** A new card is used on another phone, up to the case worker's question. */
async function onNewPhone(fatima: Walker, amina: Walker) {
  await fatima.tapOld(encodeAction({ do: "newCard", alumnus: amina.id }), 1);
  const phone = walk.anotherPhone("Amina's new phone");
  await phone.start(linkIn(fatima));
  await phone.tap("Nederlands");
  await phone.press("people:link.okay");
  await phone.press("people:link.offerAnswer.yes");
  await phone.press("people:link.phoneAnswer.own");
  return phone;
}

test("a phone is let go of with a reason and told neutrally; ten minutes long that can be taken back", async () => {
  const { fatima, amina } = await aLinkedPerson();
  await fatima.tapOld(encodeAction({ do: "person", alumnus: amina.id }), 1);
  await fatima.press("people:person.unlink");
  await fatima.press("people:unlink.keep");
  expect(toast(fatima)).toBe(t()("people:unlink.kept"));
  expect((await rowOf(amina)).chatId).toBe(amina.phone.chatId);
  await fatima.press("people:unlink.reason.wrongPerson");
  expect(amina.last()).toBe(t()("people:unlink.tell"));
  expect((await rowOf(amina)).chatId).toBeNull();
  expect(await walk.database.db.select().from(unlinking)).toMatchObject([
    { reason: "wrongPerson", by: fatima.id, undoneAt: null },
  ]);
  // A second tap finds nothing linked, and the phone hears it once.
  await fatima.tapOld(encodeAction({ do: "unlink", alumnus: amina.id, reason: "wrongPerson" }), 1);
  expect(toast(fatima)).toBe(t()("people:unlink.refused.notLinked"));
  expect(countText(walk, amina, "people:unlink.tell")).toBe(1);
  await amina.say("hallo?");
  expect(amina.last()).toBe(t()("people:link.noCard"));
  const [row] = await walk.database.db.select().from(unlinking);
  const undo = encodeAction({ do: "undoUnlink", unlinking: row?.id ?? "" });
  const kees = await walk.caseWorker("Kees Bos");
  await kees.tapOld(undo, 1);
  expect(toast(kees)).toBe(t()("people:confirm.refused.notYours"));
  await walk.pass({ minutes: 9 });
  await fatima.press("people:unlink.undo");
  expect(amina.last()).toBe(t()("people:unlink.tellUndone"));
  expect((await rowOf(amina)).chatId).toBe(amina.phone.chatId);
  await fatima.tapOld(undo, 1);
  expect(toast(fatima)).toBe(t()("people:unlink.refused.undone"));
  await fatima.tapOld(encodeAction({ do: "unlink", alumnus: amina.id, reason: "ownWish" }), 1);
  await walk.pass({ minutes: 11 });
  await fatima.press("people:unlink.undo");
  expect(toast(fatima)).toBe(t()("people:unlink.refused.tooLate"));
  await fatima.say("/waiting");
  await fatima.tap("Amina J. · telefoon losgekoppeld");
  expect(amina.read().split(t()("people:unlink.tell")).join("")).not.toContain("losgekoppeld");
  await expect(walk.transcript()).toMatchFileSnapshot("chats/unlink.chat.txt");
});

test("taken back, the person stands where they stood in their programme, and takes part since the same day", async () => {
  const { fatima, amina } = await aLinkedPerson();
  const { db } = walk.database;
  // They had stopped and come back: the phone was linked before that.
  const joinedAt = new Date("2026-10-05T09:00:00Z");
  const linkedAt = new Date("2026-09-07T09:00:00Z");
  await db.update(alumnus).set({ joinedAt, linkedAt }).where(eq(alumnus.id, amina.id));
  await addCohort({ db, now: walk.clock.now() }, await findOrganisation(db, walk.organisationId), {
    ...{ name: "Klas van '26", exitsFrom: "2026-01-01", exitsUntil: "2026-12-31" },
    programmes: [{ programme: findTemplate("pro_three_moments") as Programme }],
  });
  const stands = async () => {
    const [row] = await db.select().from(standing).where(eq(standing.alumnusId, amina.id));
    return { state: row?.state, reason: row?.reason, next: row?.next, nextAt: row?.nextAt };
  };
  await walk.pass({ minutes: 2 });
  const before = await stands();
  expect(before).toMatchObject({ state: "inTouch", next: "checkIn" });
  await fatima.tapOld(encodeAction({ do: "unlink", alumnus: amina.id, reason: "wrongPerson" }), 1);
  await walk.pass({ minutes: 2 });
  expect(await stands()).toMatchObject({ state: "waits", next: "hold" });
  await fatima.press("people:unlink.undo");
  await walk.pass({ minutes: 1 });
  expect(await rowOf(amina)).toMatchObject({ chatId: amina.phone.chatId, joinedAt, linkedAt });
  expect(await stands()).toEqual(before);
});

test("a new phone is asked about; on yes the old one is let go of and the running check-in goes on there", async () => {
  const { fatima, amina } = await aLinkedPerson();
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  const asked = amina.last();
  const phone = await onNewPhone(fatima, amina);
  expect(fatima.last()).toBe(t()("people:confirm.askNewPhone", { name }));
  expect((await rowOf(amina)).chatId).toBe(amina.phone.chatId);
  await fatima.press("people:confirm.yes");
  expect(fatima.last()).toBe(t()("people:confirm.done.newPhone", { name }));
  expect(amina.last()).toBe(t()("people:unlink.tell"));
  expect((await rowOf(amina)).chatId).toBe(phone.phone.chatId);
  // Where it stood on the old phone is where it goes on; the old buttons do nothing any more.
  const said = messagesTo(amina).length;
  await amina.answer("G2", "yes");
  expect(messagesTo(amina)).toHaveLength(said);
  expect(Object.keys(await answersOf(walk, amina))).toEqual(["G1"]);
  expect(phone.last()).toBe(asked);
  await phone.answer("G2", "yes");
  expect(await answersOf(walk, amina)).toMatchObject({ G1: ["good"], G2: ["yes"] });
  const running = await walk.database.db.select().from(checkIn).where(eq(checkIn.state, "open"));
  expect(running).toHaveLength(1);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/new-phone.chat.txt");
});

test("on no nothing changes for the old phone, and of two taps one decides", async () => {
  const { fatima, amina } = await aLinkedPerson();
  const phone = await onNewPhone(fatima, amina);
  await fatima.press("people:confirm.no");
  expect(fatima.last()).toBe(t()("people:confirm.done.keptOld", { name }));
  expect(phone.last()).toBe(t()("people:link.wrongPerson"));
  await fatima.press("people:confirm.yes");
  expect(toast(fatima)).toBe(t()("people:confirm.refused.alreadyDecided"));
  expect((await rowOf(amina)).chatId).toBe(amina.phone.chatId);
  expect(amina.read()).not.toContain(t()("people:unlink.tell"));
  expect(phone.read()).not.toContain(name);
});

test("of two phones with two cards the last one counts, and the first hears that its card was replaced", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus(name, fatima, { linked: false });
  await amina.start(amina.token);
  await amina.tap("Nederlands");
  const phone = await onNewPhone(fatima, amina);
  expect(amina.last()).toBe(t()("people:link.replaced"));
  await amina.press("people:link.okay");
  expect(amina.last()).toBe(t()("people:link.replaced"));
  await fatima.press("people:confirm.yes");
  expect((await rowOf(amina)).chatId).toBe(phone.phone.chatId);
});

test("a card in the wrong hands is not used up: a sibling's phone, a case worker's, one's own", async () => {
  const { fatima, amina } = await aLinkedPerson();
  const daan = await walk.alumnus("Daan", fatima, { linked: false });
  await amina.start(daan.token);
  expect(amina.last()).toBe(t()("people:link.otherCard"));
  expect(fatima.last()).toBe(t()("people:confirm.tell.cardOfOther", { name: "Daan" }));
  expect(amina.read()).not.toContain("Daan");
  expect(fatima.last()).not.toContain(name);
  await fatima.start(daan.token);
  expect(fatima.last()).toBe(t()("people:link.cardOnStaffPhone"));
  const kees = await walk.caseWorker("Kees Bos", { joined: false });
  await amina.start(kees.token);
  expect(amina.last()).toBe(t()("people:link.staffLinkOnPhone"));
  await kees.start(kees.token);
  expect(kees.last()).toContain("Welkom Kees");
  // One's own new card changes nothing on the phone that is linked already.
  await fatima.tapOld(encodeAction({ do: "newCard", alumnus: amina.id }), 1);
  await amina.start(linkIn(fatima));
  expect(amina.last()).toBe(t()("telegram:start.again", { worker: "Fatima" }));
  expect((await rowOf(amina)).chatId).toBe(amina.phone.chatId);
  // Daan's card still works for Daan.
  await daan.start(daan.token);
  expect(daan.last()).toContain(t()("people:link.chooseLanguage"));
  const used = (await walk.database.db.select().from(invitation)).filter(({ usedAt }) => usedAt);
  expect(used.map(({ alumnusId }) => alumnusId)).toContain(daan.id);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/card-in-wrong-hands.chat.txt");
});

test("whose phone it is can be changed later, and counts at once", async () => {
  const { fatima, amina } = await aLinkedPerson();
  await amina.say("/telefoon");
  expect(amina.last()).toBe(t()("people:phone.isOwn"));
  await amina.press("people:link.phoneAnswer.shared");
  expect(amina.read()).toContain(t()("people:link.sharedNote"));
  expect(amina.last()).toBe(t()("people:tidy.ask"));
  await fatima.say("/checkin");
  await fatima.tap("Amina Jansen");
  expect(amina.last()).toBe(t()("checkin:flow.openingShared", { worker: "Fatima" }));
  await amina.say("/phone");
  expect(amina.last()).toBe(t()("people:phone.isShared"));
  await amina.press("people:link.phoneAnswer.own");
  expect((await rowOf(amina)).sharedPhone).toBe(false);
});

test.each([
  ["bad", "urgent"],
  ["cantGoOn", "crisis"],
] as const)(
  "the one question (%s) counts also after a case worker's quick yes, once, and rings as %s",
  async (option, severity) => {
    walk = await startWalk();
    const fatima = await walk.caseWorker("Fatima de Vries");
    const amina = await walk.alumnus(name, fatima, { linked: false });
    await amina.start(amina.token);
    await amina.tap("Nederlands");
    await amina.press("people:link.okay");
    await amina.press("people:link.offerAnswer.yes");
    await amina.press("people:link.phoneAnswer.own");
    await fatima.press("people:confirm.yes");
    await amina.answer("G1", option);
    expect(await escalationOf(walk, amina)).toMatchObject({ severity });
    expect(rings(walk, fatima)).toBe(1);
    const said = option === "bad" ? t()("people:link.lateThanks", { worker: "Fatima" }) : "";
    expect(amina.last()).toContain(said || t()("checkin:question.SAFE1.prompt"));
    const told = messagesTo(amina).length;
    await amina.answer("G1", option);
    expect(messagesTo(amina)).toHaveLength(told);
    expect(rings(walk, fatima)).toBe(1);
  },
);

test("in the first minute of a shared phone nothing names the young person or repeats an answer", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus(name, fatima, { linked: false });
  await amina.start(amina.token);
  await amina.tap("Nederlands");
  await amina.press("people:link.okay");
  await amina.press("people:link.offerAnswer.yes");
  await amina.press("people:link.phoneAnswer.shared");
  expect(amina.read()).toContain(t()("people:link.sharedNote"));
  await amina.answer("G1", "bad");
  expect(amina.last()).toBe(t()("people:link.thanksShared", { worker: "Fatima" }));
  await fatima.press("people:confirm.yes");
  expect(amina.read()).toContain(t()("people:link.confirmedShared", { worker: "Fatima" }));
  expect(amina.read()).not.toMatch(/Amina|Jansen|Slecht/);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/first-minute-shared.chat.txt");
});
