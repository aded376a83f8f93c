import { asc, eq, inArray } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { alumnus, chat, cohort, enrolment, offer } from "../db/schema/index.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { findSaidYes } from "../people/link/find-said-yes.ts";
import { madeAtOf, type OfferRow } from "../people/link/keep-offer.ts";
import type { AlumnusRow, OrganisationRow } from "../people/store.ts";
import { decideOfferFigures, type OfferedPerson, type OfferFigures } from "./decide-offer-figures.ts";
import { decideRegime } from "./decide-regime.ts";
import { decideTerm } from "./decide-term.ts";
import { readLeaver } from "./read-leaver.ts";
import { findProgramme } from "./store.ts";

export interface CohortOffers extends OfferFigures {
  readonly cohort: string;
}

/** The offers of every cohort of a school, as proof of LAW-08 and LAW-11. Figures alone; whoever was erased is not in them. */
export async function countOffers(
  { db, now }: { readonly db: Db; readonly now: Date },
  organisation: OrganisationRow,
): Promise<CohortOffers[]> {
  const today = localDay(organisation, now);
  const groups = await db
    .select()
    .from(cohort)
    .where(eq(cohort.organisationId, organisation.id))
    .orderBy(asc(cohort.exitsFrom), asc(cohort.name));
  const found: CohortOffers[] = [];
  for (const group of groups) {
    const [first] = group.parts;
    const opens = first ? (await findProgramme(db, first.programmeHash)).opens : 0;
    const people = await findPeople(db, group.id, organisation, today, opens);
    found.push({ cohort: group.name, ...decideOfferFigures(people, today) });
  }
  return found;
}

async function findPeople(
  db: Db,
  cohortId: string,
  organisation: OrganisationRow,
  today: string,
  opens: number,
): Promise<OfferedPerson[]> {
  const rows = await db
    .select({ place: enrolment, person: alumnus, blockedSince: chat.blockedSince })
    .from(enrolment)
    .innerJoin(alumnus, eq(alumnus.id, enrolment.alumnusId))
    .leftJoin(chat, eq(chat.chatId, alumnus.chatId))
    .where(eq(enrolment.cohortId, cohortId));
  const living = rows.filter(({ person }) => person.erasedAt === null);
  if (living.length === 0) return [];
  const ids = db.select({ id: enrolment.alumnusId }).from(enrolment).where(eq(enrolment.cohortId, cohortId));
  const offers = await db.select().from(offer).where(inArray(offer.alumnusId, ids)).orderBy(asc(offer.seq));
  const byPerson = Map.groupBy(offers, ({ alumnusId }) => alumnusId);
  const outside = living.flatMap(({ person: { id, joinedAt } }) => (joinedAt === null ? [id] : []));
  const said = await findSaidYes(db, outside);
  const dayOf = (instant: Date | null) => instant && localDay(organisation, instant);
  return living.map(({ place, person, blockedSince }) => {
    const own = (byPerson.get(person.id) ?? []).flatMap((one) => madeOffer(one, dayOf));
    const again = own.find(({ kind }) => kind === "reoffer");
    return {
      term: { ...decideTerm(place.startsOn), endsOn: place.endsOn },
      opens,
      statutory: decideRegime(readLeaver(person, organisation), today).statutory,
      offers: own,
      participation: {
        offeredOn: own[0]?.madeOn ?? null,
        reOfferedOn: dayOf(place.reofferedAt) ?? again?.madeOn ?? null,
        takesPartSince: dayOf(person.joinedAt ?? said.get(person.id)?.at ?? null),
        stoppedOn: dayOf(person.stoppedAt ?? said.get(person.id)?.untilAt ?? null),
        canBeWrittenTo: canBeWrittenTo(person, blockedSince),
      },
    };
  });
}

const canBeWrittenTo = ({ chatId }: AlumnusRow, blockedSince: Date | null) =>
  chatId !== null && blockedSince === null;

function madeOffer(row: OfferRow, dayOf: (instant: Date | null) => string | null): OfferedPerson["offers"] {
  const madeOn = dayOf(madeAtOf(row));
  const { kind, delivery, answer, channel } = row;
  return madeOn ? [{ kind, madeOn, delivery, answer, by: channel === "telegram" ? "robot" : "human" }] : [];
}
