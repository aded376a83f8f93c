import { eq } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { enrolment } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import type { AlumnusView } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { findCourse } from "./find-course.ts";
import { replan } from "./replan.ts";
import { setLeads } from "./set-leads.ts";
import type { Place } from "./store.ts";

/**
 * Writes down that somebody's guidance lasts until a later local day than their programmes do (LAW-09, 11), and plans the last
 * programme on until then, from tomorrow: its moments go on with their pattern, whoever leads then goes on leading. Once it stands
 * there, no change of what the law makes of them takes it back.
 */
export async function lengthenPlace(
  { db, now }: Pick<Work, "db" | "now">,
  { row, organisation }: Pick<AlumnusView, "row" | "organisation">,
  { place, group }: Place,
  endsOn: string,
): Promise<void> {
  const longer = { ...place, endsOn };
  await db.update(enrolment).set({ endsOn }).where(eq(enrolment.id, place.id));
  const tomorrow = Temporal.PlainDate.from(localDay(organisation, now)).add({ days: 1 }).toString();
  await setLeads(db, now, longer, group, tomorrow);
  const moved = {
    enrolled: { place: longer, group, person: row },
    before: await findCourse(db, group, place),
  };
  const replanned = await replan(db, now, organisation, [moved], tomorrow);
  await recordAccess(db, {
    at: now,
    actor: { kind: "system" },
    action: "replan",
    subject: { kind: "alumnus", id: row.id },
    facts: { why: "twoYears", ...replanned },
  });
}
