import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { longestNote } from "../../src/contact/contact-record.ts";
import { absence, alumnus, caseWorker, contactRecord, escalation } from "../../src/db/schema/index.ts";
import type { Action } from "../../src/delivery/action.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { deedsOf, escalationOf, forgeAction, messagesTo, startCheckIn, toast } from "./look.ts";

let walk: Walk;
/** Where the transcript of what a test is about begins. */
let from = 0;
afterEach(() => walk.end());

const t = () => walk.app.texts("nl");
const begin = () => {
  from = walk.transcript().length;
};
const labels = ({ phone }: Walker) =>
  (phone.lastBotMessage()?.buttons ?? []).map((row) => row.map(({ text }) => text));
const contacts = () => walk.database.db.select().from(contactRecord).orderBy(contactRecord.seq);
const rowOf = async ({ id }: { id: string }) => {
  const [row] = await walk.database.db.select().from(alumnus).where(eq(alumnus.id, id));
  if (!row) throw new Error("Nobody");
  return row;
};

async function aCaseload() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const carla = await walk.caseWorker("Carla Mol", { role: "coordinator" });
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await walk.alumnus("Zoë", fatima);
  const sem = await walk.alumnus("Sem", bart);
  begin();
  return { fatima, bart, carla, amina, sem };
}

