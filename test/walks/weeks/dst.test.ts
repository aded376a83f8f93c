import { afterEach, expect, test } from "vitest";
import { officeHours } from "../../../src/people/duty/is-staffed.ts";
import { amsterdam, startWalk, type Walk } from "../../support/walk.ts";
import { escalationOf, rings } from "../look.ts";

let walk: Walk;
afterEach(() => walk.end());

const span = [{ from: "08:00", to: "17:00" }];
const everyDay = { ...officeHours, "6": span, "7": span };
/** Staffed through the hour that comes twice in autumn and not at all in spring. */
const sundayNight = { ...officeHours, "7": [{ from: "01:00", to: "06:00" }] };

// An urgent escalation rings the case worker as soon as somebody is at work, and a colleague 120 staffed minutes later.
const nights = [
  {
    night: "2026-10-24/25, staffed at the weekend",
    hours: everyDay,
    at: "2026-10-24T16:00",
    next: "2026-10-25T09:00",
  },
  {
    night: "2026-10-24/25, closed at the weekend",
    hours: officeHours,
    at: "2026-10-23T16:00",
    next: "2026-10-26T09:00",
  },
  {
    night: "2026-10-24/25, staffed over the hour that comes twice",
    hours: sundayNight,
    asked: "2026-10-23T16:00",
    at: "2026-10-24T23:00",
    asleep: true,
    next: "2026-10-25T02:00+01:00",
  },
  {
    night: "2028-03-25/26, staffed at the weekend",
    hours: everyDay,
    at: "2028-03-25T16:00",
    next: "2028-03-26T09:00",
  },
  {
    night: "2028-03-25/26, closed at the weekend",
    hours: officeHours,
    at: "2028-03-24T16:00",
    next: "2028-03-27T09:00",
  },
  {
    night: "2027-03-27/28, which is Easter, staffed at the weekend",
    hours: everyDay,
    at: "2027-03-27T16:00",
    next: "2027-03-30T09:00",
  },
  {
    night: "2028-03-25/26, staffed over the hour that is missing",
    hours: sundayNight,
    asked: "2028-03-24T16:00",
    at: "2028-03-25T23:00",
    asleep: true,
    next: "2028-03-26T04:00",
  },
];
const instantOf = (local: string) => (local.includes("+") ? new Date(local) : amsterdam(local));
const minute = 60_000;

test.each(nights)(
  "over the night of $night the colleague is rung at $next",
  async ({ hours, asked, at, asleep, next }) => {
    walk = await startWalk({ at: asked ?? at, hours });
    const fatima = await walk.caseWorker("Fatima de Vries");
    const bart = await walk.caseWorker("Bart Smit");
    const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
    await fatima.say("/checkin");
    await fatima.tap("Amina Jansen");
    await walk.pass({
      minutes: Math.max(0, (amsterdam(at).getTime() - walk.clock.now().getTime()) / minute),
    });
    await amina.press("checkin:flow.openAnswer.yes");
    await amina.answer("G1", "bad");
    const due = instantOf(next).getTime();
    if (asleep) {
      expect(rings(walk, fatima)).toBe(0);
      await walk.pass({ minutes: (due - walk.clock.now().getTime()) / minute - 60 });
    }
    expect(rings(walk, fatima)).toBe(1);
    const { nextStepAt } = await escalationOf(walk, amina);
    // The first minute of the walk itself took some seconds.
    expect((nextStepAt?.getTime() ?? 0) - due).toBeGreaterThanOrEqual(0);
    expect((nextStepAt?.getTime() ?? 0) - due).toBeLessThan(minute);
    await walk.pass({ minutes: (due - walk.clock.now().getTime()) / minute - 1 });
    expect(rings(walk, bart)).toBe(0);
    await walk.pass({ minutes: 2 });
    expect(rings(walk, bart)).toBe(1);
    // Who was told in this round is not rung again.
    expect(rings(walk, fatima)).toBe(1);
  },
);

test.each([
  ["2026-10-24T23:30", "zondag 08:00", "2026-10-25T08:00"],
  ["2028-03-25T23:30", "zondag 08:00", "2028-03-26T08:00"],
  ["2027-03-27T23:30", "dinsdag 08:00", "2027-03-30T08:00"],
])("a young person who is in need at %s reads when somebody is there: %s", async (at, moment) => {
  walk = await startWalk({ at, hours: everyDay });
  const t = walk.app.texts("nl");
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("kun je me helpen?");
  const when = t("people:when.at", { moment });
  expect(amina.last()).toBe(t("checkin:flow.unasked", { worker: "Fatima", when }));
});
