import { and, eq, isNotNull } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import {
  asker,
  chat,
  escalation,
  knowledgeWish,
  ownWords,
  question,
  signal,
  talk,
  tie,
  tieLink,
} from "../../src/db/schema/index.ts";
import { textsOfItems } from "../../src/i18n/read-items.ts";
import { setApprover } from "../../src/knowledge/change-own.ts";
import { findOrganisation } from "../../src/people/store.ts";
import { setDirectory } from "../../src/questions/directory.ts";
import { findMonth, takeWishes } from "../../src/questions/tend-wishes.ts";
import { askPayload, findAskCode } from "../../src/questions/welcome-asker.ts";
import { eraseAlumnus } from "../../src/rights/erase-alumnus.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { aCaseWorker, aSchool as makeSchool } from "../support/people.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { messagesTo, toast } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = (language: "nl" | "so" | "uk" | "ti" = "nl") => walk.app.texts(language);
const buttonsOf = ({ phone }: Walker) =>
  phone
    .messages()
    .findLast(({ from, deleted, buttons }) => from === "bot" && !deleted && buttons)
    ?.buttons?.flat()
    .map(({ text }) => text) ?? [];
const escalations = (personId: string) =>
  walk.database.db.select().from(escalation).where(eq(escalation.personId, personId));
const rules = async (personId: string) =>
  (await walk.database.db.select().from(signal).where(eq(signal.personId, personId))).map(({ rule }) => rule);
const sees = ({ phone }: Walker, words: string) =>
  phone.messages().some(({ text, deleted }) => !deleted && text?.includes(words) === true);

async function aSchool() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  return { fatima };
}

test("a parent scans the poster: who is behind it, the subjects, an answer with its source, and what is asked next", async () => {
  await aSchool();
  const parent = await walk.parent("Moeder van Daan");
  expect(sees(parent, "Ik ben een robot")).toBe(true);
  expect(sees(parent, "U hoeft geen naam te zeggen")).toBe(true);
  await parent.press("questions:group.mbo");
  await parent.tap(buttonsOf(parent)[0] ?? "");
  expect(parent.last()).toMatch(/Bron: .+\. Nagekeken op 26 november 2026\./);
  await parent.press("questions:button.menu");
  await parent.say("mijn zoon is 17 en heeft geen diploma, wat nu");
  await parent.say("wat is beschut werk");
  expect(parent.last()).toContain("beschut");
  expect(await escalations(parent.id)).toEqual([]);
  expect(await walk.database.db.select().from(question).where(isNotNull(question.body))).toHaveLength(1);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/questions.chat.txt");
});

test("what the list has no answer to goes to a human with one tap, is answered in a talk, and the parent is spoken to politely", async () => {
  const { fatima } = await aSchool();
  const parent = await walk.parent("Ouder");
  await parent.say("hoe laat begint de kerstviering in de aula");
  expect(parent.last()).toBe(t()("questions:unknown.ask"));
  expect(sees(fatima, "Ouder 1")).toBe(false);
  await parent.press("questions:unknown.yes");
  expect(parent.last()).toContain("De vraag is bij");
  expect(sees(fatima, "Ouder 1 · vraag")).toBe(true);
  await fatima.press("escalation:button.take");
  expect(parent.last()).toBe(t()("escalation:person.seen_asker", { worker: "Fatima" }));
  await fatima.press("escalation:button.view");
  expect(sees(fatima, "Vraag van Ouder 1, in het Nederlands")).toBe(true);
  expect(sees(fatima, "kerstviering in de aula")).toBe(true);
  await fatima.press("escalation:message.write");
  expect(parent.last()).toBe(t()("talk:begun_asker", { worker: "Fatima" }));
  await fatima.say("Om 19 uur. U bent welkom.");
  await parent.say("Dank u!");
  expect(sees(fatima, "Ouder 1:\nDank u!")).toBe(true);
  expect(parent.last()).toBe("Fatima:\nOm 19 uur. U bent welkom.");
  await fatima.say("/gesprekken");
  await fatima.tap("Ouder 1");
  await fatima.press("talk:button.end");
  expect(parent.last()).toBe(t()("talk:ended_asker", { worker: "Fatima" }));
  await fatima.press("escalation:outcome.helped");
  expect(await escalations(parent.id)).toMatchObject([{ state: "resolved", theme: "question" }]);
  expect(await walk.database.db.select().from(ownWords).where(eq(ownWords.personId, parent.id))).toHaveLength(
    2,
  );
  await parent.say("wat is de wajong");
  expect(parent.last()).toContain("Wajong");
  await expect(walk.transcript()).toMatchFileSnapshot("chats/questions-human.chat.txt");
});

