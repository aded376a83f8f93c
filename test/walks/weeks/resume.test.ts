import { sql } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import type { QuestionSet } from "../../../src/checkin/question-set.ts";
import { questionSet } from "../../../src/checkin/questions.ts";
import { conversationState, inbox } from "../../../src/db/schema/index.ts";
import { startWalk, type Walk, type Walker } from "../../support/walk.ts";
import { answersOf, checkInsOf, escalationsOf, lastCheckIn, startCheckIn } from "../look.ts";

let walk: Walk;
afterEach(() => walk.end());

async function halfWay() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  return { fatima, amina };
}

/** G1 is answered: the rest of a check-in in which all is fine. */
async function finish(amina: Walker) {
  await amina.answer("G2", "yes");
  await amina.answer("W1", "good");
  await amina.answer("T1", "fine");
  await amina.say("Ik heb mijn rijbewijs");
}
const all = ["G1", "G2", "Q1", "T1", "W1"];
const parked = () => walk.database.db.select().from(inbox).where(sql`${inbox.state} = 'parked'`);
const forgetWindow = () => walk.database.db.delete(conversationState);

async function expectFinished(amina: Walker) {
  expect(Object.keys(await answersOf(walk, amina)).sort()).toEqual(all);
  expect((await lastCheckIn(walk, amina)).state).toBe("done");
  expect(await checkInsOf(walk, amina)).toHaveLength(2);
  expect(await parked()).toEqual([]);
  // Every question stands once in the chat.
  for (const id of ["G2", "W1", "T1", "Q1"]) {
    const prompt = walk.app.texts("nl")(
      `checkin:question.${id}.prompt` as "checkin:question.W1.prompt",
      {
        situation: "je hebt een gewone baan",
      } as never,
    );
    expect(amina.read().split(prompt).length - 1).toBe(1);
  }
}

test.each([5, 10, 40])("a check-in left for %i days goes on with a tap on the old question", async (days) => {
  const { amina } = await halfWay();
  await walk.pass({ days });
  await finish(amina);
  await expectFinished(amina);
  if (days === 5) await expect(walk.transcript()).toMatchFileSnapshot("../chats/left-for-days.chat.txt");
});

test.each([5, 10])("a check-in left for %i days goes on with a typed answer", async (days) => {
  const { amina } = await halfWay();
  await walk.pass({ days });
  await amina.say("ja, dat klopt!");
  expect(amina.last()).toContain(walk.app.texts("nl")("checkin:question.W1.prompt"));
  await amina.answer("W1", "good");
  await amina.answer("T1", "fine");
  await amina.voice(7);
  await expectFinished(amina);
});

test("words of crisis after ten days of silence in the middle of a check-in are heard at once", async () => {
  const { amina } = await halfWay();
  await walk.pass({ days: 10 });
  await amina.say("ik wil dood");
  expect(await parked()).toEqual([]);
  expect(await escalationsOf(walk, amina)).toMatchObject([{ severity: "crisis" }]);
  expect(amina.last()).toContain("113");
});

test("a restart after every step changes nothing and doubles nothing", async () => {
  const { amina } = await halfWay();
  await walk.restart();
  walk.note("the service is started anew");
  await amina.answer("G2", "yes");
  await walk.restart();
  await amina.answer("W1", "good");
  await walk.restart();
  await amina.answer("T1", "fine");
  await walk.restart();
  walk.note("and anew after each answer");
  await amina.say("Ik heb mijn rijbewijs");
  await expectFinished(amina);
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/restarted.chat.txt");
});

test("a lost window after every step changes nothing and doubles nothing", async () => {
  const { amina } = await halfWay();
  await forgetWindow();
  await walk.restart();
  await amina.answer("G2", "yes");
  await forgetWindow();
  await amina.answer("W1", "good");
  await forgetWindow();
  await amina.answer("T1", "fine");
  await forgetWindow();
  await amina.voice(7);
  await expectFinished(amina);
});

test("a window that cannot be read is no window: nobody notices", async () => {
  const { amina } = await halfWay();
  await walk.database.db.update(conversationState).set({ body: Buffer.from("broken") });
  await finish(amina);
  await expectFinished(amina);
});

const changed: QuestionSet = {
  ...questionSet,
  version: 2,
  strength: [{ id: "M9" }],
  main: { otherwise: [{ id: "M1" }] },
};

test("a running check-in goes on with its own questions, and a new one begins with the new ones", async () => {
  const { fatima, amina } = await halfWay();
  const sem = await walk.alumnus("Sem", fatima, { situation: "work_regular" });
  await walk.restart({ questions: changed });
  walk.note("a new version with other questions is running");
  await finish(amina);
  await expectFinished(amina);
  await startCheckIn(fatima, sem);
  await sem.answer("G1", "good");
  await sem.answer("G2", "yes");
  expect(await lastCheckIn(walk, sem)).toMatchObject({ awaiting: "M1" });
  const [first, second] = await Promise.all([lastCheckIn(walk, amina), lastCheckIn(walk, sem)]);
  expect(first.setHash).not.toBe(second.setHash);
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/questions-changed.chat.txt");
});

test("a set that lacks a question which is in use does not start, and the old one does", async () => {
  const { amina } = await halfWay();
  const less = {
    ...questionSet,
    version: 3,
    questions: questionSet.questions.filter(({ id }) => id !== "W6"),
  };
  await expect(walk.restart({ questions: less })).rejects.toThrow(/W6/);
  await walk.restart({ questions: questionSet });
  await finish(amina);
  await expectFinished(amina);
});

test("one changed severity in the questions changes what the case worker hears", async () => {
  const outcomeWith = async (questions: QuestionSet) => {
    walk = await startWalk({ app: { questions } });
    const fatima = await walk.caseWorker("Fatima de Vries");
    const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
    await startCheckIn(fatima, amina);
    await amina.answer("G1", "good");
    await amina.answer("G2", "yes");
    await amina.answer("W1", "wantQuit");
    return (await escalationsOf(walk, amina)).map(({ severity, state }) => ({ severity, state }));
  };
  const soft: QuestionSet = JSON.parse(
    JSON.stringify(questionSet).replace(
      '"id":"wantQuit","severity":"urgent"',
      '"id":"wantQuit","severity":"attention"',
    ),
  );
  expect(await outcomeWith(questionSet)).toEqual([{ severity: "urgent", state: "notified" }]);
  await walk.end();
  expect(await outcomeWith(soft)).toEqual([{ severity: "attention", state: "open" }]);
});
