import type { Work } from "../delivery/work.ts";
import type { CaseWorkerRow } from "../people/store.ts";
import type { Reader, Section } from "../privacy/personal-part.ts";
import { sayOwnHours } from "./show-appointments.ts";
import { findOwnHours } from "./store.ts";

/** Own hours of one of the staff that are kept, for who asks what is held of them; none when there are none. */
export async function gatherOwnHours(
  { db, now }: Work,
  { id }: CaseWorkerRow,
  reader: Reader,
): Promise<readonly Section[]> {
  const rows = await findOwnHours(db, id, now);
  if (rows.length === 0) return [];
  const items = rows.map((row) => ({ text: sayOwnHours({ ...reader, now }, row) }));
  const data = rows.map(({ kind, fromAt, untilAt, createdAt }) => ({ kind, fromAt, untilAt, createdAt }));
  return [{ id: "ownHours", title: reader.t("appointment:hours.title"), items, data }];
}