test("a Somali parent: an answer in Somali, a human who calls where there is none, with an interpreter", async () => {
  const { fatima } = await aSchool();
  const parent = await walk.parent("Hooyo", "so");
  await parent.press("questions:group.money");
  const [, , ...items] = buttonsOf(parent).toReversed();
  // The questions without a text in Somali stand there in Dutch.
  const inDutch = items.find((label) => /Waar|Wat|Hoe|Mijn|Wie|Kan/.test(label));
  expect(inDutch).toBeDefined();
  await parent.tap(inDutch ?? "");
  expect(parent.last()).toBe(t("so")("questions:missing.ask"));
  await parent.press("questions:missing.interpreter");
  await parent.say("maya");
  expect(parent.last()).toBe(t("so")("questions:phone.wrong"));
  await parent.say("06 12345678");
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.view");
  expect(sees(fatima, "0612345678")).toBe(true);
  expect(sees(fatima, "Wil gebeld worden met een tolk, taal: Somalisch.")).toBe(true);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/questions-somali.chat.txt");
});

test("an answer about money that nobody has checked stands with the Dutch beneath; another answer does not", async () => {
  await aSchool();
  const parent = await walk.parent("Hooyo", "so");
  await parent.say("waa maxay wajong");
  const said = parent.last();
  const inDutch = textsOfItems("nl");
  expect(said).toContain(textsOfItems("so").get("knowledge:wrk-10.answer"));
  expect(said.split(t("so")("delivery:unchecked"))[1]).toContain(inDutch.get("knowledge:wrk-10.answer"));
  await parent.say("waa maxay bbl");
  expect(parent.last()).toContain(textsOfItems("so").get("knowledge:sys-07.answer"));
  expect(parent.last()).not.toContain(t("so")("delivery:unchecked"));
});

test("a parent who blocks the robot while waiting for a human is told to that human; one who waits for nobody is left alone", async () => {
  const { fatima } = await aSchool();
  const [waiting, other] = [await walk.parent("Ouder"), await walk.parent("Vader")];
  await waiting.say("hoe laat begint de kerstviering in de aula");
  await waiting.press("questions:unknown.yes");
  await waiting.block();
  await other.block();
  expect(sees(fatima, t()("people:blocked.tellWorker", { name: "Ouder 1" }))).toBe(true);
  expect(await rules(waiting.id)).toContain("R10");
  expect(await rules(other.id)).toEqual([]);
  expect(await escalations(other.id)).toEqual([]);
  expect(await escalations(waiting.id)).toHaveLength(1);
});

test("a Ukrainian parent tells of a worry: it reaches a human at the first tap, with what they wrote and whether the young person knows", async () => {
  const { fatima } = await aSchool();
  const parent = await walk.parent("Мама", "uk");
  await parent.say("син не виходить з кімнати і ні з ким не розмовляє");
  expect(parent.last()).toContain(t("uk")("questions:worry.level"));
  expect(await escalations(parent.id)).toEqual([]);
  await parent.press("questions:worry.levels.hurry");
  expect(await escalations(parent.id)).toMatchObject([{ severity: "urgent", theme: "worry" }]);
  await parent.press("questions:worry.abouts.home");
  await parent.press("questions:worry.known.no");
  await parent.press("questions:worry.calls.yes");
  await parent.say("0612345678");
  expect(parent.last()).toContain(t("uk")("questions:worry.words"));
  await parent.say("Іван Петренко, De Linde");
  expect(parent.last()).toContain("De Linde");
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.view");
  expect(sees(fatima, "De jongere weet niet dat dit is verteld")).toBe(true);
  expect(sees(fatima, "Іван Петренко") && sees(fatima, "не виходить з кімнати")).toBe(true);
  expect(await rules(parent.id)).toEqual([
    "worry.level:hurry",
    "worry.about:home",
    "worry.knows:no",
    "worry.call:yes",
    "callMe",
    "worry.words",
  ]);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/worry-ukrainian.chat.txt");
});

