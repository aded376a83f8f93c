import type { Office } from "../add-staff.ts";
import { lockClosedDays, storeClosedDays } from "../duty/close-days.ts";
import { Refused } from "../find-organisation.ts";
import { may } from "../may.ts";
import type { OrganisationRow } from "../store.ts";
import type { CalendarFile } from "./calendar-file.ts";
import { type CalendarChoice, type CalendarPlan, decideCalendar } from "./decide-calendar.ts";

export type CalendarImport = CalendarPlan & {
  /** False with a fault, in a dry run, or when the days were not those that were confirmed. */
  readonly ok: boolean;
  /** What a yes is about: the closed days as they will be. */
  readonly seal: string;
};

/**
 * Brings an organisation's closed days in line with a calendar file (`readCalendar`): all of it, or nothing when one event has
 * a fault. With `dryRun` nothing is written; with `confirmed` only the very days that were shown are. Throws Refused for
 * whoever may not.
 */
export async function importCalendar(
  { db, now }: Pick<Office, "db" | "now">,
  { id }: OrganisationRow,
  file: CalendarFile,
  choice: Omit<CalendarChoice, "today">,
  how: { readonly dryRun: true } | { readonly confirmed: string },
): Promise<CalendarImport> {
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not close days.");
  return db.transaction(async (tx) => {
    const { today, closed } = await lockClosedDays({ db: tx, now }, id);
    const plan = decideCalendar(closed, file.events, { ...choice, today });
    const faults = [...file.faults, ...plan.faults].sort((a, b) => a.line - b.line);
    const leftOut = [...file.leftOut, ...plan.leftOut].sort((a, b) => a.line - b.line);
    const seal = JSON.stringify(plan.closed);
    const all = { ...plan, faults, leftOut, seal };
    const isWanted = "confirmed" in how && how.confirmed === seal;
    if (!isWanted || faults.length > 0 || plan.regionsToChoose.length > 0) return { ...all, ok: false };
    const changed = [...plan.added, ...plan.gone];
    const from = changed.map((one) => one.from).sort()[0];
    const until = changed
      .map((one) => one.until)
      .sort()
      .at(-1);
    if (from !== undefined && until !== undefined)
      await storeClosedDays({ db: tx, now }, id, { kind: "operator" }, plan.closed, "importCalendar", {
        from,
        until,
      });
    return { ...all, ok: true };
  });
}
