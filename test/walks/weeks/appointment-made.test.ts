import { eq } from "drizzle-orm";
import ICAL from "ical.js";
import { afterEach, describe, expect, test } from "vitest";
import { appointment, caseWorker, contactRecord, ownHours } from "../../../src/db/schema/index.ts";
import { startWalk, type Walk, type Walker } from "../../support/walk.ts";
import { escalationOf, forgeAction, toast, wordsOf } from "../look.ts";

let walk: Walk;
afterEach(() => walk.end());

const appointmentsOf = ({ id }: { id: string }) =>
  walk.database.db
    .select()
    .from(appointment)
    .where(eq(appointment.alumnusId, id))
    .orderBy(appointment.createdAt);
async function appointmentOf(person: { id: string }) {
  const row = (await appointmentsOf(person)).at(-1);
  if (!row) throw new Error("No appointment");
  return row;
}
/** The times under the newest message with any. */
const times = ({ phone }: Walker): string[] => {
  const shown = phone
    .messages()
    .findLast(({ buttons }) => buttons?.flat().some(({ data }) => data?.startsWith("j2:")));
  return (shown?.buttons ?? [])
    .flat()
    .filter(({ data }) => data?.startsWith("j2:"))
    .map(({ text }) => text);
};
const chooseTime = async (walker: Walker, index: number) => {
  const time = times(walker)[index];
  if (!time) throw new Error(`No time ${index}`);
  await walker.tap(time);
  return time;
};
/** The calendar files on a phone, read as another program reads them. */
const files = ({ phone }: Walker) =>
  phone.messages().flatMap(({ document }) => {
    const bytes = document && phone.download(document.fileId)?.bytes;
    if (!bytes) return [];
    const calendar = new ICAL.Component(ICAL.parse(Buffer.from(bytes).toString()));
    const entry = calendar.getFirstSubcomponent("vevent");
    if (!entry) throw new Error("A file without an event");
    const event = new ICAL.Event(entry);
    return [
      {
        uid: event.uid,
        sequence: event.sequence,
        start: event.startDate.toJSDate(),
        summary: event.summary,
        location: event.location,
        method: String(calendar.getFirstPropertyValue("method")),
      },
    ];
  });

async function atSchool(at = "2026-11-23T09:00") {
  walk = await startWalk({ at });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  return { fatima, amina };
}

/** The case worker offers times to somebody. */
async function offer(fatima: Walker, person: Walker, form: "phone" | "physical") {
  await fatima.say(`/oudleerlingen ${person.name}`);
  await fatima.press("appointment:button.arrange");
  await fatima.press(`appointment:button.${form}`);
  await fatima.tap(`${person.name} kiest een tijd`);
}

test("times are offered, one is chosen, both have it in their calendar, are reminded the day before, and it is written down in one tap", async () => {
  const { fatima, amina } = await atSchool();
  await offer(fatima, amina, "physical");
  expect(times(amina)).toHaveLength(6);
  await chooseTime(amina, 4);
  await amina.press("appointment:button.together");
  await amina.press("appointment:button.together");
  expect(toast(amina)).toBe("Dat staat er al.");
  await amina.press("appointment:button.place");
  await amina.press("appointment:button.typed");
  await amina.sticker();
  await amina.say("de bieb bij het station");
  const row = await appointmentOf(amina);
  expect(row).toMatchObject({ state: "booked", place: "typed", company: "together", sequence: 1 });
  for (const side of [fatima, amina])
    expect(files(side).map(({ uid, sequence, start, method }) => [uid, sequence, start, method])).toEqual([
      [`${row.id}@in-beeld.invalid`, 0, row.startsAt, "PUBLISH"],
      [`${row.id}@in-beeld.invalid`, 1, row.startsAt, "PUBLISH"],
    ]);
  expect(files(amina).at(-1)?.location ?? null).toBeNull();
  await fatima.say("/afspraken");
  expect(fatima.last()).toContain("de bieb bij het station");

  walk.note("the day before");
  await walk.pass({ days: 2, hours: 3 });
  expect(amina.last()).toContain("Denk je eraan?");
  expect(fatima.read()).toContain("Dit komt eraan");
  await amina.press("appointment:button.come");

  walk.note("after it");
  await walk.pass({ days: 1, hours: 2 });
  await fatima.tap("30 min");
  expect(await appointmentOf(amina)).toMatchObject({ state: "held", placeText: null });
  const [contact] = await walk.database.db.select().from(contactRecord);
  expect(contact).toMatchObject({ channel: "visit", minutes: 30, result: "reached", at: row.startsAt });
  await fatima.say("/afspraken");
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/appointment.chat.txt");
});

