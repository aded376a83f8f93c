import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { caseWorker } from "../../src/db/schema/index.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { lastCheckIn, rings, signalsOf, startCheckIn } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());
const t = () => walk.app.texts("nl");

/** A Tuesday on which Bart is at work; Fatima starts a check-in and goes home. */
async function withoutFatima() {
  walk = await startWalk({ at: "2026-11-24T10:00", school: "alone" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  const goesHome = () =>
    walk.database.db
      .update(caseWorker)
      .set({ hours: { "1": [{ from: "09:00", to: "17:00" }] } })
      .where(eq(caseWorker.id, fatima.id));
  return { fatima, bart, amina, goesHome };
}
async function toTheEnd(amina: Walker): Promise<void> {
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "good");
  const isOver = async () => (await lastCheckIn(walk, amina)).state === "done";
  for (let left = 0; left < 4 && !(await isOver()); left += 1) await amina.extra("skip");
}

const colleague = "Een collega van Fatima";
const when = () => t()("people:when.today");

test("on a day off of the case worker a colleague is named, who hears of it", async () => {
  const { bart, amina, goesHome } = await withoutFatima();
  await goesHome();
  await amina.extra("human");
  expect(amina.last()).toContain(
    t()("checkin:flow.human", { worker: "een collega van Fatima", when: when() }),
  );
  await toTheEnd(amina);
  await walk.pass({ minutes: 5 });
  await amina.say("Ik wil nog iets zeggen over mijn baas.");
  expect(amina.last()).toContain(t()("checkin:flow.unasked", { worker: colleague, when: when() }));
  expect((await signalsOf(walk, amina)).map(({ rule }) => rule)).toContain("unasked");
  expect(rings(walk, bart)).toBeGreaterThan(0);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/a-colleague-reads.chat.txt");
});

test("while the case worker is there, what is added to a check-in is read with it and rings nobody", async () => {
  const { fatima, bart, amina } = await withoutFatima();
  await toTheEnd(amina);
  await amina.say("Ik wil nog iets zeggen over mijn baas.");
  expect(amina.last()).toContain(t()("checkin:flow.unasked", { worker: "Fatima", when: when() }));
  expect(await signalsOf(walk, amina)).toEqual([]);
  expect([rings(walk, fatima), rings(walk, bart)]).toEqual([0, 0]);
});
