import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { enrolment, offer, organisation } from "../../src/db/schema/index.ts";
import { findOrganisationByName } from "../../src/people/find-organisation.ts";
import { makeOffer } from "../../src/people/link/keep-offer.ts";
import { enrolNew } from "../../src/programme/enrol.ts";
import { aCaseWorker, anAlumnus } from "../support/people.ts";
import { aMachine } from "./rig.ts";

vi.setConfig({ testTimeout: 30_000 });
const machine = aMachine();

test("offers counts by cohort what was offered, arrived and answered, in words and as JSON, without a name", async () => {
  const { database, vault, clock } = machine;
  const { db } = database;
  await machine.run("organisation", "add", "De Linde");
  await machine.run(
    ...["cohort", "add", "Klas van 26", "--from", "2026-06-01", "--until", "2026-09-30"],
    ...["--programme", "pro_minimum"],
  );
  const school = await findOrganisationByName(db, "De Linde");
  const place = { db, vault, now: clock.now() };
  const fatima = await aCaseWorker(place, school.id, "Fatima de Vries");
  const row = { joinedAt: new Date("2026-06-20T09:00:00Z") };
  const amina = await anAlumnus(place, school.id, fatima.id, "Amina", { row });
  await anAlumnus(place, school.id, fatima.id, "Bilal");
  await enrolNew(place, school);
  expect(await db.select().from(enrolment)).toHaveLength(2);
  const said = {
    textVersion: "telegram-nl-x",
    language: "nl",
    madeAt: row.joinedAt,
    answer: "yes",
    answeredAt: row.joinedAt,
  } as const;
  const made = await makeOffer(place, { alumnusId: amina.id, kind: "first", channel: "telegram", ...said });
  const { out } = await machine.run("offers");
  expect(out).toContain("1 offered, 1 before the exit, 0 delivered");
  await db
    .update(offer)
    .set({ delivery: "sent" })
    .where(eq(offer.id, made?.id ?? ""));
  const read = JSON.parse((await machine.run("offers", "--json")).out);
  expect(read).toEqual([
    {
      organisation: "De Linde",
      cohorts: [
        {
          ...{
            cohort: "Klas van 26",
            people: 2,
            statutory: 2,
            offered: 1,
            offeredBeforeExit: 1,
            delivered: 1,
          },
          ...{ yes: 1, notNow: 0, talkFirst: 0, noAnswer: 0 },
          ...{ reoffersDue: 0, reoffersMade: 0, reoffersByHuman: 0, reoffersDelivered: 0 },
        },
      ],
    },
  ]);
  // A year later nobody has asked Bilal: that is due.
  clock.moveTo(new Date("2027-08-01T09:00:00Z"));
  const later = JSON.parse((await machine.run("offers", "--json")).out);
  expect(later[0].cohorts[0]).toMatchObject({ reoffersDue: 1, reoffersMade: 0 });
  expect(out).not.toContain("Amina");
});

test("organisation agreement sets who is asked, and refuses what there is not", async () => {
  await machine.run("organisation", "add", "De Linde");
  const row = async () => (await machine.database.db.select().from(organisation))[0];
  expect(await row()).toMatchObject({ agreement: "off", agreementNeeded: false });
  await machine.run("organisation", "agreement", "alumnusAndParent", "--needed");
  expect(await row()).toMatchObject({ agreement: "alumnusAndParent", agreementNeeded: true });
  expect(await machine.run("organisation", "agreement", "everybody")).toMatchObject({ code: 1 });
  await machine.run("organisation", "agreement", "off", "--needed");
  expect(await row()).toMatchObject({ agreement: "off", agreementNeeded: false });
});