describe("somebody is found", () => {
  test("by a part of the name, and the page says how they stand and what can be done", async () => {
    const { fatima } = await aCaseload();
    await fatima.say("/oudleerlingen");
    expect(labels(fatima)).toEqual([["Amina Jansen"], ["Zoë Jansen"]]);
    await fatima.say("jansen");
    expect(fatima.last()).toBe(t()("caseload:people.which", { count: 2 }));
    await fatima.say("xx");
    expect(fatima.last()).toBe(t()("caseload:people.noneFound", { typed: "xx" }));
    await fatima.sticker();
    expect(fatima.last()).toBe(t()("caseload:people.typeName"));
    await fatima.say("a".repeat(5_000));
    expect(fatima.last()).toBe(t()("caseload:people.typeName"));
    await fatima.say("ZOE");
    expect(fatima.last()).toContain("Zoë Jansen");
    await fatima.say("/alumni ami");
    expect(fatima.last().split("\n")).toEqual([
      "Amina Jansen",
      t()("people:waiting.takesPart"),
      "Aanbod: ja (maandag 23 november)",
      "Situatie: gewone baan",
      "Laatste contact: maandag 23 november, Telegram, de robot",
      "Volgende stap: nog niets gepland",
      "Taal: Nederlands",
      "Te bereiken met: Telegram, telefoon",
      t()("caseload:profile.had"),
    ]);
    expect(labels(fatima)).toEqual([
      ["Gebeld", "WhatsApp", "Bezoek", "Anders"],
      ["📞 Bel", "✉️ Bericht"],
      ["Stuur check-in", "📅 Afspraak"],
      ["Situatie", "Begeleider"],
      ["Samenvatting", "Kaart en telefoon"],
      ["Datums"],
    ]);
    expect(await deedsOf(walk, fatima)).toContain("openProfile");
    await expect(walk.transcript().slice(from)).toMatchFileSnapshot("chats/alumni-find.chat.txt");
  });

  test("only among the own people; a coordinator finds everybody's name, and sees no more of them", async () => {
    const { fatima, carla, sem } = await aCaseload();
    await fatima.say("/oudleerlingen sem");
    expect(fatima.last()).toBe(t()("caseload:people.noneFound", { typed: "sem" }));
    await forgeAction(fatima, { do: "profile", alumnus: sem.id });
    expect(toast(fatima)).toBe(t()("caseload:refused.notYours"));
    await carla.say("/oudleerlingen sem");
    expect(carla.last().split("\n")).toEqual([
      "Sem Jansen",
      t()("people:waiting.takesPart"),
      t()("caseload:profile.guide", { worker: "Bart" }),
    ]);
    expect(labels(carla)).toEqual([["Kaart en telefoon", "Begeleider"]]);
    expect(await deedsOf(walk, carla)).not.toContain("openProfile");
  });

  test("stopped, blocked or without Telegram: the page says so, and has no button that cannot work", async () => {
    const { fatima, amina } = await aCaseload();
    await amina.say("stop");
    await fatima.say("/oudleerlingen amina");
    expect(fatima.last()).toContain(`Status: ${t()("people:waiting.reason.stopped")}`);
    expect(fatima.last()).toContain(t()("caseload:next.stopped"));
    expect(fatima.last()).toContain("Te bereiken met: telefoon");
    expect(labels(fatima).flat()).not.toContain("Stuur check-in");
    expect(labels(fatima).flat()).not.toContain("✉️ Bericht");
    const bo = await walk.alumnus("Bo", fatima);
    await bo.block();
    await fatima.say("/oudleerlingen bo");
    expect(fatima.last()).toContain(`Status: ${t()("people:waiting.reason.blocked")}`);
    expect(fatima.last()).toContain(t()("caseload:next.alert.open"));
    const ida = await walk.alumnus("Ida", fatima, { linked: false });
    const joined = { joinedAt: walk.clock.now(), preferredChannel: "phone" } as const;
    await walk.database.db.update(alumnus).set(joined).where(eq(alumnus.id, ida.id));
    await fatima.say("/oudleerlingen");
    expect(labels(fatima).flat()).toContain("Ida Jansen ☎");
    await fatima.tap("Ida Jansen ☎");
    expect(fatima.last()).toContain(t()("people:waiting.takesPartBy.phone"));
    expect(fatima.last()).toContain(t()("caseload:next.human"));
    expect(fatima.last()).toContain(t()("caseload:profile.noContact"));
  });

  test("also among those of an absent colleague, by who stands in and for as long as that is", async () => {
    const { fatima, bart, amina } = await aCaseload();
    const id = crypto.randomUUID();
    const days = { fromDay: "2026-11-23", untilDay: "2026-11-23" };
    await walk.database.db.insert(absence).values({
      ...{ id, caseWorkerId: fatima.id, deputyId: bart.id, madeBy: fatima.id, createdAt: walk.clock.now() },
      ...days,
    });
    await bart.say("/oudleerlingen amina");
    expect(bart.last()).toContain(t()("caseload:profile.guide", { worker: "Fatima" }));
    await bart.tap("Gebeld");
    await bart.tap("5 min");
    expect(await contacts()).toMatchObject([{ personId: amina.id, caseWorkerId: bart.id, minutes: 5 }]);
    await walk.until("09:00");
    await bart.say("/oudleerlingen amina");
    expect(bart.last()).toBe(t()("caseload:people.noneFound", { typed: "amina" }));
  });

  test("on pages of eight; what is open, running and watched is the next step", async () => {
    walk = await startWalk();
    const fatima = await walk.caseWorker("Fatima de Vries", { languageCode: "en" });
    for (const name of ["Ali", "Bea", "Cas", "Daan", "Emma", "Femke", "Gijs", "Hugo", "Ida"])
      await walk.alumnus(name, fatima);
    const en = walk.app.texts("en");
    await fatima.say("/alumni");
    expect(labels(fatima)).toHaveLength(9);
    await fatima.tap(en("caseload:people.more", { n: 1 }));
    expect(labels(fatima)).toEqual([["Ida Jansen"]]);
    await forgeAction(fatima, { do: "alumni", page: "70" });
    expect(labels(fatima)).toHaveLength(9);
    await fatima.tap("Ali Jansen");
    await fatima.tap(en("caseload:button.checkIn"));
    await fatima.say("/alumni ali");
    expect(fatima.last()).toContain("Next step: check-in sent on Monday 23 November, no answer yet");
  });
});

