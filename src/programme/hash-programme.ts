import { createHash } from "node:crypto";
import { type Programme, programmeSchema } from "./programme.ts";

/**
 * The name of exactly this version: 43 characters of base64url, the same for the same content in whatever order it was
 * written. A cohort keeps it (`CohortPart`).
 */
export function hashProgramme(programme: Programme): string {
  // Parsing puts the keys into the schema's order.
  const content = JSON.stringify(programmeSchema.parse(programme));
  return createHash("sha256").update(content).digest("base64url");
}
