import { afterEach, describe, expect, it } from "vitest";
import { type Lines, runLines } from "../../src/delivery/run-lines.ts";

/** So long that a test which needs it fails by its time limit. */
const never = 3_600_000;

let running: Lines | undefined;
afterEach(() => running?.stop());

const gate = () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
};

/** A line of numbered rows in memory, worked off by `hands`. */
function aLine(hands: number, options: { onWork?: (chatId: number) => Promise<void> | void } = {}) {
  const due: number[] = [];
  const worked: number[] = [];
  const errors: unknown[] = [];
  let atWork = 0;
  let mostAtWork = 0;
  let claims = 0;
  const lines = runLines({
    hands,
    backstop: never,
    report: (error) => errors.push(error),
    claim: async (): Promise<{ queue: "in"; chatId: number } | undefined> => {
      claims += 1;
      const chatId = due.shift();
      return chatId === undefined ? undefined : { queue: "in", chatId };
    },
    work: async ({ chatId }) => {
      atWork += 1;
      mostAtWork = Math.max(mostAtWork, atWork);
      try {
        await options.onWork?.(chatId);
        worked.push(chatId);
      } finally {
        atWork -= 1;
      }
    },
  });
  running = lines;
  return {
    lines,
    due,
    worked,
    errors,
    atWork: () => atWork,
    mostAtWork: () => mostAtWork,
    claims: () => claims,
  };
}

describe.each([1, 2, 4])("with %i hands", (hands) => {
  it("works off all that is due, and is idle only then", async () => {
    const { lines, due, worked, atWork } = aLine(hands);
    due.push(1, 2, 3, 4, 5, 6, 7);
    await lines.idle();
    expect(worked.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(atWork()).toBe(0);
  });

  it("is woken when something comes", async () => {
    const { lines, due, worked } = aLine(hands);
    await lines.idle();
    due.push(1);
    lines.wake();
    await lines.idle();
    expect(worked).toEqual([1]);
  });

  it("never loses a wake-up that comes while every hand is at work", async () => {
    const { opened, open } = gate();
    const started = gate();
    let begun = 0;
    const { lines, due, worked } = aLine(hands, {
      onWork: async (chatId) => {
        if (chatId > hands) return;
        begun += 1;
        if (begun === hands) started.open();
        await opened;
      },
    });
    due.push(...Array.from({ length: hands }, (_, index) => index + 1));
    lines.wake();
    await started.opened;
    due.push(100);
    lines.wake();
    open();
    await lines.idle();
    expect(worked).toContain(100);
  });

  it("is not idle while a hand is still at work", async () => {
    const { opened, open } = gate();
    const { lines, due, worked } = aLine(hands, { onWork: () => opened });
    due.push(1);
    let isIdle = false;
    const idle = lines.idle().then(() => {
      isIdle = true;
    });
    lines.wake();
    await new Promise((resolve) => setImmediate(resolve));
    expect(isIdle).toBe(false);
    open();
    await idle;
    expect(worked).toEqual([1]);
  });

  it("goes on after work that failed, and tells", async () => {
    const { lines, due, worked, errors } = aLine(hands, {
      onWork: (chatId) => {
        if (chatId === 2) throw new Error("no good");
      },
    });
    due.push(1, 2, 3);
    await lines.idle();
    expect(worked.toSorted()).toEqual([1, 3]);
    expect(errors).toHaveLength(1);
  });

  it("finishes the work at hand when it is stopped, and takes no more", async () => {
    const { opened, open } = gate();
    const started = gate();
    const { lines, due, worked } = aLine(hands, {
      onWork: async () => {
        started.open();
        await opened;
      },
    });
    due.push(1);
    lines.wake();
    await started.opened;
    let isStopped = false;
    const stopping = lines.stop().then(() => {
      isStopped = true;
    });
    due.push(2);
    lines.wake();
    await new Promise((resolve) => setImmediate(resolve));
    expect(isStopped).toBe(false);
    open();
    await stopping;
    expect(worked).toEqual([1]);
    expect(due).toEqual([2]);
  });

  it("keeps nobody waiting for idleness when it is stopped meanwhile", async () => {
    const { opened, open } = gate();
    const { lines, due } = aLine(hands, { onWork: () => opened });
    due.push(1);
    const idle = lines.idle();
    await new Promise((resolve) => setImmediate(resolve));
    const stopping = lines.stop();
    open();
    await stopping;
    const late = new Promise((resolve) => setImmediate(() => resolve("still waiting")));
    expect(await Promise.race([idle.then(() => "idle"), late])).toBe("idle");
  });
});

describe("hands", () => {
  it("work at the same time, and no more of them than there are", async () => {
    const { opened, open } = gate();
    const busy = gate();
    let begun = 0;
    const line = aLine(3, {
      onWork: async () => {
        begun += 1;
        if (begun === 3) busy.open();
        await opened;
      },
    });
    line.due.push(1, 2, 3, 4, 5);
    line.lines.wake();
    await busy.opened;
    open();
    await line.lines.idle();
    expect(line.mostAtWork()).toBe(3);
    expect(line.worked).toHaveLength(5);
  });

  it("rest when nothing is due", async () => {
    const { lines, claims } = aLine(2);
    await lines.idle();
    const before = claims();
    await new Promise((resolve) => setImmediate(resolve));
    expect(claims()).toBe(before);
  });

  it("work off what was put there while the last look was under way", async () => {
    const due = [1];
    const worked: number[] = [];
    const looking = gate();
    const answered = gate();
    let looks = 0;
    const lines = runLines({
      hands: 1,
      backstop: never,
      report: (error) => {
        throw error;
      },
      claim: async () => {
        looks += 1;
        if (looks === 2) {
          // This look has seen an empty line; something comes before it is told so.
          const found = due.shift();
          looking.open();
          await answered.opened;
          return found === undefined ? undefined : { queue: "in", chatId: found };
        }
        const chatId = due.shift();
        return chatId === undefined ? undefined : { queue: "in", chatId };
      },
      work: async ({ chatId }) => {
        worked.push(chatId);
      },
    });
    running = lines;
    await looking.opened;
    due.push(2);
    lines.wake();
    answered.open();
    await lines.idle();
    expect(worked).toEqual([1, 2]);
  });
});
