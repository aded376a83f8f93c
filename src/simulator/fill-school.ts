import { Temporal } from "temporal-polyfill";
import type { Language } from "../i18n/language.ts";
import { addOrganisation } from "../people/add-organisation.ts";
import { addStaff, type Office } from "../people/add-staff.ts";
import { officeHours } from "../people/duty/is-staffed.ts";
import { importAlumni } from "../people/import/import-alumni.ts";
import { matchCaseWorkers } from "../people/import/match-case-worker.ts";
import { readAlumniFile } from "../people/import/read-alumni-file.ts";
import { inviteAlumni } from "../people/link/invite-alumni.ts";
import { contentOf } from "../people/safety/show-safety-sheet.ts";
import { signSafetySheet } from "../people/safety/sign-safety-sheet.ts";
import { findCaseWorker, type OrganisationRow } from "../people/store.ts";
import { addCohort } from "../programme/add-cohort.ts";
import { findTemplate } from "../programme/templates.ts";
import { askPayload, findAskCode } from "../questions/welcome-asker.ts";
import { type CastMember, story } from "./cast.ts";

/** The demo's school lies in the Netherlands, whatever the machine's time zone. */
export const timeZone = "Europe/Amsterdam";

/** Makes the school, with somebody at work from Monday to Friday. */
export function addSchool(office: Office, language: Language): Promise<OrganisationRow> {
  return addOrganisation(office.db, office.now, {
    name: story.school,
    timeZone,
    language,
    staffedHours: officeHours,
    alertDetail: "firstName",
  });
}

/**
 * Who left last summer and who leaves in the next year are a cohort each, in a programme of three contacts a year: what is asked
 * and when comes by itself, as soon as the visitor moves the time.
 */
export async function addCohorts(office: Office, school: OrganisationRow): Promise<void> {
  const programme = findTemplate("pro_three_moments");
  if (!programme) throw new Error("The demo's own programme is gone");
  const summer = Temporal.PlainDate.from(summerBefore(office.now));
  for (const year of [summer.year, summer.year + 1])
    await addCohort(office, school, {
      name: `Klas van ${year}`,
      exitsFrom: `${year}-01-01`,
      exitsUntil: `${year}-12-31`,
      programmes: [{ programme }],
    });
}

/** A new case worker with a one-time link; for somebody who is there already, a new link. Throws Refused for a name that is none. */
export async function addCaseWorker(
  office: Office,
  school: OrganisationRow,
  person: Pick<CastMember, "id" | "name" | "language">,
): Promise<CastMember> {
  const { token } = await addStaff(office, school, { name: person.name });
  return { ...person, role: "caseWorker", card: { token, at: office.now } };
}

/** The coordinator with her link: what a school does before it may ask anybody about danger. */
export async function addCoordinator(office: Office, school: OrganisationRow): Promise<{ token: string }> {
  return addStaff(office, school, { name: story.coordinator.name, role: "coordinator" });
}

/** The coordinator signs the proposed numbers, at the beginning of the rehearsal. Nobody in it is real, so nobody calls them. */
export async function signNumbers(office: Office, school: OrganisationRow): Promise<void> {
  const staff = await matchCaseWorkers(office.db, office.vault, school.id);
  const found = staff.match(story.coordinator.name);
  const by = "id" in found ? await findCaseWorker(office.db, found.id) : undefined;
  const signed = by && (await signSafetySheet(office, by, contentOf(undefined)));
  if (!signed?.ok) throw new Error("The demo's own safety sheet was refused");
}

/** A new alumnus of Fatima's with a card, by way of a school's list as in real use. */
export async function addAlumnus(
  office: Office,
  school: OrganisationRow,
  person: Pick<CastMember, "id" | "name" | "language">,
): Promise<CastMember> {
  const ownNumber = String(1_000 + person.id);
  const [firstName = "", ...rest] = person.name.split(" ");
  const row = {
    "eigen nummer": ownNumber,
    voornaam: firstName,
    achternaam: rest.join(" "),
    geboortedatum: `${office.now.getUTCFullYear() - 18}-02-11`,
    school: story.school,
    schooltype: "pro",
    uitstroomprofiel: "arbeidsmarkt",
    uitstroomdatum: summerBefore(office.now),
    gemeente: "Tilburg",
    taal: person.language,
    begeleider: story.worker.name,
    telefoon: `06-100${String(person.id).padStart(5, "0")}`,
  };
  const list = `${Object.keys(row).join(";")}\n${Object.values(row)
    .map((value) => `"${value.replaceAll('"', '""')}"`)
    .join(";")}\n`;
  const file = await readAlumniFile(Buffer.from(list), office.now.toISOString().slice(0, 10));
  const imported = await importAlumni(office, school, file);
  if (!imported.ok) throw new Error("The demo's own list has a fault");
  return newCard(office, school, { ...person, role: "alumnus", ownNumber });
}

/** A parent who stands before the school's poster, in their language. Nobody has to invite them. */
export async function addParent(
  office: Office,
  school: OrganisationRow,
  person: Pick<CastMember, "id" | "name" | "language">,
): Promise<CastMember> {
  const token = askPayload(await findAskCode(office.db, school), person.language);
  return { ...person, role: "parent", card: { token, at: office.now } };
}

/** Hands over a new invitation: an earlier one ends. A poster goes on hanging there. */
export async function newCard(
  office: Office,
  school: OrganisationRow,
  person: Omit<CastMember, "card">,
): Promise<CastMember> {
  if (person.role === "parent") return addParent(office, school, person);
  if (!person.ownNumber) return addCaseWorker(office, school, person);
  const { invited } = await inviteAlumni(office, school, { kind: "numbers", numbers: [person.ownNumber] });
  const token = invited[0]?.token;
  if (!token) throw new Error("A card that was not made");
  return { ...person, card: { token, at: office.now } };
}

/** The tenth of July before this day: they left school last summer. */
function summerBefore(now: Date): string {
  const day = (year: number) => `${year}-07-10`;
  const today = now.toISOString().slice(0, 10);
  return day(today > day(now.getUTCFullYear()) ? now.getUTCFullYear() : now.getUTCFullYear() - 1);
}
