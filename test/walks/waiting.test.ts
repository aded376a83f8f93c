import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { accessLog, alumnus, invitation } from "../../src/db/schema/index.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { buttonsOf, deedsOf, messagesTo, toast } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = () => walk.app.texts("nl");
const linksOf = (walker: Walker) =>
  messagesTo(walker).flatMap(({ text }) => /^https:\/\/t\.me\/\S+\?start=(\S+)$/.exec(text ?? "")?.[1] ?? []);

test("the case worker sees why each person waits, and gives a new card in one tap; the old one ends", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  await fatima.say("/waiting");
  expect(fatima.last()).toBe(t()("people:waiting.noPeople"));
  const amina = await walk.alumnus("Amina", fatima, { linked: false });
  const daan = await walk.alumnus("Daan", fatima, { linked: false });
  const sem = await walk.alumnus("Sem", fatima, { linked: false });
  await fatima.say("/wachten");
  expect(buttonsOf(fatima)).toEqual([
    "Amina J. · kaart nog niet gebruikt",
    "Daan J. · kaart nog niet gebruikt",
    "Sem J. · kaart nog niet gebruikt",
  ]);
  await daan.start(daan.token);
  await sem.start(sem.token);
  await sem.tap("Nederlands");
  await fatima.say("/waiting");
  expect(buttonsOf(fatima).slice(1)).toEqual([
    "Daan J. · nog geen taal gekozen",
    "Sem J. · taal gekozen, geen antwoord",
  ]);
  await sem.press("people:link.okay");
  await sem.press("people:link.offerAnswer.notNow");
  await daan.tap("Nederlands");
  await daan.press("people:link.okay");
  await daan.press("people:link.offerAnswer.yes");
  await fatima.say("/waiting");
  // The case worker's own turn comes first.
  expect(buttonsOf(fatima)).toEqual([
    "Daan J. · wacht op jouw ja",
    "Amina J. · kaart nog niet gebruikt",
    "Sem J. · zei: nu niet",
  ]);
  walk.clock.moveTo(new Date(walk.clock.now().getTime() + 8 * 86_400_000));
  await fatima.say("/waiting");
  await fatima.tap("Amina J. · link verlopen");
  await fatima.press("people:person.newCard");
  const [link] = linksOf(fatima);
  expect(link).toMatch(/^[A-Za-z0-9_-]{27}-nl$/);
  // A second tap makes no second link.
  await fatima.tapOld(encodeAction({ do: "newCard", alumnus: amina.id }), 1);
  expect(toast(fatima)).toBe(t()("people:card.justMade"));
  expect(linksOf(fatima)).toHaveLength(1);
  await walk.pass({ minutes: 2 });
  await fatima.tapOld(encodeAction({ do: "newCard", alumnus: amina.id }), 1);
  const [, newer] = linksOf(fatima);
  await amina.start(link);
  expect(amina.last()).toBe(t()("people:link.unknown"));
  await amina.start(newer);
  expect(amina.last()).toContain(t()("people:link.chooseLanguage"));
  expect((await deedsOf(walk, fatima)).filter((deed) => deed === "invite")).toHaveLength(2);
  // The waiting person opens with the question that is to be answered.
  await fatima.say("/waiting");
  await fatima.tap("Daan J. · wacht op jouw ja");
  await fatima.press("people:confirm.yes");
  // Whose phone it is was not answered yet: careful until it is, and the button still counts.
  expect(daan.last()).toBe(t()("people:link.confirmedShared", { worker: "Fatima" }));
  await daan.press("people:link.phoneAnswer.own");
  expect(daan.last()).toBe(t()("people:phone.nowOwn"));
  await fatima.say("/waiting");
  expect(buttonsOf(fatima)).not.toContain("Daan J.");
  await fatima.press("people:waiting.everybody");
  expect(buttonsOf(fatima)).toContain("Daan J.");
  await expect(walk.transcript()).toMatchFileSnapshot("chats/waiting.chat.txt");
});

test("another case worker sees and does nothing, a coordinator may arrange, a long list has pages", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const kees = await walk.caseWorker("Kees Bos");
  const coordinator = await walk.caseWorker("Cor Dijk", { role: "coordinator" });
  const first = await walk.alumnus("Amina", fatima, { linked: false });
  for (let number = 1; number < 10; number += 1) await walk.alumnus(`Bo${number}`, fatima, { linked: false });
  const cards = async () => (await walk.database.db.select().from(invitation)).length;
  const before = await cards();
  for (const action of [
    { do: "person", alumnus: first.id },
    { do: "newCard", alumnus: first.id },
    { do: "unlink", alumnus: first.id, reason: "other" },
    { do: "noteOffer", alumnus: first.id, how: "phone", answer: "yes" },
    { do: "contactBy", alumnus: first.id, channel: "letter" },
  ] as const) {
    await kees.tapOld(encodeAction(action), 1);
    expect(toast(kees), action.do).toBe(t()("people:confirm.refused.notYours"));
  }
  await kees.say("/waiting");
  expect(kees.read()).not.toContain("Amina");
  expect(await cards()).toBe(before);
  // The young person's own phone presses the same buttons in vain.
  await first.tapOld(encodeAction({ do: "newCard", alumnus: first.id }), 1);
  expect(await cards()).toBe(before);
  await coordinator.tapOld(encodeAction({ do: "newCard", alumnus: first.id }), 1);
  expect(await cards()).toBe(before + 1);
  await coordinator.tapOld(
    encodeAction({ do: "noteOffer", alumnus: first.id, how: "phone", answer: "yes" }),
    1,
  );
  expect(toast(coordinator)).toBe(t()("people:confirm.refused.notYours"));
  const [row] = await walk.database.db.select().from(alumnus).where(eq(alumnus.id, first.id));
  expect(row).toMatchObject({ joinedAt: null, preferredChannel: "telegram" });
  await fatima.say("/waiting");
  expect(buttonsOf(fatima)).toHaveLength(9);
  await fatima.press("people:waiting.more");
  expect(buttonsOf(fatima)).toHaveLength(2);
  await fatima.tapOld("lw1:nonsense", 1);
  expect(buttonsOf(fatima)).toHaveLength(9);
  expect(await walk.database.db.select().from(accessLog).where(eq(accessLog.action, "unlink"))).toEqual([]);
});
