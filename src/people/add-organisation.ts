import { randomUUID } from "node:crypto";
import type { Db } from "../db/connect.ts";
import { organisation } from "../db/schema/index.ts";
import { type Language, languageOf, languages } from "../i18n/language.ts";
import { recordAccess } from "../privacy/record-access.ts";
import type { StaffedHours } from "./duty/is-staffed.ts";
import { listOrganisations, Refused, readName } from "./find-organisation.ts";
import { may } from "./may.ts";
import type { OrganisationRow } from "./store.ts";

export interface NewOrganisation {
  readonly name: string;
  readonly timeZone: string;
  readonly language: string;
  readonly staffedHours: StaffedHours;
  readonly alertDetail: "reference" | "firstName";
  /** A school when left out. */
  readonly kind?: OrganisationRow["kind"];
}

/**
 * Makes an organisation: a school, or a region of schools. Throws Refused for a name that is taken or empty, an unknown
 * time zone, or a language that is not there yet.
 */
export async function addOrganisation(db: Db, now: Date, wanted: NewOrganisation): Promise<OrganisationRow> {
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not add organisations.");
  const name = readName(wanted.name, "an organisation");
  const values = {
    ...wanted,
    name,
    timeZone: readTimeZone(wanted.timeZone),
    language: readLanguageCode(wanted.language),
  };
  return db.transaction(async (tx) => {
    const isTaken = (await listOrganisations(tx)).some(
      (one) => one.name.toLowerCase() === name.toLowerCase(),
    );
    if (isTaken) throw new Refused("There is an organisation of this name already. Nothing was changed.");
    const [row] = await tx
      .insert(organisation)
      .values({ id: randomUUID(), ...values, createdAt: now })
      .returning();
    if (!row) throw new Error("An organisation that was not stored");
    await recordAccess(tx, {
      at: now,
      actor: { kind: "operator" },
      action: "addOrganisation",
      subject: { kind: "organisation", id: row.id },
    });
    return row;
  });
}

function readTimeZone(timeZone: string): string {
  const refused = new Refused(
    "This time zone is unknown. Write it like Europe/Amsterdam or America/Curacao.",
  );
  // "+01:00" is understood too, but knows no summer time.
  if (!/^[a-z]/i.test(timeZone)) throw refused;
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    throw refused;
  }
}

function readLanguageCode(code: string): Language {
  const language = languageOf(code);
  if (!language) throw new Refused(`This language is not there yet. There are: ${languages.join(", ")}.`);
  return language;
}
