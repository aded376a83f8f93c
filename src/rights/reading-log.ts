import { and, asc, eq, inArray, notInArray, or } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { accessLog, caseWorker, escalation } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { formatWithYear } from "../i18n/format-moment.ts";
import { nameOfStaff } from "../people/name-of-staff.ts";
import type { AlumnusView, CaseWorkerRow } from "../people/store.ts";
import type { Reader, Section } from "../privacy/personal-part.ts";

/** Acts by which a human sees something of a person; all others in the log change something, or are the person's own. */
export const looks = [
  "openDetails",
  "readWords",
  "openContact",
  "readTalk",
  "openProfile",
  "openSummary",
] as const;
type Look = (typeof looks)[number];
const isLook = (action: string): action is Look => looks.some((look) => look === action);

/**
 * Who looked at what kind of thing, and when: what a person may ask of the access log. The readable lines are the looks;
 * the data holds every line about the person, also what was changed.
 */
export async function readingLogSection(
  work: Work,
  view: AlumnusView,
  { t, language, timeZone }: Reader,
): Promise<Section> {
  const lines = await linesAbout(work.db, view.row.id);
  const names = await namesOf(work, lines);
  const items = lines.flatMap(({ action, at, actorId }) => {
    if (!isLook(action)) return [];
    const who = actorId === null ? undefined : names.get(actorId);
    const role = t(`rights:role.${who?.row.role ?? "caseWorker"}`);
    const name = who?.name ?? t("rights:formerStaff");
    return [
      {
        label: formatWithYear(language, timeZone, at),
        text: t(`rights:look.${action}`, { name, role }),
      },
    ];
  });
  const data = lines.map(({ at, actorKind, actorId, action, subjectKind }) => ({
    ...{ at, by: actorKind, name: (actorId && names.get(actorId)?.name) ?? null, action, about: subjectKind },
  }));
  return { id: "readingLog", title: t("rights:section.readingLog"), items, data };
}

/** Lines that would tell the person of a worry that somebody else told in confidence (R17). */
const confidential = ["matchWorry", "unmatchWorry"];

/** Lines about the person, and about what was escalated for them, oldest first; but those of somebody else's confidence. */
function linesAbout(db: Db, alumnusId: string) {
  const own = db.select({ id: escalation.id }).from(escalation).where(eq(escalation.personId, alumnusId));
  return db
    .select()
    .from(accessLog)
    .where(
      and(
        notInArray(accessLog.action, confidential),
        or(
          and(eq(accessLog.subjectKind, "alumnus"), eq(accessLog.subjectId, alumnusId)),
          and(eq(accessLog.subjectKind, "escalation"), inArray(accessLog.subjectId, own)),
        ),
      ),
    )
    .orderBy(asc(accessLog.id));
}

async function namesOf(
  work: Work,
  lines: readonly { actorKind: string; actorId: string | null }[],
): Promise<ReadonlyMap<string, { row: CaseWorkerRow; name: string | undefined }>> {
  const ids = [
    ...new Set(lines.flatMap(({ actorKind, actorId }) => (actorKind === "caseWorker" && actorId) || [])),
  ];
  if (ids.length === 0) return new Map();
  const rows = await work.db.select().from(caseWorker).where(inArray(caseWorker.id, ids));
  const named = new Map<string, { row: CaseWorkerRow; name: string | undefined }>();
  for (const row of rows) named.set(row.id, { row, name: await nameOfStaff(work, row) });
  return named;
}
