import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { accessLog, alumnus, answer, chat, consent, erasure, escalation } from "../../src/db/schema/index.ts";
import { checkedText } from "../../src/i18n/dutch-beneath.ts";
import { openDetails } from "../../src/people/details.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { escalationOf, escalationsOf, eventsOf, forge, startCheckIn, toast, wordsOf } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = (language: "nl" | "ar" = "nl") => walk.app.texts(language);

async function people(more: Parameters<Walk["alumnus"]>[2] = {}) {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular", ...more });
  return { fatima, amina };
}

const rowOf = async ({ id }: { id: string }) => {
  const [row] = await walk.database.db.select().from(alumnus).where(eq(alumnus.id, id));
  if (!row) throw new Error("The row of figures is gone");
  return row;
};

const files = ({ phone }: Walker) =>
  phone.messages().flatMap(({ document, deleted }) => {
    const file = document && !deleted ? phone.download(document.fileId) : undefined;
    return file ? [{ name: file.name, text: Buffer.from(file.bytes).toString() }] : [];
  });

async function erase(person: Walker): Promise<void> {
  await person.say("/mijngegevens");
  await person.press("rights:menu.erase");
  await person.press("rights:erase.eraseSure");
  await person.press("rights:erase.eraseNow");
}

/** Everything a bot can say about Amina that only somebody who knows her could say. */
const about = /Amina|Jansen|06-12345678/;

test("a young person sees all that is held, in Dutch, and who looked at it", async () => {
  const { fatima, amina } = await people();
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "notGood");
  await amina.say("Het gaat niet zo lekker <thuis>");
  const one = await escalationOf(walk, amina);
  await forge(fatima, one.id, "take");
  await forge(fatima, one.id, "view");
  walk.note("Amina looks at her data");
  await amina.say("/mijngegevens");
  expect(amina.last()).toBe(t()("rights:menu.text"));
  await amina.press("rights:menu.see");
  const seen = amina.read();
  for (const piece of ["Amina Jansen", "14 maart 2009", "06-12345678", "Fatima", "🙁 Niet zo goed"])
    expect(seen).toContain(piece);
  expect(seen).toContain("“Het gaat niet zo lekker <thuis>”");
  expect(seen).toContain(t()("rights:howLong.words", { days: 90 }));
  const shown = amina.phone.messages().filter(({ text }) => text?.includes("06-12345678"));
  expect(shown.map(({ protected: is }) => is)).toEqual([true]);
  await amina.say("/mydata");
  await amina.press("rights:menu.log");
  expect(amina.last()).toContain(
    t()("rights:look.openDetails", { name: "Fatima de Vries", role: "begeleider" }),
  );
  await walk.pass({ minutes: 20 });
  // On a phone of her own it stays.
  expect(amina.read()).toContain("14 maart 2009");
  await expect(walk.transcript()).toMatchFileSnapshot("chats/my-data.chat.txt");
});

