import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { asker, talk } from "../../../src/db/schema/index.ts";
import { findOrganisation } from "../../../src/people/store.ts";
import { askPayload, findAskCode } from "../../../src/questions/welcome-asker.ts";
import { encodeAction } from "../../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../../support/walk.ts";
import { messagesTo, toast } from "../look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = () => walk.app.texts("nl");
const sees = ({ phone }: Walker, words: string) =>
  phone.messages().some(({ text, deleted }) => !deleted && text?.includes(words) === true);
async function aSchool() {
  walk = await startWalk();
  return { fatima: await walk.caseWorker("Fatima de Vries") };
}

test("reminders are off until a parent turns one on; it comes once, by day, and a tap ends it", async () => {
  await aSchool();
  const [parent, other] = [await walk.parent("Ouder"), await walk.parent("Ander")];
  await parent.press("questions:button.reminders");
  await parent.tap(`🔕 ${t()("questions:reminders.kinds.april")}`);
  expect(toast(parent)).toBe(t()("questions:reminders.on"));
  const told = ({ phone }: Walker) =>
    phone.messages().filter(({ text }) => text === t()("questions:reminders.say.april")).length;
  await walk.pass({ days: 75 });
  expect([told(parent), told(other)]).toEqual([1, 0]);
  await walk.pass({ days: 5 });
  expect(told(parent)).toBe(1);
  await parent.tap(t()("questions:reminders.stop"));
  await walk.pass({ days: 40 });
  expect(told(parent)).toBe(1);
});

test("a reminder does not come in the middle of a talk, but after it", async () => {
  const { fatima } = await aSchool();
  const parent = await walk.parent("Ouder");
  await parent.press("questions:button.reminders");
  await parent.tap(`🔕 ${t()("questions:reminders.kinds.april")}`);
  await walk.pass({ days: 69 });
  await fatima.tapOld(encodeAction({ do: "message", alumnus: parent.id, step: "write" }), 1);
  await parent.say("Kunt u mij helpen?");
  await walk.pass({ days: 3 });
  expect(sees(parent, t()("questions:reminders.say.april"))).toBe(false);
  const [row] = await walk.database.db.select().from(talk).where(eq(talk.personId, parent.id));
  await fatima.tapOld(encodeAction({ do: "talk", talk: row?.id ?? "", verb: "end" }), 1);
  await walk.pass({ days: 1 });
  expect(sees(parent, t()("questions:reminders.say.april"))).toBe(true);
});

test("STOP of somebody in two roles is for both, with one message: no reminder comes any more", async () => {
  const { fatima } = await aSchool();
  const { db } = walk.database;
  const amina = await walk.alumnus("Amina", fatima);
  await amina.start(askPayload(await findAskCode(db, await findOrganisation(db, walk.organisationId))));
  await amina.press("questions:button.reminders");
  await amina.tap(`🔕 ${t()("questions:reminders.kinds.april")}`);
  const before = messagesTo(amina).length;
  await amina.say("stop");
  expect(messagesTo(amina)).toHaveLength(before + 1);
  expect(amina.last()).toBe(t()("people:stop.done"));
  expect(await db.select().from(asker)).toMatchObject([{ stoppedAt: expect.any(Date) }]);
  await walk.pass({ days: 75 });
  expect(sees(amina, t()("questions:reminders.say.april"))).toBe(false);
});
