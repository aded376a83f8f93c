import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { findGrowth } from "../../checkin/find-growth.ts";
import { answer, checkIn, knownDate } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { type AlumnusDetails, openDetails } from "../../people/details.ts";
import { localDay } from "../../people/duty/is-staffed.ts";
import { hasGuidanceEnded } from "../../people/guidance-over.ts";
import { findPartSince } from "../../people/link/find-part-since.ts";
import type { AlumnusRow, OrganisationRow } from "../../people/store.ts";
import type { Known } from "./decide-deadlines.ts";
import { datingAnswers, decideKnownDates, type TypedDate } from "./decide-known-dates.ts";

type Opening = Pick<Work, "db" | "vault">;

export const knownDatePlace = (id: string) => ({ table: "known_date", column: "day", row: id });

/** The dates that case workers wrote down of this person and that count now, with who did, opened; an empty day says that there is none. */
export async function findTypedDates({ db, vault }: Opening, person: Pick<AlumnusRow, "id" | "keyId">) {
  const rows = await db
    .select()
    .from(knownDate)
    .where(and(eq(knownDate.alumnusId, person.id), isNull(knownDate.endedAt)));
  return Promise.all(
    rows.map(async ({ day, ...row }) => ({
      ...row,
      day: await vault.open(db, person.keyId, knownDatePlace(row.id), day),
    })),
  );
}

/** The dates that stand on the school's list, opened. */
export const listedDates = (details: AlumnusDetails): (TypedDate & { readonly day: string })[] =>
  (["contractEnd", "indicationEnd"] as const).flatMap((kind) => {
    const listed = details[kind];
    return listed ? [{ kind, ...listed, source: "import" as const }] : [];
  });

/** Gathers what is known of somebody's dates, for `decideDeadlines`. Throws SealBroken when the person was erased. */
export async function gatherKnown(
  work: Opening & Pick<Work, "now">,
  person: AlumnusRow,
  organisation: OrganisationRow,
): Promise<Known> {
  const { db, vault, now } = work;
  const dayOf = (instant: Date) => localDay(organisation, instant);
  const details = await openDetails(db, vault, person);
  const { birthDate } = details;
  const typed = (await findTypedDates(work, person)).map(
    ({ kind, day, notedAt }): TypedDate => ({
      kind,
      day: day || null,
      on: dayOf(notedAt),
      source: "caseWorker",
    }),
  );
  const rows = await db
    .select({ questionId: answer.questionId, options: answer.options, at: answer.answeredAt })
    .from(answer)
    .innerJoin(checkIn, eq(checkIn.id, answer.checkInId))
    .where(
      and(
        eq(checkIn.alumnusId, person.id),
        eq(answer.complete, true),
        inArray(answer.questionId, [...new Set(datingAnswers.map(({ questionId }) => questionId))]),
      ),
    )
    .orderBy(asc(answer.answeredAt), asc(answer.questionId));
  const answers = rows.flatMap(({ questionId, options, at }) =>
    options.map((option) => ({ questionId, option, on: dayOf(at) })),
  );
  const { atHomeSince, exitProfile, situation, situationSince } = person;
  return {
    today: dayOf(now),
    takesPart: (await findPartSince(db, person)) !== null && !(await hasGuidanceEnded(db, person.id)),
    ...{ birthDate, exitProfile, situation },
    situationSince: situationSince && dayOf(situationSince),
    atHomeSince: atHomeSince && dayOf(atHomeSince),
    ...decideKnownDates(answers, [...typed, ...listedDates(details)]),
    checkIns: (await findGrowth(db, person.id)).map(({ endedAt, growth }) => ({
      day: dayOf(endedAt),
      growth,
    })),
  };
}
