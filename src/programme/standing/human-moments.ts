import { endOf, localDay, nextMidnight, plusDays, startOf, theLater } from "./days.ts";
import { later, standing } from "./make-standing.ts";
import { lookedFor, missedAt } from "./out-of-sight.ts";
import type { Deed, PlannedMoment, Standing, StandingFacts } from "./standing.ts";

/** The task of a human's planned contact, once. */
function momentTask({ openTasks }: StandingFacts, { id, untilDay }: PlannedMoment): readonly Deed[] {
  const isOpen = openTasks.some(({ kind, about }) => kind === "moment" && about === id);
  return isOpen ? [] : [{ do: "task", kind: "moment", about: id, dueDay: untilDay, momentId: id }];
}

/** What is planned and has not come about; what both agreed on, for it or for one of its days, needs nobody to look for a time. */
function openMoments({ moments, appointments, timeZone }: StandingFacts): readonly PlannedMoment[] {
  const { running } = appointments ?? {};
  const agreedOn = running?.at ? localDay(running.at, timeZone) : undefined;
  const isAgreed = ({ id, fromDay, untilDay }: PlannedMoment) =>
    agreedOn !== undefined && (running?.momentId === id || (fromDay <= agreedOn && agreedOn <= untilDay));
  return moments.filter((one) => (one.state === "planned" || one.state === "asked") && !isAgreed(one));
}

/** A call or a visit stands in its days: a human's task from the first of them. */
export function humanMoment(facts: StandingFacts, today: string): Standing | undefined {
  const open = openMoments(facts).filter(({ form }) => form !== "bot");
  const current = open.find((one) => one.fromDay <= today);
  if (current) {
    const at = endOf(current.untilDay, facts.timeZone);
    return standing(
      "inTouch",
      "planned",
      { what: "moment", by: "human", at },
      at,
      momentTask(facts, current),
    );
  }
  const [coming] = open;
  if (!coming) return undefined;
  const at = startOf(coming.fromDay, facts.timeZone);
  return standing(
    "inTouch",
    "planned",
    { what: "moment", by: "human", at: endOf(coming.untilDay, facts.timeZone) },
    at,
  );
}

/** A talk that both agreed on: nobody has to look for another time, and it is what comes next. */
export function agreed({ appointments, timeZone }: StandingFacts, now: Date): Standing | undefined {
  const at = appointments?.running?.at;
  if (!at) return undefined;
  const lookAt = at > now ? at : nextMidnight(now, timeZone);
  return standing("inTouch", "appointment", { what: "appointment", by: "human", at }, lookAt);
}

/** So long before its days times for a talk without a check-in are offered. */
const offerDays = 14;

/** Times for a planned talk, once its check-in is over or none is asked before it; never beside a check-in, and not soon after another message. */
export function offering(facts: StandingFacts, now: Date, today: string): Standing | undefined {
  const { appointments, checkIn, moments, notBefore } = facts;
  if (!appointments?.robotOffers || appointments.running || checkIn) return undefined;
  const moment = moments.find(
    ({ id, form, state, askAt, fromDay, untilDay }) =>
      (form === "phone" || form === "physical") &&
      !appointments.offered.has(id) &&
      // Notice, and a day to choose in.
      untilDay > plusDays(today, 2) &&
      (state === "asked" ||
        (state === "planned" && askAt === null && plusDays(fromDay, -offerDays) <= today)),
  );
  if (!moment || (moment.form !== "phone" && moment.form !== "physical")) return undefined;
  const at = facts.goodTime(theLater(now, notBefore ?? now));
  const deeds: Deed[] = at <= now ? [{ do: "offer", momentId: moment.id, form: moment.form }] : [];
  return standing("inTouch", "planned", { what: "appointment", by: "robot", at }, at, deeds);
}

/**
 * Every step is a human's, the robot's check-ins too; no silence is counted. Without any contact for too long somebody is out of
 * sight here as well: a programme that plans three talks a year leaves a third of it open.
 */
export function byHuman(facts: StandingFacts, now: Date, today: string): Standing {
  const talk = agreed(facts, now);
  const planned = plannedByHuman(facts, now, today);
  if (planned.deeds.length > 0) return planned;
  if (talk) return later({ ...talk, state: "byHuman" }, planned.lookAt);
  const out = lookedFor(facts, now, today);
  return later(out ?? planned, out ? planned.lookAt : missedAt(facts));
}

function plannedByHuman(facts: StandingFacts, now: Date, today: string): Standing {
  const open = openMoments(facts);
  const current = open.find((one) => one.fromDay <= today);
  if (current) {
    const at = endOf(current.untilDay, facts.timeZone);
    const step = { what: "moment", by: "human", at } as const;
    return standing("byHuman", "planned", step, theLater(at, now), momentTask(facts, current));
  }
  const [coming] = open;
  const at = coming ? endOf(coming.untilDay, facts.timeZone) : endOf(facts.term.endsOn, facts.timeZone);
  const what = coming ? "moment" : "end";
  const lookAt = coming ? startOf(coming.fromDay, facts.timeZone) : at;
  return standing("byHuman", "planned", { what, by: coming ? "human" : "robot", at }, lookAt);
}