describe("a contact that was had", () => {
  test("is noted in three taps: who, how, how long; the rest can be added under it", async () => {
    const { fatima, amina } = await aCaseload();
    await fatima.say("/oudleerlingen");
    await fatima.tap("Amina Jansen");
    await fatima.tap("Gebeld");
    await fatima.tap("15 min");
    expect(await contacts()).toMatchObject([
      {
        ...{ personId: amina.id, caseWorkerId: fatima.id, escalationId: null, result: "reached" },
        ...{ channel: "phone", direction: "out", minutes: 15, themes: [], note: null, undoneAt: null },
      },
    ]);
    expect(fatima.last().split("\n")).toEqual([
      t()("contact:noted", { name: "Amina" }),
      "telefoon · vandaag · 15 min.",
    ]);
    await fatima.tap("Onderwerpen");
    await fatima.tap("werk");
    await fatima.tap("geld");
    await fatima.tap("Klaar");
    await fatima.tap("Notitie");
    await fatima.sticker();
    expect(fatima.last()).toBe(t()("people:duty.wordsOnly"));
    await fatima.say("n".repeat(longestNote + 1));
    expect(fatima.last()).toBe(t()("contact:unclear.note", { most: longestNote }));
    await fatima.say("Contract loopt tot mei. In april weer bellen.");
    expect(fatima.last()).toBe(t()("contact:kept"));
    await fatima.tap("De ander begon");
    await fatima.tap("Andere dag");
    await fatima.tap("Andere dag …");
    await fatima.say("31-11");
    expect(fatima.last()).toBe(t()("contact:unclear.noSuchDay"));
    await fatima.say("1 december");
    expect(fatima.last()).toBe(t()("contact:unclear.future"));
    await fatima.say("vrijdag");
    const shown = messagesTo(fatima).find(({ text }) => text?.startsWith("Genoteerd"));
    expect(shown?.text?.split("\n")).toEqual([
      t()("contact:noted", { name: "Amina" }),
      "telefoon · vrijdag 20 november · 15 min.",
      t()("contact:cameIn", { name: "Amina" }),
      "Over: werk, geld",
      t()("contact:withNote"),
    ]);
    const [row] = await contacts();
    expect(row).toMatchObject({
      direction: "in",
      themes: ["work", "money"],
      at: new Date("2026-11-20T22:59:00Z"),
    });
    expect(row?.note?.toString()).not.toContain("Contract");
    await fatima.say("/oudleerlingen amina");
    // The robot's check-in of today is newer than the call of Friday.
    expect(fatima.last()).toContain("Laatste contact: maandag 23 november, Telegram, de robot");
    await expect(walk.transcript().slice(from)).toMatchFileSnapshot("chats/contact-noted.chat.txt");
  });

  test("is written down once, however often the button is tapped", async () => {
    const { fatima } = await aCaseload();
    await fatima.say("/oudleerlingen amina");
    await fatima.tap("WhatsApp");
    const asked = fatima.phone.lastBotMessage()?.id ?? 0;
    await fatima.tap({ messageId: asked, text: "5 min" });
    await fatima.tap({ messageId: asked, text: "30 min" });
    expect(toast(fatima)).toBe(t()("contact:already"));
    expect(await contacts()).toMatchObject([{ channel: "whatsapp", minutes: 5 }]);
  });

  test("takes typed minutes, and says kindly what it cannot read", async () => {
    const { fatima } = await aCaseload();
    await fatima.say("/oudleerlingen amina");
    await fatima.tap("Anders");
    await fatima.tap("brief");
    await fatima.press("contact:ask.otherMinutes");
    await fatima.say("heel lang");
    expect(fatima.last()).toBe(t()("contact:unclear.minutes"));
    await fatima.say("1 uur 10");
    expect(await contacts()).toMatchObject([{ channel: "letter", minutes: 70 }]);
    await fatima.tap("Minuten");
    await fatima.tap("30 min");
    expect(await contacts()).toMatchObject([{ minutes: 30 }]);
    await fatima.tap("Andere manier");
    await fatima.tap("sms");
    expect(await contacts()).toMatchObject([{ channel: "sms" }]);
  });

  test("that reached nobody is noted as a try, and counts as no contact", async () => {
    const { fatima } = await aCaseload();
    await fatima.say("/oudleerlingen zoe");
    await fatima.tap("Gebeld");
    await fatima.press("contact:ask.notReached");
    expect(await contacts()).toMatchObject([{ result: "notReached", minutes: null }]);
    await fatima.say("/oudleerlingen zoe");
    expect(fatima.last()).toContain("Daarna niet bereikt: maandag 23 november");
  });

  test("is taken back within ten minutes: marked, not deleted; after that it stays", async () => {
    const { fatima } = await aCaseload();
    for (const name of ["amina", "zoe"]) {
      await fatima.say(`/oudleerlingen ${name}`);
      await fatima.tap("Bezoek");
      await fatima.tap("60 min");
      if (name === "amina") await fatima.press("contact:fix.undo");
    }
    expect(fatima.read()).toContain(t()("contact:undone", { name: "Amina" }));
    await walk.pass({ minutes: 11 });
    await fatima.press("contact:fix.undo");
    expect(toast(fatima)).toBe(t()("contact:refused.tooLate"));
    const [first, second] = await contacts();
    expect(first).toMatchObject({ undoneAt: expect.any(Date), minutes: 60 });
    expect(second).toMatchObject({ undoneAt: null });
    await forgeAction(fatima, { do: "contactLength", contact: first?.id ?? "", minutes: "5" });
    expect(toast(fatima)).toBe(t()("contact:refused.undone"));
    await expect(walk.transcript().slice(from)).toMatchFileSnapshot("chats/contact-undone.chat.txt");
  });

  test("after an alert writes itself: only the minutes are asked, in a tap that may be left out", async () => {
    const { fatima, amina } = await aCaseload();
    await amina.say("Kun je me bellen?");
    const running = await escalationOf(walk, amina);
    await fatima.say("/vandaag");
    await fatima.tap("1 Open");
    await fatima.press("escalation:button.take");
    await fatima.press("escalation:button.reached");
    expect(await contacts()).toMatchObject([
      { escalationId: running.id, result: "reached", channel: "phone", minutes: null },
    ]);
    await fatima.tap("30 min");
    const [row] = await contacts();
    expect(row).toMatchObject({ minutes: 30 });
    expect(await contacts()).toHaveLength(1);
    await forgeAction(fatima, { do: "contactFix", contact: row?.id ?? "", what: "undo" });
    expect(toast(fatima)).toBe(t()("contact:refused.ofAlert"));
    await fatima.press("escalation:outcome.helped");
    expect(await walk.database.db.select().from(escalation)).toMatchObject([{ state: "resolved" }]);
    await expect(walk.transcript().slice(from)).toMatchFileSnapshot("chats/contact-after-alert.chat.txt");
  });
});

