import { and, asc, eq, isNull } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { contactMoment, standing, task } from "../../../src/db/schema/index.ts";
import { findOrganisation } from "../../../src/people/store.ts";
import { addCohort } from "../../../src/programme/add-cohort.ts";
import type { Programme } from "../../../src/programme/programme.ts";
import { findTemplate } from "../../../src/programme/templates.ts";
import { startWalk, type Walk, type Walker } from "../../support/walk.ts";

let walk: Walk;
afterEach(() => walk.end());

const momentsOf = async ({ id }: Walker) =>
  (
    await walk.database.db
      .select()
      .from(contactMoment)
      .where(eq(contactMoment.alumnusId, id))
      .orderBy(asc(contactMoment.fromDay))
  ).map(({ occasion, state }) => `${occasion} ${state}`);

test("a class that joins in its final year has the talks of that year, and nobody of it is out of sight before the exit", async () => {
  walk = await startWalk({ at: "2026-01-26T09:00" });
  const { db } = walk.database;
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  const bilal = await walk.alumnus("Bilal", fatima, { linked: false });
  const school = await findOrganisation(db, walk.organisationId);
  const programme = findTemplate("pro_three_moments") as Programme;
  const days = { exitsFrom: "2026-01-01", exitsUntil: "2026-12-31" };
  await addCohort({ db, now: walk.clock.now() }, school, {
    name: "Klas van '26",
    ...days,
    programmes: [{ programme }],
  });
  await walk.pass({ minutes: 2 });
  const planned = await momentsOf(amina);
  const ofSchool = planned.filter((one) => one < "2026-07");
  expect(ofSchool.length).toBeGreaterThan(0);
  expect(planned).toContain("2026-09 planned");
  // What was over before they were on the list is nobody's.
  expect(ofSchool.every((one) => one >= "2026-01")).toBe(true);
  const open = async ({ id }: Walker) =>
    (
      await db
        .select({ kind: task.kind })
        .from(task)
        .where(and(eq(task.alumnusId, id), isNull(task.doneAt)))
    ).map(({ kind }) => kind);
  await walk.pass({ days: 120 });
  // The talk of March was not held: it is late, and that is all.
  expect(await open(amina)).toContain("moment");
  expect(await open(amina)).not.toContain("outOfSight");
  const [stands] = await db.select().from(standing).where(eq(standing.alumnusId, amina.id));
  expect(stands).toMatchObject({ state: "inTouch" });
  // Who takes no part yet is asked to no talk.
  expect(await open(bilal)).toEqual(["offer"]);
}, 300_000);