test("a human says whom a worry is about: whoever guides them gets a signal, and nothing of the young person ever comes into the parent's chat", async () => {
  const { fatima } = await aSchool();
  const bart = await walk.caseWorker("Bart Jansen");
  const amina = await walk.alumnus("Amina", bart, { situation: "work_regular" });
  const parent = await walk.parent("Moeder");
  await parent.press("questions:button.worry");
  await parent.press("questions:worry.levels.worried");
  await parent.press("questions:worry.abouts.health");
  await parent.press("questions:worry.known.no");
  await parent.press("questions:worry.calls.no");
  await parent.say("Mijn dochter slaapt niet meer. Zij zat op deze school.");
  await fatima.say("/vandaag");
  await fatima.tap(t()("escalation:today.open", { number: 1 }));
  await fatima.press("escalation:button.take");
  await fatima.press("questions:staff.who");
  await fatima.say("am");
  expect(fatima.last()).toBe(t()("questions:staff.moreLetters"));
  await fatima.press("questions:staff.who");
  await fatima.say("amina");
  const [namesake] = buttonsOf(fatima);
  expect(namesake).toMatch(/^Amina .+ · \d{4}$/);
  await fatima.tap(namesake ?? "");
  expect(fatima.last()).toBe(t()("questions:staff.matched", { worker: "Bart", name: "Amina" }));
  expect(await escalations(amina.id)).toMatchObject([
    { severity: "attention", theme: "worry", ownerId: null },
  ]);
  expect(await rules(amina.id)).toEqual(["R17:no"]);
  await bart.say("/vandaag");
  await bart.tap(t()("escalation:today.open", { number: 1 }));
  await bart.press("escalation:button.view");
  expect(sees(bart, "De jongere weet niet dat dit is verteld")).toBe(true);
  // They said nothing, and may not know of it.
  const before = messagesTo(amina).length;
  await bart.press("escalation:button.take");
  expect(messagesTo(amina)).toHaveLength(before);
  expect(amina.read()).not.toContain("Bart heeft");

  // What a tied parent can tap, all of it: test/walks/weeks/tied-parent.test.ts.
  await expect(walk.transcript()).toMatchFileSnapshot("chats/worry-matched.chat.txt");
});

test("danger, tapped or written, rings everybody at once, and the parent reads whom to call", async () => {
  const { fatima } = await aSchool();
  const parent = await walk.parent("Vader");
  await parent.press("questions:button.worry");
  await parent.press("questions:worry.levels.danger");
  expect(sees(parent, "Goed dat u het zegt. Ik ben een robot, geen hulpdienst.")).toBe(true);
  expect(sees(parent, "112")).toBe(true);
  expect(await escalations(parent.id)).toMatchObject([{ severity: "crisis" }]);
  const other = await walk.parent("Oma");
  await other.say("mijn kleinzoon zegt dat hij dood wil");
  expect(await escalations(other.id)).toMatchObject([{ severity: "crisis" }]);
  expect(sees(fatima, "Ouder 2")).toBe(true);
  await other.say("hij heeft zich opgesloten");
  expect(sees(other, "Ik geef het door.")).toBe(true);
  expect(await walk.database.db.select().from(ownWords).where(eq(ownWords.personId, other.id))).toHaveLength(
    2,
  );
  await expect(walk.transcript()).toMatchFileSnapshot("chats/worry-danger.chat.txt");
});