test("a contact that is noted from the page while one's own alert waits for it is the alert's contact, once", async () => {
  const { fatima, amina } = await aCaseload();
  await amina.say("Kun je me bellen?");
  await fatima.press("escalation:button.take");
  await fatima.say("/oudleerlingen amina");
  await fatima.tap("WhatsApp");
  await fatima.tap("15 min");
  const { id } = await escalationOf(walk, amina);
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "contacted" });
  expect(await contacts()).toMatchObject([{ escalationId: id, channel: "whatsapp", minutes: 15 }]);
  expect(fatima.last()).toContain(t()("contact:ofAlert"));
  await fatima.tap("30 min");
  expect(toast(fatima)).toBe(t()("contact:already"));
  await fatima.press("escalation:button.undo");
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "acknowledged" });
  expect(await contacts()).toMatchObject([{ undoneAt: expect.any(Date) }]);
});

test("every button of somebody else's caseload is refused, with a kind line and nothing changed", async () => {
  const { fatima, bart, amina, sem } = await aCaseload();
  await fatima.say("/oudleerlingen amina");
  await fatima.tap("Gebeld");
  await fatima.tap("5 min");
  const [noted] = await contacts();
  const contact = noted?.id ?? "";
  const before = { amina: await rowOf(amina), contacts: await contacts() };
  const said = messagesTo(bart).length;
  const fresh = crypto.randomUUID();
  const forged: readonly Action[] = [
    { do: "profile", alumnus: amina.id },
    { do: "contact", alumnus: amina.id, channel: "phone" },
    { do: "contact", alumnus: amina.id, channel: "more" },
    { do: "contactMinutes", contact: fresh, alumnus: amina.id, channel: "phone", minutes: "15" },
    { do: "contactMinutes", contact: fresh, alumnus: amina.id, channel: "phone", minutes: "other" },
    { do: "contactShow", contact, part: "themes" },
    { do: "contactTheme", contact, theme: "work" },
    { do: "contactChannel", contact, channel: "visit" },
    { do: "contactLength", contact, minutes: "60" },
    { do: "contactFix", contact, what: "undo" },
    { do: "contactFix", contact, what: "note" },
    { do: "contactFix", contact, what: "notReached" },
    { do: "situation", alumnus: amina.id, to: "ask" },
    { do: "situation", alumnus: amina.id, to: "at_home" },
    { do: "situationSince", alumnus: amina.id },
    { do: "chooseCaseWorker", alumnus: amina.id, page: "0" },
    { do: "giveTo", alumnus: amina.id, colleague: bart.id, sure: "ask" },
    { do: "giveTo", alumnus: amina.id, colleague: bart.id, sure: "yes" },
    { do: "summary", alumnus: amina.id },
    { do: "minutes", person: fatima.id, month: "202611" },
    { do: "teamMinutes", month: "202611" },
    { do: "workload", page: "0" },
  ];
  for (const action of forged) {
    await forgeAction(bart, action);
    expect(toast(bart), JSON.stringify(action)).toBe(t()("caseload:refused.notYours"));
  }
  expect(messagesTo(bart)).toHaveLength(said);
  expect({ amina: await rowOf(amina), contacts: await contacts() }).toEqual(before);
  // A young person who forges one gets nothing of anybody.
  const heard = messagesTo(sem).length;
  for (const action of forged) await forgeAction(sem, action);
  expect(messagesTo(sem)).toHaveLength(heard);
});

