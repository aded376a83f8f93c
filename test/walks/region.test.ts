import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { caseWorker, leadPeriod, organisation } from "../../src/db/schema/index.ts";
import { joinParent, leaveParent } from "../../src/people/join-parent.ts";
import { findOrganisation } from "../../src/people/store.ts";
import { addCohort } from "../../src/programme/add-cohort.ts";
import type { Programme } from "../../src/programme/programme.ts";
import { findTemplate } from "../../src/programme/templates.ts";
import { transferLead } from "../../src/programme/transfer-lead.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { aSchool } from "../support/people.ts";
import { startWalk, type Walk } from "../support/walk.ts";

let walk: Walk;
afterEach(() => walk.end());

const desk = () => ({ db: walk.database.db, now: walk.clock.now() });

/** De Linde with Fatima and Amina, and Rosa, who runs the region. */
async function aRegion() {
  walk = await startWalk({ at: "2026-08-24T09:00" });
  const { db } = walk.database;
  const fatima = await walk.caseWorker("Fatima de Vries");
  const rosa = await walk.caseWorker("Rosa Bakker", { role: "coordinator" });
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  const regionId = await aSchool({ ...desk(), vault: walk.app.vault }, { name: "Regio Hart" });
  await db.update(organisation).set({ kind: "region" }).where(eq(organisation.id, regionId));
  await db.update(caseWorker).set({ organisationId: regionId }).where(eq(caseWorker.id, rosa.id));
  const school = await findOrganisation(db, walk.organisationId);
  return { fatima, rosa, amina, school, region: await findOrganisation(db, regionId) };
}

test("a region sees of a school's people that they are there, when the school shares it, and nothing more", async () => {
  const { rosa, amina, school, region } = await aRegion();
  await rosa.say("/oudleerlingen");
  expect(rosa.last()).not.toContain("Amina");
  await joinParent(desk(), school, region, false);
  walk.note("De Linde belongs to Regio Hart now, and shares nothing");
  await rosa.say("/oudleerlingen Amina");
  expect(rosa.last()).toContain("niemand");
  await joinParent(desk(), school, region, true);
  walk.note("De Linde shares with Regio Hart who takes part");
  await rosa.say("/oudleerlingen Amina");
  expect(rosa.last()).toContain("De Linde");
  expect(rosa.phone.lastBotMessage()?.buttons ?? []).toEqual([]);
  const messageId = rosa.phone.lastBotMessage()?.id ?? 1;
  const before = rosa.read();
  for (const action of [
    { do: "startCheckIn", alumnus: amina.id },
    { do: "call", alumnus: amina.id, step: "number" },
    { do: "contact", alumnus: amina.id, channel: "phone" },
    { do: "summary", alumnus: amina.id },
    { do: "readWords", alumnus: amina.id },
    { do: "chooseCaseWorker", alumnus: amina.id, page: "0" },
    { do: "person", alumnus: amina.id },
  ] as const)
    await rosa.tapOld(encodeAction(action), messageId);
  expect(rosa.read()).toBe(before);
  await leaveParent(desk(), school, region);
  walk.note("De Linde leaves Regio Hart");
  await rosa.tapOld(encodeAction({ do: "profile", alumnus: amina.id }), messageId);
  expect(rosa.read()).toBe(before);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/region.chat.txt");
});

test("a region that guides leavers of several schools itself sees from which school somebody comes", async () => {
  walk = await startWalk({ at: "2026-08-24T09:00" });
  const { db } = walk.database;
  await db
    .update(organisation)
    .set({ kind: "region", name: "Regio Hart" })
    .where(eq(organisation.id, walk.organisationId));
  const rosa = await walk.caseWorker("Rosa Bakker");
  await walk.alumnus("Amina", rosa, { situation: "work_regular" });
  await rosa.say("/oudleerlingen Amina");
  expect(rosa.last()).toContain("Amina Jansen\nKomt van De Linde");
});

test("the region sees whom it leads, from the first day of its year to the last, and the school's year is the school's", async () => {
  const { rosa, amina, school, region } = await aRegion();
  const { db } = walk.database;
  await addCohort(desk(), school, {
    name: "Klas van '26",
    exitsFrom: "2026-01-01",
    exitsUntil: "2026-12-31",
    programmes: [
      { programme: findTemplate("region_quarterly") as Programme, leadOrganisationId: region.id },
      { programme: findTemplate("pro_three_moments") as Programme, months: 12 },
    ],
  });
  await walk.pass({ minutes: 2 });
  const leads = () => db.select().from(leadPeriod).where(eq(leadPeriod.alumnusId, amina.id));
  expect(await leads()).toMatchObject([
    { organisationId: region.id, fromDay: "2026-07-11", untilDay: "2027-07-10", because: "programme" },
  ]);
  await rosa.say("/oudleerlingen Amina");
  expect(rosa.last()).toContain("De Linde");
  await transferLead(
    desk(),
    { id: amina.id, organisationId: school.id },
    { to: school, fromDay: "2026-08-24" },
  );
  expect(await leads()).toMatchObject([{ fromDay: "2026-07-11", untilDay: "2026-08-23" }]);
  await rosa.say("/oudleerlingen Amina");
  expect(rosa.last()).toContain("niemand");
});
