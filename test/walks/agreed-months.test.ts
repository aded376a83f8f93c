import { and, eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { contactMoment, standing } from "../../src/db/schema/index.ts";
import { findOrganisation } from "../../src/people/store.ts";
import { addCohort } from "../../src/programme/add-cohort.ts";
import type { Programme } from "../../src/programme/programme.ts";
import { findTemplate } from "../../src/programme/templates.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk } from "../support/walk.ts";

let walk: Walk;
afterEach(() => walk.end());

async function aClass(key: string) {
  walk = await startWalk({ at: "2026-08-24T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  const { db } = walk.database;
  const school = await findOrganisation(db, walk.organisationId);
  await addCohort({ db, now: walk.clock.now() }, school, {
    name: "Klas van '26",
    exitsFrom: "2026-01-01",
    exitsUntil: "2026-12-31",
    programmes: [{ programme: findTemplate(key) as Programme }],
  });
  await walk.pass({ minutes: 2 });
  // The day on which the robot asks somebody depends on the person, and would move a transcript.
  await db.update(standing).set({ nextAt: new Date("2026-10-19T10:00:00Z") });
  const planned = async () => {
    const rows = await db
      .select()
      .from(contactMoment)
      .where(and(eq(contactMoment.alumnusId, amina.id), eq(contactMoment.state, "planned")))
      .orderBy(contactMoment.fromDay);
    return rows.map(({ occasion, form }) => `${occasion} ${form}`).slice(0, 3);
  };
  return { fatima, bart, amina, planned };
}

test("a case worker types the months that the two agreed on, and chooses how", async () => {
  const { fatima, bart, amina, planned } = await aClass("pro_minimum");
  await fatima.say("/oudleerlingen Amina");
  await fatima.tap("📅 Maanden");
  await fatima.sticker();
  await fatima.say("in de winter een keer");
  await fatima.say("maand ".repeat(850));
  await fatima.say("okt, okt-nov");
  await fatima.say("okt, mrt-apr en juni");
  expect(await planned()).toEqual(["2026-10 phone", "2027-03 phone", "2027-06 phone"]);
  await fatima.tap("Gesprek");
  expect(await planned()).toEqual(["2026-10 physical", "2027-03 physical", "2027-06 physical"]);
  await fatima.say("/oudleerlingen Amina");
  await fatima.tap("📅 Maanden");
  const old = fatima.phone.lastBotMessage()?.id ?? 1;
  await fatima.tapOld(`g1:${encodeAction({ do: "profile", alumnus: amina.id }).split(":")[1]}:letter`, old);
  const theirs = encodeAction({ do: "months", alumnus: amina.id, form: "bot" });
  await bart.say("/oudleerlingen");
  await bart.tapOld(theirs, bart.phone.lastBotMessage()?.id ?? 1);
  expect(await planned()).toEqual(["2026-10 physical", "2027-03 physical", "2027-06 physical"]);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/agreed-months.chat.txt");
});

test("a programme that names the months itself offers nothing to agree on", async () => {
  const { fatima, amina } = await aClass("pro_three_moments");
  await fatima.say("/oudleerlingen Amina");
  const message = fatima.phone.lastBotMessage();
  expect(JSON.stringify(message)).not.toContain("Maanden");
  await fatima.tapOld(encodeAction({ do: "months", alumnus: amina.id, form: "ask" }), message?.id ?? 1);
  expect(fatima.last()).toContain("Amina Jansen");
});
