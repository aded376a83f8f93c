import { afterEach, expect, test } from "vitest";
import type { Action } from "../../src/delivery/action.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { alertOf, escalationOf, forgeAction, lastCheckIn, startCheckIn } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());
const t = () => walk.app.texts("nl");

async function allIsFine(fatima: Walker, amina: Walker): Promise<string> {
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "good");
  const isOver = async () => (await lastCheckIn(walk, amina)).state === "done";
  for (let left = 0; left < 4 && !(await isOver()); left += 1) await amina.extra("skip");
  expect(await isOver()).toBe(true);
  return (await lastCheckIn(walk, amina)).id;
}

/** Two check-ins that ended well, a day apart: the buttons of the first still stand in the chat. */
async function afterTwo() {
  walk = await startWalk({ at: "2026-10-20T10:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  const first = await allIsFine(fatima, amina);
  await walk.until("10:00");
  const second = await allIsFine(fatima, amina);
  expect(second).not.toBe(first);
  const tapOf = (option: string): Action => ({ do: "answer", checkIn: first, question: "G1", option });
  return { fatima, amina, tapOf };
}

/** What was asked and answered, as it stands in the details. */
const answered = (option: "bad" | "cantGoOn") => t()(`checkin:question.G1.option.${option}`);

async function look(fatima: Walker): Promise<string> {
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.view");
  return fatima.phone
    .messages()
    .flatMap(({ protected: isProtected, text }) => (isProtected && text ? [text] : []))
    .join("\n");
}

test("a serious tap on an older check-in is shown to whoever looks, with the newest check-in", async () => {
  const { fatima, amina, tapOf } = await afterTwo();
  await forgeAction(amina, tapOf("bad"));
  expect(await escalationOf(walk, amina)).toMatchObject({ severity: "urgent" });
  expect(alertOf(fatima)).toBeDefined();
  const details = await look(fatima);
  expect(details).toContain(answered("bad"));
  expect(details.match(/Check-in van/g)).toHaveLength(2);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/old-button-looked-at.chat.txt");
});

test("in a crisis too, where the questions about safety are the newest check-in", async () => {
  const { fatima, amina, tapOf } = await afterTwo();
  await forgeAction(amina, tapOf("cantGoOn"));
  expect(await escalationOf(walk, amina)).toMatchObject({ severity: "crisis" });
  expect(await look(fatima)).toContain(answered("cantGoOn"));
});
