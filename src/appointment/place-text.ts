import type { Work } from "../delivery/work.ts";
import type { AppointmentRow } from "./appointment.ts";

const placeOf = (id: string) => ({ table: "appointment", column: "place_text", row: id });

/** Seals where it is, or on which number, with the person's key. */
export const sealPlaceText = (
  { db, vault }: Pick<Work, "db" | "vault">,
  keyId: string,
  id: string,
  text: string,
) => vault.seal(db, keyId, placeOf(id), text);

/** Where it is in somebody's own words; undefined when nobody typed anything. */
export async function openPlaceText(
  { db, vault }: Pick<Work, "db" | "vault">,
  keyId: string,
  row: Pick<AppointmentRow, "id" | "placeText">,
): Promise<string | undefined> {
  return row.placeText ? vault.open(db, keyId, placeOf(row.id), row.placeText) : undefined;
}