test("a download is a readable page and a file for machines, and neither runs anybody's words as markup", async () => {
  const { fatima, amina } = await people();
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.say("<script>alert(1)</script>");
  await amina.say("/mijngegevens");
  await amina.press("rights:menu.export");
  const [html, json, ...more] = files(amina);
  expect(more).toEqual([]);
  expect(html?.name).toBe("mijn-gegevens.html");
  expect(html?.text).toContain('<html lang="nl" dir="ltr">');
  expect(html?.text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(html?.text).not.toContain("<script");
  expect(json?.name).toBe("mijn-gegevens.json");
  const data = JSON.parse(json?.text ?? "");
  expect(Object.keys(data)).toEqual([
    ...[
      "format",
      "version",
      "madeAt",
      "person",
      "offers",
      "consents",
      "accounts",
      "checkIns",
      "watches",
      "words",
    ],
    ...[
      "appointments",
      "programme",
      "dates",
      "contacts",
      "talks",
      "escalations",
      "chat",
      "readingLog",
      "howLong",
    ],
  ]);
  expect(data).toMatchObject({
    format: "in-beeld-export",
    version: 2,
    person: { firstName: "Amina", phone: "06-12345678", situation: "work_regular" },
    words: [{ kind: "text", text: "<script>alert(1)</script>" }],
    consents: [{ purpose: "telegram", answer: "yes" }],
  });
  expect(data.checkIns.at(-1).answers[0]).toMatchObject({ question: "G1", options: [{ id: "good" }] });
  // What was sent is no longer in the outbox, and the showing stands in the log.
  const acts = (await walk.database.db.select().from(accessLog)).map(({ action }) => action);
  expect(acts).toContain("exportOwnData");
});

test("on a phone of several people it is asked first, and taken back after fifteen minutes", async () => {
  const { amina } = await people({ sharedPhone: true });
  await amina.say("/mijngegevens");
  await amina.press("rights:menu.see");
  expect(amina.last()).toBe(t()("rights:shared.ask"));
  expect(amina.read()).not.toContain("06-12345678");
  await amina.press("rights:shared.yes");
  expect(amina.read()).toContain("06-12345678");
  await amina.say("/mijngegevens");
  await amina.press("rights:menu.export");
  expect(files(amina)).toEqual([]);
  await amina.press("rights:shared.yes");
  expect(files(amina)).toHaveLength(2);
  await walk.pass({ minutes: 14 });
  expect(amina.read()).toContain("06-12345678");
  await walk.pass({ minutes: 3 });
  expect(amina.read()).not.toContain("06-12345678");
  expect(files(amina)).toEqual([]);
});

describe("what is wrong", () => {
  test("a telephone number counts at once, and the case worker is told without it", async () => {
    const { fatima, amina } = await people();
    await amina.say("/mijngegevens");
    await amina.press("rights:menu.correct");
    await amina.press("rights:correct.item.contact");
    await amina.say("06 87654321");
    expect(amina.last()).toBe(t()("rights:correct.changed"));
    const details = await openDetails(walk.database.db, walk.app.vault, await rowOf(amina));
    expect(details).toMatchObject({ phone: "06 87654321", firstName: "Amina" });
    expect(fatima.last()).toBe(t()("rights:correct.tellWorker", { name: "Amina" }));
    expect(fatima.read()).not.toContain("87654321");
    expect(await escalationsOf(walk, amina)).toEqual([]);
  });

  test("anything else is for a human, and the person hears what came of it", async () => {
    const { fatima, amina } = await people();
    await amina.say("/mijngegevens");
    await amina.press("rights:menu.correct");
    await amina.press("rights:correct.item.name");
    await amina.say("Ik heet Amina Janssen, met twee keer s");
    const when = t()("people:when.today");
    expect(amina.last()).toBe(t()("rights:correct.passedOn", { worker: "Fatima", when }));
    const one = await escalationOf(walk, amina);
    expect(one).toMatchObject({ severity: "attention", state: "open" });
    await forge(fatima, one.id, "show");
    await fatima.press("escalation:button.take");
    await fatima.press("escalation:button.view");
    expect(fatima.last()).toContain(`${t()("rights:correct.item.name")}: `);
    expect(fatima.last()).toContain("“Ik heet Amina Janssen, met twee keer s”");
    await fatima.press("escalation:button.reached");
    await fatima.press("escalation:outcome.helped");
    expect(amina.last()).toBe(t()("rights:correct.answer.helped", { worker: "Fatima" }));
    await expect(walk.transcript()).toMatchFileSnapshot("chats/my-data-correct.chat.txt");
  });

  test("who does not type says it, and a human hears for which item", async () => {
    const { fatima, amina } = await people();
    await amina.say("/mijngegevens");
    await amina.press("rights:menu.correct");
    await amina.press("rights:correct.item.name");
    await amina.voice(6);
    const when = t()("people:when.today");
    expect(amina.last()).toBe(t()("rights:correct.passedOn", { worker: "Fatima", when }));
    const one = await escalationOf(walk, amina);
    await forge(fatima, one.id, "show");
    await fatima.press("escalation:button.take");
    await fatima.press("escalation:button.view");
    expect(fatima.read()).toContain(`${t()("rights:correct.item.name")}: `);
    expect(fatima.phone.messages().some(({ voice }) => voice)).toBe(true);
  });

  test("words of crisis are heard as such, whatever was asked for", async () => {
    const { fatima, amina } = await people();
    await amina.say("/mijngegevens");
    await amina.press("rights:menu.correct");
    await amina.press("rights:correct.item.other");
    await amina.say("ik wil dood");
    expect(await escalationOf(walk, amina)).toMatchObject({ severity: "crisis" });
    expect(fatima.last()).toMatch(/^🔴/u);
    expect(amina.read()).toContain("113");
  });

  test("what is typed too late is an ordinary message", async () => {
    const { amina } = await people();
    await amina.say("/mijngegevens");
    await amina.press("rights:menu.correct");
    await amina.press("rights:correct.item.contact");
    await walk.pass({ minutes: 12 });
    await amina.say("06 87654321");
    const details = await openDetails(walk.database.db, walk.app.vault, await rowOf(amina));
    expect(details.phone).toBe("06-12345678");
    expect(await wordsOf(walk, amina)).toHaveLength(1);
  });
});

describe("erasure", () => {
  test("nothing is left but figures of nobody; who comes back is a stranger", async () => {
    const { fatima, amina } = await people();
    await startCheckIn(fatima, amina);
    await amina.answer("G1", "good");
    await amina.say("iets van mij");
    await walk.pass({ minutes: 1 });
    await forge(fatima, (await escalationOf(walk, amina)).id, "show");
    await fatima.press("escalation:button.take");
    await fatima.press("escalation:button.reached");
    await fatima.press("escalation:outcome.helped");
    await fatima.say("Een notitie over Amina");
    await walk.database.db
      .update(alumnus)
      .set({ destination: "work_regular", followingOn: "2026-08-24", caseWorkerSince: walk.clock.now() })
      .where(eq(alumnus.id, amina.id));
    const before = await rowOf(amina);
    await erase(amina);
    expect(amina.last()).toBe(t()("rights:erase.done"));
    expect(fatima.last()).toBe(t()("rights:erased.tellWorker.nothingOpen", { name: "Amina" }));

    const { db } = walk.database;
    const row = await rowOf(amina);
    expect(row).toMatchObject({
      ...{ destination: null, followingOn: null, caseWorkerSince: null, atHomeSince: null },
      ...{ organisationId: before.organisationId, schoolType: "pro", exitProfile: "labour_market" },
      ...{ exitDate: "2026-01-01", chatId: null, situation: null, linkedAt: null, detailsHash: "" },
    });
    expect(row.erasedAt).not.toBeNull();
    expect(row.details).toHaveLength(0);
    await expect(openDetails(db, walk.app.vault, before)).rejects.toThrow("keyDestroyed");
    expect(await db.select().from(answer)).toEqual([]);
    expect(await wordsOf(walk, amina)).toEqual([]);
    expect(await db.select().from(consent)).toEqual([]);
    expect(await escalationOf(walk, amina)).toMatchObject({
      state: "resolved",
      outcome: "helped",
      note: null,
    });
    const [entry] = await db.select().from(erasure);
    expect(entry).toMatchObject({
      ...{ kind: "alumnus", reason: "ownWish", subjectId: amina.id, numberHash: before.ownNumberHash },
      keyIds: expect.arrayContaining([before.keyId]),
    });
    expect(await db.select().from(chat).where(eq(chat.chatId, amina.phone.chatId))).toEqual([]);

    await amina.say("hallo?");
    expect(amina.last()).toBe(t()("people:link.noCard"));
    await fatima.say("/checkin");
    expect(fatima.last()).toBe(t()("telegram:checkIn.nobody"));
    // Buttons from before lead nowhere.
    await amina.tapOld("md1:see", 1);
    expect(amina.last()).not.toMatch(about);
    await forge(fatima, (await escalationOf(walk, amina)).id, "view");
    expect(toast(fatima)).toBe(t()("escalation:refused.notYours"));
    await walk.pass({ days: 3 });
    expect(walk.reports.filter(({ event }) => /failed|parked/i.test(event))).toEqual([]);
    await expect(walk.transcript()).toMatchFileSnapshot("chats/erased.chat.txt");
  });

  test("no old or forged button erases anybody: it takes two questions within ten minutes", async () => {
    const { amina } = await people();
    await amina.tapOld("md1:eraseNow", 1);
    expect((await rowOf(amina)).erasedAt).toBeNull();
    expect(amina.last()).toContain(t()("rights:erase.explain"));
    await amina.press("rights:erase.eraseSure");
    await walk.pass({ minutes: 12 });
    await amina.press("rights:erase.eraseNow");
    expect((await rowOf(amina)).erasedAt).toBeNull();
    await amina.press("rights:erase.eraseSure");
    await amina.press("rights:erase.keep");
    expect(amina.last()).toBe(t()("rights:erase.kept"));
    await amina.tapOld("md1:eraseNow", 1);
    expect((await rowOf(amina)).erasedAt).toBeNull();
    expect(await walk.database.db.select().from(erasure)).toEqual([]);
  });

  test("an open crisis stays with its human, who can read what is needed until there is an outcome", async () => {
    const { fatima, amina } = await people();
    await amina.say("ik wil dood, ik sta bij het station");
    const one = await escalationOf(walk, amina);
    const before = await rowOf(amina);
    await erase(amina);
    expect(amina.read()).toContain(t()("rights:erase.stillOpen.crisis"));
    expect(fatima.last()).toBe(t()("rights:erased.tellWorker.crisisOpen", { name: "Amina" }));
    await expect(openDetails(walk.database.db, walk.app.vault, before)).rejects.toThrow("keyDestroyed");
    expect((await escalationOf(walk, amina)).state).not.toBe("resolved");
    // Nobody took it: it rings on, as any crisis does.
    await walk.pass({ minutes: 11 });
    expect(fatima.last()).toContain(t()("escalation:erased.crisis"));
    await fatima.press("escalation:button.take");
    await fatima.press("escalation:button.view");
    expect(fatima.last()).toContain("Amina Jansen");
    expect(fatima.last()).toContain("06-12345678");
    expect(fatima.last()).toContain("ik sta bij het station");
    expect(fatima.last()).not.toContain("2009");
    await forge(fatima, one.id, "reached");
    await forge(fatima, one.id, "helped");
    expect((await escalationOf(walk, amina)).outcome).toBe("helped");
    await walk.pass({ minutes: 25 });
    const row = await rowOf(amina);
    expect(row.details).toHaveLength(0);
    expect(await wordsOf(walk, amina)).toEqual([]);
    await forge(fatima, one.id, "undo");
    await forge(fatima, one.id, "view");
    expect(toast(fatima)).toBe(t()("escalation:refused.notYours"));
    expect(await eventsOf(walk, one.id)).toContain("personErased");
    expect(walk.reports.filter(({ event }) => /failed|parked/i.test(event))).toEqual([]);
    await expect(walk.transcript()).toMatchFileSnapshot("chats/erased-in-crisis.chat.txt");
  });

  test("what is less than a crisis stays on the list with a first name, and ends by an outcome alone", async () => {
    const { fatima, amina } = await people();
    await amina.say("Kan iemand mij een keer bellen?");
    const one = await escalationOf(walk, amina);
    expect(one.severity).toBe("attention");
    await erase(amina);
    expect(fatima.last()).toBe(t()("rights:erased.tellWorker.somethingOpen", { name: "Amina" }));
    await fatima.say("/list");
    await forge(fatima, one.id, "show");
    expect(fatima.last()).toContain("Amina");
    await fatima.press("escalation:button.take");
    await forge(fatima, one.id, "view");
    expect(fatima.last()).toContain("Amina");
    expect(fatima.last()).not.toMatch(/Jansen|06-12345678|bellen/);
    await forge(fatima, one.id, "notNeeded");
    expect(await escalationOf(walk, amina)).toMatchObject({ state: "resolved", outcome: "notNeeded" });
    await walk.pass({ minutes: 25 });
    expect((await rowOf(amina)).details).toHaveLength(0);
    const [open] = await walk.database.db.select().from(escalation).where(eq(escalation.state, "notified"));
    expect(open).toBeUndefined();
  });

  test("in Arabic: what is held is read and erased", async () => {
    const { amina } = await people({ language: "ar", languageCode: "ar" });
    await amina.say("/mijngegevens");
    await amina.press("rights:menu.see");
    expect(amina.read()).toContain("06-12345678");
    expect(amina.read()).toContain(t("ar")("rights:section.person"));
    await amina.say("/mijngegevens");
    await amina.press("rights:menu.export");
    expect(files(amina)[0]?.text).toContain('<html lang="ar" dir="rtl">');
    await erase(amina);
    expect(amina.last()).toBe(checkedText(walk.app.texts, "ar", "rights:erase.done"));
    expect((await rowOf(amina)).erasedAt).not.toBeNull();
    await expect(walk.transcript()).toMatchFileSnapshot("chats/my-data-ar.chat.txt");
  });
});

test("a case worker sees and downloads what is kept of themselves, and cannot erase themselves", async () => {
  const { fatima, amina } = await people();
  await amina.say("hoi");
  await fatima.say("/mijngegevens");
  await fatima.press("rights:menu.see");
  expect(fatima.read()).toContain("Fatima de Vries");
  expect(fatima.last()).toContain("confirmLink");
  await fatima.say("/mijngegevens");
  await fatima.press("rights:menu.export");
  const [html, json] = files(fatima);
  expect(html?.text).toContain("Fatima de Vries");
  expect(JSON.parse(json?.text ?? "").person).toMatchObject({ name: "Fatima de Vries", role: "caseWorker" });
  expect(`${html?.text}${json?.text}`).not.toMatch(about);
  await fatima.tapOld("md1:eraseNow", 1);
  expect(toast(fatima)).toBe(t()("escalation:refused.notYours"));
  await fatima.tapOld("mc1:name", 1);
  await fatima.say("/mijngegevens");
  await fatima.press("rights:menu.erase");
  expect(fatima.last()).toBe(t()("rights:staff.erase"));
  expect(await walk.database.db.select().from(erasure)).toEqual([]);
});

test("somebody whom nobody knows, such as a parent, sees what is kept of the chat and has it erased", async () => {
  const { fatima } = await people();
  const daan = await walk.alumnus("Daan", fatima, { linked: false });
  await daan.say("Goedendag, ik ben de moeder van Daan");
  await daan.say("/mijngegevens");
  await daan.press("rights:menu.see");
  expect(daan.last()).toContain(t()("rights:chat.stranger"));
  expect(daan.last()).toMatch(/: [2-9]\n/);
  await daan.say("/mijngegevens");
  await daan.press("rights:menu.erase");
  expect(daan.last()).toContain(t()("rights:erase.explainChat"));
  await daan.press("rights:erase.eraseSure");
  await daan.press("rights:erase.eraseNow");
  expect(daan.last()).toBe(t()("rights:erase.done"));
  const { db } = walk.database;
  expect(await db.select().from(chat).where(eq(chat.chatId, daan.phone.chatId))).toEqual([]);
  expect(await db.select().from(erasure)).toMatchObject([{ kind: "chat", subjectId: null }]);
});

test("who erases the first minute leaves nothing, and the case worker hears that nobody is waiting any more", async () => {
  const { fatima } = await people();
  const daan = await walk.alumnus("Daan", fatima, { linked: false });
  await daan.start(daan.token);
  await daan.tap("Nederlands");
  await daan.say("dit is van mij");
  await erase(daan);
  expect(daan.last()).toBe(t()("rights:erase.done"));
  expect(fatima.last()).toBe(t()("people:confirm.tell.stopped", { name: "Daan" }));
  const [entry] = await walk.database.db.select().from(erasure);
  expect(entry?.keyIds).toHaveLength(1);
});
