import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { checkIn, safetySheet } from "../../../src/db/schema/index.ts";
import { localDay } from "../../../src/people/duty/is-staffed.ts";
import { proposedNumbers } from "../../../src/people/safety/safety-sheet.ts";
import { findOrganisation } from "../../../src/people/store.ts";
import { addCohort } from "../../../src/programme/add-cohort.ts";
import { mostAsksADay } from "../../../src/programme/decide-spread.ts";
import type { Programme } from "../../../src/programme/programme.ts";
import { findTemplate } from "../../../src/programme/templates.ts";
import { beReady, unseenChat } from "../../support/people.ts";
import { startWalk, type Walk } from "../../support/walk.ts";

let walk: Walk;
afterEach(() => walk.end());

const db = () => walk.database.db;

/** Twelve people of one case worker, who all take part. The safety sheet was signed on this day. */
async function twelve(at: string, signedAt?: string): Promise<{ readonly sign: () => Promise<unknown> }> {
  walk = await startWalk({ at, school: "notReady" });
  walk.simulator.phone({ id: unseenChat, firstName: "Noor" }).start();
  await walk.settle();
  const place = { db: db(), vault: walk.app.vault, now: walk.clock.now() };
  const checkedAt = signedAt === undefined ? place.now : new Date(signedAt);
  const checkedBy = await beReady(place, walk.organisationId, { checkedAt });
  const fatima = await walk.caseWorker("Fatima de Vries");
  for (let n = 0; n < 12; n += 1) await walk.alumnus(`Leerling${n}`, fatima, { situation: "work_regular" });
  const sheet = { organisationId: walk.organisationId, onCall: "none", checkedBy } as const;
  return {
    sign: () =>
      db()
        .insert(safetySheet)
        .values({ ...sheet, id: randomUUID(), numbers: proposedNumbers, checkedAt: walk.clock.now() }),
  };
}

async function enrolAll() {
  const programme = findTemplate("pro_three_moments") as Programme;
  const school = await findOrganisation(db(), walk.organisationId);
  const days = { exitsFrom: "2026-01-01", exitsUntil: "2026-12-31" };
  const programmes = [{ programme }];
  await addCohort({ db: db(), now: walk.clock.now() }, school, { name: "Klas van '26", ...days, programmes });
  await walk.pass({ minutes: 2 });
}

/** How many the robot asked on each day, but for the first minute. */
async function asked(since: string): Promise<[string, number][]> {
  const rows = await db()
    .select({ at: checkIn.createdAt })
    .from(checkIn)
    .where(and(isNull(checkIn.startedBy), eq(checkIn.state, "invited")));
  const school = await findOrganisation(db(), walk.organisationId);
  const days = Map.groupBy(rows, ({ at }) => localDay(school, at));
  return [...days]
    .filter(([day]) => day >= since)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([day, there]) => [day, there.length]);
}

test("a safety sheet that is signed weeks late does not have everybody asked on that day", async () => {
  const { sign } = await twelve("2026-08-17T09:00", "2025-08-01T09:00:00Z");
  await enrolAll();
  await walk.pass({ days: 21 });
  expect(await asked("2026-08-17")).toEqual([]);
  await sign();
  await walk.pass({ days: 4 });
  expect(await asked("2026-08-17")).toEqual([
    ["2026-09-07", mostAsksADay],
    ["2026-09-08", mostAsksADay],
    ["2026-09-09", 12 - 2 * mostAsksADay],
  ]);
});

test("nor does a cohort that is made after its days of asking, and on the last day of a window nobody is left out", async () => {
  // Whoever has just said yes is left alone for two days.
  await twelve("2026-09-25T10:30");
  await walk.pass({ days: 4 });
  await enrolAll();
  await walk.pass({ hours: 2 });
  expect(await asked("2026-09-29")).toEqual([["2026-09-29", mostAsksADay]]);
  await walk.pass({ days: 1 });
  expect(await asked("2026-09-29")).toEqual([
    ["2026-09-29", mostAsksADay],
    ["2026-09-30", 12 - mostAsksADay],
  ]);
});
