import { asc, eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { consent, consentText } from "../../src/db/schema/index.ts";
import { setAgreement } from "../../src/people/link/set-agreement.ts";
import { findOrganisation } from "../../src/people/store.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { amsterdam, startWalk, type Walk, type Walker } from "../support/walk.ts";
import { forgeAction, toast, watchFrom } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = () => walk.app.texts("nl");
async function use(to: string, isNeeded = false) {
  const { db } = walk.database;
  await setAgreement(
    { db, now: walk.clock.now() },
    await findOrganisation(db, walk.organisationId),
    to,
    isNeeded,
  );
}
const agreementsOf = async (person: Walker) =>
  (
    await walk.database.db
      .select()
      .from(consent)
      .where(eq(consent.alumnusId, person.id))
      .orderBy(asc(consent.seq))
  )
    .filter(({ purpose }) => purpose === "agreement")
    .map(({ answer, givenBy, channel }) => `${givenBy} ${answer} ${channel}`);

test("an agreement is one tap, by a parent on paper, and ends with STOP; without it nothing is withheld", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  await use("alumnusAndParent");
  await fatima.say("/oudleerlingen Amina");
  await fatima.press("caseload:dated.agreement");
  await fatima.press("people:agreement.send");
  await amina.press("people:agreement.notNow");
  // Nothing waits for it.
  await fatima.tapOld(encodeAction({ do: "startCheckIn", alumnus: amina.id }), 1);
  expect(fatima.last()).toContain(t()("telegram:checkIn.started", { name: "Amina" }));
  await amina.press("people:agreement.yes");
  await amina.press("people:agreement.yes");
  await fatima.press("people:agreement.note.parent");
  await fatima.press("people:agreement.how.paper");
  expect(fatima.last()).toContain("Oud-leerling: ja, 23 november 2026\nOuder: ja, 23 november 2026");
  await amina.say("/stop");
  expect(await agreementsOf(amina)).toEqual([
    "alumnus notNow telegram",
    "alumnus yes telegram",
    "parent yes paper",
    "alumnus withdrawn telegram",
  ]);
  const versions = (await walk.database.db.select().from(consentText)).map(({ version }) => version);
  expect(versions.filter((one) => /^(agreement|parentAgreement)-nl-/.test(one))).toHaveLength(2);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/agreement.chat.txt");
});

test("where the school says so nothing is asked before the agreement, and the case worker reads why", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  await use("alumnus", true);
  const amina = await walk.alumnus("Amina", fatima);
  const start = encodeAction({ do: "startCheckIn", alumnus: amina.id });
  await fatima.tapOld(start, 1);
  expect(fatima.last()).toBe(t()("telegram:checkIn.refused.agreement", { name: "Amina" }));
  await fatima.say("/waiting");
  await fatima.tap("Amina J. · wacht op de afspraak");
  await fatima.press("caseload:dated.agreement");
  await fatima.press("people:agreement.note.alumnus");
  await fatima.press("people:agreement.how.phone");
  await fatima.say("/waiting");
  expect(fatima.last()).toBe(t()("people:waiting.nobody"));
  await fatima.tapOld(start, 1);
  expect(fatima.last()).toContain(t()("telegram:checkIn.started", { name: "Amina" }));
});

test("who has just joined is asked at once where the school uses it; another's agreement is nobody else's", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  await use("alumnus");
  const bilal = await walk.alumnus("Bilal", fatima, { birthDate: "2009-01-01" });
  expect(bilal.last()).toContain("Dit spreken we af.");
  const forged = (who: "show" | "send" | "alumnus" | "parent", how: "ask" | "paper") =>
    encodeAction({ do: "agreement", alumnus: bilal.id, who, how });
  for (const data of [forged("show", "ask"), forged("send", "ask"), forged("alumnus", "paper")])
    await bart.tapOld(data, 1);
  // The school asks no parent.
  await fatima.tapOld(forged("parent", "paper"), 1);
  expect(await agreementsOf(bilal)).toEqual([]);
  expect(bart.read()).not.toContain("Bilal");
  await use("off");
  await fatima.tapOld(forged("send", "ask"), 1);
  expect(bilal.read().split("Dit spreken we af.")).toHaveLength(2);
});

const timesAsked = (person: Walker) => person.read().split("Dit spreken we af.").length - 1;
const send = (worker: Walker, { id }: Walker) =>
  forgeAction(worker, { do: "agreement", alumnus: id, who: "send", how: "ask" });

test("asked for on a Sunday night it comes in the morning, once, and no question within two days of it", async () => {
  walk = await startWalk({ at: "2026-11-25T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await use("alumnus");
  await watchFrom(walk, fatima, amina, amsterdam("2026-11-30T10:30"));
  await walk.pass({ days: 4 });
  await walk.until("22:40");
  await send(fatima, amina);
  expect(toast(fatima)).toBe(t()("people:agreement.sentLater", { when: "maandag 10:00" }));
  await send(fatima, amina);
  await walk.until("09:55");
  expect(timesAsked(amina)).toBe(0);
  await walk.until("10:05");
  expect(timesAsked(amina)).toBe(1);
  const opening = t()("checkin:flow.openingFor.firstWeek", { name: "Amina", worker: "Fatima" });
  await walk.pass({ days: 1 });
  await walk.until("09:55");
  expect(amina.read()).not.toContain(opening);
  await walk.until("10:05");
  expect(amina.last()).toBe(opening);
});

test("whoever joins at night is asked at once; who stopped or whose answer was written down by the morning, never", async () => {
  walk = await startWalk({ at: "2026-11-29T22:40" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  const sem = await walk.alumnus("Sem", fatima);
  await use("alumnus");
  const bilal = await walk.alumnus("Bilal", fatima, { birthDate: "2009-01-01" });
  expect(timesAsked(bilal)).toBe(1);
  for (const one of [amina, sem]) await send(fatima, one);
  await amina.say("/stop");
  await forgeAction(fatima, { do: "agreement", alumnus: sem.id, who: "alumnus", how: "phone" });
  expect(await agreementsOf(sem)).toEqual(["alumnus yes phone"]);
  await walk.until("10:05");
  expect([amina, sem, bilal].map(timesAsked)).toEqual([0, 0, 1]);
});
