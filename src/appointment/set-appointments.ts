import { eq } from "drizzle-orm";
import { organisation } from "../db/schema/index.ts";
import type { Office } from "../people/add-staff.ts";
import { Refused } from "../people/find-organisation.ts";
import { may } from "../people/may.ts";
import type { OrganisationRow } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { type AppointmentSettings, settingsOf } from "./appointment.ts";

const bounds = {
  phoneMinutes: { least: 5, most: 240, what: "A talk by phone takes whole minutes" },
  physicalMinutes: { least: 5, most: 240, what: "A talk in person takes whole minutes" },
  noticeHours: { least: 1, most: 336, what: "The notice is whole hours" },
} as const;

/**
 * Sets how long appointments of this organisation last, how long before they are made at the latest, and whether the robot offers
 * times by itself; what is left out stays. Returns what counts now. Throws Refused for a number out of bounds.
 */
export async function setAppointments(
  { db, now }: Office,
  { id, appointments }: OrganisationRow,
  change: AppointmentSettings,
): Promise<Required<AppointmentSettings>> {
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not set appointments.");
  for (const [name, { least, most, what }] of Object.entries(bounds)) {
    const value = change[name as keyof typeof bounds];
    if (value !== undefined && (!Number.isInteger(value) || value < least || value > most))
      throw new Refused(`${what} from ${least} to ${most}. Nothing was changed.`);
  }
  const settings = { ...appointments, ...change };
  await db.transaction(async (tx) => {
    await tx.update(organisation).set({ appointments: settings }).where(eq(organisation.id, id));
    await recordAccess(tx, {
      at: now,
      actor: { kind: "operator" },
      action: "setAppointments",
      subject: { kind: "organisation", id },
    });
  });
  return settingsOf(settings);
}
