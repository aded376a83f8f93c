import { and, eq, isNull } from "drizzle-orm";
import { regimeRecord } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { nextMessageTime } from "../people/calendar/next-message-time.ts";
import { canBeWrittenTo } from "../people/can-be-written-to.ts";
import { hasTalk } from "../people/has-talk.ts";
import type { AlumnusView } from "../people/store.ts";
import type { Regime } from "./decide-regime.ts";

const goesOn: Regime = "noneMboTakesOver";

/**
 * Tells whoever went on to further education, once each time that they did, that the new school offers the guidance now and that
 * they can go on writing here (LAW-25). At a good time for the person; while a human talks with them it waits for the next look.
 */
export async function sayGoesOn(work: Work, view: AlumnusView, regime: Regime): Promise<void> {
  const { id, chatId, sharedPhone, ownTime } = view.row;
  if (regime !== goesOn || chatId === null) return;
  const untold = and(
    eq(regimeRecord.alumnusId, id),
    eq(regimeRecord.regime, goesOn),
    isNull(regimeRecord.toldAt),
  );
  const [waits] = await work.db.select({ id: regimeRecord.id }).from(regimeRecord).where(untold).limit(1);
  if (!waits || !(await canBeWrittenTo(work, view.row)) || (await hasTalk(work.db, id))) return;
  await work.db.update(regimeRecord).set({ toldAt: work.now }).where(untold);
  const key = sharedPhone ? "programme:goesOn.shared" : "programme:goesOn.text";
  const text = work.texts(view.language)(key, { name: view.details.firstName, worker: view.workerName });
  const dueAt = nextMessageTime(view.organisation, ownTime, work.now);
  await say(work, { chatId, lane: "relay", dueAt, outgoing: { kind: "say", text } });
}