test("the situation changes with the check-in's own values, since a day that can be typed", async () => {
  const { fatima, amina } = await aCaseload();
  await fatima.say("/oudleerlingen amina");
  await fatima.tap("Situatie");
  await fatima.tap("zoekt werk");
  expect(await rowOf(amina)).toMatchObject({ situation: "job_seeking", situationSince: expect.any(Date) });
  expect(fatima.last()).toContain("zoekt werk, sinds maandag 23 november");
  await fatima.press("caseload:situations.otherDay");
  await fatima.say("over een week");
  expect(fatima.last()).toBe(t()("contact:unclear.unclear"));
  await fatima.say("1-9");
  expect(await rowOf(amina)).toMatchObject({ situationSince: new Date("2026-08-31T22:00:00Z") });
  await forgeAction(fatima, { do: "situation", alumnus: amina.id, to: "astronaut" });
  expect(toast(fatima)).toBe(t()("people:duty.old"));
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  expect(amina.last()).toContain(t()("checkin:situation.job_seeking"));
  await expect(walk.transcript().slice(from)).toMatchFileSnapshot("chats/situation-changed.chat.txt");
});

describe("another case worker", () => {
  test("is told, so is the former one, and says hello before the robot asks on", async () => {
    const { fatima, bart, carla, amina } = await aCaseload();
    await walk.until("10:01");
    await carla.say("/oudleerlingen amina");
    await carla.tap("Begeleider");
    expect(labels(carla).flat()).toEqual(["Bart Smit", "Carla Mol", "Noor Visser"]);
    await carla.tap("Bart Smit");
    await carla.press("caseload:give.answer.no");
    expect(toast(carla)).toBe(t()("caseload:give.kept"));
    await carla.press("caseload:give.answer.yes");
    expect(carla.last()).toBe(t()("caseload:give.done", { name: "Amina", worker: "Bart" }));
    expect(fatima.last()).toBe(
      t()("caseload:give.fromYou", { name: "Amina", worker: "Bart", actor: "Carla" }),
    );
    expect(amina.last()).toBe(t()("caseload:young.newWorker", { name: "Amina", worker: "Bart" }));
    expect(await rowOf(amina)).toMatchObject({ caseWorkerId: bart.id, caseWorkerSince: expect.any(Date) });
    await carla.press("caseload:give.answer.yes");
    expect(toast(carla)).toBe(t()("caseload:give.already"));

    walk.note("Amina is no longer one of Fatima's people");
    await forgeAction(fatima, { do: "profile", alumnus: amina.id });
    expect(toast(fatima)).toBe(t()("caseload:refused.notYours"));

    walk.note("Bart wants to send a check-in at once");
    await bart.tap("Open Amina");
    expect(bart.last()).toContain(t()("caseload:next.hello"));
    await forgeAction(bart, { do: "startCheckIn", alumnus: amina.id });
    expect(bart.last()).toBe(t()("telegram:checkIn.refused.hello", { name: "Amina" }));
    await bart.say("/waiting");
    expect(labels(bart).flat().join()).toContain(t()("people:waiting.reason.hello"));

    walk.note("a try is no hello");
    await bart.say("/oudleerlingen amina");
    await bart.tap("Gebeld");
    await bart.press("contact:ask.notReached");
    await forgeAction(bart, { do: "startCheckIn", alumnus: amina.id });
    expect(bart.last()).toBe(t()("telegram:checkIn.refused.hello", { name: "Amina" }));

    walk.note("they met");
    await bart.say("/oudleerlingen amina");
    await bart.tap("Bezoek");
    await bart.tap("60 min");
    await bart.say("/checkin");
    await bart.tap("Amina Jansen");
    expect(bart.last()).toBe(t()("telegram:checkIn.started", { name: "Amina" }));
    expect(amina.last()).toContain("de robot van Bart");
    await expect(walk.transcript().slice(from)).toMatchFileSnapshot("chats/case-worker-changed.chat.txt");
  });

  test("has the alert that was open: it rings with the new one, and the former one cannot open it", async () => {
    const { fatima, bart, amina } = await aCaseload();
    await amina.say("Mag ik je spreken?");
    await fatima.say("/vandaag");
    await fatima.tap("1 Open");
    await fatima.press("escalation:button.take");
    await fatima.say("/oudleerlingen amina");
    await fatima.tap("Begeleider");
    await fatima.tap("Bart Smit");
    await fatima.press("caseload:give.answer.yes");
    expect(await escalationOf(walk, amina)).toMatchObject({ ownerId: null, state: "notified" });
    await bart.say("/vandaag");
    expect(bart.last()).toContain("Amina");
    await fatima.say("/vandaag");
    expect(fatima.last()).not.toContain("Amina");
    const { id } = await escalationOf(walk, amina);
    await forgeAction(fatima, { do: "escalation", escalation: id, verb: "view" });
    expect(toast(fatima)).toBe(t()("escalation:refused.notYours"));
  });

  test("stays as it is when another colleague has the alert; who is not on Telegram is told by a human", async () => {
    const { fatima, bart, carla, amina } = await aCaseload();
    await amina.say("stop");
    await forgeAction(fatima, {
      do: "giveTo",
      alumnus: amina.id,
      colleague: crypto.randomUUID(),
      sure: "yes",
    });
    expect(toast(fatima)).toBe(t()("caseload:give.notColleague"));
    const heard = messagesTo(amina).length;
    await forgeAction(fatima, { do: "giveTo", alumnus: amina.id, colleague: bart.id, sure: "yes" });
    expect(fatima.last()).toBe(t()("caseload:give.doneUntold", { name: "Amina", worker: "Bart" }));
    expect(bart.last()).toContain(t()("caseload:give.tellThem", { name: "Amina" }));
    expect(messagesTo(amina)).toHaveLength(heard);
    expect(messagesTo(carla).at(-1)?.text).not.toContain("Amina");
  });

  test("waits with its message to the young person until messages may go", async () => {
    const { fatima, bart, amina } = await aCaseload();
    await walk.until("21:00");
    const heard = messagesTo(amina).length;
    await forgeAction(fatima, { do: "giveTo", alumnus: amina.id, colleague: bart.id, sure: "yes" });
    expect(messagesTo(amina)).toHaveLength(heard);
    await walk.until("08:01");
    expect(messagesTo(amina)).toHaveLength(heard);
    await walk.until("10:01");
    expect(amina.last()).toBe(t()("caseload:young.newWorker", { name: "Amina", worker: "Bart" }));
  });
});