test("in Arabic: an own wish for a call, moved, and cancelled after the second thought", async () => {
  walk = await startWalk({ at: "2026-11-23T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const yusuf = await walk.alumnus("Yusuf", fatima, { language: "ar" });
  await yusuf.say("/appointment");
  await yusuf.press("appointment:button.want.phone");
  await chooseTime(yusuf, 0);
  await yusuf.press("appointment:button.otherTime");
  await chooseTime(yusuf, 2);
  await yusuf.press("appointment:button.cancel");
  await yusuf.press("appointment:button.keep");
  expect(await appointmentOf(yusuf)).toMatchObject({ state: "booked", sequence: 1 });
  await yusuf.press("appointment:button.cancel");
  await yusuf.press("appointment:button.cancelSure");
  expect(await appointmentOf(yusuf)).toMatchObject({ state: "cancelled", endedBy: "alumnus" });
  expect(files(yusuf).map(({ sequence, method }) => [sequence, method])).toEqual([
    [0, "PUBLISH"],
    [1, "PUBLISH"],
    [2, "CANCEL"],
  ]);
  expect(new Set(files(fatima).map(({ uid }) => uid)).size).toBe(1);
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/appointment-ar.chat.txt");
});

test("of two who tap the same time one gets it, and the other is shown times that are free", async () => {
  const { fatima, amina } = await atSchool();
  const sem = await walk.alumnus("Sem", fatima);
  await offer(fatima, amina, "phone");
  await offer(fatima, sem, "phone");
  const [time] = times(amina);
  if (!time) throw new Error("No time");
  expect(times(sem)).toContain(time);
  // Both tap before anybody answers.
  amina.phone.tap(time);
  sem.phone.tap(time);
  await walk.settle();
  const rows = [await appointmentOf(amina), await appointmentOf(sem)];
  expect(rows.map(({ state }) => state).sort()).toEqual(["booked", "offered"]);
  const other = rows[0]?.state === "booked" ? sem : amina;
  expect(other.last()).toContain("Die tijd is net bezet.");
  expect(times(other)).not.toContain(time);
  await chooseTime(other, 0);
  const booked = await walk.database.db.select().from(appointment).where(eq(appointment.state, "booked"));
  expect(booked).toHaveLength(2);
  const [first, second] = booked.sort((a, b) => Number(a.startsAt) - Number(b.startsAt));
  expect(Number(first?.endsAt)).toBeLessThanOrEqual(Number(second?.startsAt));
});

test("hours typed in the chat count: no time is offered then, and what is agreed on already is named", async () => {
  const { fatima, amina } = await atSchool("2026-11-23T10:30");
  await fatima.say("/afspraken");
  await fatima.say("misschien");
  await fatima.say("di t/m do niet");
  await fatima.say("za 10-12 wel");
  await fatima.say("elke vrijdag niet");
  await fatima.say("31-11 niet");
  await fatima.say("wo wel");
  await offer(fatima, amina, "phone");
  expect(times(amina)[0]).toMatch(/^vr 27 nov/);
  expect(times(amina).join()).toContain("za 28 nov");
  await chooseTime(amina, 0);
  await fatima.say("/afspraken");
  await fatima.say("vr 27 nov niet");
  expect(fatima.last()).toContain("dan heb je een afspraak met Amina");
  // The case worker picks another time; the young person reads it.
  await fatima.press("appointment:button.otherTime");
  expect(times(fatima).join()).not.toContain("vr 27 nov");
  await chooseTime(fatima, 1);
  expect(amina.read()).toContain("Fatima heeft de afspraak verzet.");
  await fatima.say("/afspraken");
  const before = (await walk.database.db.select().from(ownHours)).length;
  await fatima.tap("Vergeet za 28 nov 10:00");
  expect(await walk.database.db.select().from(ownHours)).toHaveLength(before - 1);
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/appointment-hours.chat.txt");
});

describe("when something changes meanwhile", () => {
  test("a case worker who is away that day: the deputy has it when they have that time, else other times are offered", async () => {
    const { fatima, amina } = await atSchool("2026-11-23T10:30");
    const sem = await walk.alumnus("Sem", fatima);
    const joris = await walk.caseWorker("Joris Bakker");
    await offer(fatima, amina, "phone");
    await chooseTime(amina, 2);
    await offer(fatima, sem, "phone");
    await chooseTime(sem, 4);
    const [, wednesday] = [await appointmentOf(sem), await appointmentOf(amina)];
    expect(wednesday.startsAt?.getUTCDay()).toBe(3);
    await fatima.say("/away");
    await fatima.press("people:duty.away.other");
    await fatima.say("25 nov");
    await fatima.tap("Joris Bakker");
    await walk.pass({ minutes: 2 });
    expect(await appointmentOf(amina)).toMatchObject({
      state: "booked",
      caseWorkerId: joris.id,
      sequence: 1,
    });
    expect(amina.read()).toContain("Je spreekt nu Joris.");
    expect(joris.read()).toContain("Afspraak met Amina");
    await fatima.say("/away");
    await fatima.press("people:duty.away.other");
    await fatima.say("26 nov");
    await fatima.press("people:duty.away.nobody");
    await walk.pass({ hours: 2 });
    expect((await appointmentsOf(sem)).map(({ state }) => state)).toEqual(["cancelled", "offered"]);
    expect(sem.read()).toContain("De afspraak gaat niet door.");
    expect(times(sem).join()).not.toContain("26 nov");
    await expect(walk.transcript()).toMatchFileSnapshot("../chats/appointment-away.chat.txt");
  });

  test.each(["Amina", "Joris"])(
    "a talk that a deputy has and that moves to the case worker's own time leaves the deputy's calendar, moved by %s",
    async (mover) => {
      const { fatima, amina } = await atSchool("2026-11-23T10:30");
      const joris = await walk.caseWorker("Joris Bakker");
      await offer(fatima, amina, "phone");
      await chooseTime(amina, 2);
      await fatima.say("/away");
      await fatima.press("people:duty.away.other");
      await fatima.say("25 nov");
      await fatima.tap("Joris Bakker");
      await walk.pass({ minutes: 2 });
      const before = await appointmentOf(amina);
      expect(before).toMatchObject({ caseWorkerId: joris.id, sequence: 1 });
      await walk.until("19:00");
      const side = mover === "Joris" ? joris : amina;
      await side.press("appointment:button.otherTime");
      await chooseTime(side, 0);
      const after = await appointmentOf(amina);
      expect(after).toMatchObject({ state: "booked", caseWorkerId: fatima.id, sequence: 2 });
      // Whoever moves it reads so at once, also in the evening; else it waits for their working hours.
      expect(files(joris)).toHaveLength(mover === "Joris" ? 2 : 1);
      await walk.until("08:05");
      expect(files(joris).map(({ sequence, method, start }) => [sequence, method, start])).toEqual([
        [1, "PUBLISH", before.startsAt],
        [2, "CANCEL", before.startsAt],
      ]);
      expect(joris.read()).toContain("Verzet naar een collega: de afspraak met Amina");
      expect(files(fatima).map(({ sequence, method }) => [sequence, method])).toEqual([
        [0, "PUBLISH"],
        [1, "CANCEL"],
        [2, "PUBLISH"],
      ]);
    },
  );

  test("who stops has no appointment any more, and the case worker hears it", async () => {
    const { fatima, amina } = await atSchool();
    await offer(fatima, amina, "phone");
    await chooseTime(amina, 0);
    const said = files(amina).length;
    // Moved by the case worker before ten: the news waits for ten, and never goes.
    await fatima.press("appointment:button.otherTime");
    await chooseTime(fatima, 1);
    await amina.say("/stop");
    await walk.pass({ hours: 2 });
    expect(amina.read()).not.toContain("Fatima heeft de afspraak verzet.");
    await walk.pass({ minutes: 2 });
    expect(await appointmentOf(amina)).toMatchObject({ state: "cancelled", endedBy: "robot" });
    expect(fatima.read()).toContain("De afspraak met Amina gaat niet door");
    // Who stopped is not called about it.
    expect(fatima.read()).not.toContain("Amina weet dit nog niet.");
    expect(files(fatima).at(-1)).toMatchObject({ method: "CANCEL" });
    expect(files(amina)).toHaveLength(said);
    await amina.say("/afspraak");
    expect(amina.last()).toContain("Je doet nu niet mee.");
  });

  test("who has everything erased leaves nothing, and the case worker gets the file that takes it out", async () => {
    const { fatima, amina } = await atSchool();
    await offer(fatima, amina, "phone");
    await chooseTime(amina, 0);
    await amina.say("/mijngegevens");
    await amina.press("rights:menu.erase");
    await amina.press("rights:erase.eraseSure");
    await amina.press("rights:erase.eraseNow");
    expect(await appointmentsOf(amina)).toEqual([]);
    expect(fatima.read()).toContain("De andere kant heeft alles laten wissen.");
    expect(files(fatima).map(({ method }) => method)).toEqual(["PUBLISH", "CANCEL"]);
  });
});

test("a school without any time offers none: a human hears it, and nobody is left waiting", async () => {
  const { fatima, amina } = await atSchool();
  await fatima.say("/afspraken");
  await fatima.say("di t/m di niet");
  await amina.say("/afspraak");
  await amina.press("appointment:button.want.phone");
  await amina.press("appointment:button.moreTimes");
  await amina.press("appointment:button.firstTimes");
  await walk.database.db.update(caseWorker).set({ hours: {} }).where(eq(caseWorker.id, fatima.id));
  await chooseTime(amina, 0);
  expect(amina.last()).toBe("Er is nu geen vrije tijd. Fatima neemt contact met je op.");
  await offer(fatima, amina, "phone");
  expect(fatima.last()).toContain("Er is geen vrije tijd in de komende vier weken.");
});

test("what is more than a place reaches a human, and words of danger at once", async () => {
  const { fatima, amina } = await atSchool();
  await offer(fatima, amina, "physical");
  await chooseTime(amina, 0);
  await amina.press("appointment:button.place");
  await amina.press("appointment:button.typed");
  await amina.say(`Ik moet je iets vertellen. ${"En nog iets. ".repeat(20)}`);
  expect(await wordsOf(walk, amina)).toHaveLength(1);
  await amina.press("appointment:button.typed");
  await amina.voice(4);
  expect(await wordsOf(walk, amina)).toHaveLength(2);
  await amina.press("appointment:button.typed");
  await amina.say("ik wil dood");
  expect(await appointmentOf(amina)).toMatchObject({ place: "school", placeText: null });
  expect((await escalationOf(walk, amina)).severity).toBe("crisis");
});

test("old and forged buttons change nothing, and are answered", async () => {
  const { fatima, amina } = await atSchool();
  const bart = await walk.caseWorker("Bart Smit");
  const sem = await walk.alumnus("Sem", bart);
  await offer(fatima, amina, "phone");
  await chooseTime(amina, 0);
  const { id, startsAt } = await appointmentOf(amina);
  for (const stranger of [bart, sem])
    for (const action of [
      { do: "slot", appointment: id, at: "29800000" },
      { do: "slots", appointment: id, page: "0" },
      { do: "appointment", appointment: id, what: "cancelSure" },
      { do: "appointment", appointment: id, what: "walk" },
      { do: "appointmentHeld", appointment: id, minutes: "30" },
    ] as const) {
      await forgeAction(stranger, action);
      expect(toast(stranger)).toBe("Deze afspraak is niet van jou.");
    }
  await forgeAction(bart, { do: "arrange", alumnus: amina.id, form: "phone", who: "them" });
  expect(toast(bart)).toBe("Deze afspraak is niet van jou.");
  await forgeAction(amina, { do: "arrange", alumnus: amina.id, form: "phone", who: "worker" });
  await forgeAction(amina, { do: "slot", appointment: id, at: "12345678" });
  expect(amina.last()).toContain("Die tijd is al voorbij.");
  // A time that nobody ever offered: in the night.
  await forgeAction(amina, { do: "slot", appointment: id, at: String(Date.UTC(2026, 10, 26, 2) / 60_000) });
  expect(await appointmentOf(amina)).toMatchObject({ state: "booked", startsAt });
});
