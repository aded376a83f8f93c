import { and, asc, desc, eq } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { ownProgramme, programmeVersion } from "../db/schema/index.ts";
import type { Programme } from "./programme.ts";
import { findTemplate, templates } from "./templates.ts";

export interface Held {
  readonly programme: Programme;
  /** The organisation changed it, or made it; false for ours as we ship it. */
  readonly isOwn: boolean;
}

/** The programme with this key as an organisation has it: its own newest version, or ours; undefined when there is neither. */
export async function findOwnProgramme(
  db: Db,
  organisationId: string,
  key: string,
): Promise<Held | undefined> {
  const [row] = await db
    .select({ body: programmeVersion.body })
    .from(ownProgramme)
    .innerJoin(programmeVersion, eq(programmeVersion.hash, ownProgramme.hash))
    .where(and(eq(ownProgramme.organisationId, organisationId), eq(ownProgramme.key, key)))
    .orderBy(desc(ownProgramme.version))
    .limit(1);
  if (row) return { programme: row.body, isOwn: true };
  const template = findTemplate(key);
  return template && { programme: template, isOwn: false };
}

/** All programmes of an organisation: ours, each as it has it now, then those that are its own alone. */
export async function listOwnProgrammes(db: Db, organisationId: string): Promise<Held[]> {
  const rows = await db
    .select({ body: programmeVersion.body })
    .from(ownProgramme)
    .innerJoin(programmeVersion, eq(programmeVersion.hash, ownProgramme.hash))
    .where(eq(ownProgramme.organisationId, organisationId))
    .orderBy(asc(ownProgramme.key), asc(ownProgramme.version));
  const held = new Map<string, Held>(
    templates.map((template) => [template.key, { programme: template, isOwn: false }]),
  );
  for (const { body } of rows) held.set(body.key, { programme: body, isOwn: true });
  return [...held.values()];
}
