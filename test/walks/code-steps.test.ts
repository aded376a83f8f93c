import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { codeStep } from "../../src/db/schema/index.ts";
import { mayResolveCrisis } from "../../src/escalation/may-resolve-crisis.ts";
import { startWalk, type Walk } from "../support/walk.ts";
import { escalationOf, eventsOf, forge, toast } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());
const t = () => walk.app.texts("nl");

async function aCrisis() {
  walk = await startWalk({ at: "2026-11-24T10:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("ik wil dood");
  const { id } = await escalationOf(walk, amina);
  const steps = async () =>
    (await walk.database.db.select().from(codeStep).where(eq(codeStep.escalationId, id)))
      .map(({ step }) => step)
      .toSorted();
  const may = async () => mayResolveCrisis({ db: walk.database.db }, await escalationOf(walk, amina));
  return { fatima, bart, amina, id, steps, may };
}

test("the list of the reporting code opens with its five steps, and each is ticked and unticked in place", async () => {
  const { fatima, id, steps, may } = await aCrisis();
  await forge(fatima, id, "steps");
  for (const step of ["signals", "consult", "talk", "weigh", "decide"] as const)
    expect(fatima.last()).toContain(t()(`escalation:code.step.${step}`));
  const messages = fatima.phone.messages().length;
  await fatima.tap(`☐ ${t()("escalation:code.short.consult")}`);
  await fatima.tap(`☐ ${t()("escalation:code.short.signals")}`);
  expect(await steps()).toEqual(["consult", "signals"]);
  expect(await may()).toBe(true);
  await fatima.tap(`☑ ${t()("escalation:code.short.consult")}`);
  expect(await steps()).toEqual(["signals"]);
  expect(fatima.phone.messages()).toHaveLength(messages);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/code-steps.chat.txt");
});

test("the outcome of a crisis waits for one conscious tap: a step, or that it is not needed", async () => {
  const { fatima, id, may } = await aCrisis();
  expect(await may()).toBe(false);
  await forge(fatima, id, "steps");
  expect(await may()).toBe(false);
  await fatima.press("escalation:code.none");
  expect(toast(fatima)).toBe(t()("escalation:code.nowOutcome"));
  expect(await may()).toBe(true);
  expect(await eventsOf(walk, id)).toContain("codeNotNeeded");
});

test("an outcome of anything less than a crisis waits for nothing", async () => {
  const { id } = await aCrisis();
  const { db } = walk.database;
  for (const severity of ["attention", "urgent"] as const)
    expect(await mayResolveCrisis({ db }, { id, severity })).toBe(true);
});

test("only who took it and the case worker responsible tick steps", async () => {
  const { bart, id, steps } = await aCrisis();
  for (const verb of ["steps", "step_talk", "step_none"] as const) {
    await forge(bart, id, verb);
    expect(toast(bart)).toBe(t()("escalation:refused.notYours"));
  }
  expect(await steps()).toEqual([]);
  await forge(bart, id, "take");
  await forge(bart, id, "step_talk");
  expect(await steps()).toEqual(["talk"]);
});
