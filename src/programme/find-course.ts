import { desc, eq } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { agreedMonths } from "../db/schema/index.ts";
import { type Agreement, agreeMonths } from "./agree-months.ts";
import type { CourseRhythm } from "./decide-due-across.ts";
import { lengthenCourse } from "./decide-lengthened.ts";
import type { Rhythm } from "./decide-rhythms.ts";
import type { ProgrammePart } from "./programme.ts";
import { type CohortRow, type EnrolmentRow, findProgramme } from "./store.ts";

/**
 * The programmes of a cohort, one after another; for one place in it with what was agreed on there (CAP-29), and on to its end where
 * that was made later.
 */
export async function findCourse(
  db: Db,
  { parts }: Pick<CohortRow, "parts">,
  place?: Pick<EnrolmentRow, "id" | "startsOn" | "endsOn">,
): Promise<ProgrammePart[]> {
  const agreed = place && (await findAgreement(db, place.id));
  const course: ProgrammePart[] = [];
  for (const { programmeHash, fromMonth, months, leadOrganisationId } of parts) {
    const programme = await findProgramme(db, programmeHash);
    course.push({
      programme: agreed ? agreeMonths(programme, agreed) : programme,
      ...{ fromMonth, months },
      ...(leadOrganisationId && { leadOrganisationId }),
    });
  }
  return place ? lengthenCourse(course, place) : course;
}

/** The same of each rhythm of the cohort, for one place in it. */
export async function findCourses(
  db: Db,
  rhythms: readonly Rhythm[],
  place: Pick<EnrolmentRow, "id" | "startsOn" | "endsOn">,
): Promise<CourseRhythm[]> {
  const courses: CourseRhythm[] = [];
  for (const { parts, fromDay } of rhythms)
    courses.push({ parts: await findCourse(db, { parts }, place), fromDay });
  return courses;
}

/** What was agreed on last for this place; undefined while nothing was. */
export async function findAgreement(db: Db, enrolmentId: string): Promise<Agreement | undefined> {
  const [row] = await db
    .select({ agreement: agreedMonths.agreement })
    .from(agreedMonths)
    .where(eq(agreedMonths.enrolmentId, enrolmentId))
    .orderBy(desc(agreedMonths.seq))
    .limit(1);
  return row?.agreement;
}
