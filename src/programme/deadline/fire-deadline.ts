import { eq } from "drizzle-orm";
import type { FoundSignal } from "../../checkin/decide-signals.ts";
import type { SignalRow } from "../../checkin/store.ts";
import { storeSignals } from "../../checkin/store-signals.ts";
import { deadline } from "../../db/schema/index.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { nextMessageTime } from "../../people/calendar/next-message-time.ts";
import { canBeWrittenTo } from "../../people/can-be-written-to.ts";
import { localDay } from "../../people/duty/is-staffed.ts";
import { hasTalk } from "../../people/has-talk.ts";
import { type AlumnusRow, findAlumnus, viewAlumnus } from "../../people/store.ts";
import { openTask } from "../open-task.ts";
import { type DeadlineKind, deadlineCause } from "./deadline.ts";
import { decideFiring } from "./decide-before-rest.ts";
import { keyOf, taskDay } from "./decide-changes.ts";
import { ruleOf } from "./decide-deadlines.ts";
import { findStored, settleDeadlines } from "./settle-deadlines.ts";

/** While a human talks with somebody, the robot looks again so much later. */
const talkMilliseconds = 12 * 3_600_000;

const themes: Readonly<Record<DeadlineKind, FoundSignal["theme"]>> = {
  contractEnd: "work",
  indicationEnd: "agencies",
  atHome: "work",
  objection: "agencies",
  eighteen: "agencies",
  application: "school",
  growth: "work",
};

/**
 * Does what a deadline calls for, once. What is known is looked at first: a day that moved, or whose reason is gone, does not
 * fire, nor does one that is over. An alert waits until somebody of the school is at work, but not past its end; a message for a good
 * time for this person; who cannot be written to gets a human's task instead. Returns signals that the caller hands to humans; undefined when there are none.
 */
export async function fireDeadline(
  work: Work,
  id: string,
): Promise<{ readonly person: AlumnusRow; readonly signals: readonly SignalRow[] } | undefined> {
  const { db, now } = work;
  const [found] = await db.select().from(deadline).where(eq(deadline.id, id));
  const person = found && (await findAlumnus(db, found.alumnusId));
  if (!person) return undefined;
  const wanted = await settleDeadlines(work, person);
  const row = (await findStored(work, person)).find((one) => one.id === id);
  const due = row && wanted.get(keyOf(row));
  if (row?.state !== "waiting" || row.dueAt > now || !due) return undefined;
  const view = await viewAlumnus(work, person);
  const later = (dueAt: Date) => db.update(deadline).set({ dueAt }).where(eq(deadline.id, id));
  const become = (state: "fired" | "skipped") =>
    db.update(deadline).set({ state, changedAt: now }).where(eq(deadline.id, id));
  const firing = decideFiring(due, row.isLate, now, view.organisation);
  // Nothing ran for days: what is over by now would ring in vain.
  if (!firing) return void (await become("skipped"));
  if (firing.at > now) return void (await later(firing.at));
  const { does } = firing;
  const writes = does === "message" && (await canBeWrittenTo(work, person));
  // A human talks with them: the robot's word about a date can wait.
  if (writes && (await hasTalk(db, person.id)))
    return void (await later(new Date(now.getTime() + talkMilliseconds)));
  if (writes) {
    const at = nextMessageTime(view.organisation, person.ownTime, now);
    if (at > now) return void (await later(at));
  }
  await become("fired");
  if (does === "urgent") {
    const { kind } = due;
    const found = {
      cause: `${deadlineCause}${id}`,
      rule: ruleOf[kind],
      theme: themes[kind],
      severity: "urgent",
    } as const;
    return { person, signals: await storeSignals(work, { personId: person.id }, [found]) };
  }
  if (writes && person.chatId !== null) {
    const key = person.sharedPhone ? "programme:deadline.apply.shared" : "programme:deadline.apply.text";
    const text = work.texts(view.language)(key, { name: view.details.firstName, worker: view.workerName });
    await say(work, { chatId: person.chatId, lane: "relay", outgoing: { kind: "say", text } });
    return undefined;
  }
  await openTask(work, view, {
    kind: due.kind,
    about: id,
    dueDay: taskDay(localDay(view.organisation, now), due),
  });
  return undefined;
}
