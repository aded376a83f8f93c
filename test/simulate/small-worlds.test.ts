import { expect, test } from "vitest";
import { freshPostgresUrl } from "../support/databases.ts";
import { judgeWorld } from "./judge-world.ts";

/** A summer with its vacation and the second offers of July: most left the year before. */
const summer = { alumni: 5, months: 3, start: "2027-06-21", schoolSize: 5 };
/** A world takes seconds, and many times that on a machine that does other things. */
const patience = 400_000;

test.each([11])(
  "a small world of seed %i lives through a summer, and all is in order",
  async (seed) => {
    const { figures, findings } = await judgeWorld({
      ...summer,
      seed,
      databaseUrl: await freshPostgresUrl(),
    });
    expect(findings).toEqual([]);
    expect(figures).toMatchObject({ alumni: 5, messagesOutsideHours: 0, withoutNextStep: 0, ok: true });
  },
  patience,
);
