import { asc, eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { chat, regimeRecord } from "../../../src/db/schema/index.ts";
import { findOrganisation } from "../../../src/people/store.ts";
import { addCohort } from "../../../src/programme/add-cohort.ts";
import type { Programme } from "../../../src/programme/programme.ts";
import { findTemplate } from "../../../src/programme/templates.ts";
import { encodeAction } from "../../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../../support/walk.ts";
import { countText } from "../look.ts";

let walk: Walk;
afterEach(() => walk.end());

async function aClass() {
  walk = await startWalk({ at: "2026-09-07T19:00" });
  const { db } = walk.database;
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  const programmes = [{ programme: findTemplate("pro_three_moments") as Programme }];
  const days = { exitsFrom: "2026-01-01", exitsUntil: "2026-12-31" };
  const school = await findOrganisation(db, walk.organisationId);
  await addCohort({ db, now: walk.clock.now() }, school, { name: "Klas van '26", ...days, programmes });
  await walk.pass({ minutes: 2 });
  return { fatima, amina };
}
const goesTo = async (fatima: Walker, amina: Walker, situation: string) => {
  await fatima.tapOld(encodeAction({ do: "situation", alumnus: amina.id, to: situation }), 1);
  await walk.pass({ minutes: 2 });
};
const told = (amina: Walker) =>
  countText(walk, amina, "programme:goesOn.text", { name: "Amina", worker: "Fatima" });
const records = (amina: Walker) =>
  walk.database.db
    .select({ regime: regimeRecord.regime, toldAt: regimeRecord.toldAt })
    .from(regimeRecord)
    .where(eq(regimeRecord.alumnusId, amina.id))
    .orderBy(asc(regimeRecord.seq));

test("LAW-25 whoever goes on to the mbo hears once, at a good time, that the new school helps now and that this door stays open", async () => {
  const { fatima, amina } = await aClass();
  await walk.pass({ minutes: 60 });
  await goesTo(fatima, amina, "mbo_bol");
  // Eight in the evening: tomorrow.
  expect(told(amina)).toBe(0);
  await walk.pass({ days: 1 });
  expect(told(amina)).toBe(1);
  expect(amina.last()).toBe(
    walk.app.texts("nl")("programme:goesOn.text", { name: "Amina", worker: "Fatima" }),
  );
  await walk.pass({ days: 3 });
  expect(told(amina)).toBe(1);
  walk.note("The study comes to nothing, and begins again in another place");
  await goesTo(fatima, amina, "job_seeking");
  await walk.pass({ days: 1 });
  await goesTo(fatima, amina, "mbo_bbl");
  // It is Saturday.
  await walk.pass({ days: 2 });
  expect(told(amina)).toBe(2);
  expect((await records(amina)).map(({ regime, toldAt }) => [regime, toldAt !== null])).toEqual([
    ["additionalCareerGuidance", false],
    ["noneMboTakesOver", true],
    ["additionalCareerGuidance", false],
    ["noneMboTakesOver", true],
  ]);
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/goes-on.chat.txt");
});

test("a phone that may be somebody else's by now is told nothing; when it is known again, it is", async () => {
  const { fatima, amina } = await aClass();
  const yearAgo = new Date(walk.clock.now().getTime() - 366 * 86_400_000);
  await walk.database.db.update(chat).set({ lastSeenAt: yearAgo }).where(eq(chat.chatId, amina.phone.chatId));
  await goesTo(fatima, amina, "mbo_entry");
  await walk.pass({ days: 1 });
  expect(told(amina)).toBe(0);
  expect((await records(amina)).at(-1)).toMatchObject({ regime: "noneMboTakesOver", toldAt: null });
  await amina.press("people:silent.same");
  await fatima.press("people:confirm.yes");
  await walk.pass({ days: 1 });
  expect(told(amina)).toBe(1);
});