describe("the summary for the school's own system", () => {
  const takeBackAfter = 15;

  test("has contacts, themes and agreements, and not a word or an answer of the young person", async () => {
    const { fatima, amina } = await aCaseload();
    await startCheckIn(fatima, amina);
    await amina.answer("G1", "bad");
    await amina.say("Kanariepietje slaapt slecht");
    await fatima.say("/oudleerlingen amina");
    await fatima.tap("WhatsApp");
    await fatima.tap("15 min");
    await fatima.tap("Onderwerpen");
    await fatima.tap("geld");
    await fatima.tap("Klaar");
    await fatima.tap("Notitie");
    await fatima.say("Belt zelf de bank.");
    await fatima.say("/oudleerlingen amina");
    await fatima.tap("Samenvatting");
    const shown = messagesTo(fatima).find(({ text }) => text?.startsWith("Amina Jansen (nummer"));
    expect(shown?.entities).toMatchObject([{ type: "pre", offset: 0, length: shown?.text?.length }]);
    expect(shown?.text).toContain("23-11-2026 · WhatsApp · 15 min. · Fatima de Vries · geld");
    expect(shown?.text).toContain("Notitie: Belt zelf de bank.");
    expect(shown?.text).toContain("Situatie: gewone baan");
    expect(shown?.text).not.toMatch(/kanarie|slaapt|slecht/i);
    expect(await deedsOf(walk, fatima)).toContain("openSummary");
    await walk.pass({ minutes: takeBackAfter });
    expect(fatima.read()).not.toContain("(nummer");
    await expect(walk.transcript().slice(from)).toMatchFileSnapshot("chats/summary.chat.txt");
  });

  test("is a file when it is longer than a message, and goes from the chat like one", async () => {
    const { fatima, amina } = await aCaseload();
    const at = walk.clock.now();
    const one = { personId: amina.id, caseWorkerId: fatima.id, at, result: "reached" } as const;
    await walk.database.db
      .insert(contactRecord)
      .values(
        Array.from({ length: 90 }, () => ({ ...one, id: crypto.randomUUID(), themes: ["work", "money"] })),
      );
    await forgeAction(fatima, { do: "summary", alumnus: amina.id });
    expect(walk.transcript()).toContain("(a file: in-beeld.txt)");
    expect(fatima.last()).toBe(t()("caseload:summary.howFile", { minutes: takeBackAfter }));
    const files = () => messagesTo(fatima).filter(({ document, deleted }) => document && !deleted);
    expect(files()).toHaveLength(1);
    await walk.pass({ minutes: takeBackAfter });
    expect(files()).toEqual([]);
  });
});

