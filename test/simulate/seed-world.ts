import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Database } from "../../src/db/connect.ts";
import { caseWorker, organisation, safetySheet } from "../../src/db/schema/index.ts";
import { defaultMessageHours } from "../../src/people/calendar/is-message-time.ts";
import { proposedNumbers } from "../../src/people/safety/safety-sheet.ts";
import { findOrganisation } from "../../src/people/store.ts";
import type { Vault } from "../../src/privacy/vault.ts";
import { addCohort } from "../../src/programme/add-cohort.ts";
import { findTemplate } from "../../src/programme/templates.ts";
import { aCaseWorker, anAlumnus, aSchool } from "../support/people.ts";
import type { World } from "./plan-world.ts";

/** Who is who in the rows. */
export interface Seeded {
  /** The id of somebody by chat, alumni and staff. */
  readonly ids: ReadonlyMap<number, string>;
  /** The one-time links of the staff, by chat. */
  readonly links: ReadonlyMap<number, string>;
  /** The ids of the schools in their order. */
  readonly schools: readonly string[];
}

/** Writes the plan's schools, staff, cohorts and young people into an empty database: what a school does before the robot runs. */
export async function seedWorld({ db }: Database, vault: Vault, world: World): Promise<Seeded> {
  const place = { db, vault, now: world.start };
  const ids = new Map<number, string>();
  const links = new Map<number, string>();
  const schools: string[] = [];
  for (const { index, closedDays, saturdays } of world.schools) {
    const id = await aSchool(place, { name: `School ${index}` });
    const messageHours = saturdays ? { ...defaultMessageHours, saturday: true } : null;
    await db.update(organisation).set({ closedDays, messageHours }).where(eq(organisation.id, id));
    schools.push(id);
  }
  for (const { chatId, school, role } of world.staff) {
    const made = await aCaseWorker(place, schools[school] ?? "", `Medewerker ${chatId}`, role);
    ids.set(chatId, made.id);
    links.set(chatId, made.token);
  }
  for (const { index, programmes } of world.schools) {
    const organisationId = schools[index] ?? "";
    const signer = world.staff.find(({ school, role }) => school === index && role === "coordinator");
    await db.insert(safetySheet).values({
      id: randomUUID(),
      organisationId,
      onCall: "none",
      numbers: proposedNumbers,
      checkedBy: ids.get(signer?.chatId ?? 0) ?? "",
      checkedAt: world.start,
    });
    const row = await findOrganisation(db, organisationId);
    const parts = programmes.map(({ key, months }) => {
      const programme = findTemplate(key);
      if (!programme) throw new Error(`There is no template ${key}`);
      return { programme, ...(months ? { months } : {}) };
    });
    const firstYear = world.start.getUTCFullYear();
    for (const year of [firstYear - 1, firstYear, firstYear + 1, firstYear + 2])
      await addCohort({ db, now: world.start }, row, {
        name: `Klas van ${year}`,
        exitsFrom: `${year}-01-01`,
        exitsUntil: `${year}-12-31`,
        programmes: parts,
      });
  }
  for (const person of world.young) {
    const { chatId, school, workerChat, exitDay, exitProfile, situation, ownTime } = person;
    const { schoolType } = world.schools[school] ?? { schoolType: "pro" as const };
    const made = await anAlumnus(place, schools[school] ?? "", ids.get(workerChat) ?? "", `Jong${chatId}`, {
      row: {
        ...{ schoolType, exitProfile, exitDate: exitDay, situation, situationSince: world.start },
        atHomeSince: situation === "job_seeking" || situation === "at_home" ? world.start : null,
        ...(ownTime ? { ownTime: { from: ownTime, saturday: true } } : {}),
      },
    });
    ids.set(chatId, made.id);
  }
  await db.update(caseWorker).set({ listedAt: world.start });
  return { ids, links, schools };
}
