import { expect, test } from "vitest";
import { standingClock } from "../../src/clock.ts";
import { type ClockMove, jumpTime, mostMessagesInAJump, targetOf } from "../../src/simulator/jump-time.ts";

const timeZone = "Europe/Amsterdam";
const at = (iso: string) => new Date(iso);

test.each<[string, ClockMove, string, string]>([
  [
    "the next morning is today's while it is before eight",
    "nextMorning",
    "2026-11-24T02:00Z",
    "2026-11-24T07:00Z",
  ],
  ["and tomorrow's from eight on", "nextMorning", "2026-11-24T07:00Z", "2026-11-25T07:00Z"],
  ["minutes are minutes", { minutes: 60 }, "2026-11-24T08:00Z", "2026-11-24T09:00Z"],
  [
    "three days keep the hour over the change to summer time",
    { days: 3 },
    "2027-03-26T09:00Z",
    "2027-03-29T08:00Z",
  ],
  ["three months keep the day and the hour", { months: 3 }, "2026-11-24T08:00Z", "2027-02-24T08:00Z"],
  ["or end on the last day of a short month", { months: 3 }, "2026-11-30T08:00Z", "2027-02-28T08:00Z"],
])("%s", (_name, move, from, to) => {
  expect(targetOf(move, at(from), timeZone)).toEqual(at(to));
});

/** A jump over moments that are due: what it saw, and when. */
async function jump(to: string, due: string[], change: Partial<Parameters<typeof jumpTime>[0]> = {}) {
  const clock = standingClock(at("2026-11-24T08:00Z"));
  const left = due.map(at);
  const ticks: string[] = [];
  const handled: string[] = [];
  const end = await jumpTime(
    {
      clock,
      timeZone,
      tick: async () => void ticks.push(clock.now().toISOString().slice(0, 16)),
      settle: async () => {
        while (left[0] && left[0] <= clock.now()) {
          left.shift();
          handled.push(clock.now().toISOString().slice(0, 16));
        }
      },
      nextStep: async () => left[0],
      mostMessages: () => handled.length,
      onStep: () => undefined,
      signal: new AbortController().signal,
      ...change,
    },
    at(to),
  );
  return { end, ticks, handled, now: clock.now().toISOString().slice(0, 16) };
}

test("each due moment is met when it is due, not at the next look", async () => {
  const due = ["2026-11-24T08:07Z", "2026-11-24T08:20Z", "2026-12-01T03:33Z"];
  const { end, handled, now } = await jump("2027-01-24T08:00Z", due);
  expect(end).toBe("arrived");
  expect(handled).toEqual(["2026-11-24T08:07", "2026-11-24T08:20", "2026-12-01T03:33"]);
  expect(now).toBe("2027-01-24T08:00");
});

test("a short jump looks every hour, a long one four times a day, at eight among them", async () => {
  expect((await jump("2026-11-24T11:30Z", [])).ticks).toEqual([
    "2026-11-24T09:00",
    "2026-11-24T10:00",
    "2026-11-24T11:00",
    "2026-11-24T11:30",
  ]);
  const { ticks } = await jump("2026-12-24T08:00Z", []);
  expect(ticks.length).toBeLessThanOrEqual(30 * 4 + 1);
  expect(ticks.filter((tick) => tick.endsWith("T07:00")).length).toBe(30);
});

test("it halts where a phone has rung too often, or where the visitor says so", async () => {
  const ringing = Array.from({ length: 100 }, (_, index) =>
    new Date(at("2026-11-24T08:10Z").getTime() + index * 600_000).toISOString(),
  );
  const rung = await jump("2027-02-24T08:00Z", ringing);
  expect(rung.end).toBe("waitsForPeople");
  expect(rung.handled.length).toBe(mostMessagesInAJump);

  const stopping = new AbortController();
  const stopped = await jump("2027-02-24T08:00Z", [], {
    signal: stopping.signal,
    onStep: () => stopping.abort(),
  });
  expect(stopped.end).toBe("stopped");
  expect(stopped.ticks).toHaveLength(1);
});

test("a moment that stays due does not hold the time up", async () => {
  const { end } = await jump("2026-11-24T12:00Z", ["2026-11-24T08:30Z"], { settle: async () => undefined });
  expect(end).toBe("arrived");
});
