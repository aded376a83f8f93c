import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db } from "../../src/db/connect.ts";
import { alumnus, caseWorker, chat, organisation, safetySheet } from "../../src/db/schema/index.ts";
import type { StaffRole } from "../../src/people/add-staff.ts";
import { type AlumnusDetails, detailsPlace, namePlace } from "../../src/people/details.ts";
import { officeHours, type StaffedHours } from "../../src/people/duty/is-staffed.ts";
import { invite } from "../../src/people/link/invite.ts";
import { proposedNumbers } from "../../src/people/safety/safety-sheet.ts";
import type { Vault } from "../../src/privacy/vault.ts";

interface Place {
  readonly db: Db;
  readonly vault: Vault;
  readonly now: Date;
}

/** Somebody is at work day and night: for tests on the machine's own clock, whatever it shows. */
export const dayAndNight: StaffedHours = Object.fromEntries(
  ["1", "2", "3", "4", "5", "6", "7"].map((day) => [day, [{ from: "00:00", to: "23:59:59.999" }]]),
);

/** A school with office hours; returns its id. */
export async function aSchool(
  { db, now }: Place,
  values: { name?: string; hours?: StaffedHours; alertDetail?: "reference" | "firstName" } = {},
): Promise<string> {
  const id = randomUUID();
  await db.insert(organisation).values({
    id,
    name: values.name ?? "De Linde",
    timeZone: "Europe/Amsterdam",
    language: "nl",
    staffedHours: values.hours ?? officeHours,
    // "Whatever the clock shows" is also Christmas.
    worksOnHolidays: values.hours === dayAndNight ? "all" : null,
    alertDetail: values.alertDetail ?? "firstName",
    createdAt: now,
  });
  return id;
}

/** A case worker and the token of their one-time link. */
export async function aCaseWorker(
  place: Place,
  organisationId: string,
  name: string,
  role: StaffRole = "caseWorker",
) {
  const { db, vault, now } = place;
  const id = randomUUID();
  const keyId = await vault.newKey(db, "person", now);
  await db.insert(caseWorker).values({
    id,
    organisationId,
    keyId,
    role,
    name: await vault.seal(db, keyId, namePlace(id), name),
    nameHash: vault.fingerprint("case_worker_name", name.toLowerCase()),
    createdAt: now,
  });
  return { id, name, token: (await invite(db, now, { caseWorkerId: id })).token };
}

/** An alumnus and the token of their card. */
export async function anAlumnus(
  place: Place,
  organisationId: string,
  caseWorkerId: string,
  firstName: string,
  more: { details?: Partial<AlumnusDetails>; row?: Partial<typeof alumnus.$inferInsert> } = {},
) {
  const { db, vault, now } = place;
  const id = randomUUID();
  const keyId = await vault.newKey(db, "person", now);
  const details: AlumnusDetails = {
    ownNumber: firstName.toUpperCase(),
    firstName,
    lastName: "Jansen",
    birthDate: "2009-03-14",
    school: "De Linde",
    municipality: "Tilburg",
    phone: "06-12345678",
    ...more.details,
  };
  await db.insert(alumnus).values({
    id,
    organisationId,
    keyId,
    ownNumberHash: vault.fingerprint("own_number", `${organisationId}|${details.ownNumber}`),
    details: await vault.seal(db, keyId, detailsPlace(id), JSON.stringify(details)),
    detailsHash: "",
    schoolType: "pro",
    exitProfile: "labour_market",
    exitDate: "2026-07-10",
    language: "nl",
    preferredChannel: "telegram",
    caseWorkerId,
    createdAt: now,
    ...more.row,
  });
  return { id, name: firstName, token: (await invite(db, now, { alumnusId: id })).token };
}

/** The chat of the colleague whom `beReady` adds. */
export const unseenChat = 4_999;

/**
 * Makes a school ready to ask about danger: a colleague who is never at work and has a chat, and a safety sheet that they
 * signed. `alone`: the colleague has left, so that whoever the test adds is all the staff there is.
 */
export async function beReady(
  place: Place,
  organisationId: string,
  { alone = false, checkedAt = place.now }: { alone?: boolean; checkedAt?: Date } = {},
): Promise<string> {
  const { db, now } = place;
  // After whoever the test adds: they are the ones who are there longest.
  const later = new Date(now.getTime() + 60_000);
  const { id } = await aCaseWorker({ ...place, now: later }, organisationId, "Noor Visser");
  if (!alone)
    await db
      .insert(chat)
      .values({ chatId: unseenChat, language: "nl", firstSeenAt: now, lastSeenAt: now })
      .onConflictDoNothing();
  await db
    .update(caseWorker)
    .set({
      hours: {},
      ...(alone ? { leftAt: now } : { chatId: unseenChat, linkedAt: now, listedAt: now }),
    })
    .where(eq(caseWorker.id, id));
  await db.insert(safetySheet).values({
    id: randomUUID(),
    organisationId,
    onCall: "none",
    numbers: proposedNumbers,
    checkedBy: id,
    checkedAt,
  });
  return id;
}