test("after a human has answered, two taps keep the question without names; a second person takes it, and then the robot knows it", async () => {
  const { fatima } = await aSchool();
  const parent = await walk.parent("Ouder");
  await parent.say("waar haal ik de blauwe kaart");
  await parent.press("questions:unknown.yes");
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.reached");
  await fatima.press("escalation:outcome.helped");
  expect(fatima.last()).toBe(t()("questions:staff.keep.ask"));
  await fatima.press("questions:staff.keep.words");
  await fatima.say("waar haal ik een blauwe kaart");
  expect(fatima.last()).toBe(t()("questions:staff.keep.which"));
  const [item] = buttonsOf(fatima);
  await fatima.tap(item ?? "");
  expect(toast(fatima)).toBe(t()("questions:staff.keep.kept"));
  const { db } = walk.database;
  const [wish] = await db.select().from(knowledgeWish);
  expect(wish).toMatchObject({ words: "waar haal ik een blauwe kaart", language: "nl", takenAt: null });
  const bart = await walk.caseWorker("Bart Jansen");
  const hand = (id: string) => ({ id, organisationId: walk.organisationId });
  const now = walk.clock.now();
  expect(await takeWishes({ db, now }, hand(bart.id), [wish?.id ?? ""])).toMatchObject({ ok: false });
  for (const { id } of [bart, fatima]) await setApprover({ db, now }, hand(id), true);
  expect(await takeWishes({ db, now }, hand(fatima.id), [wish?.id ?? ""])).toMatchObject({ ok: false });
  expect(await takeWishes({ db, now }, hand(bart.id), [wish?.id ?? ""])).toEqual({ ok: true, count: 1 });
  await parent.say("waar haal ik de blauwe kaart");
  expect(buttonsOf(parent).concat(parent.last())).toContainEqual(expect.stringContaining(item ?? "?"));
  const month = await findMonth(db, await findOrganisation(db, walk.organisationId), "2026-11");
  expect(month).toMatchObject({ wishes: [{ itemId: wish?.itemId ?? expect.any(String) }] });
  expect(month.missed.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(0);
});

test("who can help stands by municipality, in the reader's language where the school has it", async () => {
  await aSchool();
  const { db } = walk.database;
  const place = (municipality: string, name: string) => ({
    ...{ municipality, name, phone: "0201234567", url: "https://example.org/" },
    what: { nl: "Hulp bij schulden.", so: "Caawimo deyn." },
  });
  await setDirectory({ db, now: walk.clock.now() }, walk.organisationId, [
    place("Zutphen", "Plein"),
    place("Deventer", "Baken"),
  ]);
  const parent = await walk.parent("Hooyo", "so");
  await parent.press("questions:group.help");
  await parent.press("questions:button.directory");
  expect(buttonsOf(parent).slice(0, 2)).toEqual(["Deventer", "Zutphen"]);
  await parent.tap("Zutphen");
  expect(parent.last()).toContain("📍 Plein\nCaawimo deyn.\n☎️ 0201234567\nhttps://example.org/");
  expect(parent.last()).not.toContain("Baken");
});

test("a voice note is put before a human only after a yes; a sticker gets a kind word", async () => {
  const { fatima } = await aSchool();
  const parent = await walk.parent("Ouder", "ti");
  await parent.voice(7);
  expect(parent.last()).toBe(t("ti")("questions:unknown.voice"));
  await parent.press("questions:unknown.no");
  expect(await escalations(parent.id)).toEqual([]);
  await parent.voice(9);
  await parent.press("questions:unknown.yes");
  expect(sees(fatima, "Ouder 1 · vraag")).toBe(true);
  await parent.sticker();
  expect(parent.last()).toBe(t("ti")("questions:human.unfit"));
});

test("one person in two roles: an alumnus asks as one, and as a parent after scanning the poster, without a mix-up", async () => {
  const { fatima } = await aSchool();
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("/ask");
  expect(amina.last()).toContain(t()("questions:menu.forAlumni"));
  await amina.say("wat is de wajong");
  expect(amina.last()).toContain("Wajong");
  // What the list has no answer to is for the case worker, as ever.
  await amina.say("mijn fiets is gestolen");
  expect(await escalations(amina.id)).toHaveLength(1);
  const { askCode } = await findOrganisation(walk.database.db, walk.organisationId);
  expect(askCode).toBeNull();
  const code = await findAskCode(
    walk.database.db,
    await findOrganisation(walk.database.db, walk.organisationId),
  );
  await amina.start(askPayload(code, "en"));
  // The language that they chose stays theirs.
  expect(sees(amina, "Hier kunt u")).toBe(true);
  await amina.say("wat is beschut werk");
  expect(amina.last()).toContain("Beschut werk");
  await amina.press("questions:button.human");
  await amina.say("Mijn dochter zit ook op deze school. Wie is haar mentor?");
  const [asParent] = await walk.database.db.select().from(asker);
  expect(await escalations(asParent?.id ?? "")).toMatchObject([{ theme: "question" }]);
  expect(await escalations(amina.id)).toHaveLength(1);
});

test("children at two schools: the menu says which one is asked, a tap changes to the other, and the question goes there", async () => {
  const { fatima } = await aSchool();
  const { db } = walk.database;
  const place = { db, vault: walk.app.vault, now: walk.clock.now() };
  const elsewhere = await makeSchool(place, { name: "De Berk" });
  await aCaseWorker(place, elsewhere, "Noor Bakker");
  const parent = await walk.parent("Ouder");
  expect(parent.last()).not.toContain("🏫");
  await parent.start(askPayload(await findAskCode(db, await findOrganisation(db, elsewhere))));
  expect(parent.last()).toContain("🏫 De Berk");
  await parent.tap("🏫 De Linde");
  expect(parent.last()).toContain("🏫 De Linde");
  await parent.say("hoe laat begint de kerstviering in de aula");
  await parent.press("questions:unknown.yes");
  expect(parent.last()).toContain("De vraag is bij De Linde");
  expect(sees(fatima, "Ouder 1 · vraag")).toBe(true);
});

test("a young person lets somebody at home belong to them: the link works once, the case worker knows it, and a worry of theirs is a tap away", async () => {
  const { fatima } = await aSchool();
  const amina = await walk.alumnus("Amina", fatima);
  const link = async () => {
    await amina.say("/vragen");
    await amina.press("questions:button.tie");
    return /start=(tie-[\w-]{27})$/.exec(amina.last())?.[1] ?? "no link";
  };
  const first = await link();
  const second = await link();
  await amina.start(second);
  expect(amina.last()).toBe(t()("questions:tie.forOther"));
  const mother = walk.anotherPhone("Moeder", "so");
  await mother.start(first);
  expect(mother.last()).toBe(t("so")("people:link.unknown"));
  await mother.start(second);
  expect(sees(mother, t("so")("questions:tie.welcome", { school: "De Linde" }))).toBe(true);
  expect(sees(mother, "Amina")).toBe(false);
  expect(sees(amina, t()("questions:tie.done"))).toBe(true);
  const tied = t()("questions:staff.tied", { parent: "Ouder 1", name: "Amina" });
  expect(sees(fatima, tied)).toBe(true);
  const another = walk.anotherPhone("Een ander");
  await another.start(second);
  expect(another.last()).toBe(t()("people:link.unknown"));

  await mother.tap(t("so")("questions:button.worry"));
  await mother.tap(t("so")("questions:worry.levels.worried"));
  await fatima.say("/vandaag");
  await fatima.tap(t()("escalation:today.open", { number: 1 }));
  await fatima.press("escalation:button.take");
  await fatima.press("questions:staff.who");
  expect(fatima.last()).toBe(t()("questions:staff.tapOrType"));
  await fatima.tap(buttonsOf(fatima)[0] ?? "");
  expect(await rules(amina.id)).toContainEqual(expect.stringMatching(/^R17:/));
  // That somebody worried is not for Amina to read; that she let somebody belong to her is.
  await amina.say("/vragen");
  await amina.press("questions:button.tie");
  expect(sees(amina, "1. Iemand van thuis, sinds 23 november 2026")).toBe(true);
  const remove = amina.phone.messages().findLast(({ buttons }) => buttons?.flat().length === 1);
  await amina.tap(remove?.buttons?.flat()[0]?.text ?? "");
  expect(amina.last()).toBe(t()("questions:tie.removed"));
  expect(sees(fatima, t()("questions:staff.untied", { parent: "Ouder 1", name: "Amina" }))).toBe(true);
  expect(await walk.database.db.select().from(tie)).toEqual([]);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/tied-by-own-wish.chat.txt");
});

test("a forged or foreign tie is taken from nobody, and a link is guessed a few times only", async () => {
  const { fatima } = await aSchool();
  const [amina, bo] = [await walk.alumnus("Amina", fatima), await walk.alumnus("Bo", fatima)];
  const { db } = walk.database;
  await amina.say("/vragen");
  await amina.press("questions:button.tie");
  const token = /start=(.+)$/.exec(amina.last())?.[1] ?? "";
  const mother = walk.anotherPhone("Moeder");
  for (let tries = 0; tries < 5; tries += 1) await mother.start(`tie-${"x".repeat(27)}`);
  await mother.start(token);
  expect(mother.last()).toBe(t()("people:link.tooMany"));
  await walk.pass({ hours: 2 });
  await mother.start(token);
  const [made] = await db.select().from(tie);
  expect(made).toMatchObject({ alumnusId: amina.id, tiedBy: null });
  await bo.say("/vragen");
  await bo.tapOld(encodeAction({ do: "untie", tie: made?.id ?? "" }), 1);
  expect(toast(bo)).toBe(t()("questions:human.old"));
  await mother.tapOld(encodeAction({ do: "untie", tie: made?.id ?? "" }), 1);
  expect(toast(mother)).toBe(t()("questions:human.old"));
  expect(await db.select().from(tie)).toHaveLength(1);
  const { vault, texts } = walk.app;
  await db.transaction((tx) =>
    eraseAlumnus({ db: tx, vault, texts, now: walk.clock.now() }, amina.id, { reason: "ownWish" }),
  );
  expect(await db.select().from(tie)).toEqual([]);
  expect(await db.select().from(tieLink)).toEqual([]);
});

test("an alumnus who is forgotten is forgotten as a parent too", async () => {
  const { fatima } = await aSchool();
  const amina = await walk.alumnus("Amina", fatima);
  const { db } = walk.database;
  await amina.start(askPayload(await findAskCode(db, await findOrganisation(db, walk.organisationId))));
  const { vault, texts } = walk.app;
  await db.transaction((tx) =>
    eraseAlumnus({ db: tx, vault, texts, now: walk.clock.now() }, amina.id, { reason: "ownWish" }),
  );
  expect(await db.select().from(asker)).toMatchObject([{ chatId: null, erasedAt: walk.clock.now() }]);
});

test("STOP, what is kept, and erasing all of it: not while a human is busy with it", async () => {
  const { fatima } = await aSchool();
  const parent = await walk.parent("Ouder");
  await parent.press("questions:button.human");
  await parent.say("Wanneer is de ouderavond?");
  await parent.say("/privacy");
  expect(parent.last()).toContain("180 dagen");
  await parent.press("questions:erase.yes");
  await parent.press("questions:erase.yes");
  expect(parent.last()).toBe(t()("questions:erase.open"));
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.reached");
  await fatima.press("escalation:outcome.helped");
  await parent.say("stop");
  expect(sees(parent, t()("questions:stop.done"))).toBe(true);
  await parent.say("/privacy");
  await parent.press("questions:erase.yes");
  await parent.press("questions:erase.yes");
  const { db } = walk.database;
  expect(await db.select().from(asker)).toMatchObject([{ chatId: null, erasedAt: expect.any(Date) }]);
  expect(await db.select().from(ownWords).where(eq(ownWords.personId, parent.id))).toEqual([]);
  expect(await db.select().from(question)).toEqual([]);
  expect(await db.select().from(chat).where(eq(chat.chatId, parent.phone.chatId))).toHaveLength(0);
});

test("a forged button reaches nobody else's question, and an old one says so", async () => {
  await aSchool();
  const one = await walk.parent("Een");
  const other = await walk.parent("Twee");
  await one.say("hoe laat begint de kerstviering in de aula");
  const [asked] = await walk.database.db
    .select()
    .from(question)
    .where(and(eq(question.personId, one.id), isNotNull(question.body)));
  const data = encodeAction({ do: "asked", asked: asked?.id ?? "", verb: "human" });
  await other.tapOld(data, 1);
  expect(toast(other)).toBe(t()("questions:human.old"));
  expect(await escalations(one.id)).toEqual([]);
  await walk.pass({ days: 2 });
  await one.tapOld(data, 1);
  expect(toast(one)).toBe(t()("questions:human.old"));
  expect(await walk.database.db.select().from(talk)).toEqual([]);
});
