import { asc, eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { consent, consentText } from "../../src/db/schema/index.ts";
import { setAgreement } from "../../src/people/link/set-agreement.ts";
import { findOrganisation } from "../../src/people/store.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";

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