describe("minutes of a month", () => {
  test("are the own ones, beside the robot's contacts and what the law calculates with", async () => {
    const { fatima, amina } = await aCaseload();
    await fatima.say("/oudleerlingen amina");
    await fatima.tap("Gebeld");
    await fatima.tap("30 min");
    await fatima.say("/oudleerlingen amina");
    await fatima.tap("Bezoek");
    await fatima.tap("60 min");
    await fatima.say("/oudleerlingen zoe");
    await fatima.tap("Gebeld");
    await fatima.press("contact:ask.notReached");
    await amina.say("Bel je me?");
    await fatima.say("/minuten");
    expect(fatima.last().split("\n")).toEqual([
      "Jouw minuten in november 2026",
      "Mens: 90 minuten · contacten: 2 · oud-leerlingen: 1",
      "Niet bereikt: 1",
      "Robot: 2 check-ins afgerond",
      "",
      t()("caseload:minutes.average"),
      t()("caseload:minutes.year1", { people: 2, minutes: 45, basis: 300 }),
      t()("caseload:minutes.noLimit"),
    ]);
    expect(labels(fatima)).toEqual([["oktober 2026"]]);
    await fatima.tap("oktober 2026");
    expect(fatima.last()).toContain("Mens: 0 minuten · contacten: 0 · oud-leerlingen: 0");
    await forgeAction(fatima, { do: "minutes", person: fatima.id, month: "299912" });
    expect(fatima.last()).toContain("november 2026");
    await expect(walk.transcript().slice(from)).toMatchFileSnapshot("chats/minutes.chat.txt");
  });

  test("of everybody are the coordinator's to see, as figures, and so is who has how many against the norm", async () => {
    const { bart, carla, amina } = await aCaseload();
    await bart.say("/oudleerlingen sem");
    await bart.tap("Bezoek");
    await bart.tap("15 min");
    await carla.say("/minutes");
    await carla.tap("Team");
    expect(carla.last()).toContain("Bart: 15 minuten · oud-leerlingen: 1 · robot: 1");
    expect(carla.last()).toContain("Fatima: 0 minuten · oud-leerlingen: 0 · robot: 2");
    await carla.press("caseload:workload.open");
    expect(carla.last()).toContain("Fatima: 2 · 1* fte · norm 32");
    // Noor, who is never at work.
    expect(carla.last()).toContain("Noor: 0 · 0 fte · norm 0");
    await expect(walk.transcript().slice(from)).toMatchFileSnapshot("chats/minutes-team.chat.txt");
    // What the robot asked of Amina while she was Fatima's stays in Fatima's month.
    const { db } = walk.database;
    await db.update(alumnus).set({ caseWorkerId: bart.id }).where(eq(alumnus.id, amina.id));
    await carla.say("/minutes");
    await carla.tap("Team");
    expect(carla.last()).toContain("Bart: 15 minuten · oud-leerlingen: 1 · robot: 1");
    // What somebody did who has left since is still the house's.
    await db.update(caseWorker).set({ leftAt: walk.clock.now() }).where(eq(caseWorker.id, bart.id));
    await carla.say("/minutes");
    await carla.tap("Team");
    expect(carla.last()).not.toContain("Bart");
    expect(carla.last()).toContain(`${t()("rights:formerStaff")}: 15 minuten · oud-leerlingen: 1 · robot: 1`);
  });
});

test("the young person reads what was noted, also the note, and an erasure takes the note away", async () => {
  const { fatima, amina } = await aCaseload();
  await fatima.say("/oudleerlingen amina");
  await fatima.tap("Bezoek");
  await fatima.tap("30 min");
  await fatima.tap("Onderwerpen");
  await fatima.tap("werk");
  await fatima.tap("Klaar");
  await fatima.tap("Notitie");
  await fatima.say("Wil graag meer uren.");
  await amina.say("/mijngegevens");
  await amina.press("rights:menu.see");
  expect(amina.read()).toContain("Fatima de Vries had contact met je · bezoek · 30 min. · werk");
  expect(amina.read()).toContain("Wil graag meer uren.");
  await amina.press("rights:menu.erase");
  await amina.press("rights:erase.eraseSure");
  await amina.press("rights:erase.eraseNow");
  const [row] = await contacts();
  expect(row).toMatchObject({ note: null, minutes: 30, channel: "visit" });
  for (const action of [
    { do: "contactFix", contact: row?.id ?? "", what: "note" },
    { do: "contact", alumnus: amina.id, channel: "phone" },
    { do: "profile", alumnus: amina.id },
    { do: "summary", alumnus: amina.id },
  ] as const) {
    await forgeAction(fatima, action);
    expect(toast(fatima)).toBe(t()("caseload:refused.notYours"));
  }
  await fatima.say("/oudleerlingen amina");
  expect(fatima.last()).toBe(t()("caseload:people.noneFound", { typed: "amina" }));
});
